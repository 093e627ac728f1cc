import { uuidv7 } from 'uuidv7';
import { balanceAfter, movement } from '../domain/coins.ts';
import {
  changesOf,
  insertAll,
  insertPlan,
  putCell,
  putCells,
  rowsOf,
  type SelectPlan,
  selectAll,
  selectPlan,
  statement,
} from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import { Conflict } from './dialect.ts';
import type { Movement } from './ledger.ts';

type Kind = 'mall' | 'charity';
type Wallet = { id: string; person: string; balance: number };
type Spent = { by: Actor; wallet: Wallet; id: string; movement: Movement; balance: number };
/** The wallets of some people of one organisation, from which they pay into one of its accounts. */
export type Till = { tx: Tx; org: string; kind: Kind; wallets: Map<string, Wallet>; spent: Spent[] };

const WALLETS = selectPlan('account', ['id', 'person', 'balance'], { person: 'text' });
/** The same on PostgreSQL, each held until the end of the transaction. */
const HELD: SelectPlan = {
  ...WALLETS,
  texts: new Map(),
  text: (marks) => `${WALLETS.text(marks)} for update of r`,
};
/** Takes from many wallets what they hold; every person at most once. */
const TAKE: SelectPlan = {
  kind: 'select',
  width: 2,
  texts: new Map(),
  types: ['::text', '::bigint'],
  text: (marks) =>
    `with k("who", "minus") as (values ${marks}) update "account" set "balance" = "balance" - k."minus" from k
    where "account"."person" = k."who" and "account"."balance" >= k."minus" returning "id"`,
};
const FILL = statement(
  'update "account" set "balance" = "balance" + ? where "org" = ? and "kind" = ? and "person" is null returning "id", "balance"',
);
const OPEN = statement(
  'insert into "account" ("id", "org", "kind", "person", "balance") values (?, ?, ?, null, 0) on conflict do nothing',
);
const RECORD = insertPlan(
  'transfer',
  ['id', 'org', 'key', 'reason', 'ref', 'at'],
  'on conflict ("org", "key") do nothing',
);
const ENTRIES = insertPlan('entry', ['transfer', 'account', 'amount', 'balance']);

/** Reads the wallets of `people`, each named once; on PostgreSQL they are held. */
export const openTill = async (tx: Tx, org: string, kind: Kind, people: readonly string[]): Promise<Till> => {
  const sink = sinkOf(tx);
  const plan = sink.dialect === 'postgres' ? HELD : WALLETS;
  const rows = await selectAll<Wallet>(sink, plan, [...people].sort(), putCell);
  return { tx, org, kind, wallets: new Map(rows.map((w) => [w.person, w])), spent: [] };
};

/** Lets one person pay, in memory; gives the balance after it. Throws `coins.insufficient` and changes nothing. Nothing is
 * stored before `closeTill`. */
export const spend = (till: Till, by: Actor, m: Movement): number => {
  movement(by.person, till.kind, m.amount);
  const wallet = till.wallets.get(by.person);
  const balance = balanceAfter(wallet?.balance ?? 0, -m.amount, true);
  if (!wallet) throw new Error('nobody pays without a wallet');
  wallet.balance = balance;
  till.spent.push({ by, wallet, id: uuidv7(), movement: m, balance });
  return balance;
};

const takeFromWallets = async ({ tx, spent }: Till): Promise<number> => {
  const sums = new Map<string, number>();
  for (const { by, movement: m } of spent) sums.set(by.person, (sums.get(by.person) ?? 0) + m.amount);
  const cells = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  const taken = await selectAll<{ id: string }, (string | number)[]>(sinkOf(tx), TAKE, cells, putCells);
  if (taken.length !== cells.length) throw new Conflict('a wallet was emptied at the same moment');
  return cells.reduce((total, [, n]) => total + n, 0);
};

const fillAccount = async (
  { tx, org, kind }: Till,
  sum: number,
): Promise<{ id: string; balance: number }> => {
  const sink = sinkOf(tx);
  const fill = () => rowsOf<{ id: string; balance: number }>(sink, FILL, [sum, org, kind]);
  const [there] = await fill();
  if (there) return there;
  await changesOf(sink, OPEN, [uuidv7(), org, kind]);
  const [made] = await fill();
  if (!made) throw new Error('a company has no account for its mall');
  return made;
};

/** Stores what was spent, as `debitPerson` would each in turn, with the same rows in the end, but by few statements, and
 * tells of it. */
export const closeTill = async (till: Till): Promise<void> => {
  const { tx, org, spent } = till;
  if (spent.length === 0) return;
  const sink = sinkOf(tx);
  const sum = await takeFromWallets(till);
  const account = await fillAccount(till, sum);
  const records = spent.map(({ id, movement: m }) => [id, org, m.key, m.reason, m.ref ?? null, tx.now]);
  if ((await insertAll(sink, RECORD, records, putCells)) !== spent.length)
    throw new Conflict('a transfer of this key came at the same moment');
  let held = account.balance - sum;
  const entries = spent.flatMap(({ id, wallet, movement: { amount }, balance }) => {
    held += amount;
    return [
      [id, wallet.id, -amount, balance],
      [id, account.id, amount, held],
    ];
  });
  await insertAll(sink, ENTRIES, entries, putCells);
  for (const { by, id, movement: m } of spent) {
    const { amount, reason, ref } = m;
    const data = { txn: id, amount, reason, ...(ref === undefined ? {} : { ref }) };
    tx.emit(by, { verb: 'coin.debited', data });
  }
};
