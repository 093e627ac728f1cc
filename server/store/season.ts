import { uuidv7 } from 'uuidv7';
import { RuleError } from '../domain/errors.ts';
import { logDay } from '../domain/log-day.ts';
import {
  checkSeason,
  isOn,
  type SeasonData,
  type SeasonOutcome,
  type SeasonStatus,
} from '../domain/season.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import type { SeasonTable } from './tables.ts';

/** A season as the store has it; `zone` = of its company. */
export type Season = {
  id: string;
  org: string;
  zone: string;
  status: SeasonStatus;
  data: SeasonData;
  createdBy: string;
  startedAt?: number;
  endedAt?: number;
  outcome?: SeasonOutcome;
};

const seasonOf = (row: SeasonTable & { zone: string }): Season => ({
  id: row.id,
  org: row.org,
  zone: row.zone,
  status: row.status as SeasonStatus,
  data: JSON.parse(row.data) as SeasonData,
  createdBy: row.createdBy,
  ...(row.startedAt === null ? {} : { startedAt: Number(row.startedAt) }),
  ...(row.endedAt === null ? {} : { endedAt: Number(row.endedAt) }),
  ...(row.outcome === null ? {} : { outcome: JSON.parse(row.outcome) as SeasonOutcome }),
});

const rows = (db: Db) =>
  db.selectFrom('season as s').innerJoin('org', 'org.id', 's.org').selectAll('s').select('org.zone');

/** Throws `season.unknown`. */
export const findSeason = async (db: Db, org: string, id: string): Promise<Season> => {
  const row = await rows(db).where('s.id', '=', id).where('s.org', '=', org).executeTakeFirst();
  if (!row) throw new RuleError('season.unknown');
  return seasonOf(row);
};

const MOST_SHOWN = 100;
/** Seasons of a company, the newest first. */
export const seasonsOf = async (db: Db, org: string): Promise<Season[]> =>
  (
    await rows(db)
      .where('s.org', '=', org)
      .orderBy('s.fromDay', 'desc')
      .orderBy('s.id', 'desc')
      .limit(MOST_SHOWN)
      .execute()
  ).map(seasonOf);

/** Running seasons of every company, for the job. */
export const runningSeasons = async (db: Db): Promise<Season[]> =>
  (await rows(db).where('s.status', '=', 'running').orderBy('s.id').execute()).map(seasonOf);

/** The season that opens this mall tier now; undefined = the tier is shut. */
export const seasonOpen = async (
  db: Db,
  org: string,
  tier: string,
  now: number,
): Promise<{ id: string; name: SeasonData['name']; to: number } | undefined> => {
  const found = await rows(db)
    .where('s.org', '=', org)
    .where('s.status', '=', 'running')
    .where('s.tier', '=', tier)
    .orderBy('s.id')
    .execute();
  const open = found.map(seasonOf).find((s) => isOn(s.data, logDay(now, s.zone)));
  return open && { id: open.id, name: open.data.name, to: open.data.to };
};

const needTournament = async (db: Db, org: string, id: string | undefined): Promise<void> => {
  if (id === undefined) return;
  const row = await db
    .selectFrom('tournament')
    .select('id')
    .where('id', '=', id)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!row) throw new RuleError('tournament.unknown');
};

/** Makes a draft or changes one; gives its id. Throws `season.period`, `season.goal`, `season.unknown`, `season.state`
 * (no draft any more), `tournament.unknown`. */
export const saveSeason = async (
  tx: Tx,
  by: Actor,
  { id, data }: { id?: string; data: SeasonData },
): Promise<string> => {
  checkSeason(data);
  await needTournament(tx.db, by.org, data.tournament);
  const columns = {
    kind: data.kind,
    data: JSON.stringify(data),
    fromDay: data.from,
    toDay: data.to,
    tier: data.tier ?? null,
  };
  if (id !== undefined) {
    await findSeason(tx.db, by.org, id);
    const kept = await tx.db
      .updateTable('season')
      .set(columns)
      .where('id', '=', id)
      .where('status', '=', 'draft')
      .returning('id')
      .executeTakeFirst();
    if (!kept) throw new RuleError('season.state');
    await auditIn(tx, by, { action: 'season.save', object: id, details: { data } });
    return id;
  }
  const made = uuidv7();
  await tx.db
    .insertInto('season')
    .values({
      ...columns,
      id: made,
      org: by.org,
      status: 'draft',
      createdBy: by.person,
      createdAt: tx.now,
      startedAt: null,
      endedAt: null,
      outcome: null,
    })
    .execute();
  await auditIn(tx, by, { action: 'season.create', object: made, details: { data } });
  return made;
};

/** Lets a draft run: from now on it cannot be changed. Before its first day it waits for that day. Throws
 * `season.unknown`, `season.state`, `season.period` (its last day is over). */
export const startSeason = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  const season = await findSeason(tx.db, by.org, id);
  if (logDay(tx.now, season.zone) > season.data.to) throw new RuleError('season.period');
  const started = await tx.db
    .updateTable('season')
    .set({ status: 'running', startedAt: tx.now })
    .where('id', '=', id)
    .where('status', '=', 'draft')
    .returning('id')
    .executeTakeFirst();
  if (!started) throw new RuleError('season.state');
  await auditIn(tx, by, { action: 'season.start', object: id });
};

/** Throws a draft away. Throws `season.unknown`, `season.state`. */
export const dropSeason = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  const { data } = await findSeason(tx.db, by.org, id);
  const gone = await tx.db
    .deleteFrom('season')
    .where('id', '=', id)
    .where('status', '=', 'draft')
    .returning('id')
    .executeTakeFirst();
  if (!gone) throw new RuleError('season.state');
  await auditIn(tx, by, { action: 'season.drop', object: id, details: { data } });
};

/** Everybody of a company, to be told that something is new. */
export const everybodyOf = async (db: Db, org: string): Promise<string[]> =>
  (await db.selectFrom('person').select('id').where('org', '=', org).execute()).map((r) => r.id);
