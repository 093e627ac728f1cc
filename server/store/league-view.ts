import type { LeagueRow, LeagueView } from '../domain/api-honour.ts';
import { finish, risingOf, weekAt, weekEnds } from '../domain/league.ts';
import { namedFaces } from './board.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';

const tierOf = async (db: Db, person: string): Promise<number> =>
  (await db.selectFrom('honour_person').select('tier').where('person', '=', person).executeTakeFirst())
    ?.tier ?? 0;

const membersOf = (db: Db, person: string, week: number) =>
  db
    .selectFrom('league_member as me')
    .innerJoin('league_member as m', 'm.grp', 'me.grp')
    .select(['m.person', 'm.xp', 'm.tier'])
    .where('me.person', '=', person)
    .where('me.week', '=', week)
    .execute();

const rowsOf = async (db: Db, by: Actor, week: number, topTier: number): Promise<LeagueRow[]> => {
  const placed = finish(await membersOf(db, by.person, week), topTier);
  const faces = await namedFaces(
    db,
    placed.map((p) => p.person),
    by.person,
  );
  const rising = risingOf(placed.length);
  return placed.map(({ person, xp, rank }) => {
    const face = faces.get(person);
    return {
      rank,
      xp,
      rises: rank <= rising,
      ...(face ? { face } : {}),
      ...(person === by.person ? { me: true as const } : {}),
    };
  });
};

const lastOf = async (db: Db, person: string): Promise<LeagueView['last']> => {
  const row = await db
    .selectFrom('league_member as m')
    .innerJoin('league_group as g', 'g.id', 'm.grp')
    .select(['m.week', 'm.rank', 'm.rose', 'm.tier', 'g.members as n'])
    .where('m.person', '=', person)
    .where('m.rank', 'is not', null)
    .orderBy('m.week', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row || row.rank === null) return undefined;
  const rose = row.rose === 1;
  return { week: row.week, rank: row.rank, n: row.n, rose, tier: row.tier + (rose ? 1 : 0) };
};

/** The league of this week as one of it sees it: at most thirty rows, the last one as kind as the first. */
export const leagueOf = async (db: Db, by: Actor, now: number, topTier: number): Promise<LeagueView> => {
  const week = weekAt(now, by.zone);
  const rows = await rowsOf(db, by, week, topTier);
  const last = await lastOf(db, by.person);
  return {
    tier: await tierOf(db, by.person),
    week,
    endsAt: weekEnds(week, by.zone),
    rising: rows.length === 0 ? 0 : risingOf(rows.length),
    rows,
    ...(last ? { last } : {}),
  };
};
