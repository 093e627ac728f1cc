import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { CrewInfo } from '../domain/api-crew.ts';
import { type CrewState, type CrewStatus, joinCrew, leaveCrew, openCrew } from '../domain/crew.ts';
import { RuleError } from '../domain/errors.ts';
import type { Island, Station } from '../domain/quest.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import type { SailedQuest } from './quest-version.ts';
import type { CrewTable } from './tables.ts';

type Boss = Extract<Station, { kind: 'boss' }>;
export type CrewPlace = { quest: SailedQuest; island: Island; station: Boss };
export type Crew = Omit<CrewTable, 'state' | 'status'> & { status: CrewStatus; state: CrewState };

/** A crew that did not find its people for this long is listed no more. */
const STALE_MS = 30 * 60_000;

const crewOf = (row: CrewTable): Crew => ({
  ...row,
  status: row.status as CrewStatus,
  state: JSON.parse(row.state) as CrewState,
});

/** A crew of this company. Throws `crew.unknown`. */
export const findCrew = async (db: Db, org: string, id: string): Promise<Crew> => {
  const row = await db
    .selectFrom('crew')
    .selectAll()
    .where('id', '=', id)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!row) throw new RuleError('crew.unknown');
  return crewOf(row);
};

/** The same, held until the end of the transaction. Throws `crew.unknown`. */
export const holdCrew = async (tx: Tx, org: string, id: string): Promise<Crew> => {
  const row = await tx.db
    .updateTable('crew')
    .set({ status: sql<string>`status` })
    .where('id', '=', id)
    .where('org', '=', org)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new RuleError('crew.unknown');
  return crewOf(row);
};

export const saveCrew = async (tx: Tx, id: string, state: CrewState): Promise<void> => {
  const over = state.status === 'won' || state.status === 'retreat';
  await tx.db
    .updateTable('crew')
    .set({ state: JSON.stringify(state), status: state.status, ...(over ? { endedAt: tx.now } : {}) })
    .where('id', '=', id)
    .execute();
};

/** The crews at a boss that wait for company, newest first; or fight with this person in them. */
export const openCrews = async (db: Db, by: Actor, station: string, now: number): Promise<Crew[]> => {
  const rows = await db
    .selectFrom('crew')
    .selectAll()
    .where('org', '=', by.org)
    .where('station', '=', station)
    .where('status', 'in', ['waiting', 'fighting'])
    .where('createdAt', '>', now - STALE_MS)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute();
  const mine = (c: Crew): boolean => c.state.members.some((m) => m.person === by.person);
  return rows.map(crewOf).filter((c) => mine(c) || (c.status === 'waiting' && c.state.members.length > 0));
};

/** Opens a crew at a boss, or gives back the one this person is in. */
export const openCrewAt = async (tx: Tx, by: Actor, at: CrewPlace): Promise<Crew> => {
  const known = await openCrews(tx.db, by, at.station.id, tx.now);
  const mine = known.find((c) => c.state.members.some((m) => m.person === by.person));
  if (mine) return mine;
  const row = {
    id: randomUUID(),
    org: by.org,
    quest: at.quest.id,
    version: at.quest.version,
    island: at.island.id,
    station: at.station.id,
    createdBy: by.person,
    createdAt: tx.now,
    endedAt: null,
  };
  const state = openCrew(by.person);
  await tx.db
    .insertInto('crew')
    .values({ ...row, status: state.status, state: JSON.stringify(state) })
    .execute();
  return { ...row, status: state.status, state };
};

/** Takes a seat, or comes back to it. A crew that nobody finds any more takes nobody new. Throws `crew.*`. */
export const boardCrew = async (tx: Tx, by: Actor, id: string): Promise<Crew> => {
  const crew = await holdCrew(tx, by.org, id);
  const isIn = crew.state.members.some((m) => m.person === by.person);
  if (crew.status === 'waiting' && !isIn && crew.createdAt <= tx.now - STALE_MS)
    throw new RuleError('crew.unknown');
  const state = joinCrew(crew.state, by.person);
  if (state !== crew.state) await saveCrew(tx, id, state);
  return { ...crew, state, status: state.status };
};

/** Gives up a seat before the fight. Throws `crew.unknown`. */
export const leaveSeat = async (tx: Tx, by: Actor, id: string): Promise<Crew> => {
  const crew = await holdCrew(tx, by.org, id);
  const state = leaveCrew(crew.state, by.person);
  if (state !== crew.state) await saveCrew(tx, id, state);
  return { ...crew, state, status: state.status };
};

export type Face = { id: string; name: string; avatar: string };
export const facesOf = async (db: Db, people: readonly string[]): Promise<Map<string, Face>> => {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('identity')
    .select(['person', 'name', 'avatar'])
    .where('person', 'in', [...new Set(people)])
    .execute();
  return new Map(rows.map((r) => [r.person, { id: r.person, name: r.name, avatar: r.avatar }]));
};

/** Crews as anyone at the boss may see them. */
export const crewInfos = async (
  db: Db,
  boss: CrewInfo['boss'],
  crews: readonly Crew[],
): Promise<CrewInfo[]> => {
  const faces = await facesOf(
    db,
    crews.flatMap((c) => c.state.members.map((m) => m.person)),
  );
  return crews.map(({ id, station, island, status, state }) => ({
    id,
    station,
    island,
    boss,
    status,
    members: state.members.flatMap((m) => faces.get(m.person) ?? []),
  }));
};
