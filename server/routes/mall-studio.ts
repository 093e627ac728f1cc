import { z } from 'zod';
import { GOOD_KINDS, GOOD_STATES, Good, MOST_STOCK, ORDER_STATES } from '../domain/mall-shape.ts';
import { plainText } from '../domain/text.ts';
import { once } from '../store/command.ts';
import {
  cancelOrder,
  type Filter,
  handOver,
  makeReady,
  orderAtDesk,
  ordersPage,
} from '../store/mall-desk.ts';
import { stockChanged } from '../store/mall-rush.ts';
import { addStock, saveGood, setGoodState, studioMall } from '../store/mall-studio.ts';
import { route } from './route.ts';

const LOOK = { perMinute: 120, burst: 60 };
const ACT = { perMinute: 120, burst: 60 };
/** Codes are 40 bits: a desk types quickly, a script that guesses gets nowhere. */
const DESK = { perMinute: 60, burst: 30 };
const Id = z.string().min(1).max(64);
const Stock = z.int().min(0).max(MOST_STOCK);

const shelves = route('GET /api/studio/mall', { access: 'trainer', limit: LOOK }, (ctx, { by }) =>
  studioMall(ctx.db.read, by.org),
);

const Save = z.union([
  z.strictObject({ good: Good, stock: Stock.nullable() }),
  z.strictObject({ good: Good, sku: Id, rev: z.int().min(1) }),
]);
const save = route(
  'POST /api/studio/mall/save',
  { access: 'trainer', limit: ACT, body: Save },
  (ctx, { by, body, commandId }) => once(ctx, by.person, commandId, (tx) => saveGood(tx, by, body)),
);

const State = z.strictObject({ sku: Id, state: z.enum(GOOD_STATES) });
const state = route(
  'POST /api/studio/mall/state',
  { access: 'trainer', limit: ACT, body: State },
  async (ctx, { by, body, commandId }) => {
    const good = await once(ctx, by.person, commandId, (tx) => setGoodState(tx, by, body.sku, body.state));
    stockChanged(ctx.db, by.org, body.sku);
    return good;
  },
);

const Add = z.strictObject({ sku: Id, add: z.int().min(-MOST_STOCK).max(MOST_STOCK).nullable() });
const stock = route(
  'POST /api/studio/mall/stock',
  { access: 'trainer', limit: ACT, body: Add },
  async (ctx, { by, body, commandId }) => {
    const good = await once(ctx, by.person, commandId, (tx) => addStock(tx, by, body.sku, body.add));
    stockChanged(ctx.db, by.org, body.sku);
    return good;
  },
);

const Time = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const Query = z.object({
  state: z.enum(ORDER_STATES).exactOptional(),
  sku: Id.exactOptional(),
  kind: z.enum(GOOD_KINDS).exactOptional(),
  department: Id.exactOptional(),
  find: z.string().max(60).exactOptional(),
  from: Time.exactOptional(),
  to: Time.exactOptional(),
  after: z.string().max(100).exactOptional(),
});
/** What a trainer looks for, from what stands behind `?`. */
export const filterOf = (query: Record<string, string>): { filter: Filter; after?: string } => {
  const { after, ...filter } = Query.parse(query);
  return { filter, ...(after === undefined ? {} : { after }) };
};

const orders = route(
  'GET /api/studio/mall/orders',
  { access: 'trainer', limit: LOOK },
  (ctx, { by, query }) => {
    const { filter, after } = filterOf(query);
    return ordersPage(ctx.db.read, by.org, filter, after);
  },
);

const Ready = z.strictObject({ orders: z.array(Id).min(1).max(200) });
const ready = route(
  'POST /api/studio/mall/ready',
  { access: 'trainer', limit: ACT, body: Ready },
  async (ctx, { by, body, commandId }) => {
    const laid = await once(ctx, by.person, commandId, (tx) => makeReady(tx, by, body.orders));
    for (const { id, person } of laid)
      ctx.line.tell(by.org, [person], { kind: 'order', order: id, state: 'ready' });
    return { ready: laid.length };
  },
);

const Code = z.strictObject({ code: z.string().min(1).max(40) });
const desk = route(
  'POST /api/studio/mall/desk',
  { access: 'trainer', limit: DESK, body: Code },
  (ctx, { by, body }) => orderAtDesk(ctx.db.read, by.org, body.code),
);
const hand = route(
  'POST /api/studio/mall/hand',
  { access: 'trainer', limit: DESK, body: Code },
  async (ctx, { by, body, commandId }) => {
    const order = await once(ctx, by.person, commandId, (tx) => handOver(tx, by, body.code));
    ctx.line.tell(by.org, [order.person.id], { kind: 'order', order: order.id, state: 'handed' });
    return order;
  },
);

const Reason = z
  .string()
  .max(300)
  .transform((s) => plainText(s).trim())
  .refine((s) => s !== '', 'bad_request');
const Cancel = z.strictObject({ order: Id, reason: Reason });
const cancel = route(
  'POST /api/studio/mall/cancel',
  { access: 'trainer', limit: ACT, body: Cancel },
  async (ctx, { by, body, commandId }) => {
    const order = await once(ctx, by.person, commandId, (tx) => cancelOrder(tx, by, body.order, body.reason));
    stockChanged(ctx.db, by.org, order.sku);
    ctx.line.tell(by.org, [order.person.id], { kind: 'order', order: order.id, state: 'cancelled' });
    return order;
  },
);

export const mallStudioRoutes = [shelves, save, state, stock, orders, ready, desk, hand, cancel];
