import { type RawBuilder, sql } from 'kysely';
import { type Ask, type Log, rowsOf } from './metric.ts';
import { inDays, itemSymbols, learnerSymbols, namesPeople, orgSymbol } from './scope.ts';

type Sql = RawBuilder<unknown>;
/** First answers to one question: of how many learners, and how many of them were right. */
export type Firsts = { item: number; n: number; correct: number };

const among = (ask: Ask): Sql => {
  const items = itemSymbols(ask);
  return items === undefined ? sql`1 = 1` : sql`r."item" in (${items})`;
};

/** By the counts of the company, less what those have answered who are no learners of the filter. */
const byRest = (ask: Ask): Sql =>
  sql`select x."item", sum(x."n") as "n", sum(x."correct") as "correct" from (
      select r."item", r."firstAnswers" as "n", r."firstCorrect" as "correct" from "rollup_item_day" r
        where r."org" = ${orgSymbol(ask)} and ${inDays(sql`r."day"`, ask)} and ${among(ask)} and r."firstAnswers" <> 0
      union all select r."item", -1, -r."firstOk" from "rollup_person_item" r
        where r."person" in (select d."person" from "rollup_person_day" d
            where d."org" = ${orgSymbol(ask)} and d."person" not in (${learnerSymbols(ask)}))
          and ${inDays(sql`r."firstDay"`, ask)} and ${among(ask)}) x
    group by x."item" having sum(x."n") > 0`;

/** By the answers of the filter's learners themselves: counted here, as sorting them for a group costs SQLite more. */
const byThemselves = async (log: Log, ask: Ask): Promise<Firsts[]> => {
  const rows = await rowsOf(
    log,
    sql<{ key: number }>`select 2 * r."item" + coalesce(r."firstOk", 0) as "key" from "rollup_person_item" r
      where r."person" in (${learnerSymbols(ask)}) and ${inDays(sql`r."firstDay"`, ask)} and ${among(ask)}`,
  );
  const counts = new Map<number, number>();
  for (const { key } of rows) counts.set(Number(key), (counts.get(Number(key)) ?? 0) + 1);
  const items = new Set([...counts.keys()].map((key) => Math.floor(key / 2)));
  return [...items].map((item) => {
    const correct = counts.get(2 * item + 1) ?? 0;
    return { item, n: correct + (counts.get(2 * item) ?? 0), correct };
  });
};

/** Whether the filter leaves fewer than half of those who are in the log of the company. */
const isMinority = async (log: Log, ask: Ask): Promise<boolean> => {
  if (!namesPeople(ask)) return false;
  const [row] = await rowsOf(
    log,
    sql<{ some: number; all: number }>`select (select count(*) from (${learnerSymbols(ask)}) s) as "some",
      (select count(*) from "person" p where p."org" = ${ask.org}) as "all"`,
  );
  return 2 * Number(row?.some ?? 0) < Number(row?.all ?? 0);
};

/** First answers within the filter's days of each question, by its number in the log; reads the smaller side. */
export const firstAnswers = async (log: Log, ask: Ask): Promise<Firsts[]> => {
  if (await isMinority(log, ask)) return byThemselves(log, ask);
  const rows = await rowsOf(log, byRest(ask) as RawBuilder<Firsts>);
  return rows.map((r) => ({ item: Number(r.item), n: Number(r.n), correct: Number(r.correct) }));
};
