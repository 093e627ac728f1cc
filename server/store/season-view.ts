import type { SeasonView } from '../domain/api-award.ts';
import { logDay } from '../domain/log-day.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';
import { findSeason, type Season, seasonsOf } from './season.ts';
import { countSeason, spanOf, totalOf } from './season-count.ts';
import { runsNow } from './season-end.ts';

type Counted = Pick<SeasonView, 'mine' | 'total' | 'people'>;

/** A running season is counted now; of one that is over stands what it came to. */
const countedOf = async (db: Db, season: Season, me: string, now: number): Promise<Counted> => {
  const { metric } = season.data;
  if (metric === undefined) return {};
  if (season.status === 'over') {
    const part = await db
      .selectFrom('season_part')
      .select('value')
      .where('season', '=', season.id)
      .where('person', '=', me)
      .executeTakeFirst();
    const { total = 0, people = 0 } = season.outcome ?? {};
    return { mine: Number(part?.value ?? 0), total, people };
  }
  if (!runsNow(season, now)) return { mine: 0, total: 0, people: 0 };
  const span = spanOf(season, logDay(now, season.zone));
  const { total, people } = await totalOf(db, season, metric, span, now);
  const mine = await countSeason(db, season.org, metric, { ...span, person: me });
  return { mine: mine.get(me) ?? 0, total, people };
};

const cupOf = (db: Db, org: string, id: string | undefined) =>
  id === undefined
    ? undefined
    : db
        .selectFrom('tournament')
        .select(['id', 'name'])
        .where('id', '=', id)
        .where('org', '=', org)
        .executeTakeFirst();

const viewOf = async (db: Db, season: Season, me: string, now: number): Promise<SeasonView> => {
  const { id, status, data, outcome } = season;
  const counted = await countedOf(db, season, me, now);
  const tournament = await cupOf(db, season.org, data.tournament);
  const { personal } = data;
  return {
    ...{ id, status, data, open: runsNow(season, now), today: logDay(now, season.zone) },
    ...counted,
    ...(personal === undefined ? {} : { reached: (counted.mine ?? 0) >= personal }),
    ...(outcome ? { outcome } : {}),
    ...(tournament ? { tournament } : {}),
  };
};

/** Throws `season.unknown`. */
export const seasonView = async (db: Db, by: Actor, id: string, now: number): Promise<SeasonView> =>
  viewOf(db, await findSeason(db, by.org, id), by.person, now);

/** The board of a company: what runs first, then what comes, then what was; drafts only when asked for. */
export const seasonViews = async (
  db: Db,
  by: Actor,
  now: number,
  { drafts }: { drafts: boolean },
): Promise<SeasonView[]> => {
  const all = (await seasonsOf(db, by.org)).filter((s) => drafts || s.status !== 'draft');
  const views: SeasonView[] = [];
  for (const season of all) views.push(await viewOf(db, season, by.person, now));
  const rank = (v: SeasonView): number =>
    v.open ? 0 : v.status === 'running' ? 1 : v.status === 'draft' ? 2 : 3;
  return views.toSorted((a, b) => rank(a) - rank(b) || b.data.from - a.data.from);
};
