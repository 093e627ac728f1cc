import type { Gap, Option } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';
import type { Declaration, MapEntry, Rules } from './qti-scoring.ts';
import { Refused } from './qti-text.ts';

/** What is said of single values of a response, and of right and wrong answers. */
export type Feedback = {
  /** By the value that was given. */
  of: (value: string) => LocalText | undefined;
  /** By its own identifier. */
  named: (identifier: string) => LocalText | undefined;
  right: () => LocalText | undefined;
  wrong: () => LocalText | undefined;
};

export type Choice = { id: string; text: LocalText };

const EPSILON = 1e-9;
/** A share of the mark, without the dust of binary fractions. */
export const shareOf = (value: number): number => {
  const share = Math.max(-1, Math.min(1, Math.round(value * 1e9) / 1e9));
  return share === 0 ? 0 : share;
};
const same = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;

/** The values that a response's score names: its mapping if that counts, else single rules. */
export const entriesOf = (
  d: Declaration,
  rules: Rules,
): { entries: MapEntry[]; fallback: number } | undefined => {
  const mapping = d.mapping;
  if (mapping && mapping.entries.length > 0 && (rules.mapped.has(d.id) || !rules.matched.has(d.id)))
    return mapping;
  const scores = rules.scores.get(d.id);
  return scores?.some((s) => s.value > 0) ? { entries: scores, fallback: 0 } : undefined;
};

/** What is said of this answer, and of every such answer. */
const both = (own: LocalText | undefined, general: LocalText | undefined): LocalText | undefined => {
  if (!own || !general) return own ?? general;
  const joined = (a?: string, b?: string): string => [...new Set([a ?? '', b ?? ''])].join('\n\n').trim();
  const zh = joined(own.zh, general.zh);
  const en = joined(own.en, general.en);
  return { ...(zh ? { zh } : {}), ...(en ? { en } : {}) };
};

const optionsOf = (
  choices: readonly Choice[],
  feedback: Feedback,
  keys: ReadonlySet<string>,
  scores?: readonly number[],
): Option[] =>
  choices.map(({ id, text }, i) => {
    const said = both(feedback.of(id), keys.has(id) ? feedback.right() : feedback.wrong());
    const score = scores?.[i];
    return { text, ...(said ? { feedback: said } : {}), ...(score === undefined ? {} : { score }) };
  });

const checkChoices = (choices: readonly Choice[]): void => {
  if (choices.length < 2) throw new Refused('question.too_few_options');
  if (choices.length > 26) throw new Refused('question.too_many_parts', { n: choices.length, most: 26 });
};

/** Options, key and, for gaps, weight of a choice of one. Refuses without a key. */
export const singleOf = (
  choices: readonly Choice[],
  d: Declaration,
  rules: Rules,
  feedback: Feedback,
): { options: Option[]; key: number; weight: number } => {
  checkChoices(choices);
  const mapped = entriesOf(d, rules);
  const worth = (id: string): number =>
    mapped?.entries.find((e) => e.key === id)?.value ?? mapped?.fallback ?? 0;
  if (rules.exact && mapped) {
    const scores = choices.map((c) => shareOf(worth(c.id)));
    const at = choices.findIndex((c) => c.id === d.correct[0]);
    if (at < 0) throw new Refused('question.no_key');
    return { options: optionsOf(choices, feedback, new Set(), scores), key: at, weight: 1 };
  }
  const correct = d.correct.filter((c) => choices.some((o) => o.id === c));
  if (d.correct.length > 0 && correct.length === 0)
    throw new Refused('question.key_not_found', { key: d.correct.join(', ') });
  const most = Math.max(...choices.map((c) => worth(c.id)));
  const best =
    mapped && most > EPSILON ? choices.filter((c) => same(worth(c.id), most)).map((c) => c.id) : [];
  const agreed = best.find((id) => correct.includes(id));
  const declared = rules.custom || rules.unscored ? correct[0] : undefined;
  const keyId = agreed ?? declared ?? best[0] ?? correct[0];
  const scored = keyId !== undefined && best.includes(keyId);
  const key = choices.findIndex((c) => c.id === (keyId ?? ''));
  if (key < 0) throw new Refused('question.no_key');
  const weight = scored ? worth(choices[key]?.id ?? '') : 1;
  const scores = scored
    ? choices.map((c) => shareOf(worth(c.id) / weight))
    : choices.map((c) => (correct.includes(c.id) ? 1 : 0));
  const plain = scores.every((s, i) => same(s, i === key ? 1 : 0));
  const keys = new Set(choices.filter((_, i) => scores[i] === 1).map((c) => c.id));
  return { options: optionsOf(choices, feedback, keys, plain ? undefined : scores), key, weight };
};

