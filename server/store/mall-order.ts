import type { OrderView, ThanksView } from '../domain/api-mall.ts';
import { RuleError } from '../domain/errors.ts';
import { cancelRefusal, readMallCode, type Standing, serialOf } from '../domain/mall.ts';
import { Good, type GoodKind, type OrderState, UNDO_MS } from '../domain/mall-shape.ts';
import { localDayHour } from '../domain/time.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { isWorn, refund } from './mall-refund.ts';
import type { OrderTable } from './tables.ts';

/** An order with the good as it was bought. */
type FullOrder = OrderTable & { definition: string };

export const ordersWithGoods = (db: Db) =>
  db
    .selectFrom('mall_order as o')
    .innerJoin('good_version as v', (j) => j.onRef('v.good', '=', 'o.good').onRef('v.rev', '=', 'o.rev'))
    .selectAll('o')
    .select('v.definition');

export const standingOf = ({ state, at, code, purse }: OrderTable): Standing => ({
  state: state as OrderState,
  at,
  instant: purse === 'charity' || code === null,
});

type Shown = Omit<OrderView, 'mayCancel' | 'undoUntil' | 'thanks'>;
/** What everybody who may see an order sees of it. */
export const shownOf = (order: OrderTable, good: Good): Shown => {
  const { name, icon, picture, pickup, charity } = good;
  const { id, nth, qty, price, at, readyAt, handedAt, cancelledAt, reason, code, gives } = order;
  const waits = order.state === 'ordered' || order.state === 'ready';
  return {
    ...{ id, sku: order.good, kind: order.kind as GoodKind, name, icon, nth, qty, price },
    ...(picture === undefined ? {} : { picture }),
    state: order.state as OrderState,
    at,
    ...(readyAt === null ? {} : { readyAt }),
    ...(handedAt === null ? {} : { handedAt }),
    ...(cancelledAt === null ? {} : { cancelledAt }),
    ...(reason === '' ? {} : { reason }),
    ...(waits && code !== null ? { code } : {}),
    ...(pickup === undefined ? {} : { pickup }),
    ...(charity === undefined ? {} : { charity }),
    ...(gives === null ? {} : { gives }),
  };
};

/** An order as its buyer sees it. */
export const orderView = (order: OrderTable, good: Good, now: number): OrderView => {
  const standing = standingOf(order);
  const mayCancel = cancelRefusal(standing, now) === undefined;
  return {
    ...shownOf(order, good),
    ...(order.purse === 'charity' && order.code !== null ? { thanks: order.code } : {}),
    mayCancel,
    ...(mayCancel && standing.instant ? { undoUntil: order.at + UNDO_MS } : {}),
  };
};
export const goodAt = (definition: string): Good => Good.parse(JSON.parse(definition));
const viewOf = (row: FullOrder, now: number): OrderView => orderView(row, goodAt(row.definition), now);

const MOST_SHOWN = 200;
/** A person's orders, newest first. */
export const ordersOf = async (db: Db, by: Actor, now: number): Promise<OrderView[]> => {
  const rows = await ordersWithGoods(db)
    .where('o.person', '=', by.person)
    .orderBy('o.at', 'desc')
    .orderBy('o.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  return rows.map((row) => viewOf(row, now));
};

const findOwn = async (db: Db, by: Actor, order: string): Promise<FullOrder> => {
  const row = await ordersWithGoods(db)
    .where('o.id', '=', order)
    .where('o.person', '=', by.person)
    .executeTakeFirst();
  if (!row) throw new RuleError('mall.order_unknown');
  return row;
};

/** One of a person's own orders. Throws `mall.order_unknown`. */
export const orderOf = async (db: Db, by: Actor, order: string, now: number): Promise<OrderView> =>
  viewOf(await findOwn(db, by, order), now);

/** Takes back one of the actor's own orders. Throws `mall.order_unknown`, `mall.order_state`, `mall.undo_over`,
 * `mall.in_use`. */
export const cancelOwn = async (tx: Tx, by: Actor, id: string): Promise<OrderView> => {
  const order = await findOwn(tx.db, by, id);
  const refused = cancelRefusal(standingOf(order), tx.now);
  if (refused) throw refused;
  if (await isWorn(tx.db, by.person, order.gives)) throw new RuleError('mall.in_use');
  await refund(tx, by, order, '');
  return orderOf(tx.db, by, id, tx.now);
};

/** A certificate of thanks by its code. Throws `thanks.unknown`. */
export const thanksBy = async (db: Db, typed: string): Promise<ThanksView> => {
  const row = await ordersWithGoods(db)
    .innerJoin('org', 'org.id', 'o.org')
    .innerJoin('identity as i', 'i.person', 'o.person')
    .select(['org.name as orgName', 'org.zone', 'i.name'])
    .where('o.code', '=', readMallCode(typed))
    .where('o.purse', '=', 'charity')
    .executeTakeFirst();
  const good = row && goodAt(row.definition);
  if (!row || !good?.charity) throw new RuleError('thanks.unknown');
  const { organisation, amount, currency } = good.charity;
  return {
    code: row.code ?? '',
    serial: serialOf(Math.floor(localDayHour(row.at, row.zone).day / 10_000), row.nth),
    org: row.orgName,
    person: row.name,
    name: good.name,
    organisation,
    amount: amount * row.qty,
    currency,
    qty: row.qty,
    at: row.at,
    valid: row.state === 'handed',
  };
};
