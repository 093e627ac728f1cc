import { type Expression, sql } from 'kysely';
import type { BoardMeasure } from '../domain/api-honour.ts';
import { climbOf, type Days, type TwoPeriods } from '../domain/board.ts';
import type { Db } from './db.ts';

/** One board: who stands on it and what is counted. `days` absent = from the start; `least` = answers for a climb. */
export type Board = {
  org: string;
  measure: BoardMeasure;
  days?: Days;
  least: number;
  /** Counts from each person's own first day in this quest. */
  quest?: string;
  department?: string;
  cohort?: string;
};
export type Scored = { person: string; score: number };

/** Those of the company who do not compete: they may see the keys. */
const staffOf = (db: Db, org: string) =>
  db.selectFrom('person').select('id').where('org', '=', org).where('role', '<>', 'learner');

const sumIf = (claim: Expression<unknown>, column: Expression<unknown>) =>
  sql<number>`sum(case when ${claim} then ${column} else 0 end)`;

/** Days of people on a board, grouped by person. */
const rowsOf = (db: Db, board: Board, people: readonly string[] | undefined) => {
  let rows = db.selectFrom('score_day as s').where('s.org', '=', board.org);
  const { days, quest, department, cohort } = board;
  if (days) {
    const from = board.measure === 'climb' ? days.before : days.from;
    rows = rows.where('s.day', '>=', from).where('s.day', '<', days.to);
  }
  if (people) rows = rows.where('s.person', 'in', people);
  rows = rows.where('s.person', 'not in', staffOf(db, board.org));
  if (quest !== undefined)
    rows = rows.where((eb) =>
      eb.exists(
        eb
          .selectFrom('enrolment as e')
          .select('e.person')
          .whereRef('e.person', '=', 's.person')
          .where('e.quest', '=', quest)
          .whereRef('e.startDay', '<=', 's.day'),
      ),
    );
  if (department !== undefined)
    rows = rows.where(
      's.person',
      'in',
      db.selectFrom('person').select('id').where('department', '=', department),
    );
  if (cohort !== undefined)
    rows = rows.where(
      's.person',
      'in',
      db.selectFrom('cohort_member').select('person').where('cohort', '=', cohort),
    );
  return rows.groupBy('s.person');
};

const summed = async (db: Db, board: Board, people?: readonly string[]): Promise<Scored[]> => {
  const column = board.measure === 'xp' ? 's.xp' : 's.corrections';
  const rows = await rowsOf(db, board, people)
    .select('s.person')
    .select((eb) => eb.fn.sum<number>(column).as('score'))
    .having((eb) => eb.fn.sum<number>(column), '>', 0)
    .execute();
  return rows.map(({ person, score }) => ({ person, score: Number(score) }));
};

/** Answers and right ones of both periods, by person. */
export const twoPeriods = async (
  db: Db,
  board: Board & { days: Days },
  people?: readonly string[],
): Promise<(TwoPeriods & { person: string })[]> => {
  const rows = await rowsOf(db, board, people)
    .select('s.person')
    .select((eb) => {
      const before = eb('s.day', '<', board.days.from);
      const now = eb('s.day', '>=', board.days.from);
      return [
        sumIf(before, eb.ref('s.answers')).as('before'),
        sumIf(before, eb.ref('s.correct')).as('beforeRight'),
        sumIf(now, eb.ref('s.answers')).as('now'),
        sumIf(now, eb.ref('s.correct')).as('nowRight'),
      ];
    })
    .execute();
  return rows.map(({ person, ...t }) => ({
    person,
    before: Number(t.before),
    beforeRight: Number(t.beforeRight),
    now: Number(t.now),
    nowRight: Number(t.nowRight),
  }));
};

/** Only who has grown stands on it. */
const climbed = async (db: Db, board: Board, people?: readonly string[]): Promise<Scored[]> => {
  const { days } = board;
  if (!days) return [];
  return (await twoPeriods(db, { ...board, days }, people)).flatMap(({ person, ...t }) => {
    const score = climbOf(t, board.least);
    return score !== undefined && score > 0 ? [{ person, score }] : [];
  });
};

/** Lifetime points stand in a table of their own, with those of late events. */
const lifetimeRows = (db: Db, org: string) =>
  db
    .selectFrom('honour_person')
    .where('org', '=', org)
    .where('xp', '>', 0)
    .where('person', 'not in', staffOf(db, org));

const isLifetime = ({ measure, days, quest, department, cohort }: Board): boolean =>
  measure === 'xp' && !days && quest === undefined && department === undefined && cohort === undefined;

/** The scores of those among `people` who stand on a board. */
export const scoresOf = async (db: Db, board: Board, people: readonly string[]): Promise<Scored[]> => {
  if (people.length === 0) return [];
  if (isLifetime(board))
    return lifetimeRows(db, board.org)
      .select(['person', 'xp as score'])
      .where('person', 'in', people)
      .execute();
  return (board.measure === 'climb' ? climbed : summed)(db, board, people);
};

export type Standings = { ids: string[]; scores: Float64Array };

/** Everybody on the board of lifetime points, a row for each number of points: a million people in some hundred
 * milliseconds, where a row for each would take seconds. */
const allLifetime = async (db: Db, org: string): Promise<Standings> => {
  const rows = await lifetimeRows(db, org)
    .select('xp')
    .select(sql<string>`string_agg("person", ' ' order by "person" desc)`.as('people'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .groupBy('xp')
    .orderBy('xp', 'desc')
    .execute();
  const scores = new Float64Array(rows.reduce((sum, r) => sum + Number(r.n), 0));
  const ids: string[] = [];
  for (const { xp, people } of rows) {
    const from = ids.length;
    for (const id of people.split(' ')) ids.push(id);
    scores.fill(xp, from, ids.length);
  }
  return { ids, scores };
};

/** Everybody on a board in falling order of score, equal ones by falling id. */
export const standingsOf = async (db: Db, board: Board): Promise<Standings> => {
  if (isLifetime(board)) return allLifetime(db, board.org);
  const rows = await (board.measure === 'climb' ? climbed : summed)(db, board);
  rows.sort((a, b) => b.score - a.score || (a.person > b.person ? -1 : 1));
  return { ids: rows.map((r) => r.person), scores: Float64Array.from(rows, (r) => r.score) };
};
