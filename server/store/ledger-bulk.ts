import { uuidv7 } from 'uuidv7';
import { movement } from '../domain/coins.ts';
import {
  changesOf,
  insertAll,
  insertPlan,
  type Put,
  putCell,
  putCells,
  rowsOf,
  type SelectPlan,
  type Sink,
  selectAll,
  selectPlan,
  statement,
} from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import { Conflict } from './dialect.ts';
import type { Movement } from './ledger.ts';

/** One payment to one person. */
export type Credit = { by: Actor; movement: Movement };

const KNOWN = selectPlan('transfer', ['key'], { org: 'text', key: 'text' });
const WALLETS = selectPlan('account', ['person'], { person: 'text' });
const OPEN_WALLETS = insertPlan(
  'account',
  ['id', 'org', 'kind', 'person', 'balance'],
  'on conflict do nothing',
);
const OPEN_MINT = statement(
  `insert into "account" ("id", "org", "kind", "person", "balance") values (?, ?, 'mint', null, 0) on conflict do nothing`,
);
const MINT = statement(
  `update "account" set "balance" = "balance" - ? where "org" = ? and "kind" = 'mint' and "person" is null
  returning "id", "balance"`,
);
/** Adds to many wallets; every person at most once. */
const PAY: SelectPlan = {
  kind: 'select',
  width: 2,
  texts: new Map(),
  types: ['::text', '::bigint'],
  text: (marks) =>
    `with k("who", "plus") as (values ${marks}) update "account" set "balance" = "balance" + k."plus" from k
    where "account"."person" = k."who" returning "id", "person", "balance"`,
};
const RECORD = insertPlan(
  'transfer',
  ['id', 'org', 'key', 'reason', 'ref', 'at'],
  'on conflict ("org", "key") do nothing',
);
const ENTRIES = insertPlan('entry', ['transfer', 'account', 'amount', 'balance']);

type Account = { id: string; balance: number };
type Due = Credit & { id: string };

/** Those not made before, each key once. */
const dueOf = async (sink: Sink, org: string, credits: readonly Credit[]): Promise<Due[]> => {
  const first = new Map<string, Credit>();
  for (const one of credits) {
    movement('mint', one.by.person, one.movement.amount);
    if (!one.by.preview && !first.has(one.movement.key)) first.set(one.movement.key, one);
  }
  const keys = [...first.keys()].map((key) => [org, key]);
  const known = await selectAll<{ key: string }, string[]>(sink, KNOWN, keys, putCells);
  for (const { key } of known) first.delete(key);
  return [...first.values()].map((one) => ({ ...one, id: uuidv7() }));
};

/** Takes the sum out of the mint, which is made when it is missing. */
const drawFrom = async (sink: Sink, org: string, sum: number): Promise<Account> => {
  const [mint] = await rowsOf<Account>(sink, MINT, [sum, org]);
  if (mint) return mint;
  await changesOf(sink, OPEN_MINT, [uuidv7(), org]);
  const [made] = await rowsOf<Account>(sink, MINT, [sum, org]);
  if (!made) throw new Error('a company has no mint');
  return made;
};

/** Fills the wallets, made where they are missing; gives each with its balance before. */
const fillWallets = async (sink: Sink, org: string, due: readonly Due[]): Promise<Map<string, Account>> => {
  const sums = new Map<string, number>();
  for (const { by, movement: m } of due) sums.set(by.person, (sums.get(by.person) ?? 0) + m.amount);
  const people = [...sums.keys()].sort();
  const there = await selectAll<{ person: string }>(sink, WALLETS, people, putCell);
  const held = new Set(there.map((w) => w.person));
  const fresh = people.filter((p) => !held.has(p)).map((p) => [uuidv7(), org, 'wallet', p, 0]);
  await insertAll(sink, OPEN_WALLETS, fresh, putCells);
  const cells = people.map((p) => [p, sums.get(p) ?? 0]);
  const paid = await selectAll<Account & { person: string }, (string | number)[]>(sink, PAY, cells, putCells);
  if (paid.length !== people.length) throw new Error('a wallet is missing');
  return new Map(
    paid.map(({ id, person, balance }) => [person, { id, balance: balance - (sums.get(person) ?? 0) }]),
  );
};

const record = async (sink: Sink, org: string, due: readonly Due[], now: number): Promise<void> => {
  const put: Put<Due> = ({ id, movement: { key, reason, ref } }, cells, at) =>
    putCells([id, org, key, reason, ref ?? null, now], cells, at);
  if ((await insertAll(sink, RECORD, due, put)) !== due.length)
    throw new Conflict('a transfer of this key came at the same moment');
};

/**
 * Pays many people of one organisation out of its mint, as `creditPerson` would each in turn, with the same rows in the
 * end, but by few statements: once per key, nothing in previews, `coin.credited` for each. Gives how many were applied.
 */
export const creditPeople = async (tx: Tx, org: string, credits: readonly Credit[]): Promise<number> => {
  const sink = sinkOf(tx);
  const due = await dueOf(sink, org, credits);
  if (due.length === 0) return 0;
  const sum = due.reduce((total, { movement: m }) => total + m.amount, 0);
  const mint = await drawFrom(sink, org, sum);
  const wallets = await fillWallets(sink, org, due);
  await record(sink, org, due, tx.now);
  let left = mint.balance + sum;
  const entries = due.flatMap(({ id, by, movement: { amount } }) => {
    const wallet = wallets.get(by.person);
    if (!wallet) throw new Error('a wallet is missing');
    left -= amount;
    wallet.balance += amount;
    return [
      [id, mint.id, -amount, left],
      [id, wallet.id, amount, wallet.balance],
    ];
  });
  await insertAll(sink, ENTRIES, entries, putCells);
  for (const { id, by, movement: m } of due) {
    const { amount, reason, ref } = m;
    const data = { txn: id, amount, reason, ...(ref === undefined ? {} : { ref }) };
    tx.emit(by, { verb: 'coin.credited', data });
  }
  return due.length;
};