/** Options, key and scoring of a choice of several. Refuses without a key. */
export const multipleOf = (
  choices: readonly Choice[],
  d: Declaration,
  rules: Rules,
  feedback: Feedback,
): { options: Option[]; key: number[]; scoring?: 'all' } => {
  checkChoices(choices);
  const mapped = rules.exact ? d.mapping : entriesOf(d, rules);
  const worth = (id: string): number =>
    mapped?.entries.find((e) => e.key === id)?.value ?? mapped?.fallback ?? 0;
  const lost = d.correct.filter((c) => !choices.some((o) => o.id === c));
  if (lost.length > 0) throw new Refused('question.key_not_found', { key: lost.join(', ') });
  const total = choices.reduce((sum, c) => sum + Math.max(0, worth(c.id)), 0);
  const isKey = (id: string): boolean =>
    d.correct.length > 0 ? d.correct.includes(id) : total > EPSILON && worth(id) > EPSILON;
  const key = choices.flatMap((c, i) => (isKey(c.id) ? [i] : []));
  if (key.length === 0) throw new Refused('question.no_key');
  const keys = new Set(key.map((i) => choices[i]?.id ?? ''));
  const all = rules.matched.has(d.id) && !rules.mapped.has(d.id) ? { scoring: 'all' as const } : {};
  if (rules.exact && d.mapping) {
    const scores = rules.exact === 'scores' ? choices.map((c) => shareOf(worth(c.id))) : undefined;
    return { options: optionsOf(choices, feedback, keys, scores), key, ...all };
  }
  if (!mapped || total <= EPSILON)
    return { options: optionsOf(choices, feedback, keys), key, scoring: 'all' };
  const scores = choices.map((c) => shareOf(worth(c.id) / total));
  const plain = scores.every((s, i) => same(s, (key.includes(i) ? 1 : -1) / key.length));
  return { options: optionsOf(choices, feedback, keys, plain ? undefined : scores), key };
};

type Short = Extract<Gap, { kind: 'short' }>;
type Typed = { text: string; value: number };

/** Texts that differ in case alone are worth different shares, or the file says that case counts. */
const caseCounts = (entries: readonly MapEntry[], rules: Rules): boolean => {
  if (entries.some((e) => e.caseSensitive === true)) return true;
  if (rules.exact) return false;
  const values = new Map<string, number>();
  return entries.some(({ key, value }) => {
    const folded = key.trim().toLowerCase();
    const known = values.get(folded);
    values.set(folded, value);
    return known !== undefined && !same(known, value);
  });
};

const keysOf = (d: Declaration, typed: readonly Typed[], most: number): string[] => {
  const best = typed.filter((t) => same(t.value, most)).map((t) => t.text);
  const listed = new Set(typed.map((t) => t.text));
  const correct = d.correct.map((c) => c.trim()).filter((c) => c !== '');
  const key = [...new Set([...correct.filter((c) => !listed.has(c) || best.includes(c)), ...best])];
  return key.length > 0 ? key : correct;
};

