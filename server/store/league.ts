import { uuidv7 } from 'uuidv7';
import { weekOf } from '../domain/calendar.ts';
import type { Score } from '../domain/honour.ts';
import { finish, groupFor, type LastWeek, poolOf, weekAt } from '../domain/league.ts';
import { addDays } from '../domain/time.ts';
import { changesOf, statement } from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import type { Db } from './db.ts';

/** A week that has just ended still takes its own points for so long, until the log has been read to its end. */
const GRACE_MS = 3_600_000;
type Won = { person: string; by: Actor; gain: { days: ReadonlyMap<number, Score> } };

const ADD = statement(
  'update "league_member" set "xp" = "xp" + ? where "person" = ? and "week" = ? and "rank" is null',
);
const JOIN = statement('update "league_group" set "members" = "members" + 1 where "id" = ?');

/** Points by week, for weeks that are not over. */
const weeksOf = ({ gain, by }: Won, now: number): Map<number, number> => {
  const since = weekAt(now - GRACE_MS, by.zone);
  const weeks = new Map<number, number>();
  for (const [day, { xp }] of gain.days) {
    const week = weekOf(day);
    if (xp > 0 && week >= since) weeks.set(week, (weeks.get(week) ?? 0) + xp);
  }
  return weeks;
};

const lastWeekOf = async (db: Db, org: string, week: number): Promise<Map<number, number>> => {
  const rows = await db
    .selectFrom('league_member as m')
    .innerJoin('league_group as g', 'g.id', 'm.grp')
    .select('m.tier')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('g.org', '=', org)
    .where('g.week', '=', addDays(week, -7))
    .groupBy('m.tier')
    .execute();
  return new Map(rows.map((r) => [r.tier, Number(r.n)]));
};

