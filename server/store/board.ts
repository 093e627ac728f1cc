import type { BoardMeasure, BoardPeriod, BoardRow, BoardScope, BoardView } from '../domain/api-honour.ts';
import { BOARD_SCOPES } from '../domain/api-honour.ts';
import { CLIMB_ANSWERS, daysOf, isCounted, NEIGHBOURS, TOP } from '../domain/board.ts';
import type { Face } from '../domain/face.ts';
import type { Placed, Ranking } from '../domain/ranking.ts';
import { playDay } from '../domain/time.ts';
import { freshLifetime, indexOf } from './board-index.ts';
import { type Board, twoPeriods } from './board-score.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';
import { facesOf } from './face.ts';
import { readSettings } from './person.ts';
import { isPreview } from './quest-version.ts';

export type Asked = { measure: BoardMeasure; period: BoardPeriod; scope: BoardScope };
/** Where somebody stands: role, department, the quest sailed and its cohort. */
type Standing = { learner: boolean; department?: string; quest?: string; cohort?: string };

const standingOf = async (db: Db, person: string): Promise<Standing> => {
  const row = await db
    .selectFrom('person')
    .select(['role', 'department', 'quest'])
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  const voyages = await db
    .selectFrom('enrolment as e')
    .leftJoin('cohort_member as m', 'm.person', 'e.person')
    .leftJoin('cohort as c', (j) =>
      j.onRef('c.id', '=', 'm.cohort').onRef('c.quest', '=', 'e.quest').on('c.archivedAt', 'is', null),
    )
    .select(['e.quest', 'c.id as cohort'])
    .where('e.person', '=', person)
    .orderBy('e.startedAt', 'desc')
    .execute();
  const quest = row.quest !== null && !isPreview(row.quest) ? row.quest : voyages[0]?.quest;
  const cohort = voyages.find((v) => v.quest === quest && v.cohort !== null)?.cohort ?? undefined;
  return {
    learner: row.role === 'learner',
    ...(row.department === null ? {} : { department: row.department }),
    ...(quest === undefined ? {} : { quest }),
    ...(cohort === undefined ? {} : { cohort }),
  };
};

const scopesOf = ({ department, cohort }: Standing): BoardScope[] =>
  BOARD_SCOPES.filter((s) => s === 'company' || (s === 'department' ? department : cohort) !== undefined);

/** undefined = there is no such board for this person. */
const boardFor = (by: Actor, asked: Asked, at: Standing, now: number): Board | undefined => {
  const { measure, period, scope } = asked;
  if (!isCounted(measure, period) || !scopesOf(at).includes(scope)) return undefined;
  if (period === 'quest' && at.quest === undefined) return undefined;
  const days = daysOf(period, playDay(now, by.zone));
  const least = period === 'day' || period === 'week' || period === 'month' ? CLIMB_ANSWERS[period] : 0;
  return {
    org: by.org,
    measure,
    least,
    ...(days ? { days } : {}),
    ...(period === 'quest' && at.quest !== undefined ? { quest: at.quest } : {}),
    ...(scope === 'department' && at.department !== undefined ? { department: at.department } : {}),
    ...(scope === 'cohort' && at.cohort !== undefined ? { cohort: at.cohort } : {}),
  };
};

/** Those of `people` who may be named to others: neither hidden by themselves nor gone. */
export const namedFaces = async (
  db: Db,
  people: readonly string[],
  me: string,
): Promise<Map<string, Face>> => {
  if (people.length === 0) return new Map();
  const rows = await db.selectFrom('person').select(['id', 'settings']).where('id', 'in', people).execute();
  const open = rows.filter((r) => r.id === me || !readSettings(r.settings).hideFromBoards).map((r) => r.id);
  return facesOf(db, open);
};

const rowOf = (one: Placed, faces: ReadonlyMap<string, Face>, me: string): BoardRow => {
  const face = faces.get(one.id);
  return {
    rank: one.rank,
    ...(face ? { face, score: one.score } : {}),
    ...(one.id === me ? { me: true as const, score: one.score } : {}),
  };
};

const needsOf = async (db: Db, board: Board, me: string): Promise<Pick<BoardView, 'needs'>> => {
  const { days, least } = board;
  if (board.measure !== 'climb' || !days) return {};
  const [mine] = await twoPeriods(db, { ...board, days }, [me]);
  return { needs: { each: least, before: mine?.before ?? 0, now: mine?.now ?? 0 } };
};

const meOf = (ranking: Ranking, me: string, hidden: boolean): Pick<BoardView, 'me'> => {
  const rank = ranking.rankOf(me);
  const score = ranking.scoreOf(me);
  if (rank === undefined || score === undefined) return {};
  const others = ranking.size() - 1;
  const percentile = others === 0 ? 1 : (ranking.below(me) ?? 0) / others;
  return { me: { rank, score, percentile, hidden } };
};

const isHidden = async (db: Db, person: string): Promise<boolean> => {
  const row = await db.selectFrom('person').select('settings').where('id', '=', person).executeTakeFirst();
  return row !== undefined && readSettings(row.settings).hideFromBoards;
};

/** Top three, me and my neighbours, how many I am ahead of. Never anybody's place at the bottom but by being near it. */
export const boardOf = async (db: Db, by: Actor, asked: Asked, now: number): Promise<BoardView> => {
  const at = await standingOf(db, by.person);
  const board = boardFor(by, asked, at, now);
  const scopes = scopesOf(at);
  if (!board) return { asOf: now, n: 0, top: [], near: [], scopes };
  const { ranking } = await indexOf(db, board, now);
  const top = ranking.top(TOP);
  const near = ranking.near(by.person, NEIGHBOURS);
  const faces = await namedFaces(
    db,
    [...top, ...near].map((p) => p.id),
    by.person,
  );
  return {
    asOf: now,
    n: ranking.size(),
    top: top.map((p) => rowOf(p, faces, by.person)),
    near: near.map((p) => rowOf(p, faces, by.person)),
    ...meOf(ranking, by.person, await isHidden(db, by.person)),
    ...(board.days ? { from: board.days.from } : {}),
    ...(await needsOf(db, board, by.person)),
    scopes,
  };
};

/** The learners of a company who have lifetime points: among them shares and the first so many percent are counted. */
export const learnersWithPoints = (db: Db, org: string) =>
  db
    .selectFrom('honour_person')
    .where('org', '=', org)
    .where('xp', '>', 0)
    .where(
      'person',
      'not in',
      db.selectFrom('person').select('id').where('org', '=', org).where('role', '<>', 'learner'),
    );

const countAbove = async (db: Db, org: string, xp: number): Promise<{ above: number; n: number }> => {
  const rows = learnersWithPoints(db, org);
  const count = async (from: number): Promise<number> =>
    Number(
      (
        await rows
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .where('xp', '>', from)
          .executeTakeFirstOrThrow()
      ).n,
    );
  return { above: await count(xp), n: await count(0) };
};

/**
 * Where a person stands by lifetime points among the learners of the company who have any: the share of them with
 * more, 0 = nobody has more; 1 for somebody without points. The top 30 % are those below 0.3. May be asked inside a work.
 */
export const shareAbove = async (db: Db, org: string, person: string, now = 0): Promise<number> => {
  const mine = await db
    .selectFrom('honour_person')
    .select('xp')
    .where('person', '=', person)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!mine || mine.xp <= 0) return 1;
  const ranking = freshLifetime(org, now);
  const { above, n } = ranking
    ? { above: ranking.above(mine.xp), n: ranking.size() }
    : await countAbove(db, org, mine.xp);
  return n === 0 ? 0 : above / n;
};
