import { logDayBegin, logDayEnd } from '../domain/log-day.ts';
import type { SeasonMetric } from '../domain/season.ts';
import type { Db } from './db.ts';

export type Span = { from: number; to: number; zone: string };

const symbolsOf = (db: Db, org: string) => db.selectFrom('symbol').select('id').where('text', '=', org);

/** Sum of one count of the daily rollup from day to day, by person; `days` counts the days on which somebody was active. */
const fromDays = async (db: Db, org: string, { from, to }: Span, what: 'right' | 'days') => {
  const rows = await db
    .selectFrom('rollup_person_day as d')
    .innerJoin('symbol as s', 's.id', 'd.person')
    .select('s.text as person')
    .select((eb) => (what === 'right' ? eb.fn.sum('d.correct') : eb.fn.countAll()).as('n'))
    .where('d.org', 'in', symbolsOf(db, org))
    .where('d.day', '>=', from)
    .where('d.day', '<=', to)
    .where(what === 'right' ? 'd.correct' : 'd.active', '>', 0)
    .groupBy('s.text')
    .execute();
  return rows.map((r): [string, number] => [r.person, Number(r.n)]);
};

/** Questions that were wrong once and whose latest answer, given in the span, is right. */
const corrected = async (db: Db, org: string, { from, to, zone }: Span) => {
  const rows = await db
    .selectFrom('rollup_person_item as i')
    .innerJoin('symbol as s', 's.id', 'i.person')
    .select('s.text as person')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('i.org', 'in', symbolsOf(db, org))
    .where('i.corrected', '=', 1)
    .where('i.lastAt', '>=', logDayBegin(from, zone))
    .where('i.lastAt', '<', logDayEnd(to, zone))
    .groupBy('s.text')
    .execute();
  return rows.map((r): [string, number] => [r.person, Number(r.n)]);
};

/** Days with a reading note that still stands. */
const read = async (db: Db, org: string, { from, to }: Span) => {
  const rows = await db
    .selectFrom('reading_note')
    .select('person')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('org', '=', org)
    .where('hiddenAt', 'is', null)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy('person')
    .execute();
  return rows.map((r): [string, number] => [r.person, Number(r.n)]);
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
    db.selectFrom('person').select('id').where('org', '=', org).where('role', '=', 'learner').execute(),
  ]);
  const taking = new Set(learners.map((l) => l.id));
  return new Map(counts.filter(([person, n]) => n > 0 && taking.has(person)));
};

/** The days of a season that are over or have begun by this day. */
export const spanOf = (
  { data, zone }: { data: { from: number; to: number }; zone: string },
  today: number,
): Span => ({ from: data.from, to: Math.min(data.to, today), zone });