/** How many to reckon with: last week's, in the first week all learners of the company. */
const crowdOf = async (db: Db, org: string, week: number, tier: number): Promise<LastWeek> => {
  const tiers = await lastWeekOf(db, org, week);
  const all = [...tiers.values()].reduce((sum, n) => sum + n, 0);
  const { n } = await db
    .selectFrom('person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('org', '=', org)
    .where('role', '=', 'learner')
    .executeTakeFirstOrThrow();
  return { all: all === 0 ? Number(n) : all, tier: tiers.get(tier) ?? 0 };
};

const pointsOf = async (db: Db, person: string, from: number): Promise<number> => {
  const { xp } = await db
    .selectFrom('score_day')
    .select((eb) => eb.fn.sum<number>('xp').as('xp'))
    .where('person', '=', person)
    .where('day', '>=', from)
    .where('day', '<', addDays(from, 7))
    .executeTakeFirstOrThrow();
  return Number(xp ?? 0);
};

const isMember = async (db: Db, person: string, week: number): Promise<boolean> =>
  (await db
    .selectFrom('league_member')
    .select('grp')
    .where('person', '=', person)
    .where('week', '=', week)
    .executeTakeFirst()) !== undefined;

const tierOf = async (db: Db, person: string): Promise<number> =>
  (await db.selectFrom('honour_person').select('tier').where('person', '=', person).executeTakeFirst())
    ?.tier ?? 0;

/** The first points of a week: a group of equals is found or opened. */
const join = async (tx: Tx, by: Actor, week: number, xp: number): Promise<void> => {
  const tier = await tierOf(tx.db, by.person);
  const before = await pointsOf(tx.db, by.person, addDays(week, -7));
  const pool = poolOf(tier, before, await crowdOf(tx.db, by.org, week, tier));
  const groups = await tx.db
    .selectFrom('league_group')
    .selectAll()
    .where('org', '=', by.org)
    .where('week', '=', week)
    .where('tier', '=', pool.tier)
    .where('band', '=', pool.band)
    .where('closedAt', 'is', null)
    .execute();
  const found = groupFor(groups, pool);
  const grp = found?.id ?? uuidv7();
  const nth = groups.length;
  const made = {
    id: grp,
    org: by.org,
    week,
    tier: pool.tier,
    band: pool.band,
    nth,
    members: 1,
    closedAt: null,
  };
  if (found) await changesOf(sinkOf(tx), JOIN, [grp]);
  else await tx.db.insertInto('league_group').values(made).execute();
  const member = { person: by.person, week, org: by.org, grp, tier, xp, rank: null, rose: 0 as const };
  await tx.db.insertInto('league_member').values(member).execute();
};

const learnersOf = async (db: Db, people: readonly string[]): Promise<Set<string>> => {
  if (people.length === 0) return new Set();
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('id', 'in', people)
    .where('role', '=', 'learner')
    .execute();
  return new Set(rows.map((r) => r.id));
};

/** Adds points to the leagues of their weeks; whoever has none yet joins one. Learners only. Call it in the one commit
 * that moves the cursor: no two run at a time. */
export const joinLeagues = async (tx: Tx, won: readonly Won[]): Promise<void> => {
  const gained = won.flatMap((w) => [...weeksOf(w, tx.now)].map(([week, xp]) => ({ by: w.by, week, xp })));
  const learners = await learnersOf(tx.db, [...new Set(gained.map((g) => g.by.person))]);
  for (const { by, week, xp } of gained) {
    if (!learners.has(by.person)) continue;
    if ((await changesOf(sinkOf(tx), ADD, [xp, by.person, week])) > 0) continue;
    if (!(await isMember(tx.db, by.person, week))) await join(tx, by, week, xp);
  }
};

export type OpenGroup = { id: string; org: string; week: number };

/** Groups whose week is over by the clock of their company. */
export const groupsToClose = async (
  db: Db,
  now: number,
  zoneOf: (org: string) => string | undefined,
): Promise<OpenGroup[]> => {
  const open = await db
    .selectFrom('league_group')
    .select(['id', 'org', 'week'])
    .where('closedAt', 'is', null)
    .execute();
  return open.filter(({ org, week }) => week < weekAt(now, zoneOf(org) ?? 'UTC'));
};

const lastRank = async (db: Db, person: string, week: number): Promise<number | undefined> =>
  (
    await db
      .selectFrom('league_member')
      .select('rank')
      .where('person', '=', person)
      .where('week', '=', addDays(week, -7))
      .executeTakeFirst()
  )?.rank ?? undefined;

/**
 * Ends a group's week, once: ranks are kept, the first rise a tier, each gets a ceremony and `rank.changed`. Gives who has
 * to be told; nobody when it was closed before.
 */
export const closeGroup = async (
  tx: Tx,
  group: OpenGroup,
  { zone, topTier }: { zone: string; topTier: number },
): Promise<string[]> => {
  const closed = await tx.db
    .updateTable('league_group')
    .set({ closedAt: tx.now })
    .where('id', '=', group.id)
    .where('closedAt', 'is', null)
    .executeTakeFirst();
  if (closed.numUpdatedRows !== 1n) return [];
  const members = await tx.db
    .selectFrom('league_member')
    .select(['person', 'xp', 'tier'])
    .where('grp', '=', group.id)
    .execute();
  const n = members.length;
  for (const { person, rank, rose, next } of finish(members, topTier)) {
    const before = await lastRank(tx.db, person, group.week);
    await tx.db
      .updateTable('league_member')
      .set({ rank, rose: rose ? 1 : 0 })
      .where('person', '=', person)
      .where('week', '=', group.week)
      .execute();
    if (rose)
      await tx.db.updateTable('honour_person').set({ tier: next }).where('person', '=', person).execute();
    const detail = JSON.stringify({ rank, n, rose });
    const row = { id: uuidv7(), org: group.org, person, kind: 'league', ref: String(group.week), tier: next };
    await tx.db
      .insertInto('honour')
      .values({ ...row, detail, at: tx.now, seenAt: null })
      .execute();
    const by: Actor = { org: group.org, person, zone };
    const data = { to: rank, n, ...(before === undefined ? {} : { from: before }) };
    tx.emit(by, { verb: 'rank.changed', obj: 'league', ctx: group.id, data });
  }
  return members.map((m) => m.person);
};
