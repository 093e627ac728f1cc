import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { RuleError } from '../domain/errors.ts';
import { type Buyer, buyRefusal, type Offer } from '../domain/mall.ts';
import { Good, type GoodState, isInstant } from '../domain/mall-shape.ts';
import {
  changesOf,
  insertAll,
  insertPlan,
  putCells,
  rowsOf,
  type Sink,
  type Statement,
  selectAll,
  selectPlan,
  statement,
} from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import { Conflict } from './dialect.ts';
import { balanceOf } from './ledger.ts';
import { closeTill, openTill, spend, type Till } from './ledger-spend.ts';
import { eligibleAmong } from './mall-eligible.ts';
import type { GoodTable, OrderTable } from './tables.ts';

/** One person's wish: `command` makes a repeat harmless, `at` = when it arrived, which decides on the opening times. */
export type Ask = { by: Actor; guest: boolean; command: string; qty: number; rev: number; at: number };
/** What became of it; `good` = as it was bought. */
export type Bought = { order: OrderTable; good: Good; balance: number };
export type Fate = Bought | { refused: RuleError };

const COLUMNS = [
  'id',
  'org',
  'good',
  'person',
  'command',
  'nth',
  'qty',
  'price',
  'purse',
  'kind',
  'gives',
  'code',
  'rev',
  'state',
  'at',
  'readyAt',
  'handedAt',
  'handedBy',
  'cancelledAt',
  'cancelledBy',
  'reason',
] as const satisfies (keyof OrderTable)[];

const KNOWN = selectPlan('mall_order', COLUMNS, { person: 'text', command: 'text' });
const MINE = selectPlan('mall_order', ['person', 'qty', 'state'], { good: 'text', person: 'text' });
const INSERT = insertPlan('mall_order', COLUMNS, 'on conflict do nothing');
const GOOD: Statement = {
  ...statement('select * from "good" where "id" = ? and "org" = ? for update'),
  sqlite: 'select * from "good" where "id" = ? and "org" = ?',
};
const TAKE = statement(
  'update "good" set "left" = "left" - ?, "sold" = "sold" + ?, "nth" = ? where "id" = ? and ("left" is null or "left" >= ?)',
);

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** Groups of four letters, 20 bits each. */
const newCode = (groups: number): string =>
  [...randomBytes(groups * 4)]
    .map((b, i) => `${i > 0 && i % 4 === 0 ? '-' : ''}${LETTERS[b % LETTERS.length]}`)
    .join('');
/** What the desk asks for: 40 bits; what anybody may check: 60; nothing for what is worn. */
const codeFor = (good: Good): string | null => {
  if (good.charity) return newCode(3);
  return good.kind === 'virtual' ? null : newCode(2);
};

const keyOf = ({ by, command }: Ask): string => `${by.person} ${command}`;

const knownOrders = async (sink: Sink, asks: readonly Ask[]): Promise<Map<string, OrderTable>> => {
  const keys = asks.map((a) => [a.by.person, a.command]);
  const rows = await selectAll<OrderTable, string[]>(sink, KNOWN, keys, putCells);
  return new Map(rows.map((r) => [`${r.person} ${r.command}`, r]));
};

/** Pieces each person has of a good. */
const piecesOf = async (
  sink: Sink,
  good: string,
  people: readonly string[],
): Promise<Map<string, number>> => {
  const keys = people.map((p) => [good, p]);
  const rows = await selectAll<{ person: string; qty: number; state: string }, string[]>(
    sink,
    MINE,
    keys,
    putCells,
  );
  const pieces = new Map(people.map((p) => [p, 0]));
  for (const { person, qty, state } of rows)
    if (state !== 'cancelled') pieces.set(person, (pieces.get(person) ?? 0) + qty);
  return pieces;
};

/** The shelf while one batch is served. */
type Counter = {
  tx: Tx;
  id: string;
  offer: Offer;
  till: Till;
  nth: number;
  sold: number;
  pieces: Map<string, number>;
  eligible: Set<string>;
};

const openCounter = async (tx: Tx, row: GoodTable, asks: readonly Ask[]): Promise<Counter> => {
  const sink = sinkOf(tx);
  const good = Good.parse(JSON.parse(row.definition));
  const people = [...new Set(asks.map((a) => a.by.person))];
  const { id, rev, terms, left, nth } = row;
  return {
    tx,
    id,
    offer: { state: row.state as GoodState, good, rev, terms, left },
    till: await openTill(tx, row.org, good.charity ? 'charity' : 'mall', people),
    nth,
    sold: 0,
    pieces: await piecesOf(sink, id, people),
    eligible: await eligibleAmong(sink, row.org, good.eligible, people),
  };
};

