import type { Api } from '../../server/domain/api.ts';
import type { TitleInfo } from '../../server/domain/api-honour.ts';
import type { OrderQuery, StudioGood, StudioMall } from '../../server/domain/api-mall.ts';
import type { GoodState } from '../../server/domain/mall-shape.ts';
import { call } from './call.ts';

type Save = Api['POST /api/studio/mall/save']['body'];

/** What the form of a good needs: the mall from behind the counter and the titles that can be asked for. */
export type Counter = StudioMall & { titles: TitleInfo[] };
export const loadCounter = async (): Promise<Counter> => {
  const [mall, { titles }] = await Promise.all([
    call('GET /api/studio/mall'),
    call('GET /api/honours/catalogue'),
  ]);
  return { ...mall, titles };
};
export const saveGood = (body: Save): Promise<StudioGood> => call('POST /api/studio/mall/save', { body });
export const setGoodState = (sku: string, state: GoodState): Promise<StudioGood> =>
  call('POST /api/studio/mall/state', { body: { sku, state } });
/** null = unlimited from now on. */
export const addStock = (sku: string, add: number | null): Promise<StudioGood> =>
  call('POST /api/studio/mall/stock', { body: { sku, add } });
export const findOrders = (query: OrderQuery) => call('GET /api/studio/mall/orders', { query });
/** Where the same orders are as a file. */
export const ordersFile = (format: 'xlsx' | 'csv', query: OrderQuery, lang: string): string =>
  `/api/studio/mall/orders.${format}?${new URLSearchParams({ ...query, lang }).toString()}`;
export const markReady = (orders: string[]) => call('POST /api/studio/mall/ready', { body: { orders } });
export const atDesk = (code: string) => call('POST /api/studio/mall/desk', { body: { code } });
export const handOver = (code: string) => call('POST /api/studio/mall/hand', { body: { code } });
export const cancelForBuyer = (order: string, reason: string) =>
  call('POST /api/studio/mall/cancel', { body: { order, reason } });
