import { gradeAnswer } from './grade.ts';
import { rightsOf } from './grade-shown.ts';
import { foldText, markNumeric, markShort } from './grade-text.ts';
import type { Gap, Question } from './question.ts';
import { plainOf } from './rich-text.ts';
import { type Lang, type LocalText, textIn } from './text.ts';

const MOST_CODE = 120;
const cut = (text: string): string => text.slice(0, MOST_CODE);

/** Types whose choices stand one behind the other, one for each place: gap, left side, step, item. */
const PLACED: ReadonlySet<string> = new Set(['cloze', 'matching', 'ordering', 'categorising']);

/** What the log keeps of an answer (stored indexes, typed texts), as the codes by which choices are counted. */
export const codesOf = (q: Question, choices: readonly unknown[]): string[] => {
  if (q.type === 'essay' || q.type === 'description') return [];
  if (PLACED.has(q.type)) return choices.map((c, i) => cut(`${i}:${String(c).trim()}`));
  const fold = q.type === 'short' && q.caseSensitive !== true ? foldText : (text: string) => text.trim();
  return [...new Set(choices.map((c) => cut(fold(String(c)))))];
};

/** Every code that belongs to the question itself, also when nobody has chosen it. */
export const ownCodes = (q: Question): string[] => {
  if (q.type === 'true-false') return ['true', 'false'];
  return q.type === 'single' || q.type === 'multiple' ? q.options.map((_, i) => String(i)) : [];
};

/** Only where an answer is one choice can a choice be right while the key is wrong. */
export const hasOneChoice = (q: Question): boolean =>
  q.type === 'single' || q.type === 'true-false' || q.type === 'short' || q.type === 'numeric';

const placeOf = (code: string): [place: number, value: string] => {
  const end = code.indexOf(':');
  return [Number(code.slice(0, end)), code.slice(end + 1)];
};

const isGapRight = (gap: Gap | undefined, value: string): boolean => {
  if (gap?.kind === 'choice') return value === String(gap.key);
  if (gap === undefined || value === '' || value === '-1') return false;
  return (gap.kind === 'short' ? markShort(gap, value) : markNumeric(gap, value)).score >= 1;
};

/** True for a choice that brings the full mark, or its full share of it. */
export const isRightChoice = (q: Question, code: string): boolean => {
  const [place, value] = placeOf(code);
  switch (q.type) {
    case 'single':
    case 'true-false':
      return code === String(q.key);
    case 'multiple':
      return q.key.some((k) => code === String(k));
    case 'short':
    case 'numeric':
      return code !== '' && gradeAnswer(q, 0, code).verdict.ok;
    case 'cloze':
      return isGapRight(q.gaps[place], value);
    case 'matching':
      return value === String(rightsOf(q).of[place]);
    case 'ordering':
      return value === String(place);
    case 'categorising':
      return value === String(q.items[place]?.category);
    default:
      return false;
  }
};

const MOST_LABEL = 200;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const said = (text: LocalText | undefined, lang: Lang): string => {
  const plain = text === undefined ? '' : plainOf(textIn(text, lang)).replace(/\s+/gu, ' ').trim();
  return plain.length > MOST_LABEL ? `${plain.slice(0, MOST_LABEL - 1)}…` : plain;
};
const lettered = (options: readonly { text: LocalText }[], value: string, lang: Lang): string =>
  `${LETTERS[Number(value)] ?? '?'}. ${said(options[Number(value)]?.text, lang)}`;
const BLANK = '—';

const placedLabel = (q: Question, place: number, value: string, lang: Lang): string => {
  if (q.type === 'cloze') {
    const gap = q.gaps[place];
    const shown =
      gap?.kind === 'choice' && value !== '-1' ? said(gap.options[Number(value)]?.text, lang) : value;
    return `[${place + 1}] ${shown === '' || shown === '-1' ? BLANK : shown}`;
  }
  const to = (texts: readonly LocalText[]): string =>
    value === '-1' ? BLANK : said(texts[Number(value)], lang);
  if (q.type === 'matching') return `${said(q.pairs[place]?.left, lang)} → ${to(rightsOf(q).all)}`;
  if (q.type === 'categorising') return `${said(q.items[place]?.text, lang)} → ${to(q.categories)}`;
  return q.type === 'ordering' ? `${place + 1}. ${to(q.items)}` : value;
};

/** A code in words of this version: "B. Sand", "[2] water", "Fire → red". Typed texts stand as they were typed. */
export const labelOf = (q: Question, code: string, lang: Lang): string => {
  if (q.type === 'single' || q.type === 'multiple') return lettered(q.options, code, lang);
  if (q.type === 'true-false') return lang === 'zh' ? (code === 'true' ? '对' : '错') : code;
  if (!PLACED.has(q.type)) return code === '' ? BLANK : code;
  return placedLabel(q, ...placeOf(code), lang);
};
