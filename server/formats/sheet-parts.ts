import type { Criterion, Gap, Question } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';

/** What a cell says in each language. */
export type Pair = { zh?: string; en?: string };
export const LANGS = ['zh', 'en'] as const;

/** Puts a backslash before each separator inside a text, so that `splitParts` gives the text back. */
export const escapePart = (text: string, separator: string): string =>
  text.replace(separatorOf(separator), (found) => `\\${found}`);

const PATTERNS = new Map<string, RegExp>();
const separatorOf = (separator: string): RegExp => {
  const known = PATTERNS.get(separator);
  if (known) return known;
  const made = new RegExp(`(\\\\*)${separator.replace(/[|]/gu, '\\$&')}`, 'gu');
  PATTERNS.set(separator, made);
  return made;
};

/** The parts of a cell between separators that no backslash guards. */
export const splitParts = (cell: string, separator: string): string[] => {
  const parts: string[] = [];
  let part = '';
  let at = 0;
  for (const found of cell.matchAll(separatorOf(separator))) {
    part += cell.slice(at, found.index);
    at = found.index + found[0].length;
    if (found[1] === '') {
      parts.push(part.trim());
      part = '';
    } else part += found[0].slice(1);
  }
  return [...parts, (part + cell.slice(at)).trim()];
};

export const joinParts = (parts: readonly string[], separator: string): string =>
  parts.map((p) => escapePart(p, separator)).join(` ${separator} `);

/** Both languages of a text, or undefined when neither says anything. */
export const localOf = (pair: Pair, rich: (text: string) => string = (t) => t): LocalText | undefined => {
  const zh = pair.zh?.trim() ?? '';
  const en = pair.en?.trim() ?? '';
  if (zh === '' && en === '') return undefined;
  return { ...(zh === '' ? {} : { zh: rich(zh) }), ...(en === '' ? {} : { en: rich(en) }) };
};

/** The cell of the leading language: what is not text (numbers, order, keys) is read from it alone. */
export const mainOf = (pair: Pair): string => pair.zh ?? pair.en ?? '';

const eachLang = (pair: Pair, read: (cell: string) => string | undefined): Pair => {
  const out: Pair = {};
  for (const lang of LANGS) {
    const cell = pair[lang];
    const text = cell === undefined ? undefined : read(cell);
    if (text !== undefined) out[lang] = text;
  }
  return out;
};

const ARROW = /\s*(?:⇒|→|->|＝>|—+|--+)\s*/u;
const arrowParts = (cell: string): string[] => {
  const parts = splitParts(cell, '=>');
  if (parts.length > 1 || !ARROW.test(cell)) return parts;
  const found = ARROW.exec(cell);
  return found ? [cell.slice(0, found.index), cell.slice(found.index + found[0].length)] : parts;
};
const side = (pair: Pair, index: number): Pair => eachLang(pair, (cell) => arrowParts(cell)[index]);

type Rich = (text: string) => string;

/** `left => right` cells; one without a left side is a right side that belongs to none. */
export const readMatches = (
  cells: readonly Pair[],
  rich: Rich,
): { pairs: { left: LocalText; right: LocalText }[]; extras: LocalText[] } | undefined => {
  const pairs: { left: LocalText; right: LocalText }[] = [];
  const extras: LocalText[] = [];
  for (const cell of cells) {
    const left = localOf(side(cell, 0), rich);
    const right = localOf(side(cell, 1), rich);
    if (!right) return undefined;
    if (left) pairs.push({ left, right });
    else extras.push(right);
  }
  return { pairs, extras };
};

const NUMBERED = /^#(\d+)$/u;
const sameName = (category: LocalText, named: LocalText): boolean =>
  LANGS.some((lang) => named[lang] !== undefined && category[lang] === named[lang]);

