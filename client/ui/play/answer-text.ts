import type { Answer, GapView, KeyView, QuestionView, Verdict } from '../../../server/domain/answer.ts';
import { plainOf } from '../../../server/domain/rich-text.ts';
import type { LocalText } from '../../../server/domain/text.ts';
import { lang, pick, textOf } from '../../i18n/index.ts';
import { indexesOf, partsOf, UNPAIRED } from './draft.ts';

/** A text of a question in the learner's language without its markup. */
export const plain = (text: LocalText): string => plainOf(pick(text));
/** Gaps to be filled in as lines. */
export const gapped = (text: string): string => text.replace(/\[\[\d{1,2}\]\]/gu, '＿＿');
export const stemText = (stem: LocalText): string => gapped(plain(stem));

const truth = (value: boolean): string => textOf('play')(value ? 'true' : 'false');
const unitOf = (unit: LocalText | undefined): string => (unit === undefined ? '' : ` ${pick(unit)}`);
const orDash = (text: LocalText | undefined): string => (text === undefined ? '–' : plain(text));

/** What stands in a gap, in words; empty when it is blank. */
export const gapText = (gap: GapView, part: number | string | undefined): string => {
  if (gap.kind === 'choice') {
    const chosen = typeof part === 'number' ? gap.options[part] : undefined;
    return chosen === undefined ? '' : plain(chosen);
  }
  if (typeof part !== 'string' || part.trim() === '') return '';
  return gap.kind === 'numeric' ? `${part}${unitOf(gap.unit)}` : part;
};

const listLines = (question: QuestionView, list: readonly number[]): string[] => {
  switch (question.type) {
    case 'matching':
      return question.lefts.map(
        (left, i) => `${plain(left)} → ${orDash(question.rights[list[i] ?? UNPAIRED])}`,
      );
    case 'categorising':
      return question.items.map(
        (entry, i) => `${plain(entry)} → ${orDash(question.categories[list[i] ?? UNPAIRED])}`,
      );
    case 'ordering':
      return list.map((entry, i) => `${i + 1}. ${orDash(question.items[entry])}`);
    case 'single':
    case 'multiple':
      return list.flatMap((i) => (question.options[i] === undefined ? [] : [plain(question.options[i])]));
    default:
      return [];
  }
};

const gapLines = (gaps: readonly GapView[], texts: readonly string[]): string[] =>
  gaps.map((_, i) => textOf('play')('gap.line', { n: i + 1, text: texts[i] || '–' }));

/** An answer in words, one line per part; empty when nothing was answered. */
export const answerLines = (question: QuestionView, answer: Answer | undefined): string[] => {
  if (answer === undefined || question.type === 'description') return [];
  if (typeof answer === 'boolean') return [truth(answer)];
  if (typeof answer === 'string')
    return [`${answer}${question.type === 'numeric' ? unitOf(question.unit) : ''}`];
  if (typeof answer === 'number') return listLines(question, [answer]);
  if (question.type !== 'cloze') return listLines(question, indexesOf(answer) ?? []);
  const parts = partsOf(question.gaps, answer);
  return gapLines(
    question.gaps,
    question.gaps.map((gap, i) => gapText(gap, parts[i])),
  );
};

const HAN = /\p{Script=Han}/u;
const SHOWN_KEYS = 2;

/** Of all accepted texts the first two in the learner's script; another script's only when there is none. */
const readable = (texts: string[]): string[] => {
  const mine = texts.filter((text) => HAN.test(text) === (lang() === 'zh'));
  return (mine.length > 0 ? mine : texts).slice(0, SHOWN_KEYS);
};

type GapKey = Extract<KeyView, { gaps: unknown }>['gaps'][number];
type NumberKey = Extract<GapKey, { value: number }>;

const numberLine = (key: NumberKey, unit: LocalText | undefined): string =>
  `${key.value}${key.tolerance > 0 ? ` ± ${key.tolerance}` : ''}${unitOf(unit)}`;

/** What belongs into a gap, in words. */
export const gapKeyText = (gap: GapView, key: GapKey | undefined): string => {
  if (key === undefined) return '';
  if (typeof key === 'number') return gapText(gap, key);
  if (Array.isArray(key)) return readable(key).join(textOf('play')('key.or'));
  return numberLine(key, gap.kind === 'numeric' ? gap.unit : undefined);
};

/** The key in words; short answers give the accepted texts a learner can read, numbers their tolerance. */
export const keyLines = (question: QuestionView, key: KeyView): string[] => {
  if (question.type === 'essay' || question.type === 'description') return [];
  if (Array.isArray(key)) {
    if (question.type === 'short') return readable(key.map(String));
    return listLines(question, key.map(Number));
  }
  if (typeof key !== 'object') return answerLines(question, key);
  if ('gaps' in key)
    return question.type === 'cloze'
      ? gapLines(
          question.gaps,
          question.gaps.map((gap, i) => gapKeyText(gap, key.gaps[i])),
        )
      : [];
  return [numberLine(key, question.type === 'numeric' ? question.unit : undefined)];
};

/** How a verdict sounds: a text is only read, an essay waits for a person. */
export type Tone = 'right' | 'wrong' | 'pending' | 'read';
export const toneOf = (question: QuestionView, verdict: Verdict): Tone => {
  if (verdict.pending === true) return 'pending';
  if (question.type === 'description') return 'read';
  return verdict.ok ? 'right' : 'wrong';
};
