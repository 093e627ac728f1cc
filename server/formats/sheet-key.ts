import { withoutEdges } from '../domain/edges.ts';
import { unmarked } from './option-cell.ts';
import { truthOf } from './zh-words.ts';

/** How the options of a row are named: `letters` A B C, or `numbers` 1 2 3; `zeroBased` when a sheet counts from 0. */
export type Labels = { numbered: boolean; zeroBased: boolean };
/** One option of a row with the place of its column: an empty cell between two leaves its letter unused. */
export type ChoiceCell = { label: number; text: string };

const fold = (text: string): string =>
  withoutEdges(text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ''), '', '。.;；,，');

const LEAD =
  /^\s*(?:正确答案|标准答案|参考答案|答案|选项|应?选择?|the\s+)?(?:correct\s+answer|answer|option|choice|key)?(?:\s*(?:是|为|is))?[\s:：_-]*/iu;

const bare = (key: string): string =>
  withoutEdges(key.normalize('NFKC').replace(LEAD, ''), `(（【[{<"'“‘`, `)）】]}>"'”’。.；;,，`);

const LETTERS = /^[a-z](?:[\s,、;/|&+和与.·$#"'[\]]*[a-z])*$/iu;
const NUMBERS = /^\d{1,2}(?:[\s,、;/|&+和与$#]+\d{1,2})*$/u;

const unique = (list: readonly number[]): number[] => [...new Set(list)].sort((a, b) => a - b);
const allFound = (list: readonly number[]): number[] | undefined =>
  list.length > 0 && list.every((i) => i >= 0) ? unique(list) : undefined;

const byText = (text: string, options: readonly ChoiceCell[]): number => {
  const wanted = fold(text);
  return wanted === '' ? -1 : options.findIndex((o) => fold(o.text) === wanted);
};
const byLabel = (label: number, options: readonly ChoiceCell[]): number =>
  options.findIndex((o) => o.label === label);

const byLetters = (key: string, options: readonly ChoiceCell[]): number[] | undefined => {
  if (!LETTERS.test(key)) return undefined;
  const letters = key.toUpperCase().match(/[A-Z]/gu) ?? [];
  const sound = new Set(letters).size === letters.length;
  return sound ? allFound(letters.map((l) => byLabel(l.charCodeAt(0) - 65, options))) : undefined;
};

const byNumbers = (key: string, options: readonly ChoiceCell[], labels: Labels): number[] | undefined => {
  if (!NUMBERS.test(key)) return undefined;
  const first = labels.zeroBased ? 0 : 1;
  return allFound((key.match(/\d+/gu) ?? []).map((n) => byLabel(Number(n) - first, options)));
};

const SEPARATORS = [
  /\n+/u,
  /\s*[┋┃]\s*/u,
  /\s*\|+\s*/u,
  /\s*[;；]\s*/u,
  /\s*\$+\s*/u,
  /\s*[,，、]\s*/u,
  /\s*#+\s*/u,
];
const byTexts = (key: string, options: readonly ChoiceCell[]): number[] | undefined => {
  for (const separator of SEPARATORS) {
    const parts = key.split(separator).filter((p) => p.trim() !== '');
    const found = parts.length > 1 ? allFound(parts.map((p) => keyOf(p, options))) : undefined;
    if (found) return found;
  }
  return undefined;
};

/** `A. Paris`, `A、Paris`, `A Paris`: a letter together with the text it stands for. */
const LETTER_AND_TEXT = /^\s*[(（【[]?([A-Za-z])(?:\s*[.．、:：)）】\]-]\s*|\s+)([\s\S]+)$/u;
const keyOf = (part: string, options: readonly ChoiceCell[]): number => {
  const whole = byText(part, options);
  if (whole >= 0) return whole;
  const both = LETTER_AND_TEXT.exec(part);
  const index = both ? byLabel((both[1] ?? '').toUpperCase().charCodeAt(0) - 65, options) : -1;
  return both && index >= 0 && byText(both[2] ?? '', options) === index ? index : -1;
};

/**
 * Which options a key names, as indexes: letters in any punctuation, texts, letter with text, or numbers. With
 * lettered options a number is first taken as an option's text. undefined = it names none of them.
 */
export const choiceKey = (
  key: string,
  options: readonly ChoiceCell[],
  labels: Labels,
): number[] | undefined => {
  const short = bare(key);
  if (labels.numbered) {
    const found = byNumbers(short, options, labels);
    if (found) return found;
  }
  const letters = byLetters(short, options);
  if (letters) return letters;
  const one = allFound([keyOf(key, options)]) ?? allFound([keyOf(short, options)]);
  return one ?? byTexts(key, options) ?? byNumbers(short, options, labels);
};

/** Options that carry their own mark of rightness; the marks are taken off. */
export const takeMarks = (options: ChoiceCell[]): number[] => {
  const right: number[] = [];
  for (const [i, option] of options.entries()) {
    const read = unmarked(option.text);
    if (!read.right) continue;
    option.text = read.text;
    right.push(i);
  }
  return right;
};

/** One letter says right or wrong only together with its partner: T and F, Y and N. */
const LETTER_PAIRS = new Set(['tf', 'ft', 'yn', 'ny']);

/** True when two options only say right and wrong. */
export const isJudgement = (options: readonly ChoiceCell[]): boolean => {
  const [first = '', second = ''] = options.map((o) => fold(o.text));
  if (options.length !== 2 || truthOf(first) === undefined || truthOf(second) !== !truthOf(first))
    return false;
  const letters = /^[a-z]$/u;
  return !(letters.test(first) || letters.test(second)) || LETTER_PAIRS.has(first + second);
};

/** The truth a judge question's key states: by word, by the option it names, or A = right, B = wrong. */
export const judgeKey = (
  key: string,
  options: readonly ChoiceCell[],
  labels: Labels,
): boolean | undefined => {
  if (isJudgement(options)) {
    const named = choiceKey(key, options, labels);
    if (named?.length === 1) return truthOf(options[named[0] ?? 0]?.text ?? '');
  }
  const said = truthOf(bare(key)) ?? truthOf(key);
  if (said !== undefined) return said;
  const short = bare(key);
  if (/^[ab]$/iu.test(short)) return short.toUpperCase() === 'A';
  return /^[01]$/u.test(short) ? short === '1' : undefined;
};