const orderOf = ({ id, offer, till, nth }: Counter, { by, command, qty, at }: Ask): OrderTable => {
  const { good, rev } = offer;
  const instant = isInstant(good);
  return {
    id: uuidv7(),
    org: by.org,
    good: id,
    person: by.person,
    command,
    nth,
    qty,
    price: good.price,
    purse: till.kind,
    kind: good.kind,
    gives: good.gives ?? null,
    code: codeFor(good),
    rev,
    state: instant ? 'handed' : 'ordered',
    at,
    readyAt: null,
    handedAt: instant ? at : null,
    handedBy: null,
    cancelledAt: null,
    cancelledBy: null,
    reason: '',
  };
};

/** Takes the coins; gives the balance after it. Throws `coins.insufficient` and leaves nothing behind. */
const pay = ({ till }: Counter, ask: Ask, order: OrderTable): number =>
  spend(till, ask.by, {
    amount: order.qty * order.price,
    reason: till.kind,
    ref: order.id,
    key: `mall:${ask.by.person}:${ask.command}`,
  });

const serve = (counter: Counter, ask: Ask): Fate => {
  const { tx, offer, pieces, eligible } = counter;
  const { person } = ask.by;
  const mine = pieces.get(person) ?? 0;
  const buyer: Buyer = { guest: ask.guest, mine, eligible: eligible.has(person) };
  const refused = buyRefusal(offer, buyer, ask, ask.at);
  if (refused) return { refused };
  counter.nth++;
  const order = orderOf(counter, ask);
  try {
    const balance = pay(counter, ask, order);
    if (offer.left !== null) offer.left -= ask.qty;
    counter.sold += ask.qty;
    pieces.set(person, mine + ask.qty);
    const data = {
      qty: ask.qty,
      price: order.price,
      ...(offer.left === null ? {} : { stockLeft: offer.left }),
    };
    tx.emit(ask.by, { verb: 'mall.ordered', obj: counter.id, objVer: offer.rev, ctx: order.id, data });
    return { order, good: offer.good, balance };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    counter.nth--;
    return { refused: error };
  }
};

const cellsOf = (order: OrderTable): unknown[] => COLUMNS.map((name) => order[name]);

/** Stores the orders, takes their pieces from the stock by one statement, and the coins. */
const settle = async ({ tx, id, till, nth, sold }: Counter, orders: readonly OrderTable[]): Promise<void> => {
  if (orders.length === 0) return;
  const sink = sinkOf(tx);
  if ((await insertAll(sink, INSERT, orders.map(cellsOf), putCells)) !== orders.length)
    throw new Conflict('an order, or its code, came twice at the same moment');
  if ((await changesOf(sink, TAKE, [sold, sold, nth, id, sold])) !== 1)
    throw new Conflict('the stock was taken at the same moment');
  await closeTill(till);
};

const again = async (tx: Tx, order: OrderTable): Promise<Bought> => {
  const { definition } = await tx.db
    .selectFrom('good_version')
    .select('definition')
    .where('good', '=', order.good)
    .where('rev', '=', order.rev)
    .executeTakeFirstOrThrow();
  const good = Good.parse(JSON.parse(definition));
  return { order, good, balance: await balanceOf(tx.db, order.person) };
};

/**
 * Serves the people of one organisation who want one good, in the order given, within one transaction: each is bought
 * or refused for itself. Gives their fates in the same order, and how many pieces are left (null = unlimited, or no such
 * good). On PostgreSQL the good is locked, so that processes take turns.
 */
export const redeem = async (
  tx: Tx,
  org: string,
  sku: string,
  asks: readonly Ask[],
): Promise<{ fates: Fate[]; left: number | null }> => {
  const [row] = await rowsOf<GoodTable>(sinkOf(tx), GOOD, [sku, org]);
  if (!row) return { fates: asks.map(() => ({ refused: new RuleError('mall.unknown') })), left: null };
  const known = await knownOrders(sinkOf(tx), asks);
  const counter = await openCounter(tx, row, asks);
  const done = new Map<string, Fate>();
  const orders: OrderTable[] = [];
  const fateOf = async (ask: Ask): Promise<Fate> => {
    const before = known.get(keyOf(ask));
    const fate = done.get(keyOf(ask)) ?? (before ? await again(tx, before) : serve(counter, ask));
    if (!before && !done.has(keyOf(ask)) && 'order' in fate) orders.push(fate.order);
    done.set(keyOf(ask), fate);
    return fate;
  };
  const fates: Fate[] = [];
  for (const ask of asks) fates.push(await fateOf(ask));
  await settle(counter, orders);
  return { fates, left: counter.offer.left };
};
