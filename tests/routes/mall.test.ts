import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StudioGood } from '../../server/domain/api-mall.ts';
import type { Good } from '../../server/domain/mall-shape.ts';
import { readDelimited } from '../../server/formats/csv.ts';
import { commit } from '../../server/store/commit.ts';
import { creditPeople } from '../../server/store/ledger-bulk.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

type Joined = Awaited<ReturnType<TestServer['joined']>>;

const MUG: Good = {
  kind: 'prize',
  name: { zh: '马克杯', en: 'Mug' },
  text: { zh: '一只杯子', en: 'A mug' },
  icon: 'hot-beverage',
  price: 10,
  tier: 'bronze',
  pickup: { zh: '前台', en: 'Front desk' },
  eligible: { by: 'all' },
};

let server: TestServer;
let trainer: Joined;
let lin: Joined;
let chen: Joined;
let guest: Joined;

const pay = (who: Joined, amount: number) => {
  const by = { org: server.company.id, person: who.me.person.id, zone: 'Asia/Shanghai' };
  const movement = { amount, reason: 'practice', key: randomUUID() };
  return commit(server.ctx, (tx) => creditPeople(tx, by.org, [{ by, movement }]));
};
const sell = async (good: Good, stock: number | null): Promise<StudioGood> => {
  const { sku } = await trainer.call('POST /api/studio/mall/save', { body: { good, stock } });
  return trainer.call('POST /api/studio/mall/state', { body: { sku, state: 'open' } });
};
const buy = (by: Joined, sku: string, commandId = randomUUID()) =>
  by.call('POST /api/mall/buy', { body: { sku, qty: 1, rev: 1 } }, { commandId });
const bought = async (by: Joined, sku: string) => {
  const reply = await buy(by, sku);
  if (reply.state !== 'bought') throw new Error('told to wait');
  return reply;
};
const codeOf = async (promise: Promise<unknown>): Promise<string> => (await refusalOf(promise)).code;

beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.joined('唐老师', 'trainer');
  lin = await server.joined('林小满', 'learner');
  chen = await server.joined('陈一航', 'learner');
  guest = await server.joined('访客');
  for (const who of [lin, chen, guest]) await pay(who, 500);
});
afterAll(() => server.close());

