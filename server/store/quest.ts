import type { GhostView, PeerView } from '../domain/api.ts';
import type { SubmissionState } from '../domain/assignment.ts';
import { ownCalendar, playDayIn } from '../domain/calendar.ts';
import { RuleError } from '../domain/errors.ts';
import type { Ghost } from '../domain/ghost.ts';
import type { KnownQuestion } from '../domain/grade.ts';
import { type Days, standingAt } from '../domain/journey.ts';
import type { Quest } from '../domain/quest.ts';
import type { Question } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';
import { playDay } from '../domain/time.ts';
import { calendarOf, memberships } from './cohort.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { notBlocked, showsUp } from './friend.ts';
import { placedIn } from './question-text.ts';

export const pointNames = async (db: Db, bank: string): Promise<Map<string, LocalText>> => {
  const rows = await db.selectFrom('point').select(['id', 'name']).where('bank', '=', bank).execute();
  return new Map(rows.map((r) => [r.id, JSON.parse(r.name) as LocalText]));
};

/** One version of a question with the name of its knowledge point in `bank`. Throws `attempt.wrong_item`. */
export const findQuestion = async (
  db: Db,
  bank: string,
  ref: { question: string; version: number },
): Promise<KnownQuestion> => {
  const [known] = await findQuestions(db, bank, [ref]);
  if (!known) throw new RuleError('attempt.wrong_item');
  return known;
};

/** The named versions, in the order asked for, where the bank has them now: point and difficulty are the row's. */
export const findQuestions = async (
  db: Db,
  bank: string,
  refs: readonly { question: string; version: number }[],
): Promise<KnownQuestion[]> => {
  if (refs.length === 0) return [];
  const names = await pointNames(db, bank);
  const ids = [...new Set(refs.map((r) => r.question))];
  const rows = await db
    .selectFrom('question_version as v')
    .innerJoin('question', 'question.id', 'v.question')
    .select(['v.question', 'v.version', 'v.content', 'question.point', 'question.difficulty'])
    .where('v.question', 'in', ids)
    .execute();
  const found = new Map(rows.map((r) => [`${r.question}@${r.version}`, r]));
  return refs.flatMap((ref) => {
    const row = found.get(`${ref.question}@${ref.version}`);
    return row ? [knownOf(row, names)] : [];
  });
};

type VersionRow = { version: number; content: string; point: string; difficulty: number };
const knownOf = (row: VersionRow, names: Map<string, LocalText>): KnownQuestion => {
  const question = placedIn(row, JSON.parse(row.content) as Question);
  const point = { id: row.point, name: names.get(row.point) ?? { en: row.point } };
  return { question, version: row.version, ...(row.point === '' ? {} : { point }) };
};

export type ProgressRow = {
  station: string;
  stars: number;
  best: number;
  paid: number;
  tier: number;
  doneAt: number | null;
  state: string | null;
};

/** An assignment's own state says that it was handed in (store/submission.ts); other kinds of station never do. */
const isHandedIn = (state: string | null): boolean =>
  state !== null && (JSON.parse(state) as { handedIn?: boolean }).handedIn === true;

export const progressOf = async (
  db: Db,
  person: string,
  quest: string,
): Promise<Map<string, ProgressRow & { done: boolean; handedIn: boolean }>> => {
  const rows = await db
    .selectFrom('progress')
    .select(['station', 'stars', 'best', 'paid', 'tier', 'doneAt', 'state'])
    .where('person', '=', person)
    .where('quest', '=', quest)
    .execute();
  return new Map(
    rows.map((r) => [r.station, { ...r, done: r.doneAt !== null, handedIn: isHandedIn(r.state) }]),
  );
};

type GhostRow = {
  rightDays: number;
  rightDay: number | null;
  asleepDay: number | null;
  tamedAt: number | null;
};
export const ghostOf = (row: GhostRow): Ghost => ({
  rightDays: row.rightDays,
  ...(row.rightDay === null ? {} : { rightDay: row.rightDay }),
  ...(row.asleepDay === null ? {} : { asleepDay: row.asleepDay }),
  tamed: row.tamedAt !== null,
});

