import type { Declaration, MapEntry, Rules } from './qti-scoring.ts';
import { type El, everyEl, kid, kids, numberOf, wordsOf } from './qti-tree.ts';

type Equal = { response: string; value: string; cased: boolean; at: number };
type Bound = { response: string; low: boolean; value: number };
/** One respcondition: what it asks for and what it brings. */
export type Condition = {
  equals: Equal[];
  nots: Equal[];
  bounds: Bound[];
  /** Anything else that was answered. */
  other: boolean;
  score: number | undefined;
  feedback: string[];
  /** The file calls it the right answer in words. */
  right: boolean;
};

const yes = (value: string | undefined): boolean => /^(yes|true|1)$/iu.test(value ?? '');

const gather = (el: El, into: Condition, negative: boolean): void => {
  const response = el.attrs.respident ?? '';
  const value = wordsOf(el);
  const equal = { response, value, cased: yes(el.attrs.case), at: numberOf(el.attrs.index) ?? 0 };
  switch (el.name) {
    case 'varequal':
    case 'varsubset':
      if (negative) into.nots.push(equal);
      else
        for (const one of el.name === 'varsubset' ? value.split(',') : [value])
          into.equals.push({ ...equal, value: one.trim() });
      return;
    case 'vargte':
    case 'vargt':
    case 'varlte':
    case 'varlt': {
      const bound = numberOf(value);
      if (bound !== undefined && !negative)
        into.bounds.push({ response, low: el.name.startsWith('varg'), value: bound });
      return;
    }
    case 'other':
    case 'unanswered':
      into.other = true;
      return;
    default:
      for (const c of kids(el)) gather(c, into, negative !== (el.name === 'not'));
  }
};

const scoreOf = (el: El, most: number): number | undefined => {
  const values = kids(el, 'setvar').flatMap((set) => {
    const words = wordsOf(set);
    const value = /\.max$/iu.test(words) ? most : numberOf(words);
    if (value === undefined || /feedback/iu.test(set.attrs.varname ?? '')) return [];
    return [/subtract/iu.test(set.attrs.action ?? '') ? -value : value];
  });
  return values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0);
};

/** The conditions of an item in their order. */
export const conditionsOf = (item: El): Condition[] => {
  const most = Math.max(0, ...everyEl(item, 'decvar').map((d) => numberOf(d.attrs.maxvalue) ?? 0)) || 100;
  return everyEl(item, 'respcondition').map((el) => {
    const condition: Condition = {
      equals: [],
      nots: [],
      bounds: [],
      other: false,
      score: scoreOf(el, most),
      feedback: everyEl(el, 'displayfeedback').map((d) => d.attrs.linkrefid ?? ''),
      right: yes(el.attrs.correctanswer) || /^correct/iu.test(el.attrs.title ?? ''),
    };
    const asked = kid(el, 'conditionvar');
    if (asked) gather(asked, condition, false);
    return condition;
  });
};

const about = (c: Condition, id: string): Equal[] => c.equals.filter((e) => e.response === id);
const only = (c: Condition, id: string): boolean => c.equals.every((e) => e.response === id);
const gives = (c: Condition): boolean => (c.score ?? 0) > 0;

/** Conditions that ask for several values at once: the whole key. */
const wholeKey = (conditions: readonly Condition[], id: string): Condition | undefined =>
  conditions
    .filter((c) => about(c, id).length > 0 && only(c, id) && (gives(c) || c.right))
    .filter((c) => new Set(about(c, id).map((e) => e.value)).size > 1 || c.nots.length > 0)
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))[0];

const entriesFor = (conditions: readonly Condition[], id: string): MapEntry[] => {
  const entries = new Map<string, MapEntry>();
  for (const c of conditions) {
    if (!only(c, id) || c.score === undefined) continue;
    for (const { value, cased } of about(c, id)) {
      const known = entries.get(value)?.value ?? 0;
      const worth = Math.abs(c.score) > Math.abs(known) ? c.score : known;
      entries.set(value, { key: value, value: worth, ...(cased ? { caseSensitive: true } : {}) });
    }
  }
  return [...entries.values()];
};

