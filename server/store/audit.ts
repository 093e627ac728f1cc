import { sql } from 'kysely';
import { catalogue } from '../domain/events/index.ts';
import { MALL_LAWS } from './audit-mall.ts';
import type { Database, Db } from './db.ts';
import { jsonText } from './dialect.ts';
import { diffRollups } from './rollup.ts';

/** One law of the store; `faults` says where it is broken, empty = it holds. */
export type Check = { name: string; faults: string[] };

const MOST_NAMED = 5;
const CREDITED = catalogue['coin.credited'].code;
const DEBITED = catalogue['coin.debited'].code;

/** Rows that break a law, as text. */
const broken = async (db: Db, text: string): Promise<string[]> => {
  const { rows } = await sql.raw<{ what: string }>(`${text} limit ${MOST_NAMED}`).execute(db);
  return rows.map((r) => r.what);
};

/** Law -> SQL for the rows that break it. */
const LEDGER_LAWS: Record<string, string> = {
  'the entries of every organisation sum to zero': `select a."org" || ': ' || sum(e."amount") as "what"
    from "entry" e join "account" a on a."id" = e."account" group by a."org" having sum(e."amount") <> 0`,
  'every transfer is balanced, within one organisation': `select t."id" as "what" from "transfer" t
    left join "entry" e on e."transfer" = t."id" left join "account" a on a."id" = e."account"
    group by t."id" having count(e."id") < 2 or sum(e."amount") <> 0 or min(a."org") <> max(a."org")
      or min(a."org") <> min(t."org")`,
  'no person has a negative balance': `select "id" || ': ' || "balance" as "what" from "account"
    where "person" is not null and "balance" < 0`,
  'every balance is the sum of its entries': `select a."id" as "what" from "account" a
    left join "entry" e on e."account" = a."id" group by a."id", a."balance"
    having a."balance" <> coalesce(sum(e."amount"), 0)`,
  'every entry carries the running balance': `select 'entry ' || r."id" as "what" from
    (select "id", "balance", sum("amount") over (partition by "account" order by "id") as "sum" from "entry") r
    where r."balance" <> r."sum"`,
  'escrow holds exactly the open bounties': `select h."org" || ': ' || sum(h."n") as "what" from
    (select "org", "balance" as "n" from "account" where "person" is null and "kind" = 'escrow'
      union all select "org", -"bounty" from "ask" where "status" = 'open') h
    group by h."org" having sum(h."n") <> 0`,
  'no event is stored twice': `select 'event ' || min("seq") as "what" from "event" group by "id" having count(*) > 1`,
};

/** Coins as the log tells them and as the ledger holds them: person, transfer, signed amount, how often. */
const coinRows = (dialect: Database['dialect']): { told: string; held: string } => ({
  told: `select s."text" as "person", ${jsonText(dialect, 'e."data"', 'txn')} as "txn",
    case when e."verb" = ${CREDITED} then 1 else -1 end * cast(${jsonText(dialect, 'e."data"', 'amount')} as bigint) as "amount",
    count(*) as "n" from "event" e join "symbol" s on s."id" = e."actor"
    where e."verb" in (${CREDITED}, ${DEBITED}) group by 1, 2, 3`,
  held: `select a."person" as "person", e."transfer" as "txn", e."amount" as "amount", count(*) as "n" from "entry" e
    join "account" a on a."id" = e."account" where a."person" is not null group by 1, 2, 3`,
});

const coinChecks = async (db: Db, dialect: Database['dialect']): Promise<Check[]> => {
  const { told, held } = coinRows(dialect);
  const less = (a: string, b: string): string =>
    `select "txn" as "what" from (select * from (${a}) a except select * from (${b}) b) d`;
  return [
    { name: 'every coin event has its transfer', faults: await broken(db, less(told, held)) },
    { name: "every movement of a person's coins has its event", faults: await broken(db, less(held, told)) },
  ];
};

const rollupCheck = async (db: Db): Promise<Check> => ({
  name: 'the rollups equal a rebuild from the log',
  faults: (await diffRollups(db)).map((d) => `${d.table}: ${d.extra} wrong, ${d.missing} missing`),
});

/** Every law, as one open transaction sees the store. */
export const checkAll = async (db: Db, dialect: Database['dialect']): Promise<Check[]> => {
  const checks: Check[] = [];
  for (const [name, text] of Object.entries({ ...LEDGER_LAWS, ...MALL_LAWS }))
    checks.push({ name, faults: await broken(db, text) });
  checks.push(...(await coinChecks(db, dialect)), await rollupCheck(db));
  return checks;
};

/** Checks every law of the store on one snapshot, which a running server does not disturb. */
export const audit = ({ read, dialect }: Pick<Database, 'read' | 'dialect'>): Promise<Check[]> => {
  const snapshot = read.transaction();
  const steady = dialect === 'postgres' ? snapshot.setIsolationLevel('repeatable read') : snapshot;
  return steady.execute((trx) => checkAll(trx, dialect));
};
