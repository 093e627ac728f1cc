import { type RawBuilder, sql } from 'kysely';
import { type Column, type Row, rateOf } from '../domain/figure.ts';
import { ANSWER_TABLES, answerDays, bankDays, bankSums, isDense } from './answer-counts.ts';
import { SCORE, scoreOf } from './answer-measures.ts';
import { column, PARTIAL, PEOPLE, rateColumns, text } from './columns.ts';
import { type Ask, type Log, type Metric, rowsOf } from './metric.ts';
import { itemSymbols, namesPeople } from './scope.ts';

/** What learners answered on one day, or on the days of one span. */
export type DayCount = { people: number; answers: number; correct: number; milli: number };
const NONE: DayCount = { people: 0, answers: 0, correct: 0, milli: 0 };

type Found = DayCount & { key: number };

/** Counts by an SQL text that gives a number for each row's a."day". */
const rowsBy = async (
  log: Log,
  ask: Ask,
  from: number,
  to: number,
  key: RawBuilder<unknown>,
): Promise<Found[]> => {
  const items = itemSymbols(ask);
  if (items === undefined || namesPeople(ask) || !(await isDense(log, ask, items, from, to)))
    return rowsOf(
      log,
      sql<Found>`select b."key", count(distinct b."person") as "people", sum(b."answers") as "answers",
          sum(b."correct") as "correct", sum(b."milli") as "milli"
        from (select ${key} as "key", a."person", a."answers", a."correct", a."milli"
          from (${answerDays(ask, from, to)}) a) b group by b."key" order by b."key"`,
    );
  const days = bankDays(ask, items, from, to);
  const people = await rowsOf(
    log,
    sql<{ key: number; n: number }>`select b."key", count(distinct b."person") as "n"
      from (select ${key} as "key", a."person" from (${days}) a) b group by b."key"`,
  );
  const sums = await rowsOf(
    log,
    sql<Found>`select b."key", sum(b."answers") as "answers", sum(b."correct") as "correct", sum(b."milli") as "milli"
      from (select ${key} as "key", a."answers", a."correct", a."milli"
        from (${bankSums(ask, items, from, to)}) a) b group by b."key" having sum(b."answers") > 0`,
  );
  const by = new Map(people.map((r) => [Number(r.key), Number(r.n)]));
  return sums.map((r) => ({ ...r, people: by.get(Number(r.key)) ?? 0 }));
};

/** Counts of each span of days, by its number: `key` as in the day's own `a."day"`. Nothing answered gives zeros. */
export const countsBy = async (
  log: Log,
  ask: Ask,
  from: number,
  to: number,
  key: RawBuilder<unknown>,
): Promise<(key: number) => DayCount> => {
  const found = new Map(
    (await rowsBy(log, ask, from, to, key)).map((r) => {
      const [people, answers, correct] = [Number(r.people), Number(r.answers), Number(r.correct)];
      return [Number(r.key), { people, answers, correct, milli: Number(r.milli) }];
    }),
  );
  return (of) => found.get(of) ?? NONE;
};

/** Counts of each day, `from` to `to`. */
export const countsByDay = (
  log: Log,
  ask: Ask,
  from: number,
  to: number,
): Promise<(day: number) => DayCount> => countsBy(log, ask, from, to, sql`a."day"`);

/** What figures of answers by a span of days share; `first` = the column of the span. */
export const answerSeries = (
  first: Column,
): Pick<Metric, 'columns' | 'verbs' | 'atLeast' | 'interval' | 'privacy' | 'reads'> => ({
  columns: [
    first,
    PEOPLE,
    ...rateColumns(text('作答数', 'Answers'), text('正确率', 'Correct rate')),
    column('correct', 'count', text('答对数', 'Correct answers')),
    SCORE,
    PARTIAL,
  ],
  verbs: ['question.answered'],
  atLeast: { n: 20, of: 'answers' },
  interval: 'wilson',
  privacy: 'groups',
  reads: ANSWER_TABLES,
});

/** The row of a span; `isPartial` = it is not over or not chosen whole. */
export const seriesRow = (
  span: Row,
  { people, answers, correct, milli }: DayCount,
  isPartial: boolean,
): Row => ({
  ...{ ...span, people, ...rateOf(correct, answers), correct },
  ...{ score: scoreOf(milli, answers), partial: isPartial ? 1 : 0 },
});
