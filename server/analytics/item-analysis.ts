import { STAT_FLAGS } from '../domain/api-bank.ts';
import {
  type ChoiceCount,
  discriminationOf,
  efficiencyOf,
  FEWEST_PEOPLE,
  facilityOf,
  flagsOf,
  type ItemDetail,
  type ItemPair,
  NEED,
} from '../domain/item-analysis.ts';
import { hasOneChoice, isRightChoice, ownCodes } from '../domain/item-choice.ts';
import type { QuestionStatTable } from '../store/tables.ts';
import { type Asking, type Item, type ItemLog, type Log, readItemLog } from './item-log.ts';

/** What item analysis says of one question; `choices` is an `ItemDetail` as JSON. */
export type Figures = Omit<QuestionStatTable, 'computedAt'>;

/** One learner at one item in an exam, with the codes that were chosen there. */
type Sat = ItemPair & { version: number; codes: readonly string[] };

/** Each learner's first exam with an item: its score beside the mean score at the rest of that form. */
const satIn = (forms: ItemLog['forms']): Map<number, Sat[]> => {
  const sat = new Map<number, Sat[]>();
  const met = new Set<string>();
  for (const { learner, askings } of forms) {
    const form = [...askings].flatMap(([item, a]) =>
      a.score === undefined ? [] : [{ ...a, item, score: a.score }],
    );
    const sum = form.reduce((n, a) => n + a.score, 0);
    if (form.length < 2) continue;
    for (const { item, kind, score, version, codes } of form) {
      const key = `${learner} ${item}`;
      if (kind === 'unreached' || met.has(key)) continue;
      met.add(key);
      const one = { score, rest: (sum - score) / (form.length - 1), version, codes };
      const known = sat.get(item);
      if (known) known.push(one);
      else sat.set(item, [one]);
    }
  }
  return sat;
};

type Scored = Asking & { score: number };
const isScored = (asking: Asking): asking is Scored => asking.score !== undefined;

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
/** A twelfth digit that differs is noise of the order of adding, not news. */
const tidy = (n: number): number => Number(n.toFixed(6));

const MOST_CHOICES = 60;

/** How often each choice was made in the current version, the question's own ones first, then the most frequent. */
const countChoices = (
  { question, version }: Item,
  firsts: readonly Scored[],
  sat: readonly Sat[],
): ChoiceCount[] => {
  const own = ownCodes(question);
  const counts = new Map(own.map((code) => [code, { n: 0, rests: [] as number[] }]));
  const countOf = (code: string) => {
    const known = counts.get(code) ?? { n: 0, rests: [] };
    counts.set(code, known);
    return known;
  };
  for (const a of firsts) if (a.version === version) for (const code of a.codes) countOf(code).n += 1;
  for (const s of sat)
    if (s.version === version) for (const code of s.codes) countOf(code).rests.push(s.rest);
  const made = [...counts].map(([code, { n, rests }]) => ({
    code,
    right: isRightChoice(question, code),
    n,
    restN: rests.length,
    ...(rests.length >= FEWEST_PEOPLE ? { restScore: tidy(100 * mean(rests)) } : {}),
  }));
  const place = (code: string): number => (own.indexOf(code) + own.length + 1) % (own.length + 1);
  const order = (a: ChoiceCount, b: ChoiceCount): number =>
    own.length > 0
      ? place(a.code) - place(b.code)
      : b.n - a.n || b.restN - a.restN || (a.code < b.code ? -1 : 1);
  return made.sort(order).slice(0, MOST_CHOICES);
};

const byVersion = (firsts: readonly Scored[]): ItemDetail['byVersion'] => {
  const scores = new Map<number, number[]>();
  for (const { version, score } of firsts) {
    const list = scores.get(version);
    if (list) list.push(score);
    else scores.set(version, [score]);
  }
  return [...scores]
    .sort(([a], [b]) => b - a)
    .map(([version, list]) => ({ version, n: list.length, ...shownFacility(list) }));
};
const shownFacility = (scores: readonly number[]): { facility?: number } => {
  const facility = scores.length < NEED.facility ? undefined : facilityOf(scores);
  return facility === undefined ? {} : { facility: tidy(facility) };
};
const known = (n: number | undefined): number | null => (n === undefined ? null : tidy(n));

const figuresOf = (
  item: Item,
  askings: readonly Asking[],
  sat: readonly Sat[],
  unreached: number,
): Figures => {
  const firsts = askings.filter(isScored);
  const { facility } = shownFacility(firsts.map((a) => a.score));
  const times = firsts.flatMap((a) => a.ms ?? []);
  const enough = sat.length >= NEED.discrimination;
  const discrimination = enough ? discriminationOf(sat) : undefined;
  const efficiency = enough ? efficiencyOf(sat) : undefined;
  const choices = countChoices(item, firsts, sat);
  const detail: ItemDetail = {
    version: item.version,
    choices,
    byVersion: byVersion(firsts),
    omitted: firsts.filter((a) => a.kind === 'omitted').length,
    unreached,
  };
  const figures = { n: firsts.length, facility, discriminationN: sat.length, discrimination, efficiency };
  const flags = flagsOf(figures, hasOneChoice(item.question) ? choices : []);
  return {
    question: item.id,
    bank: item.bank,
    n: firsts.length,
    facility: known(facility),
    discriminationN: sat.length,
    discrimination: known(discrimination),
    efficiency: known(efficiency),
    meanMs: times.length < NEED.facility ? null : Math.round(mean(times)),
    choices: JSON.stringify(detail),
    flags: flags.reduce((bits, flag) => bits | (1 << STAT_FLAGS.indexOf(flag)), 0),
  };
};

const allFigures = ({ items, firsts, unreached, forms }: ItemLog): Figures[] => {
  const sat = satIn(forms);
  return [...items].map(([symbol, item]) => {
    const askings = [...(firsts.get(symbol)?.values() ?? [])];
    return figuresOf(item, askings, sat.get(symbol) ?? [], unreached.get(symbol) ?? 0);
  });
};

const FIELDS = [
  'question',
  'bank',
  'n',
  'facility',
  'discriminationN',
  'discrimination',
  'efficiency',
  'meanMs',
  'choices',
  'flags',
] as const satisfies (keyof Figures)[];
const PIECE = 1_000;

/** The figures as they stand in the store, by question. */
const readFigures = async (log: Log): Promise<Map<string, Figures>> => {
  const found = new Map<string, Figures>();
  for (let after = ''; ; ) {
    const rows = await log
      .selectFrom('question_stat')
      .select(FIELDS)
      .where('question', '>', after)
      .orderBy('question')
      .limit(PIECE)
      .execute();
    for (const row of rows) {
      after = row.question;
      found.set(row.question, row);
    }
    if (rows.length < PIECE) return found;
  }
};

const isSame = (a: Figures, b: Figures | undefined): boolean =>
  b !== undefined && FIELDS.every((f) => a[f] === b[f]);

/**
 * Item analysis by analytics.md 2 of every question that the log names: first askings (facility, time, choices) and first
 * finished exams (discrimination). Gives what differs from the store. Takes seconds: run it off the loop.
 */
export const changedFigures = async (log: Log): Promise<Figures[]> => {
  const all = allFigures(await readItemLog(log));
  const before = await readFigures(log);
  return all.filter((f) => {
    const old = before.get(f.question);
    return (f.discriminationN > 0 || f.n > 0 || old !== undefined) && !isSame(f, old);
  });
};
