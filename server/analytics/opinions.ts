import { sql } from 'kysely';
import { Z } from '../domain/figure.ts';
import type { SurveyItem } from '../domain/survey.ts';
import { type Ask, type Log, rowsOf } from './metric.ts';
import { inDays } from './scope.ts';
import type { Plans } from './voyages.ts';

/** What was said at one item of a survey: counts and sums of its values. */
export type Opinions = {
  quest: string;
  station: string;
  item: string;
  n: number;
  sum: number;
  promoters: number;
  detractors: number;
  /** Values of 4 and 5. */
  satisfied: number;
};
export type Asked = Opinions & { asks: SurveyItem };

/** Below this many answers a score tells a direction only (analytics.md 2). */
export const DIRECTION = 50;

/** Opinions name nobody: a filter of people leaves none. */
export const namesNobody = ({ filter }: Ask): boolean =>
  filter.department === undefined && filter.post === undefined && filter.cohort === undefined;

/** The item of a survey in the newest version that has it. */
const itemIn = (plans: Plans, o: Opinions): SurveyItem | undefined => {
  for (const quest of plans.versions(o.quest))
    for (const station of quest.islands.flatMap((i) => i.stations))
      if (station.id === o.station && station.kind === 'survey')
        return station.survey.items.find((i) => i.id === o.item);
  return undefined;
};

/** Ratings and recommendations given on the filter's days, by quest, station and item. */
export const readOpinions = async (log: Log, ask: Ask, plans: Plans): Promise<Asked[]> => {
  if (!namesNobody(ask)) return [];
  const { quest } = ask.filter;
  const rows = await rowsOf(
    log,
    sql<Opinions>`select "quest", "station", "item", count(*) as "n", sum("value") as "sum",
        sum(case when "value" >= 9 then 1 else 0 end) as "promoters",
        sum(case when "value" <= 6 then 1 else 0 end) as "detractors",
        sum(case when "value" >= 4 then 1 else 0 end) as "satisfied"
      from "survey_response" where "org" = ${ask.org} and ${inDays(sql`"day"`, ask)} and "value" is not null
        and ${quest === undefined ? sql`1 = 1` : sql`"quest" = ${quest}`}
      group by "quest", "station", "item" order by "quest", "station", "item"`,
  );
  return rows.flatMap((row) => {
    const o: Opinions = {
      ...{ quest: row.quest, station: row.station, item: row.item, n: Number(row.n), sum: Number(row.sum) },
      ...{ promoters: Number(row.promoters), detractors: Number(row.detractors) },
      satisfied: Number(row.satisfied),
    };
    const asks = itemIn(plans, o);
    return asks?.kind === 'rating' || asks?.kind === 'nps' ? [{ ...o, asks }] : [];
  });
};

type Score = { nps: number | null; se: number | null; low: number | null; high: number | null };
/** Net promoter score in points with SE = sqrt((p + d - (p - d)^2) / n) and its 95 % interval, -100 to 100. */
export const scoreOf = ({
  n,
  promoters,
  detractors,
}: Pick<Opinions, 'n' | 'promoters' | 'detractors'>): Score => {
  if (n === 0) return { nps: null, se: null, low: null, high: null };
  const [p, d] = [promoters / n, detractors / n];
  const nps = 100 * (p - d);
  const se = 100 * Math.sqrt((p + d - (p - d) ** 2) / n);
  return { nps, se, low: Math.max(-100, nps - Z * se), high: Math.min(100, nps + Z * se) };
};

export type Response = { answered: number; asked: number };
/** Of each survey station: learners who answered it, and who did anything on its island (they could have). */
export const readResponses = async (
  log: Log,
  ask: Ask,
  stations: readonly { quest: string; station: string }[],
  plans: Plans,
): Promise<Map<string, Response>> => {
  const found = new Map<string, Response>();
  for (const { quest, station } of stations) {
    if (found.has(station)) continue;
    const island = plans
      .versions(quest)
      .flatMap((q) => q.islands)
      .find((i) => i.stations.some((s) => s.id === station));
    const beside = (island?.stations ?? []).map((s) => s.id);
    if (beside.length === 0) continue;
    const [row] = await rowsOf(
      log,
      sql<Response>`select count(distinct case when g."station" = ${station} then g."person" end) as "answered",
          count(distinct g."person") as "asked" from "progress" g join "person" p on p."id" = g."person"
        where p."org" = ${ask.org} and p."role" = 'learner' and g."doneAt" is not null
          and g."station" in (${sql.join(beside)})`,
    );
    found.set(station, { answered: Number(row?.answered ?? 0), asked: Number(row?.asked ?? 0) });
  }
  return found;
};
