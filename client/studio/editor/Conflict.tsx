import { Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useS } from '../i18n/index.ts';
import { Words } from './Changes.tsx';
import { contentLines } from './content-lines.ts';
import { type Conflict as Clash, contentOf } from './editing.ts';
import { type MergeField, mergeFields, partsOf, type Side } from './merge.ts';
import { useLineNames } from './use-names.ts';

type Props = {
  conflict: Clash;
  mine: unknown;
  onKeep: () => void;
  onTake: () => void;
  onMerge: (sides: Partial<Record<MergeField, Side>>) => void;
  onClose: () => void;
};

/** Two people changed one question: both texts, compared field by field. */
export const Conflict = ({ conflict, mine, onKeep, onTake, onMerge, onClose }: Props) => {
  const t = useS('editor');
  const theirs = contentOf(conflict.theirs);
  const fields = mergeFields(conflict.base, mine, theirs);
  const [chosen, setChosen] = useState<Partial<Record<MergeField, Side>>>({});
  const sides = Object.fromEntries(fields.map((f) => [f.field, chosen[f.field] ?? f.side]));
  return (
    <Modal
      open
      width={960}
      title={t('conflict.title')}
      onCancel={onClose}
      footer={
        <div className="conflict-acts">
          <Button onClick={onTake}>{t('conflict.take')}</Button>
          <Button onClick={onKeep}>{t('conflict.keep', { version: conflict.theirs.version + 1 })}</Button>
          <Button type="primary" disabled={fields.length === 0} onClick={() => onMerge(sides)}>
            {t('conflict.merge')}
          </Button>
        </div>
      }
    >
      <p>
        {t('conflict.lead', {
          by: conflict.by ?? t('newer.somebody'),
          version: conflict.theirs.version,
        })}
      </p>
      {fields.length === 0 && <p>{t('conflict.same')}</p>}
      {fields.map(({ field, clash }) => (
        <FieldSides
          key={field}
          field={field}
          clash={clash}
          base={conflict.base}
          mine={mine}
          theirs={theirs}
          side={sides[field] ?? 'mine'}
          onSide={(side) => setChosen((before) => ({ ...before, [field]: side }))}
        />
      ))}
    </Modal>
  );
};

type SidesProps = {
  field: MergeField;
  clash: boolean;
  base: unknown;
  mine: unknown;
  theirs: unknown;
  side: Side;
  onSide: (side: Side) => void;
};
const FieldSides = ({ field, clash, base, mine, theirs, side, onSide }: SidesProps) => {
  const t = useS('editor');
  const names = useLineNames();
  const name = field === 'answer' ? t('field.answer') : t(field);
  const text = (content: unknown): string =>
    contentLines(partsOf(content, field), names)
      .map((l) => `${l.label}  ${l.text}`)
      .join('\n');
  return (
    <section className="conflict-field" aria-label={name}>
      <h3>
        {name} {clash && <span aria-hidden="true">⚠</span>}
      </h3>
      <Radio.Group
        className="conflict-sides"
        aria-label={t('conflict.pick', { field: name })}
        value={side}
        onChange={(e) => onSide(e.target.value === 'theirs' ? 'theirs' : 'mine')}
      >
        {(['mine', 'theirs'] as const).map((s) => {
          const now = text(s === 'mine' ? mine : theirs);
          return (
            <Radio key={s} value={s} className={s === side ? 'is-chosen' : ''}>
              <strong>{t(`conflict.${s}`)}</strong>
              <span className="conflict-text">
                {now === '' ? (
                  t('conflict.empty')
                ) : (
                  <Words before={base === undefined ? now : text(base)} after={now} />
                )}
              </span>
            </Radio>
          );
        })}
      </Radio.Group>
    </section>
  );
};
