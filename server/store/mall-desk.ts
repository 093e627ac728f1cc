import { type SelectQueryBuilder, sql } from 'kysely';
import type { OrderPage, OrderQuery, StudioOrder } from '../domain/api-mall.ts';
import { RuleError } from '../domain/errors.ts';
import { mayRefund, readMallCode } from '../domain/mall.ts';
import type { OrderState } from '../domain/mall-shape.ts';
import { likePattern } from '../domain/question-search.ts';
import { type LocalText, textIn } from '../domain/text.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { goodAt, ordersWithGoods, shownOf, standingOf } from './mall-order.ts';
import { isWorn, refund } from './mall-refund.ts';
import { sendMessage } from './message.ts';
import { readSettings } from './person.ts';
import type { OrderTable } from './tables.ts';

/** What a trainer looks for; times are ms UTC, both included. */
export type Filter = Omit<OrderQuery, 'from' | 'to' | 'after' | 'state'> & {
  state?: OrderState | undefined;
  from?: number | undefined;
  to?: number | undefined;
};

const withPeople = (db: Db) =>
  ordersWithGoods(db)
    .leftJoin('identity as i', 'i.person', 'o.person')
    .innerJoin('person as p', 'p.id', 'o.person')
    .leftJoin('department as d', 'd.id', 'p.department')
    .leftJoin('identity as h', 'h.person', 'o.handedBy')
    .leftJoin('identity as x', 'x.person', 'o.cancelledBy')
    .select([
      'i.name',
      'i.avatar',
      'd.name as department',
      'h.name as handedByName',
      'x.name as cancelledByName',
    ]);
type Row = Awaited<ReturnType<ReturnType<typeof withPeople>['execute']>>[number];

const studioOrder = (row: Row): StudioOrder => ({
  ...shownOf(row, goodAt(row.definition)),
  person: {
    id: row.person,
    name: row.name ?? '',
    avatar: row.avatar ?? row.person,
    ...(row.department === null ? {} : { department: row.department }),
  },
  ...(row.handedByName === null ? {} : { handedBy: row.handedByName }),
  ...(row.cancelledByName === null ? {} : { cancelledBy: row.cancelledByName }),
  mayCancel: mayRefund(standingOf(row)),
});

/** A word of letters and digits may be a pick-up code, whole or in part; names are looked for in any case. */
const found = (find: string) => {
  const name = likePattern(find.trim().toLowerCase());
  const code = readMallCode(find);
  return sql<boolean>`(lower(i.name) like ${name} escape '\\' or (${code} <> '' and o.code = ${code}))`;
};

const filtered = <DB, TB extends keyof DB, O>(q: SelectQueryBuilder<DB, TB, O>, org: string, f: Filter) => {
  const tests = [sql<boolean>`o.org = ${org}`];
  if (f.state !== undefined) tests.push(sql`o.state = ${f.state}`);
  if (f.sku !== undefined) tests.push(sql`o.good = ${f.sku}`);
  if (f.kind !== undefined) tests.push(sql`o.kind = ${f.kind}`);
  if (f.department !== undefined) tests.push(sql`p.department = ${f.department}`);
  if (f.find !== undefined && f.find.trim() !== '') tests.push(found(f.find));
  if (f.from !== undefined) tests.push(sql`o.at >= ${f.from}`);
  if (f.to !== undefined) tests.push(sql`o.at <= ${f.to}`);
  return q.where(sql<boolean>`${sql.join(tests, sql` and `)}`);
};

