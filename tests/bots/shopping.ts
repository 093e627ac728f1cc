import { randomUUID } from 'node:crypto';
import type { GoodView, OrderView } from '../../server/domain/api-mall.ts';
import type { Kin } from './kin.ts';

/** Kept back until the medal is bought. */
const RESERVE = 320;
const REFUSALS = ['coins.insufficient', 'mall.sold_out', 'mall.limit', 'mall.account', 'mall.changed'];
/** Why one tries in vain all the same. */
const TRIED: readonly GoodView['refusal'][] = ['mall.sold_out', 'mall.limit', 'mall.account'];
/** Times that a waiting number is asked for again. */
const MOST_ASKED = 60;

/** Buys one piece as the client does: with one command id until the fate is known. */
const buy = async (k: Kin, good: GoodView): Promise<OrderView | undefined> => {
  const command = { body: { sku: good.sku, qty: 1, rev: good.rev }, commandId: randomUUID() };
  for (let n = 0; n < MOST_ASKED; n++) {
    const said = await k.attempt('POST /api/mall/buy', command, REFUSALS);
    if (!said) return undefined;
    if (said.state === 'bought') {
      k.book.move(k.me, good.charity === undefined ? 'mall' : 'charity', -said.order.price * said.order.qty);
      return said.order;
    }
    await k.wait(said.againMs);
  }
  throw new Error(`nobody was ever served: ${good.sku}`);
};

const cancel = async (k: Kin, { id, price, qty }: OrderView): Promise<void> => {
  const honest = ['mall.undo_over', 'mall.order_state', 'mall.in_use'];
  const done = await k.attempt('POST /api/mall/cancel', { body: { order: id } }, honest);
  if (done) k.book.move(k.me, 'mall-refund', price * qty);
};

/** Puts on what was bought, or thinks better of it. */
const unwrap = async (k: Kin, order: OrderView): Promise<void> => {
  await k.wait(2_000);
  if (order.mayCancel && k.chance(0.15)) return cancel(k, order);
  if (order.thanks !== undefined) await k.call('GET /api/thanks/:code', { params: { code: order.thanks } });
  const [kind = ''] = (order.gives ?? '').split('.');
  if (kind === 'frame' || kind === 'skin')
    await k.call('POST /api/profile', { body: { [kind]: order.gives } });
};

/** Brings the codes of what is ready to the desk; cancels what one does not want any more. */
const collect = async (k: Kin): Promise<void> => {
  for (const order of await k.call('GET /api/mall/orders', {})) {
    if (order.state === 'ready' && order.code !== undefined && !k.book.desk.includes(order.code))
      k.book.desk.push(order.code);
    if (order.state === 'ordered' && order.mayCancel && k.chance(0.06)) await cancel(k, order);
  }
};

/** Looks around in the mall, buys what one can afford; somebody always tries what one cannot. */
export const shop = async (k: Kin): Promise<void> => {
  if (!k.chance(0.3)) return;
  await k.go('mall');
  const { goods, balance, orders } = await k.call('GET /api/mall', {});
  await k.wait(8_000);
  if (orders > 0) await collect(k);
  if (!k.chance(0.45)) return;
  const wild = k.chance(0.08);
  const spare = balance - (k.graduated ? 0 : RESERVE);
  const wanted = goods.filter((g) =>
    wild ? TRIED.includes(g.refusal) || (!g.refusal && g.price > balance) : !g.refusal && g.price <= spare,
  );
  const good = k.pick(wanted);
  if (!good) return;
  const order = await buy(k, good);
  if (order) await unwrap(k, order);
};