describe('the doors of the mall', () => {
  test('a new company finds its shelves filled, prizes as drafts', async () => {
    const { goods, balance } = await lin.call('GET /api/mall');
    expect(goods).toHaveLength(9);
    expect(goods.map((g) => g.tier)).toEqual(
      [...goods.map((g) => g.tier)].sort(
        (a, b) => ['bronze', 'silver', 'gold'].indexOf(a) - ['bronze', 'silver', 'gold'].indexOf(b),
      ),
    );
    expect(balance).toBe(500);
    const studio = await trainer.call('GET /api/studio/mall');
    expect(studio.goods.filter((g) => g.state === 'draft').map((g) => g.good.kind)).toEqual([
      'prize',
      'prize',
      'prize',
    ]);
    expect(studio.looks).toContain('frame.gold');
  });

  test('a learner buys, a trainer lays it ready and hands it over by the code', async () => {
    const { sku } = await sell(MUG, 3);
    const commandId = randomUUID();
    const first = await buy(lin, sku, commandId);
    expect(first).toMatchObject({ state: 'bought', balance: 490, order: { nth: 1, state: 'ordered' } });
    expect(await buy(lin, sku, commandId)).toEqual(first);
    const [order] = await lin.call('GET /api/mall/orders');
    const code = order?.code ?? '';
    const ready = { body: { orders: [order?.id ?? ''] } };
    expect(await trainer.call('POST /api/studio/mall/ready', ready)).toEqual({ ready: 1 });
    const seen = await trainer.call('POST /api/studio/mall/desk', { body: { code } });
    expect(seen).toMatchObject({ person: { name: '林小满' }, name: MUG.name, state: 'ready' });
    await trainer.call('POST /api/studio/mall/hand', { body: { code } });
    expect(await codeOf(trainer.call('POST /api/studio/mall/hand', { body: { code } }))).toBe('mall.handed');
  });

  test('a price that was changed is refused and shown', async () => {
    const { sku } = await sell(MUG, 3);
    const good = { ...MUG, price: 20 };
    await trainer.call('POST /api/studio/mall/save', { body: { sku, rev: 1, good } });
    const refused = await refusalOf(buy(lin, sku));
    expect([refused.code, refused.details]).toEqual(['mall.changed', { price: 20, rev: 2 }]);
    expect(await lin.call('GET /api/mall/goods/:sku', { params: { sku } })).toMatchObject({ rev: 2 });
  });

  test("a learner opens none of the trainer's doors, and nobody without a session any", async () => {
    const { sku } = await sell(MUG, 3);
    const { order } = await bought(lin, sku);
    const pickUp = order.code ?? '';
    const knock = (by: Joined) => [
      by.call('GET /api/studio/mall'),
      by.call('GET /api/studio/mall/orders'),
      by.call('POST /api/studio/mall/save', { body: { good: MUG, stock: 1 } }),
      by.call('POST /api/studio/mall/state', { body: { sku, state: 'closed' } }),
      by.call('POST /api/studio/mall/stock', { body: { sku, add: 1 } }),
      by.call('POST /api/studio/mall/ready', { body: { orders: [order.id] } }),
      by.call('POST /api/studio/mall/desk', { body: { code: pickUp } }),
      by.call('POST /api/studio/mall/hand', { body: { code: pickUp } }),
      by.call('POST /api/studio/mall/cancel', { body: { order: order.id, reason: 'x' } }),
    ];
    for (const by of [lin, guest])
      for (const code of await Promise.all(knock(by).map(codeOf))) expect(code).toBe('auth.forbidden');
    const nobody = { ...server.client(), me: lin.me };
    const unknown = [...knock(nobody), nobody.call('GET /api/mall'), buy(nobody, sku)];
    for (const code of await Promise.all(unknown.map(codeOf))) expect(code).toBe('auth.required');
    for (const file of ['orders.xlsx', 'orders.csv']) {
      expect((await lin.request(`/api/studio/mall/${file}`)).status).toBe(403);
      expect((await nobody.request(`/api/studio/mall/${file}`)).status).toBe(401);
    }
  });

  test("another's order is neither read nor cancelled; a guest buys what is worn only", async () => {
    const { sku } = await sell(MUG, 3);
    const { order } = await bought(lin, sku);
    for (const by of [chen, guest]) {
      const one = by.call('GET /api/mall/orders/:order', { params: { order: order.id } });
      expect(await codeOf(one)).toBe('mall.order_unknown');
      const cancel = by.call('POST /api/mall/cancel', { body: { order: order.id } });
      expect(await codeOf(cancel)).toBe('mall.order_unknown');
    }
    expect(await chen.call('GET /api/mall/orders')).toEqual([]);
    expect(await codeOf(buy(guest, sku))).toBe('mall.account');
    const worn = (await guest.call('GET /api/mall')).goods.find((g) => g.gives === 'frame.rope');
    expect(await bought(guest, worn?.sku ?? '')).toMatchObject({ order: { state: 'handed' } });
    const back = await lin.call('POST /api/mall/cancel', { body: { order: order.id } });
    expect(back).toMatchObject({ state: 'cancelled', mayCancel: false });
  });

  test('a trainer who tries out a draft pays in earnest', async () => {
    await pay(trainer, 100);
    await server.ctx.db.internal.writer
      .updateTable('person')
      .set({ quest: 'try.onboarding' })
      .where('id', '=', trainer.me.person.id)
      .execute();
    const { sku } = await sell(MUG, 1);
    expect(await bought(trainer, sku)).toMatchObject({ balance: 90 });
    await server.ctx.db.internal.writer
      .updateTable('person')
      .set({ quest: null })
      .where('id', '=', trainer.me.person.id)
      .execute();
  });

  test('anybody checks a certificate of thanks by its code', async () => {
    const book = (await chen.call('GET /api/mall')).goods.find((g) => g.charity);
    const { order } = await bought(chen, book?.sku ?? '');
    const thanks = await server
      .client()
      .call('GET /api/thanks/:code', { params: { code: order.thanks ?? '' } });
    expect(thanks).toMatchObject({ person: '陈一航', amount: 2000, valid: true });
    const none = server.client().call('GET /api/thanks/:code', { params: { code: 'AAAA-AAAA-AAAA' } });
    expect(await codeOf(none)).toBe('thanks.unknown');
  });

  test('the orders go out as CSV with BOM and as a workbook, by the filters of the list', async () => {
    const { sku } = await sell({ ...MUG, name: { zh: '=1+1', en: 'Sum' } }, 3);
    await bought(lin, sku);
    const csv = await trainer.request(`/api/studio/mall/orders.csv?sku=${sku}`);
    const bytes = new Uint8Array(await csv.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text).toContain("'=1+1");
    const { rows } = readDelimited(text);
    expect(rows).toHaveLength(2);
    expect(rows[1]?.cells.slice(1, 10)).toEqual([
      ...['实物奖品', '1', '林小满', '', '1', '10', '10', '待处理'],
      '2026-11-16 09:00',
    ]);
    const book = await trainer.request(`/api/studio/mall/orders.xlsx?lang=en&state=ordered`);
    expect(book.headers.get('content-disposition')).toContain('Orders.xlsx');
    expect(new TextDecoder().decode((await book.arrayBuffer()).slice(0, 2))).toBe('PK');
    expect((await trainer.request('/api/studio/mall/orders.csv?state=lost')).status).toBe(400);
  });

  test('a good that makes no sense is not saved', async () => {
    const save = (good: object) =>
      trainer.call('POST /api/studio/mall/save', { body: { good: good as Good, stock: 1 } });
    const wrong = [
      { ...MUG, kind: 'virtual' },
      { ...MUG, gives: 'top.crown' },
      { ...MUG, opensAt: 20, closesAt: 10 },
      { ...MUG, price: 0 },
      { ...MUG, charity: { organisation: { zh: '某' }, amount: 1, currency: 'CNY' } },
    ];
    for (const good of wrong) expect((await refusalOf(save(good))).status).toBeGreaterThanOrEqual(400);
    const picture = `${'0'.repeat(64)}.png`;
    expect(await codeOf(save({ ...MUG, picture }))).toBe('media.unknown');
  });
});
