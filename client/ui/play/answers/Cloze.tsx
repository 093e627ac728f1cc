import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import type { GapView, KeyView, PartMark, QuestionView } from '../../../../server/domain/answer.ts';
import type { LocalText } from '../../../../server/domain/text.ts';
import { pick, pickedLang, useT } from '../../../i18n/index.ts';
import { Phrases } from '../../parts/index.ts';
import { gapKeyText, gapText, plain } from '../answer-text.ts';
import { partsOf } from '../draft.ts';
import { LETTERS } from '../KeyBadge.tsx';
import { RichText } from '../RichText.tsx';
import type { AnswerProps } from './props.ts';

type Props = AnswerProps & { question: Extract<QuestionView, { type: 'cloze' }> };

/** Punctuation that stays on the line of the gap before it. */
const CLOSING = /^[，。、；：！？）》”’,.;:!?)]+/u;
const GAP = /\[\[(\d{1,2})\]\]/u;

/** The text with its gaps in place: a choice is a list that opens, words and numbers are typed. Enter goes to the next
 * blank gap and, when none is left, confirms. */
export const Cloze = (props: Props) => {
  const { question, draft, verdict, onCommit } = props;
  const root = useRef<HTMLElement>(null);
  const parts = partsOf(question.gaps, draft);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (!(event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement)) return;
    event.preventDefault();
    const blank = [...(root.current?.querySelectorAll<HTMLElement>('.gap-blank') ?? [])];
    const next = blank.find((gap) => gap !== event.target);
    if (next === undefined) onCommit();
    else next.focus();
  };
  const gapAt = (n: number): ReactNode => {
    const gap = question.gaps[n];
    if (gap === undefined) return null;
    if (verdict === undefined) return <OpenGap {...props} gap={gap} n={n} parts={parts} />;
    return (
      <ToldGap
        gap={gap}
        n={n}
        part={parts[n]}
        mark={verdict.parts?.[n]}
        answer={gapKeyText(gap, gapKeys(verdict.key)[n])}
      />
    );
  };
  const show = (text: string): ReactNode => {
    const pieces = text.split(GAP);
    return pieces.map((piece, i) => {
      const key = `${i} ${piece}`;
      if (i % 2 === 0) return <Phrases key={key} text={i === 0 ? piece : piece.replace(CLOSING, '')} />;
      return (
        <span key={key} className="gap-hold">
          {gapAt(Number(piece) - 1)}
          {CLOSING.exec(pieces[i + 1] ?? '')?.[0]}
        </span>
      );
    });
  };
  return (
    <section ref={root} className="cloze" aria-labelledby={props.labelledBy} onKeyDown={onKeyDown}>
      <RichText body={pick(question.stem)} lang={pickedLang(question.stem)} show={show} />
      {verdict?.parts !== undefined && <GapNotes parts={verdict.parts} />}
    </section>
  );
};

type GapKeys = Extract<KeyView, { gaps: unknown }>['gaps'];
const gapKeys = (key: KeyView): GapKeys =>
  typeof key === 'object' && !Array.isArray(key) && 'gaps' in key ? key.gaps : [];

type GapProps = AnswerProps & { gap: GapView; n: number; parts: (number | string)[] };

const OpenGap = ({ gap, n, parts, locked, onDraft }: GapProps) => {
  const t = useT('play');
  const part = parts[n];
  const put = (value: number | string) => onDraft(parts.map((old, i) => (i === n ? value : old)));
  const name = t('gap.name', { n: n + 1 });
  const blank = part === -1 || part === '';
  const look = `gap${blank ? ' gap-blank' : ' gap-filled'}`;
  if (gap.kind === 'choice')
    return (
      <select
        className={`${look} gap-choice`}
        aria-label={name}
        value={Number(part)}
        disabled={locked}
        onChange={(event) => put(Number(event.target.value))}
      >
        <option value={-1}>{t('gap.choose', { n: n + 1 })}</option>
        {gap.options.map((text, i) => (
          <option key={LETTERS[i]} value={i} lang={pickedLang(text)}>
            {plain(text)}
          </option>
        ))}
      </select>
    );
  return (
    <span className="gap-typed">
      <input
        className={look}
        aria-label={name}
        value={String(part)}
        size={Math.min(28, Math.max(gap.kind === 'numeric' ? 3 : 6, Math.ceil(widthOf(String(part))) + 1))}
        maxLength={500}
        readOnly={locked}
        placeholder={String(n + 1)}
        inputMode={gap.kind === 'numeric' ? 'decimal' : 'text'}
        enterKeyHint="next"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => put(event.target.value)}
      />
      {gap.kind === 'numeric' && gap.unit !== undefined && <Unit text={gap.unit} />}
    </span>
  );
};

/** A Chinese character is about twice as wide as a Latin one. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, char) => sum + (/[\u2e80-\uffef]/u.test(char) ? 1.9 : 1), 0);

const Unit = ({ text }: { text: LocalText }) => (
  <span className="gap-unit" lang={pickedLang(text)}>
    {pick(text)}
  </span>
);

type ToldProps = {
  gap: GapView;
  n: number;
  part: number | string | undefined;
  mark: PartMark | undefined;
  /** What belongs here, in words. */
  answer: string;
};

const ToldGap = ({ gap, n, part, mark, answer }: ToldProps) => {
  const t = useT('play');
  const score = mark?.score ?? 0;
  const mine = gapText(gap, part);
  const look = score >= 1 ? 'right' : score > 0 ? 'partly' : 'wrong';
  return (
    <span className={`gap gap-told gap-${look}`}>
      <span className="sr-only">{t(`gap.${look}`, { n: n + 1 })}</span>
      {score >= 1 ? (
        <b>{mine}</b>
      ) : (
        <>
          <del>{mine === '' ? t('review.blank') : mine}</del>
          <b>{answer}</b>
        </>
      )}
    </span>
  );
};

const GapNotes = ({ parts }: { parts: PartMark[] }) => {
  const t = useT('play');
  const said = parts.flatMap(({ feedback }, i) => (feedback === undefined ? [] : [{ feedback, n: i + 1 }]));
  if (said.length === 0) return null;
  return (
    <ul className="gap-notes">
      {said.map(({ feedback, n }) => (
        <li key={n}>
          <b>{t('gap.name', { n })}</b>
          <RichText body={pick(feedback)} lang={pickedLang(feedback)} />
        </li>
      ))}
    </ul>
  );
};
