import { z } from 'zod';
import type { Signed } from '../auth.ts';
import type { BuyReply } from '../domain/api-mall.ts';
import { MOST_QTY } from '../domain/mall-shape.ts';
import { once } from '../store/command.ts';
import { goodOf, mallOf } from '../store/mall.ts';
import { cancelOwn, orderOf, ordersOf, orderView, thanksBy } from '../store/mall-order.ts';
import { buyInTurn, stockChanged } from '../store/mall-rush.ts';
import { playing } from './battle-player.ts';
import { route } from './route.ts';

const LOOK = { perMinute: 120, burst: 60 };
/** Whoever waits in a rush asks again and again. */
const BUY = { perMinute: 240, burst: 40 };
const ACT = { perMinute: 30, burst: 20 };
const Id = z.string().min(1).max(64);

const shelves = route('GET /api/mall', { access: 'learner', limit: LOOK }, (ctx, { by }) =>
  mallOf(ctx.db, by, ctx.now()),
);
const good = route('GET /api/mall/goods/:sku', { access: 'learner', limit: LOOK }, (ctx, { by, params }) =>
  goodOf(ctx.db, by, Id.parse(params.sku), ctx.now()),
);

/** What is bought counts, also while a trainer tries out a draft. */
const askOf = (signed: Signed) => {
  const { org, person, zone, session, guest } = playing(signed);
  return { by: { org, person, zone, session }, guest };
};

const Buy = z.strictObject({ sku: Id, qty: z.int().min(1).max(MOST_QTY), rev: z.int().min(1) });
const buy = route(
  'POST /api/mall/buy',
  { access: 'learner', limit: BUY, body: Buy },
  async (ctx, call): Promise<BuyReply> => {
    const { sku, ...wish } = call.body;
    const ask = { ...askOf(call.by), ...wish, command: call.commandId, at: ctx.now() };
    const found = await buyInTurn(ctx, sku, ask);
    if ('ahead' in found) return { state: 'waiting', ...found };
    const order = orderView(found.order, found.good, ctx.now());
    return { state: 'bought', order, balance: found.balance };
  },
);

const mine = route('GET /api/mall/orders', { access: 'learner', limit: LOOK }, (ctx, { by }) =>
  ordersOf(ctx.db.read, by, ctx.now()),
);
const one = route('GET /api/mall/orders/:order', { access: 'learner', limit: LOOK }, (ctx, { by, params }) =>
  orderOf(ctx.db.read, by, Id.parse(params.order), ctx.now()),
);

const Order = z.strictObject({ order: Id });
const cancel = route(
  'POST /api/mall/cancel',
  { access: 'learner', limit: ACT, body: Order },
  async (ctx, { by: signed, body, commandId }) => {
    const by = playing(signed);
    const order = await once(ctx, by.person, commandId, (tx) => cancelOwn(tx, by, body.order));
    stockChanged(ctx.db, by.org, order.sku);
    return order;
  },
);

/** Codes are 60 bits: a script that guesses gets nowhere, and is slowed all the same. */
const CHECK = { perMinute: 30, burst: 20 };
const thanks = route('GET /api/thanks/:code', { access: 'anyone', limit: CHECK }, (ctx, { params }) =>
  thanksBy(ctx.db.read, Id.parse(params.code)),
);

export const mallRoutes = [shelves, good, buy, mine, one, cancel, thanks];
