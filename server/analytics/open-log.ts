import { type RawBuilder, sql } from 'kysely';
import { verbOf } from '../domain/events/index.ts';
import { type OpenEvent, uuidText } from '../domain/xapi.ts';
import type { Log } from './item-log.ts';
import { rowsOf } from './metric.ts';

/** An event with its texts as it is read; `at` = its time, `stored` = when the server took it, ms. */
export type LogLine = OpenEvent & {
  seq: number;
  sess: string | null;
  name: string | null;
  stored: number;
  day: number;
  hour: number;
  device: number;
  flags: number;
};
type Raw = Omit<LogLine, 'id' | 'verb' | 'data' | 'sums'> & { id: Uint8Array; verb: number; data: string };

type Sql = RawBuilder<unknown>;
export type Reading = { where: Sql[]; limit: number; names?: boolean; newestFirst?: boolean };

/** The last of the lines looked at stands in `last`, also when its verb is of a later version and is left out. */
export type Lines = { lines: LogLine[]; last: number | undefined; looked: number };

/** Rows of the log in its order with their texts. */
export const linesOf = async (
  log: Log,
  { where, limit, names = false, newestFirst = false }: Reading,
): Promise<Lines> => {
  const name = names ? sql`i."name"` : sql`null`;
  const people = names ? sql`left join "identity" i on i."person" = a."text"` : sql``;
  const order = newestFirst ? sql`desc` : sql`asc`;
  const rows = await rowsOf(
    log,
    sql<Raw>`select e."seq", e."id", e."verb", a."text" as "actor", b."text" as "obj", e."objVer", c."text" as "ctx",
      s."text" as "sess", ${name} as "name", e."tEvent", e."tServer" as "stored", e."day", e."hour", e."ok", e."score",
      e."ms", e."flags", e."device", e."data"
      from "event" e join "symbol" a on a."id" = e."actor" left join "symbol" b on b."id" = e."obj"
      left join "symbol" c on c."id" = e."ctx" left join "symbol" s on s."id" = e."sess" ${people}
      where ${sql.join(where, sql` and `)} order by e."seq" ${order} limit ${limit}`,
  );
  const lines = rows.flatMap((row): LogLine[] => {
    const verb = verbOf(row.verb);
    if (verb === undefined) return [];
    return [
      {
        ...row,
        seq: Number(row.seq),
        id: uuidText(row.id),
        verb,
        data: JSON.parse(row.data) as Record<string, unknown>,
      },
    ];
  });
  const last = rows.at(-1)?.seq;
  return { lines, last: last === undefined ? undefined : Number(last), looked: rows.length };
};
