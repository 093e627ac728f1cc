import { type RawBuilder, sql } from 'kysely';
import type { ExportDimension } from '../domain/api-open.ts';
import { catalogue, VERBS } from '../domain/events/index.ts';
import { firstSeq, startOf } from './events-behind.ts';
import type { Log } from './item-log.ts';
import { rowsOf } from './metric.ts';
import { type LogLine, linesOf } from './open-log.ts';

/** Days YYYYMMDD, both ends count. */
export type CountAsk = { org: string; from: number; to: number; dimensions: readonly ExportDimension[] };
export type ExportAsk = CountAsk & { through: number; names: boolean };

const PAGE = 5_000;
const org = (id: string): RawBuilder<unknown> => sql`(select "id" from "symbol" where "text" = ${id})`;
const codesOf = (dimensions: readonly ExportDimension[]): number[] =>
  VERBS.filter((verb) => dimensions.includes(catalogue[verb].dimension)).map((verb) => catalogue[verb].code);

/** How many events of these days and dimensions the log holds, by its rollup. */
export const exportCount = async (log: Log, ask: CountAsk): Promise<number> => {
  const codes = codesOf(ask.dimensions);
  if (codes.length === 0) return 0;
  const [row] = await rowsOf(
    log,
    sql<{
      n: number;
    }>`select coalesce(sum(r."n"), 0) as "n" from "rollup_verb_day" r where r."org" = ${org(ask.org)}
      and r."day" >= ${ask.from} and r."day" <= ${ask.to} and r."verb" in (${sql.join(codes)})`,
  );
  return Number(row?.n ?? 0);
};

/** Pages of events in the order of the log up to `through`; only one page is held at a time. */
export async function* exportPages(log: Log, ask: ExportAsk): AsyncGenerator<LogLine[]> {
  const codes = codesOf(ask.dimensions);
  if (codes.length === 0) return;
  const fixed = [
    sql`e."org" = ${org(ask.org)}`,
    sql`e."seq" <= ${ask.through}`,
    sql`e."day" >= ${ask.from}`,
    sql`e."day" <= ${ask.to}`,
    ...(codes.length === VERBS.length ? [] : [sql`e."verb" in (${sql.join(codes)})`]),
  ];
  let after = (await firstSeq(log, startOf(ask.from))) - 1;
  for (;;) {
    const where = [sql`e."seq" > ${after}`, ...fixed];
    const { lines, last, looked } = await linesOf(log, { where, limit: PAGE, names: ask.names });
    if (lines.length > 0) yield lines;
    if (last === undefined || looked < PAGE) return;
    after = last;
  }
}
