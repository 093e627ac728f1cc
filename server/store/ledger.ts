import { uuidv7 } from 'uuidv7';
import { balanceAfter, movement } from '../domain/coins.ts';
import { RuleError } from '../domain/errors.ts';
import { changesOf, rowsOf, statement } from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import { Conflict } from './dialect.ts';

/** A person's wallet, or one of the organisation's own accounts: `mint` makes all coins and alone goes below zero;
 * `escrow` holds bounties, `tax` what gifts are taxed. */
export type Purse = { person: string } | { kind: 'mint' | 'mall' | 'charity' | 'medal' | 'escrow' | 'tax' };
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

type Transfer = Movement & { org: string; from: Purse; to: Purse };
/** `id` of the transfer and both balances after it. */
export type Moved = { id: string; from: number; to: number };

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

type Told = { txn: string; amount: number; reason: string; ref?: string };
const dataOf = (id: string, m: Movement): Told => ({
  txn: id,
  amount: m.amount,
  reason: m.reason,
  ...(m.ref === undefined ? {} : { ref: m.ref }),
});

type Payment = Movement & { from: Purse; to: Purse };

/** Who has to be told of one side of a movement. */
const tell = (tx: Tx, by: Actor, purse: Purse, verb: 'coin.credited' | 'coin.debited', data: Told): void => {
  if (!isPerson(purse)) return;
  const who = purse.person === by.person ? by : { org: by.org, person: purse.person, zone: by.zone };
  tx.emit(who, { verb, data });
};

/**
 * Moves coins between two purses of the actor's organisation, once per key, and nothing in a preview; emits
 * `coin.debited` and `coin.credited` for the people at its ends. Throws `coins.insufficient`, `person.unknown`. The
 * balances after it are undefined when nothing was moved.
 */
export const moveCoins = async (tx: Tx, by: Actor, m: Payment): Promise<Moved | undefined> => {
  if (by.preview) return undefined;
  for (const purse of [m.from, m.to])
    if (isPerson(purse) && purse.person !== by.person)
      if ((await rowsOf(sinkOf(tx), COLLEAGUE, [purse.person, by.org])).length === 0)
        throw new RuleError('person.unknown');
  const moved = await move(tx, { ...m, org: by.org });
  if (!moved) return undefined;
  const data = dataOf(moved.id, m);
  tell(tx, by, m.from, 'coin.debited', data);
  tell(tx, by, m.to, 'coin.credited', data);
  return moved;
};

const applied = async (tx: Tx, by: Actor, balance: number | undefined): Promise<Applied> =>
  balance === undefined
    ? { balance: await balanceOf(tx.db, by.person), applied: false }
    : { balance, applied: true };

/** Pays the actor out of the organisation's mint by the rules of `moveCoins`. */
export const creditPerson = async (tx: Tx, actor: Actor, m: Movement): Promise<Applied> =>
  applied(
    tx,
    actor,
    (await moveCoins(tx, actor, { ...m, from: { kind: 'mint' }, to: { person: actor.person } }))?.to,
  );

/** Takes coins from the actor into an account of the organisation (`mall` unless said otherwise) by the rules of
 * `moveCoins`. */
export const debitPerson = async (
  tx: Tx,
  actor: Actor,
  { into = 'mall', ...m }: Movement & { into?: 'mall' | 'charity' | 'medal' | 'escrow' },
): Promise<Applied> =>
  applied(
    tx,
    actor,
    (await moveCoins(tx, actor, { ...m, from: { person: actor.person }, to: { kind: into } }))?.from,
  );

/** Moves coins from the actor to another person by the rules of `moveCoins`. `balance` is the actor's. */
export const transfer = async (tx: Tx, actor: Actor, m: Movement & { to: string }): Promise<Applied> => {
  if (m.to === actor.person) throw new RuleError('bad_request');
  const { to, ...movement } = m;
  const moved = await moveCoins(tx, actor, {
    ...movement,
    from: { person: actor.person },
    to: { person: to },
  });
  return applied(tx, actor, moved?.from);
};
