import { Input, InputNumber } from 'antd';
import { createContext, type ReactNode, useContext, useId } from 'react';
import type { QuestFault } from '../../../server/domain/quest-faults.ts';
import { LANGS } from '../../../server/domain/text.ts';
import { lang } from '../../i18n/index.ts';
import { numberOf, putText, textAt } from '../editor/draft.ts';
import { useS } from '../i18n/index.ts';
import { saidAt } from './faults.ts';

/** The faults of the quest, said at their fields. */
export const FaultsContext = createContext<readonly QuestFault[]>([]);
export const useSaid = (path: string): string[] => saidAt(useContext(FaultsContext), path, lang());

type FieldProps = {
  label: string;
  path: string;
  hint?: string | undefined;
  children: ReactNode;
  group?: boolean;
};

/** A field with its label, its hint and what is wrong with it. `group` = it holds several controls. */
export const Field = ({ label, path, hint, children, group = false }: FieldProps) => {
  const id = useId();
  return (
    <div className="qb-field" data-path={path} {...(group ? { role: 'group', 'aria-labelledby': id } : {})}>
      <span id={id} className="qb-label" aria-hidden={group ? undefined : true}>
        {label}
      </span>
      {children}
      {hint !== undefined && <small className="qb-hint">{hint}</small>}
      <Said path={path} />
    </div>
  );
};

/** What is wrong at a place that is no single control. */
export const Said = ({ path }: { path: string }) => {
  const said = useSaid(path);
  return said.length === 0 ? null : <span className="qb-fault">{said.join(' ')}</span>;
};

type TextsProps = {
  label: string;
  path: string;
  value: unknown;
  onChange: (next: unknown) => void;
  rows?: number;
  most?: number;
  hint?: string;
};

/** A text in both languages, side by side; one of them is enough. */
export const Texts = ({ label, path, value, onChange, rows = 1, most = 120, hint }: TextsProps) => {
  const ts = useS('shell');
  const said = useSaid(path);
  return (
    <Field label={label} path={path} hint={hint} group>
      <div className="qb-langs">
        {LANGS.map((l) => {
          const about = {
            'aria-label': `${label} · ${ts(`lang.${l}`)}`,
            'aria-invalid': said.length > 0,
            placeholder: ts(`lang.${l}`),
            lang: l === 'zh' ? 'zh-CN' : 'en',
            maxLength: most,
            value: textAt(value, l),
            ...(said.length > 0 ? { status: 'error' as const } : {}),
            onChange: (e: { target: { value: string } }) => onChange(putText(value, l, e.target.value)),
          };
          return rows === 1 ? (
            <Input key={l} {...about} />
          ) : (
            <Input.TextArea key={l} {...about} autoSize={{ minRows: rows, maxRows: 14 }} />
          );
        })}
      </div>
    </Field>
  );
};

type NumberProps = {
  label: string;
  path: string;
  value: unknown;
  onChange: (next: number | undefined) => void;
  min: number;
  max: number;
  /** Shown while nothing is set: what holds then. */
  usual?: number;
  suffix?: string;
  step?: number;
  hint?: string | undefined;
};

/** A number; an empty field takes the usual one. */
export const Amount = ({
  label,
  path,
  value,
  onChange,
  min,
  max,
  usual,
  suffix,
  step = 1,
  hint,
}: NumberProps) => {
  const said = useSaid(path);
  return (
    <Field label={label} path={path} hint={hint}>
      <InputNumber
        aria-label={label}
        aria-invalid={said.length > 0}
        min={min}
        max={max}
        step={step}
        value={numberOf(value) ?? null}
        suffix={suffix}
        onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        {...(usual === undefined ? {} : { placeholder: String(usual) })}
        {...(said.length > 0 ? { status: 'error' as const } : {})}
      />
    </Field>
  );
};
