import '../../editor/form.css';
import { useMemo, useRef } from 'react';
import { LANGS } from '../../../../server/domain/text.ts';
import { FormContext, type FormSetting } from '../../editor/form/context.ts';
import { TextPair } from '../../editor/form/TextPair.tsx';
import { Toolbar } from '../../editor/form/Toolbar.tsx';
import { Field } from '../fields.tsx';

type Props = {
  label: string;
  hint: string;
  path: string;
  value: unknown;
  onChange: (next: unknown) => void;
  optional?: boolean;
};

/** A rich text in both languages with its toolbar, as the editor of questions has it. */
export const RichTexts = ({ label, hint, path, value, onChange, optional = false }: Props) => {
  const field = useRef<HTMLTextAreaElement>(undefined);
  const setting = useMemo<FormSetting>(
    () => ({
      show: LANGS,
      readOnly: false,
      faults: [],
      onFocus: (f) => {
        field.current = f;
      },
    }),
    [],
  );
  return (
    <Field label={label} hint={hint} path={path} group>
      <FormContext value={setting}>
        <div className="qf">
          <Toolbar field={() => (field.current?.isConnected ? field.current : undefined)} />
          <TextPair
            label={label}
            quiet
            rows={4}
            path={path}
            value={value}
            optional={optional}
            onChange={onChange}
          />
        </div>
      </FormContext>
    </Field>
  );
};