/** Accepted texts of a typed answer; undefined without any. */
export const shortOf = (
  d: Declaration,
  rules: Rules,
  feedback: Feedback,
): { short: Omit<Short, 'kind' | 'weight'>; weight: number } | undefined => {
  const entries = (entriesOf(d, rules)?.entries ?? []).filter((e) => e.key.trim() !== '');
  const text = (raw: string): string => (rules.wildcards ? raw.trim() : raw.trim().replace(/\*/gu, '\\*'));
  const typed = entries.map((e) => ({ text: e.key.trim(), value: e.value }));
  const most = rules.weights.get(d.id) ?? (Math.max(0, ...typed.map((t) => t.value)) || 1);
  const key = keysOf(d, typed, most);
  if (key.length === 0) return undefined;
  const replies = typed.flatMap((t) => {
    const words = feedback.of(t.text);
    if (same(t.value, most) && !words) return [];
    return [{ text: text(t.text), score: shareOf(t.value / most), ...(words ? { feedback: words } : {}) }];
  });
  return {
    short: {
      key: key.map(text),
      ...(replies.length > 0 ? { replies } : {}),
      ...(caseCounts(entries, rules) ? { caseSensitive: true as const } : {}),
    },
    weight: most,
  };
};

type Numeric = Extract<Gap, { kind: 'numeric' }>;
type Range = { value: number; tolerance: number; score: number; feedback?: LocalText };

/** Neighbouring whole numbers of one worth are one range. */
const runsOf = (entries: readonly MapEntry[], step: number): Range[] => {
  const runs: { from: number; to: number; score: number }[] = [];
  const numbers = entries
    .map((e) => ({ at: Number(e.key), score: e.value }))
    .filter((e) => Number.isFinite(e.at))
    .toSorted((a, b) => a.at - b.at);
  for (const { at, score } of numbers) {
    const last = runs.at(-1);
    if (last && step > 0 && same(last.to + step, at) && same(last.score, score)) last.to = at;
    else runs.push({ from: at, to: at, score });
  }
  return runs.map(({ from, to, score }) => ({
    value: shareless((from + to) / 2),
    tolerance: shareless((to - from) / 2),
    score,
  }));
};
const shareless = (value: number): number => Math.round(value * 1e12) / 1e12;

type Near = NonNullable<ReturnType<Rules['near']['get']>>[number];
const toleranceOf = (near: Near, key: number): number => {
  if (near.places !== undefined) return 0.5 * 10 ** -near.places;
  return near.relative ? Math.abs(key) * near.tolerance : near.tolerance;
};

const rangesOf = (d: Declaration, rules: Rules, feedback: Feedback, step: number): Range[] => {
  const key = Number(d.correct[0]);
  const near = (rules.near.get(d.id) ?? []).map((n): Range => {
    const value = n.value ?? key;
    const words = n.feedback === undefined ? undefined : feedback.named(n.feedback);
    return {
      value,
      tolerance: toleranceOf(n, value),
      score: Number.isNaN(n.score) ? 1 : n.score,
      ...(words ? { feedback: words } : {}),
    };
  });
  if (near.length > 0) return near;
  const mapped = runsOf(entriesOf(d, rules)?.entries ?? [], step);
  if (mapped.length > 0) return mapped;
  return d.correct[0] === undefined ? [] : [{ value: key, tolerance: 0, score: 1 }];
};

/** Number, tolerance and other numbers of a typed or slid answer; undefined without any. */
export const numericOf = (
  d: Declaration,
  rules: Rules,
  feedback: Feedback,
  step = d.baseType === 'integer' ? 1 : 0,
): { numeric: Omit<Numeric, 'kind' | 'weight'>; weight: number } | undefined => {
  const ranges = rangesOf(d, rules, feedback, step).filter((r) => Number.isFinite(r.value));
  const most = rules.weights.get(d.id) ?? Math.max(0, ...ranges.map((r) => r.score));
  const key = Number(d.correct[0]);
  const main =
    ranges.find((r) => same(r.score, most) && Math.abs(key - r.value) <= r.tolerance + EPSILON) ??
    ranges.find((r) => same(r.score, most));
  if (!main || most <= 0) return undefined;
  const others = ranges.filter((r) => r !== main && (rules.exact || r.score !== 0 || r.feedback));
  const said = main.feedback ?? feedback.right();
  return {
    numeric: {
      key: main.value,
      tolerance: main.tolerance,
      ...(said ? { feedback: said } : {}),
      ...(others.length > 0 ? { others: others.map((o) => ({ ...o, score: shareOf(o.score / most) })) } : {}),
    },
    weight: most,
  };
};
