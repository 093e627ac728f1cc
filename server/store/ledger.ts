import { uuidv7 } from 'uuidv7';
import { balanceAfter, movement } from '../domain/coins.ts';
import { RuleError } from '../domain/errors.ts';
import { changesOf, rowsOf, statement } from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import { Conflict } from './dialect.ts';

/** A person's wallet, or one of the organisation's own accounts, which may go below zero: `mint` makes all coins. */
export type Purse = { person: string } | { kind: 'mint' | 'mall' | 'charity' | 'medal' };
export type Movement = { amount: number; reason: string; ref?: string; key: string };
/** `applied` = false: a movement of this key was made before, nothing was changed. `balance` is the person's. */
export type Applied = { balance: number; applied: boolean };

const isPerson = (purse: Purse): purse is { person: string } => 'person' in purse;

type Account = { id: string; balance: number };

const WALLET = statement(
  'update "account" set "balance" = "balance" + ? where "person" = ? and "balance" >= ? returning "id", "balance"',
);
const OF_ORG = statement(
  'update "account" set "balance" = "balance" + ? where "org" = ? and "kind" = ? and "person" is null returning "id", "balance"',
);
const OPEN = statement(
  'insert into "account" ("id", "org", "kind", "person", "balance") values (?, ?, ?, ?, 0) on conflict do nothing',
);
const KNOWN = statement('select "id" from "transfer" where "org" = ? and "key" = ?');
const COLLEAGUE = statement('select "id" from "person" where "id" = ? and "org" = ?');
const RECORD = statement(
  'insert into "transfer" ("id", "org", "key", "reason", "ref", "at") values (?, ?, ?, ?, ?, ?) on conflict ("org", "key") do nothing',
);
const ENTRIES = statement(
  'insert into "entry" ("transfer", "account", "amount", "balance") values (?, ?, ?, ?), (?, ?, ?, ?)',
);

/** Adds a signed amount under the guard; undefined = no such account, or a wallet that does not hold enough. */
const shift = async (tx: Tx, org: string, purse: Purse, amount: number): Promise<Account | undefined> => {
  const rows = isPerson(purse)
    ? await rowsOf<Account>(sinkOf(tx), WALLET, [amount, purse.person, Math.max(0, -amount)])
    : await rowsOf<Account>(sinkOf(tx), OF_ORG, [amount, org, purse.kind]);
  return rows[0];
};

const openAccount = async (tx: Tx, org: string, purse: Purse): Promise<void> => {
  const owner = isPerson(purse) ? ['wallet', purse.person] : [purse.kind, null];
  await changesOf(sinkOf(tx), OPEN, [uuidv7(), org, ...owner]);
};

/** Balance of a person's wallet; 0 when there is none yet. */
export const balanceOf = async (db: Db, person: string): Promise<number> =>
  (await db.selectFrom('account').select('balance').where('person', '=', person).executeTakeFirst())
    ?.balance ?? 0;

/** Moves one side; makes the account when it is missing. Throws `coins.insufficient`. */
const post = async (tx: Tx, org: string, purse: Purse, amount: number): Promise<Account> => {
  const moved = await shift(tx, org, purse, amount);
  if (moved) return moved;
  if (isPerson(purse)) balanceAfter(await balanceOf(tx.db, purse.person), amount, true);
  await openAccount(tx, org, purse);
  const second = await shift(tx, org, purse, amount);
  if (!second) throw new Error('an account refused an entry that its balance allows');
  return second;
};

export type Transfer = Movement & { org: string; from: Purse; to: Purse };
type Moved = { id: string; from: number; to: number };

/** Moves coins once per key; undefined = moved before. The payer is asked first: a refusal leaves nothing behind. */
const move = async (tx: Tx, t: Transfer): Promise<Moved | undefined> => {
  const [out, into] = movement(t.from, t.to, t.amount);
  const sink = sinkOf(tx);
  if ((await rowsOf(sink, KNOWN, [t.org, t.key])).length > 0) return undefined;
  const from = await post(tx, t.org, out.account, out.amount);
  const to = await post(tx, t.org, into.account, into.amount);
  const id = uuidv7();
  if ((await changesOf(sink, RECORD, [id, t.org, t.key, t.reason, t.ref ?? null, tx.now])) !== 1)
    throw new Conflict('a transfer of this key came at the same moment');
  const outCells = [id, from.id, out.amount, from.balance];
  await changesOf(sink, ENTRIES, [...outCells, id, to.id, into.amount, to.balance]);
  return { id, from: from.balance, to: to.balance };
};

const dataOf = (id: string, m: Movement) => ({
  txn: id,
  amount: m.amount,
  reason: m.reason,
  ...(m.ref === undefined ? {} : { ref: m.ref }),
});

/** Pays the actor out of the organisation's mint, once per key, and nothing in a preview; emits `coin.credited` when
 * it was applied. */
export const creditPerson = async (tx: Tx, actor: Actor, m: Movement): Promise<Applied> => {
  if (actor.preview) return { balance: await balanceOf(tx.db, actor.person), applied: false };
  const to = { person: actor.person };
  const moved = await move(tx, { ...m, org: actor.org, from: { kind: 'mint' }, to });
  if (!moved) return { balance: await balanceOf(tx.db, actor.person), applied: false };
  tx.emit(actor, { verb: 'coin.credited', data: dataOf(moved.id, m) });
  return { balance: moved.to, applied: true };
};

/**
 * Takes coins from the actor into an account of the organisation (`mall` unless said otherwise), once per key; emits
 * `coin.debited` when it was applied. Throws `coins.insufficient`.
 */
export const debitPerson = async (
  tx: Tx,
  actor: Actor,
  m: Movement & { into?: 'mall' | 'charity' | 'medal' },
): Promise<Applied> => {
  const from = { person: actor.person };
  const moved = await move(tx, { ...m, org: actor.org, from, to: { kind: m.into ?? 'mall' } });
  if (!moved) return { balance: await balanceOf(tx.db, actor.person), applied: false };
  tx.emit(actor, { verb: 'coin.debited', data: dataOf(moved.id, m) });
  return { balance: moved.from, applied: true };
};

/**
 * Moves coins from the actor to another person of the organisation, once per key; emits `coin.debited` for the one
 * and `coin.credited` for the other. Throws `coins.insufficient`, `person.unknown`. `balance` is the actor's.
 */
export const transfer = async (tx: Tx, actor: Actor, m: Movement & { to: string }): Promise<Applied> => {
  if (m.to === actor.person) throw new RuleError('bad_request');
  if ((await rowsOf(sinkOf(tx), COLLEAGUE, [m.to, actor.org])).length === 0)
    throw new RuleError('person.unknown');
  const moved = await move(tx, {
    ...m,
    org: actor.org,
    from: { person: actor.person },
    to: { person: m.to },
  });
  if (!moved) return { balance: await balanceOf(tx.db, actor.person), applied: false };
  tx.emit(actor, { verb: 'coin.debited', data: dataOf(moved.id, m) });
  tx.emit(
    { org: actor.org, person: m.to, zone: actor.zone },
    { verb: 'coin.credited', data: dataOf(moved.id, m) },
  );
  return { balance: moved.from, applied: true };
};
