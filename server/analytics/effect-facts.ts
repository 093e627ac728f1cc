import { sql } from 'kysely';
import type { Kpi, KpiAbout, OsmTree, RoiSheet } from '../domain/effect.ts';
import { type Ask, type Log, rowsOf } from './metric.ts';
import { learnersIn } from './scope.ts';

/** A sheet that somebody has saved; undefined = nobody has. */
export const readSheet = async <T extends RoiSheet | OsmTree>(
  log: Log,
  { org }: Ask,
  kind: T extends RoiSheet ? 'roi' : 'osm',
): Promise<T | undefined> => {
  const [row] = await rowsOf(
    log,
    sql<{ data: string }>`select "data" from "effect_sheet" where "org" = ${org} and "kind" = ${kind}`,
  );
  return row ? (JSON.parse(row.data) as T) : undefined;
};

type KpiRow = { id: string; name: string; about: string; grp: string; period: number; value: number };
/** The figures of the business with their values, by name. */
export const readKpis = async (log: Log, { org }: Ask): Promise<Kpi[]> => {
  const rows = await rowsOf(
    log,
    sql<KpiRow>`select k."id", k."name", k."about", v."grp", v."period", v."value" from "effect_kpi" k
      join "effect_kpi_value" v on v."kpi" = k."id" where k."org" = ${org}
      order by k."name", k."id", v."grp", v."period"`,
  );
  return [...Map.groupBy(rows, (r) => r.id)].flatMap(([id, theirs]) => {
    const [first] = theirs;
    if (!first) return [];
    const values = theirs.map(({ grp, period, value }) => ({ group: grp, period, value: Number(value) }));
    return [{ ...(JSON.parse(first.about) as KpiAbout), id, name: first.name, values }];
  });
};

export type Level = { person: string; theta: number; initial: number; n: number };
/** What learners of the filter could do after their first ten answers and can do now, overall. */
export const readLevels = (log: Log, ask: Ask): Promise<Level[]> =>
  rowsOf(
    log,
    sql<Level>`select s."person", s."theta", s."initial", s."n" from "skill" s where s."bank" = '' and s."point" = ''
      and s."initial" is not null and s."n" > 10 and s."person" in (${learnersIn(ask)}) order by s."person"`,
  );

export type Check = { person: string; quest: string; mark: number; role: string; seen: string };
/** Every answer about behaviour at work of learners of the filter. */
export const readChecks = (log: Log, ask: Ask): Promise<Check[]> =>
  rowsOf(
    log,
    sql<Check>`select c."person", c."quest", c."mark", c."role", c."seen" from "effect_check" c
      where c."org" = ${ask.org} and c."person" in (${learnersIn(ask)})
      order by c."mark", c."person", c."quest", c."role"`,
  );
