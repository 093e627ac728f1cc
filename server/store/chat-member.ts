import { sql } from 'kysely';
import type { ChannelKind } from '../domain/api-chat.ts';
import {
  AFTER_MS,
  type ChannelRef,
  channelId,
  isAsking,
  readChannel,
  TURNS,
  type Turn,
} from '../domain/chat.ts';
import type { CrewState } from '../domain/crew.ts';
import { RuleError } from '../domain/errors.ts';
import { type BattleRow, findBattle, mayRun } from './battle.ts';
import { SEATING } from './battle-info.ts';
import type { Actor } from './commit.ts';
import { findCrew } from './crew.ts';
import type { Db } from './db.ts';
import { areFriends, isBlocked } from './friend.ts';

/** Who talks; a guest belongs to crews and battles only. */
export type Talker = Actor & { guest: boolean };
/** A channel that this person is in at this moment. `endedAt` = what it belongs to is over; `other` = of a direct one. */
export type Place = {
  id: string;
  kind: ChannelKind;
  ref: string;
  name: string;
  endedAt?: number;
  other?: string;
  battle?: BattleRow;
};

/** The people with a seat in a battle, without bots. */
const seatedIn = async (db: Db, battle: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('battle_input')
    .select(['kind', 'person', 'data'])
    .where(SEATING)
    .where('battle', '=', battle)
    .orderBy('seq')
    .execute();
  const people = new Set<string>();
  for (const { kind, person, data } of rows) {
    if (person === null) continue;
    if (kind === 'unseat') people.delete(person);
    else if (!('bot' in (JSON.parse(data) as object))) people.add(person);
  }
  return [...people];
};

type Found = Omit<Place, 'id' | 'kind' | 'ref'>;

const inDirect = async (db: Db, by: Talker, id: string): Promise<Found | undefined> => {
  const row = await db
    .selectFrom('chat_channel as c')
    .select(['c.a', 'c.b'])
    .where('c.id', '=', id)
    .where('c.org', '=', by.org)
    .where('c.kind', '=', 'direct')
    .where((eb) => eb.or([eb('c.a', '=', by.person), eb('c.b', '=', by.person)]))
    .executeTakeFirst();
  const other = row?.a === by.person ? row.b : row?.a;
  return other ? { name: '', other } : undefined;
};

const inCrew = async (db: Db, by: Talker, ref: string): Promise<Found | undefined> => {
  const { state, endedAt } = await findCrew(db, by.org, ref);
  if (!state.members.some((m) => m.person === by.person)) return undefined;
  return { name: '', ...(endedAt === null ? {} : { endedAt }) };
};

const inBattle = async (db: Db, by: Talker, ref: string): Promise<Found | undefined> => {
  const battle = await findBattle(db, by.org, ref);
  if (!mayRun(battle, by.person) && !(await seatedIn(db, ref)).includes(by.person)) return undefined;
  const { title: name, endedAt } = battle;
  return { name, battle, ...(endedAt === null ? {} : { endedAt }) };
};

const inDepartment = async (db: Db, by: Talker, ref: string): Promise<Found | undefined> => {
  const query = db
    .selectFrom('person as p')
    .innerJoin('department as d', 'd.id', 'p.department')
    .select('d.name')
    .where('p.id', '=', by.person)
    .where('d.org', '=', by.org)
    .where('d.id', '=', ref);
  return query.executeTakeFirst();
};

const inCohort = async (db: Db, by: Talker, ref: string): Promise<Found | undefined> => {
  const query = db
    .selectFrom('cohort as c')
    .leftJoin('cohort_member as m', (j) => j.onRef('m.cohort', '=', 'c.id').on('m.person', '=', by.person))
    .select('c.name')
    .where('c.id', '=', ref)
    .where('c.org', '=', by.org)
    .where((eb) => eb.or([eb('m.person', 'is not', null), eb('c.createdBy', '=', by.person)]));
  return query.executeTakeFirst();
};

const findIn = (db: Db, by: Talker, { kind, ref }: ChannelRef): Promise<Found | undefined> => {
  if (kind === 'crew') return inCrew(db, by, ref);
  if (kind === 'battle') return inBattle(db, by, ref);
  if (by.guest) return Promise.resolve(undefined);
  if (kind === 'department') return inDepartment(db, by, ref);
  if (kind === 'cohort') return inCohort(db, by, ref);
  return inDirect(db, by, channelId({ kind, ref }));
};

/** The channel, for who is in it now by the tables of what it belongs to. Throws `chat.unknown` for everybody else. */
export const needPlace = async (db: Db, by: Talker, id: string): Promise<Place> => {
  const at = readChannel(id);
  try {
    const found = await findIn(db, by, at);
    if (found) return { id, ...at, ...found };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
  }
  throw new RuleError('chat.unknown');
};