/** `item => category` cells; `key` may list the categories in order between bars. */
export const readSorting = (
  cells: readonly Pair[],
  key: Pair,
  rich: Rich,
): { categories: LocalText[]; items: { text: LocalText; category: number }[] } | undefined => {
  const listed = Math.max(0, ...LANGS.map((l) => (key[l] ? splitParts(key[l], '|').length : 0)));
  const categories: LocalText[] = [];
  for (let i = 0; i < listed; i++) {
    const name = localOf(
      eachLang(key, (cell) => splitParts(cell, '|')[i]),
      rich,
    );
    if (!name) return undefined;
    categories.push(name);
  }
  const items: { text: LocalText; category: number }[] = [];
  for (const cell of cells) {
    const text = localOf(side(cell, 0), rich);
    const right = side(cell, 1);
    const named = localOf(right, rich);
    if (!text || !named) return undefined;
    const number = NUMBERED.exec(mainOf(right))?.[1];
    let category =
      number === undefined ? categories.findIndex((c) => sameName(c, named)) : Number(number) - 1;
    if (category < 0) category = categories.push(named) - 1;
    items.push({ text, category });
  }
  return { categories, items };
};

/** `name => points` cells of a rubric. */
export const readRubric = (cells: readonly Pair[], rich: Rich): Criterion[] | undefined => {
  const lines: Criterion[] = [];
  for (const cell of cells) {
    const name = localOf(side(cell, 0), rich);
    const points = Number(mainOf(side(cell, 1)));
    if (!name || !Number.isInteger(points)) return undefined;
    lines.push({ name, points });
  }
  return lines;
};

export type NumberKey = { value: number; tolerance: number };
const NUMBER = String.raw`[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const WITH_TOLERANCE = new RegExp(String.raw`^(${NUMBER})\s*(?:±|\+\/-|\+-|:)\s*(${NUMBER})(%?)$`, 'u');
const RANGE = new RegExp(
  String.raw`^[[(]?\s*(${NUMBER})\s*(?:\.\.+|~|～|至|到|—|–)\s*(${NUMBER})\s*[\])]?$`,
  'u',
);
const PLAIN = new RegExp(`^${NUMBER}$`, 'u');
const toNumber = (text: string | undefined): number => Number((text ?? '').replaceAll(',', ''));

/** `3.14`, `3.14±0.01`, `200±5%` or a range `1..5`; undefined for anything else. */
export const readNumber = (cell: string): NumberKey | undefined => {
  const text = cell.normalize('NFKC').replace(/−/gu, '-').trim();
  if (PLAIN.test(text)) return { value: toNumber(text), tolerance: 0 };
  const near = WITH_TOLERANCE.exec(text);
  if (near) {
    const value = toNumber(near[1]);
    const tolerance = Math.abs(toNumber(near[2]));
    return { value, tolerance: near[3] === '%' ? Math.abs(value * tolerance) / 100 : tolerance };
  }
  const range = RANGE.exec(text);
  if (!range) return undefined;
  const [from, to] = [toNumber(range[1]), toNumber(range[2])];
  return { value: (from + to) / 2, tolerance: Math.abs(to - from) / 2 };
};

const plainNumber = (n: number): string => (Object.is(n, -0) ? '-0' : String(n));
export const writeNumber = (value: number, tolerance: number): string =>
  tolerance === 0 && !Object.is(tolerance, -0)
    ? plainNumber(value)
    : `${plainNumber(value)}±${plainNumber(tolerance)}`;

/** `0.5` or `50%`. */
export const readShare = (text: string): number | undefined => {
  const found = /^([+-]?\d*\.?\d+(?:e[+-]?\d+)?)\s*(%?)$/iu.exec(text.trim());
  if (!found) return undefined;
  return found[2] === '%' ? Number(found[1]) / 100 : Number(found[1]);
};
export const writeShare = plainNumber;

export type Units = { name: string; factor: number }[];
export const readUnit = (part: string): Units[number] | undefined => {
  const at = part.lastIndexOf('=');
  const factor = Number(part.slice(at + 1));
  return at < 1 || !(factor > 0) ? undefined : { name: part.slice(0, at).trim(), factor };
};
export const writeUnit = (unit: Units[number]): string => `${unit.name}=${unit.factor}`;

export type QuestionOf<T extends Question['type']> = Extract<Question, { type: T }>;
export type GapOf<K extends Gap['kind']> = Extract<Gap, { kind: K }>;
