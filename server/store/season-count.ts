import { logDayBegin, logDayEnd } from '../domain/log-day.ts';
import type { SeasonMetric } from '../domain/season.ts';
import type { Db } from './db.ts';

/** Days (YYYYMMDD), both counted; `person` = only this one. */
export type Span = { from: number; to: number; zone: string; person?: string };

const symbolsOf = (db: Db, text: string) => db.selectFrom('symbol').select('id').where('text', '=', text);

/** Sum of one count of the daily rollup from day to day, by person; `days` counts the days on which somebody was active. */
const fromDays = async (db: Db, org: string, { from, to, person }: Span, what: 'right' | 'days') => {
  let asked = db
    .selectFrom('rollup_person_day as d')
    .innerJoin('symbol as s', 's.id', 'd.person')
    .select('s.text as person')
    .select((eb) => (what === 'right' ? eb.fn.sum('d.correct') : eb.fn.countAll()).as('n'))
    .where('d.org', 'in', symbolsOf(db, org))
    .where('d.day', '>=', from)
    .where('d.day', '<=', to)
    .where(what === 'right' ? 'd.correct' : 'd.active', '>', 0);
  if (person !== undefined) asked = asked.where('d.person', 'in', symbolsOf(db, person));
  const rows = await asked.groupBy('s.text').execute();
  return rows.map((r): [string, number] => [r.person, Number(r.n)]);
};

/** Questions that were wrong once and whose latest answer, given in the span, is right. */
const corrected = async (db: Db, org: string, { from, to, zone, person }: Span) => {
  let asked = db
    .selectFrom('rollup_person_item as i')
    .innerJoin('symbol as s', 's.id', 'i.person')
    .select('s.text as person')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('i.org', 'in', symbolsOf(db, org))
    .where('i.corrected', '=', 1)
    .where('i.lastAt', '>=', logDayBegin(from, zone))
    .where('i.lastAt', '<', logDayEnd(to, zone));
  if (person !== undefined) asked = asked.where('i.person', 'in', symbolsOf(db, person));
  const rows = await asked.groupBy('s.text').execute();
  return rows.map((r): [string, number] => [r.person, Number(r.n)]);
};

/** Days with a reading note that still stands. */
const read = async (db: Db, org: string, { from, to, person }: Span) => {
  let asked = db
    .selectFrom('reading_note')
    .select('person')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('org', '=', org)
    .where('hiddenAt', 'is', null)
    .where('day', '>=', from)
    .where('day', '<=', to);
  if (person !== undefined) asked = asked.where('person', '=', person);
  const rows = await asked.groupBy('person').execute();
  return rows.map((r): [string, number] => [r.person, Number(r.n)]);
};

const learnersOf = (db: Db, org: string, person: string | undefined) => {
  const all = db.selectFrom('person').select('id').where('org', '=', org).where('role', '=', 'learner');
  return (person === undefined ? all : all.where('id', '=', person)).execute();
};

/** What each learner of the company has done in a span of days, by person; who has done nothing is missing. */
export const countSeason = async (
  db: Db,
  org: string,
  metric: SeasonMetric,
  span: Span,
): Promise<Map<string, number>> => {
  const [counts, learners] = await Promise.all([
    metric === 'corrected'
      ? corrected(db, org, span)
      : metric === 'reading'
        ? read(db, org, span)
        : fromDays(db, org, span, metric),
    learnersOf(db, org, span.person),
  ]);
  const taking = new Set(learners.map((l) => l.id));
  return new Map(counts.filter(([person, n]) => n > 0 && taking.has(person)));
};

/** The days of a season that are over or have begun by this day. */
export const spanOf = (
  { data, zone }: { data: { from: number; to: number }; zone: string },
  today: number,
): Span => ({ from: data.from, to: Math.min(data.to, today), zone });

type Total = { at: number; total: number; people: number };
const totals = new WeakMap<Db, Map<string, Total>>();
const KEPT_MS = 15_000;
const MOST_KEPT = 500;
/** What all have done together in a running season; counted at most every 15 s, so that a whole company may look at it. */
export const totalOf = async (
  db: Db,
  season: { id: string; org: string },
  metric: SeasonMetric,
  span: Span,
  now: number,
): Promise<Omit<Total, 'at'>> => {
  const kept = totals.get(db) ?? new Map<string, Total>();
  totals.set(db, kept);
  const known = kept.get(season.id);
  if (known && now >= known.at && now - known.at < KEPT_MS) return known;
  const values = await countSeason(db, season.org, metric, span);
  const total = [...values.values()].reduce((sum, n) => sum + n, 0);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(season.id, { at: now, total, people: values.size });
  return { total, people: values.size };
};