const countsOf = async (db: Db, org: string, { state: _, ...rest }: Filter): Promise<OrderPage['counts']> => {
  const counts: OrderPage['counts'] = { ordered: 0, ready: 0, handed: 0, cancelled: 0 };
  const all = db
    .selectFrom('mall_order as o')
    .leftJoin('identity as i', 'i.person', 'o.person')
    .innerJoin('person as p', 'p.id', 'o.person')
    .select(['o.state'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .groupBy('o.state');
  for (const { state, n } of await filtered(all, org, rest).execute())
    counts[state as OrderState] = Number(n);
  return counts;
};

const PAGE = 50;
/** Of a page's last order: what comes after it. */
const cursorOf = ({ at, id }: Pick<OrderTable, 'at' | 'id'>): string => `${at}_${id}`;
const readCursor = (after: string): { at: number; id: string } => {
  const [, at = '', id = ''] = /^(\d{1,15})_(.{1,64})$/u.exec(after) ?? [];
  if (id === '') throw new RuleError('bad_request', { place: 'after' });
  return { at: Number(at), id };
};

/** Orders newest first, a page at a time; `counts` by state of all that fit apart from their state. */
export const ordersPage = async (db: Db, org: string, filter: Filter, after?: string): Promise<OrderPage> => {
  const from = after === undefined ? undefined : readCursor(after);
  const rows = await filtered(withPeople(db), org, filter)
    .$if(from !== undefined, (q) =>
      q.where(sql<boolean>`(o.at, o.id) < (${from?.at ?? 0}, ${from?.id ?? ''})`),
    )
    .orderBy('o.at', 'desc')
    .orderBy('o.id', 'desc')
    .limit(PAGE + 1)
    .execute();
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  const counts = await countsOf(db, org, filter);
  const total =
    filter.state === undefined ? Object.values(counts).reduce((a, b) => a + b, 0) : counts[filter.state];
  const more = rows.length > PAGE && last !== undefined;
  return { orders: page.map(studioOrder), total, counts, ...(more ? { next: cursorOf(last) } : {}) };
};

const MOST_EXPORTED = 50_000;
/** All orders that fit, oldest first, for a file. */
export const allOrders = async (db: Db, org: string, filter: Filter): Promise<StudioOrder[]> => {
  const rows = await filtered(withPeople(db), org, filter)
    .orderBy('o.at')
    .orderBy('o.id')
    .limit(MOST_EXPORTED)
    .execute();
  return rows.map(studioOrder);
};

const findBy = async (db: Db, org: string, by: { id: string } | { code: string }): Promise<Row | undefined> =>
  withPeople(db)
    .where('o.org', '=', org)
    .$if('id' in by, (q) => q.where('o.id', '=', 'id' in by ? by.id : ''))
    .$if('code' in by, (q) => q.where('o.code', '=', 'code' in by ? by.code : ''))
    .executeTakeFirst();

const atDesk = async (db: Db, org: string, typed: string): Promise<Row> => {
  const row = await findBy(db, org, { code: readMallCode(typed) });
  if (!row || row.purse === 'charity') throw new RuleError('mall.code_unknown');
  return row;
};

/** Whose order a pick-up code is. Throws `mall.code_unknown`. */
export const orderAtDesk = async (db: Db, org: string, typed: string): Promise<StudioOrder> =>
  studioOrder(await atDesk(db, org, typed));

/** Hands an order over, once. Throws `mall.code_unknown`, `mall.handed`, `mall.order_state`. */
export const handOver = async (tx: Tx, by: Actor, typed: string): Promise<StudioOrder> => {
  const order = await atDesk(tx.db, by.org, typed);
  const done = await tx.db
    .updateTable('mall_order')
    .set({ state: 'handed', handedAt: tx.now, handedBy: by.person })
    .where('id', '=', order.id)
    .where('state', 'in', ['ordered', 'ready'])
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) !== 1) {
    const now = await atDesk(tx.db, by.org, typed);
    if (now.state === 'handed') throw new RuleError('mall.handed', { at: now.handedAt ?? 0 });
    throw new RuleError('mall.order_state');
  }
  return studioOrder(await atDesk(tx.db, by.org, typed));
};

/** A good's name in the language of somebody who is written to. */
const nameFor = async (db: Db, person: string, name: LocalText): Promise<string> => {
  const row = await db.selectFrom('person').select('settings').where('id', '=', person).executeTakeFirst();
  return textIn(name, row ? readSettings(row.settings).lang : 'zh');
};

/** Lays what was ordered ready at the desk and writes to its buyers; gives the orders it was true of, with their buyers. */
export const makeReady = async (
  tx: Tx,
  by: Actor,
  ids: readonly string[],
): Promise<{ id: string; person: string }[]> => {
  const ready: { id: string; person: string }[] = [];
  for (const id of new Set(ids)) {
    const order = await findBy(tx.db, by.org, { id });
    const done = await tx.db
      .updateTable('mall_order')
      .set({ state: 'ready', readyAt: tx.now })
      .where('id', '=', id)
      .where('org', '=', by.org)
      .where('state', '=', 'ordered')
      .executeTakeFirst();
    if (!order || Number(done.numUpdatedRows) !== 1) continue;
    const text = await nameFor(tx.db, order.person, goodAt(order.definition).name);
    await sendMessage(tx, by, { to: order.person, kind: 'order_ready', text });
    ready.push({ id, person: order.person });
  }
  return ready;
};

/** Cancels an order that was not handed over at the desk, and tells its buyer why. Throws `mall.order_unknown`,
 * `mall.order_state`, `mall.in_use`. */
export const cancelOrder = async (tx: Tx, by: Actor, id: string, reason: string): Promise<StudioOrder> => {
  const order = await findBy(tx.db, by.org, { id });
  if (!order) throw new RuleError('mall.order_unknown');
  if (!mayRefund(standingOf(order))) throw new RuleError('mall.order_state');
  if (await isWorn(tx.db, order.person, order.gives)) throw new RuleError('mall.in_use');
  await refund(tx, by, order, reason);
  const name = await nameFor(tx.db, order.person, goodAt(order.definition).name);
  const amount = order.qty * order.price;
  await sendMessage(tx, by, {
    to: order.person,
    kind: 'order_cancelled',
    text: `${name}\n${reason}`,
    amount,
  });
  const after = await findBy(tx.db, by.org, { id });
  if (!after) throw new RuleError('mall.order_unknown');
  return studioOrder(after);
};