/** The ghosts of a person that are not tamed yet, with the island each waits on. */
export const ghostsOf = async (
  db: Db,
  person: string,
  awake: (ghost: Ghost) => boolean,
): Promise<(GhostView & { island: string })[]> => {
  const rows = await db
    .selectFrom('ghost')
    .select(['id', 'island', 'station', 'rightDays', 'rightDay', 'asleepDay', 'tamedAt'])
    .where('person', '=', person)
    .where('tamedAt', 'is', null)
    .orderBy('bornAt')
    .execute();
  return rows.map((r) => ({
    id: r.id,
    island: r.island,
    station: r.station,
    rightDays: r.rightDays,
    awake: awake(ghostOf(r)),
  }));
};

/** How far a person's works of a quest are, by station. */
export const submissionsOf = async (
  db: Db,
  person: string,
  quest: string,
): Promise<Map<string, SubmissionState>> => {
  const rows = await db
    .selectFrom('submission')
    .select(['station', 'state'])
    .where('person', '=', person)
    .where('quest', '=', quest)
    .execute();
  return new Map(rows.map((r) => [r.station, r.state as SubmissionState]));
};

export const findsOf = async (db: Db, person: string): Promise<{ island: string; spot: string }[]> =>
  db.selectFrom('find').select(['island', 'spot']).where('person', '=', person).execute();

/** Picks a spot up, once per learner; false = it was picked before. */
export const pickSpot = async (tx: Tx, person: string, island: string, spot: string): Promise<boolean> => {
  const done = await tx.db
    .insertInto('find')
    .values({ person, island, spot, at: tx.now })
    .onConflict((oc) => oc.columns(['person', 'island', 'spot']).doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
};

/** A learner's calendar and today in it: the cohort's, else one's own from the day one began, which is today for
 * somebody who has not begun yet. */
export const daysOf = async (db: Db, by: Actor, quest: string, now: number): Promise<Days> => {
  const row = await db
    .selectFrom('person')
    .leftJoin('enrolment', (j) =>
      j.onRef('enrolment.person', '=', 'person.id').on('enrolment.quest', '=', quest),
    )
    .leftJoin(memberships(db, quest).as('c'), 'c.person', 'person.id')
    .select(['enrolment.startDay as ownStart', 'c.startDay', 'c.zone', 'c.rest', 'c.extensions'])
    .where('person.id', '=', by.person)
    .executeTakeFirst();
  const calendar = (row && calendarOf(row)) ?? ownCalendar(by.zone, row?.ownStart ?? playDay(now, by.zone));
  return { today: playDayIn(calendar, now), calendar };
};

/** Colleagues of the same company who were here last, and the station where each one stands; not those who hide, nor who is
 * blocked either way. */
export const peersOf = async (
  db: Db,
  quest: Quest,
  { org, person, zone }: Actor,
  now: number,
  most: number,
): Promise<PeerView[]> => {
  const people = await db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person')
    .innerJoin('identity', 'identity.person', 'person.id')
    .leftJoin(memberships(db, quest.id).as('c'), 'c.person', 'person.id')
    .select(['person.id', 'identity.name', 'identity.avatar', 'enrolment.startDay as ownStart'])
    .select(['c.startDay', 'c.zone', 'c.rest', 'c.extensions'])
    .where('enrolment.quest', '=', quest.id)
    .where('person.org', '=', org)
    .where('person.id', '!=', person)
    .where(showsUp('person.settings'))
    .where(notBlocked(person, 'person.id'))
    .orderBy('person.lastSeenAt', 'desc')
    .limit(most)
    .execute();
  if (people.length === 0) return [];
  const rows = await db
    .selectFrom('progress')
    .select(['person', 'station'])
    .where('quest', '=', quest.id)
    .where('doneAt', 'is not', null)
    .where(
      'person',
      'in',
      people.map((p) => p.id),
    )
    .execute();
  const done = Map.groupBy(rows, (r) => r.person);
  return people.map(({ id, name, avatar, ownStart, ...row }) => {
    const theirs = new Map((done.get(id) ?? []).map((r) => [r.station, { done: true }]));
    const calendar = calendarOf(row) ?? ownCalendar(zone, ownStart);
    return {
      id,
      name,
      avatar,
      ...standingAt(quest, theirs, { today: playDayIn(calendar, now), calendar }),
    };
  });
};
