import { uuidv7 } from 'uuidv7';
import type { BuyReply, GoodView, MallView, OrderView, ThanksView } from '../../server/domain/api-mall.ts';
import { setCoins } from '../stores/quest.ts';
import { call } from './call.ts';

/** The name of a title that somebody must hold stands in the catalogue of honours. */
const named = async (goods: GoodView[]): Promise<GoodView[]> => {
  if (!goods.some((g) => g.eligible.by === 'title')) return goods;
  const { titles } = await call('GET /api/honours/catalogue');
  return goods.map((g) => {
    const { eligible } = g;
    const title = eligible.by === 'title' ? titles.find((t) => t.id === eligible.title) : undefined;
    return title === undefined ? g : { ...g, eligibleName: title.name };
  });
};

export const loadMall = async (): Promise<MallView> => {
  const view = await call('GET /api/mall');
  setCoins(view.balance);
  return { ...view, goods: await named(view.goods) };
};
export const goodOf = (sku: string): Promise<GoodView> =>
  call('GET /api/mall/goods/:sku', { params: { sku } });

export type Bought = Extract<BuyReply, { state: 'bought' }>;
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Buys one piece. In a rush `onWait` is told how many are served before; the place in the line is kept by one command
 * id, however often it is asked. Throws `Refusal`, `Offline`. */
export const buy = async (
  { sku, rev }: Pick<GoodView, 'sku' | 'rev'>,
  onWait: (ahead: number) => void,
): Promise<Bought> => {
  const commandId = uuidv7();
  for (;;) {
    const reply = await call('POST /api/mall/buy', { body: { sku, qty: 1, rev } }, { commandId });
    if (reply.state === 'bought') {
      setCoins(reply.balance);
      return reply;
    }
    onWait(reply.ahead);
    await wait(reply.againMs);
  }
};

export const loadOrders = (): Promise<OrderView[]> => call('GET /api/mall/orders');
export const cancelOrder = (order: string): Promise<OrderView> =>
  call('POST /api/mall/cancel', { body: { order } });
export const thanksOf = (code: string): Promise<ThanksView> =>
  call('GET /api/thanks/:code', { params: { code } });
