import { sql } from 'kysely';
import { answerDays } from './answer-counts.ts';
import { type Ask, type Log, rowsOf } from './metric.ts';

/** What learners answered on one day. */
export type DayCount = { people: number; answers: number; correct: number; milli: number };
const NONE: DayCount = { people: 0, answers: 0, correct: 0, milli: 0 };

/** Counts of each day, `from` to `to`; a day without answers gives zeros. */
export const countsByDay = async (
  log: Log,
  ask: Ask,
  from: number,
  to: number,
): Promise<(day: number) => DayCount> => {
  const rows = await rowsOf(
    log,
    sql<DayCount & { day: number }>`select a."day", count(*) as "people",
      sum(a."answers") as "answers", sum(a."correct") as "correct", sum(a."milli") as "milli"
      from (${answerDays(ask, from, to)}) a group by a."day" order by a."day"`,
  );
  const found = new Map(
    rows.map((r) => {
      const [people, answers, correct] = [Number(r.people), Number(r.answers), Number(r.correct)];
      return [r.day, { people, answers, correct, milli: Number(r.milli) }];
    }),
  );
  return (day) => found.get(day) ?? NONE;
};
