import { sql } from 'kysely';
import type { BattleFace, BattleInfo, Rating } from '../domain/api-battle.ts';
import { ordinalOf, shownRating } from '../domain/battle-rating.ts';
import { BATTLE_MOST, BOAT_MOST } from '../domain/battle-shape.ts';
import type { BattleRow } from './battle.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';

/** The rating of somebody who has not been rated yet. */
export const FRESH_RATING = { mu: 25, sigma: 25 / 3 };

export const ratingOf = async (db: Db, person: string): Promise<Rating> => {
  const row = await db
    .selectFrom('rating')
    .select(['mu', 'sigma', 'n'])
    .where('person', '=', person)
    .executeTakeFirst();
  const { mu, sigma, n } = row ?? { ...FRESH_RATING, n: 0 };
  return { mu, sigma, n, ordinal: ordinalOf({ mu, sigma }) };
};

/** Names, faces and shown ratings by person; erased people and bots are missing, the rating of a newcomer too. */
export const facesOf = async (db: Db, ids: readonly string[]): Promise<Map<string, BattleFace>> => {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('identity as i')
    .leftJoin('rating as r', 'r.person', 'i.person')
    .select(['i.person', 'i.name', 'i.avatar', 'r.mu', 'r.sigma'])
    .where('i.person', 'in', [...new Set(ids)])
    .execute();
  return new Map(
    rows.map(({ person, name, avatar, mu, sigma }) => [
      person,
      {
        id: person,
        name,
        avatar,
        ...(mu === null || sigma === null ? {} : { rating: shownRating({ mu, sigma }) }),
      },
    ]),
  );
};

/** A partial index knows these rows by this very text. */
export const SEATING = sql<boolean>`"kind" in ('seat', 'unseat')`;

/** Seats taken and not given up, by battle. */
const seatsOf = async (db: Db, battles: readonly string[]): Promise<Map<string, number>> => {
  if (battles.length === 0) return new Map();
  const rows = await db
    .selectFrom('battle_input')
    .select('battle')
    .select(sql<number>`count(distinct case when "kind" = 'seat' then "person" end)`.as('taken'))
    .select(sql<number>`count(distinct case when "kind" = 'unseat' then "person" end)`.as('given'))
    .where(SEATING)
    .where('battle', 'in', [...battles])
    .groupBy('battle')
    .execute();
  return new Map(rows.map((r) => [r.battle, Number(r.taken) - Number(r.given)]));
};

/** How many may have a seat in a battle. */
export const mostOf = ({ mode, teams }: Pick<BattleRow, 'mode' | 'teams'>): number =>
  mode === 'race' ? Math.min(BATTLE_MOST.race, teams.length * BOAT_MOST) : BATTLE_MOST[mode];

/** True for who may run a battle before it begins: its host, else its maker. */
export const mayRun = (row: Pick<BattleRow, 'host' | 'createdBy'>, person: string): boolean =>
  row.host === person || row.createdBy === person;

/** Battles as a person may see them in a list; the PIN only while it opens anything. */
export const battleInfos = async (
  db: Db,
  by: Pick<Actor, 'person'>,
  rows: readonly BattleRow[],
): Promise<BattleInfo[]> => {
  const faces = await facesOf(
    db,
    rows.flatMap((r) => r.host ?? []),
  );
  const seats = await seatsOf(
    db,
    rows.map((r) => r.id),
  );
  return rows.map((row) => {
    const { id, mode, title, status, rules, teams, createdAt, plannedAt, endedAt } = row;
    const host = row.host === null ? undefined : faces.get(row.host);
    const isOpen = status !== 'done' && status !== 'void';
    return {
      id,
      mode,
      title,
      status,
      rules,
      teams,
      mine: mayRun(row, by.person),
      seats: seats.get(id) ?? 0,
      most: row.solo ? 1 : mostOf(row),
      createdAt,
      ...(row.pin !== null && isOpen ? { pin: row.pin } : {}),
      ...(host ? { host } : {}),
      ...(plannedAt === null ? {} : { plannedAt }),
      ...(endedAt === null ? {} : { endedAt }),
      ...(row.solo ? { solo: true } : {}),
      ...(row.tournament === null ? {} : { tournament: row.tournament }),
    };
  });
};

export const battleInfo = async (db: Db, by: Pick<Actor, 'person'>, row: BattleRow): Promise<BattleInfo> => {
  const [info] = await battleInfos(db, by, [row]);
  if (!info) throw new Error('a battle without its info');
  return info;
};
