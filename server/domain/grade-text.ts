import { withoutEdges } from './edges.ts';
import type { Gap, Question } from './question.ts';
import type { LocalText } from './text.ts';

/** Score (0 to 1) of one part of an answer, what the log keeps of it in stored coordinates, and what is said of it. */
export type Mark = { score: number; choices: unknown[]; feedback?: LocalText };

export const saying = (feedback: LocalText | undefined): { feedback?: LocalText } =>
  feedback === undefined ? {} : { feedback };
export const clamped = (score: number): number => Math.min(1, Math.max(0, score));

const EDGE = `"'“”‘’《》「」.,;:!?。，、；：！？`;
const spaced = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ');

/** Folds what people type alike: NFKC (width, Kangxi radicals), case, white space, outer punctuation. */
export const foldText = (text: string): string => withoutEdges(spaced(text).toLowerCase(), EDGE);

/** The same with its case where that matters; what is nothing but punctuation keeps it. */
const foldTyped = (text: string, caseSensitive: boolean): string => {
  const whole = caseSensitive ? spaced(text).trim() : spaced(text).trim().toLowerCase();
  const bare = withoutEdges(whole, EDGE);
  return bare === '' ? whole : bare;
};

/** Private-use letters stand for "any text" and for a star while a pattern is folded. */
const ANY = '\u{E000}';
const STAR = '\u{E001}';
const marked = (pattern: string): string =>
  pattern.replace(/\\\*|\*/gu, (found) => (found === '*' ? ANY : STAR));
const patternOf = (accepted: string, caseSensitive: boolean): string =>
  foldTyped(marked(accepted), caseSensitive).replaceAll(STAR, '*');

/** An accepted text as a learner reads it: `\*` is a star, `*` an ellipsis. */
export const readableKey = (accepted: string): string =>
  marked(accepted).replaceAll(ANY, '…').replaceAll(STAR, '*');

/** Greedy match from left to right; its time grows with the product of the lengths, never faster. */
const fits = (pattern: string, typed: string): boolean => {
  const [head = '', ...rest] = pattern.split(ANY);
  const tail = rest.pop();
  if (tail === undefined) return typed === head;
  if (!typed.startsWith(head) || !typed.endsWith(tail)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = typed.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= typed.length - tail.length;
};

type Short = Pick<Extract<Question, { type: 'short' }>, 'key' | 'replies' | 'caseSensitive'>;

/** How much of a pattern is literal: a text without a wildcard decides before any pattern. */
const literal = (pattern: string): number =>
  pattern.includes(ANY) ? pattern.replaceAll(ANY, '').length : Number.POSITIVE_INFINITY;

/** Of all texts that fit, the most literal one decides; at the same length a reply before a key. */
export const markShort = (q: Short, typed: string): Mark => {
  const exact = q.caseSensitive === true;
  const said = foldTyped(typed, exact);
  if (said === '') return { score: 0, choices: [typed] };
  const key = q.key.map((text) => ({ text, score: 1, feedback: undefined }));
  const found = [...(q.replies ?? []), ...key]
    .map((reply) => ({ ...reply, pattern: patternOf(reply.text, exact) }))
    .filter(({ pattern }) => fits(pattern, said))
    .sort((a, b) => (literal(a.pattern) === literal(b.pattern) ? 0 : literal(b.pattern) - literal(a.pattern)))
    .at(0);
  return { score: clamped(found?.score ?? 0), choices: [typed], ...saying(found?.feedback) };
};

/** A typed number: full-width digits, thousands separators and a trailing percent sign are understood. */
export const parseNumber = (text: string): number | undefined => {
  const folded = text
    .normalize('NFKC')
    .replace(/[\s_]/gu, '')
    .replace(/−/gu, '-')
    .replace(/(\d),(?=\d{3}\b)/gu, '$1')
    .replace(/%$/u, '');
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/iu.test(folded) ? Number(folded) : undefined;
};

type Numeric = Omit<Extract<Gap, { kind: 'numeric' }>, 'kind' | 'weight'>;
type Unit = { name: string; factor: number };

const unitsOf = (q: Numeric): Unit[] => {
  const shown = [q.unit?.zh, q.unit?.en].flatMap((name) => (name === undefined ? [] : [name]));
  const own = q.units ?? [];
  return [
    ...own,
    ...shown.filter((name) => !own.some((u) => u.name === name)).map((name) => ({ name, factor: 1 })),
  ].sort((a, b) => b.name.length - a.name.length);
};

/** The number without its unit, before or behind it; undefined when this unit is not there. */
const without = (typed: string, name: string, fold: (text: string) => string): number | undefined => {
  const [text, unit] = [fold(typed), fold(name)];
  if (unit === '') return undefined;
  if (text.endsWith(unit)) return parseNumber(text.slice(0, -unit.length));
  return text.startsWith(unit) ? parseNumber(text.slice(unit.length)) : undefined;
};

/** A typed number in the unit of the key: "30天", "30 days", "¥30" and, with units given, "1.5 km" are understood. */
const numberIn = (q: Numeric, typed: string): number | undefined => {
  const asTyped = (text: string) => text.normalize('NFKC').trim();
  for (const fold of [asTyped, (text: string) => asTyped(text).toLowerCase()]) {
    for (const { name, factor } of unitsOf(q)) {
      const value = without(typed, name, fold);
      if (value !== undefined) return value * factor;
    }
  }
  return parseNumber(typed);
};

/** The edge of a tolerance counts; the slack is what binary fractions lose. */
const isNear = (value: number, to: { value: number; tolerance: number }): boolean =>
  Math.abs(value - to.value) <= to.tolerance + 1e-9 * Math.max(Math.abs(to.value), to.tolerance);

/** The key first, then the first of the other numbers that is near enough. */
export const markNumeric = (q: Numeric, typed: string): Mark => {
  const value = numberIn(q, typed);
  if (value === undefined) return { score: 0, choices: [typed] };
  if (isNear(value, { value: q.key, tolerance: q.tolerance }))
    return { score: 1, choices: [value], ...saying(q.feedback) };
  const other = q.others?.find((reply) => isNear(value, reply));
  return { score: clamped(other?.score ?? 0), choices: [value], ...saying(other?.feedback) };
};

/** True for what can be read as one number, whatever unit stands before or behind it. */
export const readsAsNumber = (typed: string): boolean =>
  parseNumber(typed.normalize('NFKC').replace(/^[^\d+.−-]+|[^\d.]+$/gu, '')) !== undefined;