export const emptyRules = (): Rules => ({
  mapped: new Set(),
  matched: new Set(),
  scores: new Map(),
  near: new Map(),
  echoed: new Map(),
  said: [],
  right: [],
  wrong: [],
  custom: false,
  wildcards: false,
  weights: new Map(),
});

/** Key and scores of a response that takes one value or typed text. */
export const declareOne = (id: string, conditions: readonly Condition[]): Declaration => {
  const asked = conditions.filter((c) => about(c, id).length > 0);
  const marked = asked.filter((c) => c.right || (!only(c, id) && gives(c)));
  const alone = entriesFor(conditions, id);
  const together = marked.flatMap((c) => about(c, id)).filter((e) => e.cased);
  const entries =
    alone.length > 0 ? alone : together.map((e) => ({ key: e.value, value: 1, caseSensitive: true }));
  const flagged = asked.filter((c) => c.feedback.some((f) => /^correct/iu.test(f)));
  const named = marked.length > 0 ? marked : flagged;
  return {
    id,
    cardinality: 'single',
    baseType: 'identifier',
    correct: [...new Set(named.flatMap((c) => about(c, id).map((e) => e.value)))],
    ...(entries.length > 0 ? { mapping: { entries, fallback: 0 } } : {}),
  };
};

/** Key and scores of a response that takes several values; `matched` gets it when only the whole key counts. */
export const declareMany = (
  id: string,
  conditions: readonly Condition[],
  rules: Rules,
  allOrNothing: boolean,
): Declaration => {
  const whole = wholeKey(conditions, id);
  const base = { id, cardinality: 'multiple', baseType: 'identifier' };
  if (whole) {
    rules.matched.add(id);
    return { ...base, correct: [...new Set(about(whole, id).map((e) => e.value))] };
  }
  const entries = entriesFor(conditions, id);
  const correct = entries.filter((e) => e.value > 0).map((e) => e.key);
  const named = correct.length > 0 ? correct : declareOne(id, conditions).correct;
  if (allOrNothing) rules.matched.add(id);
  else rules.mapped.add(id);
  return { ...base, correct: named, ...(allOrNothing ? {} : { mapping: { entries, fallback: 0 } }) };
};

/** The values in the order that the best condition asks for. */
export const orderFor = (id: string, conditions: readonly Condition[]): string[] => {
  const found = conditions
    .filter((c) => about(c, id).length > 1)
    .toSorted((a, b) => Number(gives(b)) - Number(gives(a)) || about(b, id).length - about(a, id).length)[0];
  const equals = found ? about(found, id) : conditions.filter(gives).flatMap((c) => about(c, id));
  return [...equals].toSorted((a, b) => a.at - b.at).map((e) => e.value);
};

/** Notes numbers with their ranges as rules; false when there are none. */
export const declareNumbers = (id: string, conditions: readonly Condition[], rules: Rules): Declaration => {
  const near = conditions.flatMap((c) => {
    const low = c.bounds.find((b) => b.response === id && b.low)?.value;
    const high = c.bounds.find((b) => b.response === id && !b.low)?.value;
    const score = c.score ?? (c.right ? 1 : 0);
    const [feedback] = c.feedback;
    const rest = { score, ...(feedback === undefined ? {} : { feedback }) };
    if (low !== undefined && high !== undefined)
      return [{ value: (low + high) / 2, tolerance: Math.abs(high - low) / 2, ...rest }];
    return about(c, id).flatMap((e) => {
      const value = numberOf(e.value);
      return value === undefined ? [] : [{ value, tolerance: 0, ...rest }];
    });
  });
  const kept = near.filter((n) => n.score !== 0 || n.feedback !== undefined);
  if (kept.length > 0) rules.near.set(id, kept);
  const best = kept.toSorted((a, b) => b.score - a.score)[0];
  return { id, cardinality: 'single', baseType: 'float', correct: best ? [String(best.value)] : [] };
};
