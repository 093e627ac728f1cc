import { sql } from 'kysely';
import type { Database } from '../../server/store/db.ts';

type Figure = { line: string; value: string };
type Row = { what: string | null; n: number | string; coins: number | string | null };

const rowsOf = async ({ read }: Database, text: string): Promise<string> => {
  const { rows } = await sql.raw<Row>(text).execute(read);
  const said = rows.map(({ what, n, coins }) => {
    const of = coins === null ? '' : ` (${Number(coins)} coins)`;
    return `${Number(n)}${what === null ? '' : ` ${what}`}${of}`;
  });
  return said.join(', ') || '0';
};

/** Line -> SQL for what, how many, how many coins. */
const FIGURES: Record<string, string> = {
  friends: `select "state" as "what", count(*) as "n", null as "coins" from "friendship" group by 1 order by 1`,
  messages: `select c."kind" as "what", count(*) as "n", null as "coins" from "chat_message" m
    join "chat_channel" c on c."id" = m."channel" group by 1 order by 1`,
  gifts: `select null as "what", count(*) as "n", sum("amount") as "coins" from "gift"`,
  bounties: `select "status" as "what", count(*) as "n", sum("bounty") as "coins" from "ask" group by 1 order by 1`,
  bottles: `select 'left' as "what", count(*) as "n", sum("earned") as "coins" from "bottle"`,
  'reading notes': `select null as "what", count(*) as "n", null as "coins" from "reading_note"`,
  orders: `select "kind" || ' ' || "state" as "what", count(*) as "n", sum("qty" * "price") as "coins"
    from "mall_order" group by 1 order by 1`,
  refunds: `select null as "what", count(*) as "n", sum(e."amount") as "coins" from "transfer" t
    join "entry" e on e."transfer" = t."id" and e."amount" > 0 where t."key" like 'mall-refund:%'`,
  honours: `select "kind" as "what", count(*) as "n", null as "coins" from "honour" group by 1 order by 1`,
};

/** What people did among themselves, as the store has it. */
export const socialFigures = async (db: Database): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const [line, text] of Object.entries(FIGURES)) figures.push({ line, value: await rowsOf(db, text) });
  return figures;
};
