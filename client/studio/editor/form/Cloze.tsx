import { useLayoutEffect, useRef } from 'react';
import type { Lang } from '../../../../server/domain/text.ts';
import { useS } from '../../i18n/index.ts';
import { addMissingGaps, insertGap, type Mismatch, mismatches, removeGap } from '../cloze.ts';
import { type Draft, fieldsOf, listOf, put, putAt, stringOf } from '../draft.ts';
import { at, ChoiceFields, type PartProps } from './Choice.tsx';
import { useForm } from './context.ts';
import { NumberField } from './PlainFields.tsx';
import { FaultAt, TextPair } from './TextPair.tsx';
import { NumericFields, ShortFields } from './Typed.tsx';

const isLang = (lang: string | undefined): lang is Lang => lang === 'zh' || lang === 'en';

/** The text with gaps: the button puts [[n]] at the caret, its editor comes below. */
export const ClozeStem = ({ value, onChange }: Omit<PartProps, 'path'>) => {
  const t = useS('editor');
  const { readOnly, show } = useForm();
  const box = useRef<HTMLDivElement>(null);
  const caret = useRef<{ lang: Lang; at: number }>(undefined);
  const last = useRef<HTMLTextAreaElement>(undefined);
  const fieldOf = (lang: Lang) =>
    box.current?.querySelector<HTMLTextAreaElement>(`textarea[data-lang="${lang}"]`) ?? undefined;
  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    const field = fieldOf(caret.current.lang);
    field?.focus();
    field?.setSelectionRange(caret.current.at, caret.current.at);
    caret.current = undefined;
  });
  const insert = (): void => {
    const field = last.current?.isConnected ? last.current : fieldOf(show[0] ?? 'zh');
    const lang = field?.dataset.lang;
    if (!field || !isLang(lang)) return;
    const next = insertGap(value, lang, field.selectionStart, field.selectionEnd);
    caret.current = { lang, at: next.caret };
    onChange(next.draft);
  };
  return (
    <div ref={box} className="qf-stack">
      <TextPair
        rows={4}
        label={t('stem')}
        path="stem"
        onFocus={(field) => {
          last.current = field;
        }}
        value={value.stem}
        onChange={(stem) => onChange(put(value, 'stem', stem))}
        onKeyDown={(e) => {
          if (!e.altKey || e.code !== 'KeyG') return;
          e.preventDefault();
          insert();
        }}
      />
      {!readOnly && (
        <button type="button" className="qf-add" onMouseDown={(e) => e.preventDefault()} onClick={insert}>
          {t('gap.insert')} <kbd>Alt G</kbd>
        </button>
      )}
    </div>
  );
};

const KINDS = ['short', 'choice', 'numeric'] as const;
const FRESH: Record<(typeof KINDS)[number], Draft> = {
  short: { key: [] },
  choice: { options: [{ text: {} }, { text: {} }, { text: {} }], key: 0 },
  numeric: { tolerance: 0 },
};

/** An editor for each gap, and what does not fit between text and gaps. */
export const ClozeFields = ({ value, onChange, path }: PartProps) => {
  const t = useS('editor');
  const gaps = listOf(value.gaps);
  const set = (i: number, gap: Draft): void => onChange(put(value, 'gaps', putAt(gaps, i, gap)));
  return (
    <>
      {mismatches(value).map((m) => (
        <MismatchNote key={m.lang} mismatch={m} onMend={() => onChange(addMissingGaps(value))} />
      ))}
      {gaps.length === 0 && <p className="qf-note">{t('gap.none')}</p>}
      {gaps.map((gap, i) => (
        <GapFields
          key={letterKey(i)}
          n={i + 1}
          value={fieldsOf(gap)}
          path={at(path, 'gaps', i)}
          onChange={(next) => set(i, next)}
          onRemove={() => onChange(removeGap(value, i))}
        />
      ))}
      <FaultAt path={at(path, 'gaps')} />
    </>
  );
};
const letterKey = (i: number): string => `gap-${i}`;

const MismatchNote = ({ mismatch: m, onMend }: { mismatch: Mismatch; onMend: () => void }) => {
  const t = useS('editor');
  const ts = useS('shell');
  const { readOnly } = useForm();
  const marks = (list: readonly number[]): string => list.map((n) => `[[${n}]]`).join(' ');
  return (
    <p className="qf-warning" role="status">
      <strong>{ts(`lang.${m.lang}`)}</strong>{' '}
      {m.unplaced.length > 0 && <span>{t('gap.unplaced', { marks: marks(m.unplaced) })} </span>}
      {m.twice.length > 0 && <span>{t('gap.twice', { marks: marks(m.twice) })} </span>}
      {m.unknown.length > 0 && <span>{t('gap.unknown', { marks: marks(m.unknown) })} </span>}
      {m.unknown.length > 0 && !readOnly && (
        <button type="button" className="qf-link" onClick={onMend}>
          {t('gap.mend')}
        </button>
      )}
    </p>
  );
};

type GapProps = {
  n: number;
  value: Draft;
  path: string;
  onChange: (next: Draft) => void;
  onRemove: () => void;
};
const GapFields = ({ n, value, path, onChange, onRemove }: GapProps) => {
  const t = useS('editor');
  const { readOnly } = useForm();
  const kind = KINDS.find((k) => k === stringOf(value.kind)) ?? 'short';
  const fields = { value, path, onChange };
  return (
    <fieldset className="qf-gap">
      <legend>
        <b>[[{n}]]</b>
      </legend>
      <div className="qf-row">
        <select
          className="qf-text qf-select"
          aria-label={t('gap.kind', { n })}
          disabled={readOnly}
          value={kind}
          onChange={(e) => {
            const next = KINDS.find((k) => k === e.target.value) ?? 'short';
            const { weight } = value;
            onChange({ kind: next, ...FRESH[next], ...(weight === undefined ? {} : { weight }) });
          }}
        >
          {KINDS.map((k) => (
            <option key={k} value={k}>
              {t(`gap.${k}`)}
            </option>
          ))}
        </select>
        <NumberField
          label={t('gap.weight')}
          path={at(path, 'weight')}
          value={value.weight}
          placeholder="1"
          onChange={(weight) => onChange(put(value, 'weight', weight))}
        />
        {!readOnly && (
          <button type="button" className="qf-link" onClick={onRemove}>
            {t('gap.remove', { n })}
          </button>
        )}
      </div>
      {kind === 'choice' && <ChoiceFields {...fields} />}
      {kind === 'short' && <ShortFields {...fields} />}
      {kind === 'numeric' && <NumericFields {...fields} />}
    </fieldset>
  );
};