/** Everybody who is told that something was said. */
export const membersOf = async (db: Db, by: Actor, place: Place): Promise<string[]> => {
  const { kind, ref, other } = place;
  if (kind === 'direct') return [by.person, ...(other ? [other] : [])];
  if (kind === 'crew') return (await findCrew(db, by.org, ref)).state.members.map((m) => m.person);
  if (kind === 'battle') {
    const { host, createdBy } = place.battle ?? (await findBattle(db, by.org, ref));
    return [...new Set([...(await seatedIn(db, ref)), ...[host ?? [], createdBy ?? []].flat()])];
  }
  const rows =
    kind === 'department'
      ? await db
          .selectFrom('person')
          .select('id')
          .where('department', '=', ref)
          .where('org', '=', by.org)
          .where('guest', '=', 0)
          .execute()
      : await db.selectFrom('cohort_member').select('person as id').where('cohort', '=', ref).execute();
  return [...new Set([...rows.map((r) => r.id), by.person])];
};

const RECENT_MS = 86_400_000;
const shareCrew = async (db: Db, org: string, pair: readonly string[], now: number): Promise<boolean> => {
  let query = db
    .selectFrom('crew')
    .select('state')
    .where('org', '=', org)
    .where('createdAt', '>', now - RECENT_MS);
  for (const person of pair) query = query.where('state', 'like', `%"${person}"%`);
  const rows = await query.limit(20).execute();
  const isIn = (state: string, person: string): boolean =>
    (JSON.parse(state) as CrewState).members.some((m) => m.person === person);
  return rows.some(({ state }) => pair.every((person) => isIn(state, person)));
};

const shareCohort = async (db: Db, a: string, b: string): Promise<boolean> => {
  const row = await db
    .selectFrom('cohort_member as m')
    .innerJoin('cohort_member as o', 'o.cohort', 'm.cohort')
    .select('m.cohort')
    .where('m.person', '=', a)
    .where('o.person', '=', b)
    .executeTakeFirst();
  return row !== undefined;
};

/** Whether two people of a company may write to each other: both with an account, neither blocks, and they are friends or
 * share a department, a cohort or a crew of today. */
export const mayTalk = async (db: Db, by: Actor, other: string, now: number): Promise<boolean> => {
  const pair = [by.person, other];
  const people = await db
    .selectFrom('person')
    .select('department')
    .where('org', '=', by.org)
    .where('guest', '=', 0)
    .where('id', 'in', pair)
    .execute();
  if (people.length !== 2 || (await isBlocked(db, by.person, other))) return false;
  const [a, b] = people;
  if (a?.department != null && a.department === b?.department) return true;
  return (
    (await areFriends(db, by.person, other)) ||
    (await shareCohort(db, by.person, other)) ||
    shareCrew(db, by.org, pair, now)
  );
};

/** While a battle asks, nobody whispers. */
const isAskingNow = async (db: Db, { id, mode, rules, host, status }: BattleRow): Promise<boolean> => {
  if (status !== 'running' && status !== 'lobby') return false;
  const rows = await db
    .selectFrom('battle_input')
    .select('kind')
    .select(sql<string | null>`case when "kind" = 'start' then "data" end`.as('data'))
    .where('battle', '=', id)
    .where('kind', 'in', TURNS)
    .orderBy('seq')
    .execute();
  const started = rows.find((r) => r.kind === 'start');
  const asked = started?.data ? (JSON.parse(started.data) as { items: unknown[] }).items.length : 0;
  const course = {
    hosted: host !== null && !rules.auto,
    board: mode === 'show' && rules.ranking,
    items: Math.min(asked, rules.rounds),
  };
  return isAsking(
    course,
    rows.map((r) => r.kind as Turn),
  );
};

/** Why nobody can write here for good; undefined = one can. */
export const shutOf = async (
  db: Db,
  by: Actor,
  place: Place,
  { closed, now }: { closed: boolean; now: number },
): Promise<'chat.closed' | 'chat.not_open' | undefined> => {
  if (place.other && !(await mayTalk(db, by, place.other, now))) return 'chat.not_open';
  const isOver = place.endedAt !== undefined && place.endedAt < now - AFTER_MS;
  return closed || isOver ? 'chat.closed' : undefined;
};

/** Throws `chat.quiet_round` while the battle of a channel asks. */
export const checkQuiet = async (db: Db, { battle }: Place): Promise<void> => {
  if (battle && (await isAskingNow(db, battle))) throw new RuleError('chat.quiet_round');
};
