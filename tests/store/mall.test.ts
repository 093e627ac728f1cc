import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Good } from '../../server/domain/mall-shape.ts';
import { shareAbove } from '../../server/store/board.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { goodOf, mallOf } from '../../server/store/mall.ts';
import { cancelOrder, handOver, makeReady, orderAtDesk, ordersPage } from '../../server/store/mall-desk.ts';
import { cancelOwn, orderOf, ordersOf, thanksBy } from '../../server/store/mall-order.ts';
import type { Bought } from '../../server/store/mall-redeem.ts';
import { addStock, saveGood, setGoodState, studioMall } from '../../server/store/mall-studio.ts';
import { messagesOf } from '../../server/store/message.ts';
import { ownedOf } from '../../server/store/owned.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { CROWN, type MallCompany, mallCompany, PRIZE, VOUCHER } from './mall-stage.ts';

describe.each(STORES)('the mall on $name', ({ open }) => {
  let store: TestStore;
  let mall: MallCompany;
  let lin: Actor;
  let chen: Actor;
  beforeAll(async () => {
    store = await open();
    mall = await mallCompany(store, 12, 10_000);
    [lin, chen] = mall.people as [Actor, Actor];
  });
  afterAll(() => store.close());

  const look = (by: Actor, sku: string) => goodOf(store.db, { ...by, guest: false }, sku, store.clock.now());
  const change = (sku: string, rev: number, good: Good) =>
    mall.run((tx) => saveGood(tx, mall.trainer, { sku, rev, good }));
  const cancel = (by: Actor, order: string) => mall.run((tx) => cancelOwn(tx, by, order));
  const taken = (order: string, reason = '买错了') =>
    mall.run((tx) => cancelOrder(tx, mall.trainer, order, reason));

  test('a prize goes from the order to the desk to its buyer by a code, once', async () => {
    const { sku } = await mall.sell(PRIZE, 3);
    const before = await mall.balance(lin);
    const { order, balance } = await mall.buy(lin, sku, { qty: 2 });
    expect([balance, await mall.balance(lin)]).toEqual([before - 20, before - 20]);
    expect(await mall.run((tx) => makeReady(tx, mall.trainer, [order.id, order.id]))).toHaveLength(1);
    expect(await mall.run((tx) => makeReady(tx, mall.trainer, [order.id]))).toEqual([]);
    const typed = (order.code ?? '').toLowerCase().replace('-', ' ');
    expect(await orderAtDesk(store.db.read, mall.org, typed)).toMatchObject({
      ...{ qty: 2, state: 'ready', mayCancel: true },
      person: { id: lin.person, name: '学员0' },
    });
    const twice = await Promise.all(
      [1, 2].map(() => mall.codeOf(mall.run((tx) => handOver(tx, mall.trainer, typed)))),
    );
    expect(twice.sort()).toEqual(['done', 'mall.handed']);
    const now = store.clock.now();
    const handed = await orderOf(store.db.read, lin, order.id, now);
    expect(handed).toMatchObject({ state: 'handed', handedAt: now, mayCancel: false });
    expect(handed.code).toBeUndefined();
    expect(await mall.codeOf(taken(order.id))).toBe('mall.order_state');
    const [message] = await messagesOf(store.db.read, lin.person);
    expect(message).toMatchObject({ kind: 'order_ready', text: '马克杯' });
  });

  test('what is cancelled comes back whole and once: coins to the buyer, pieces to the stock', async () => {
    const { sku } = await mall.sell(PRIZE, 5);
    const before = await mall.balance(lin);
    const { order } = await mall.buy(lin, sku, { qty: 3 });
    const fates = await Promise.all([
      mall.codeOf(cancel(lin, order.id)),
      mall.codeOf(taken(order.id)),
      mall.codeOf(cancel(lin, order.id)),
    ]);
    expect(fates.filter((f) => f === 'done')).toHaveLength(1);
    expect(fates.filter((f) => f === 'mall.order_state')).toHaveLength(2);
    expect(await mall.balance(lin)).toBe(before);
    expect(await mall.rowOf(sku)).toMatchObject({ left: 5, sold: 0, nth: 1 });
    expect(await mall.codeOf(mall.run((tx) => handOver(tx, mall.trainer, order.code ?? '')))).toBe(
      'mall.order_state',
    );
    expect(await mall.laws()).toEqual([]);
  });

  test('what lies ready at the desk is taken back by a trainer only, who says why', async () => {
    const { sku } = await mall.sell(PRIZE, 1);
    const { order } = await mall.buy(chen, sku);
    await mall.run((tx) => makeReady(tx, mall.trainer, [order.id]));
    expect(await mall.codeOf(cancel(chen, order.id))).toBe('mall.order_state');
    expect(await taken(order.id, '杯子碎了')).toMatchObject({ state: 'cancelled', reason: '杯子碎了' });
    const [message] = await messagesOf(store.db.read, chen.person);
    expect(message).toMatchObject({ kind: 'order_cancelled', text: '马克杯\n杯子碎了', amount: 10 });
  });

  test('something worn is delivered at once, owned once, and undone within ten seconds unless it is worn', async () => {
    const { sku } = await mall.sell(CROWN, null);
    const first = await mall.buy(lin, sku);
    expect(first.order).toMatchObject({ state: 'handed', code: null });
    expect(await ownedOf(store.db.read, lin.person)).toEqual(['top.crown']);
    expect(await mall.codeOf(mall.buy(lin, sku))).toBe('mall.limit');
    await cancel(lin, first.order.id);
    expect(await ownedOf(store.db.read, lin.person)).toEqual([]);
    const second = await mall.buy(lin, sku);
    const { writer } = store.db.internal;
    const wear = (avatar: string) =>
      writer.updateTable('identity').set({ avatar }).where('person', '=', lin.person).execute();
    await wear('look1-0c0000000');
    expect(await mall.codeOf(cancel(lin, second.order.id))).toBe('mall.in_use');
    await wear(lin.person);
    store.clock.advance(10_001);
    expect(await mall.codeOf(cancel(lin, second.order.id))).toBe('mall.undo_over');
    expect(await mall.codeOf(mall.buy(chen, sku, { guest: true }))).toBe('done');
  });

  test('a charity voucher pays into the charity account and gives a certificate anybody can check', async () => {
    const { sku } = await mall.sell(VOUCHER, 10);
    const { order } = await mall.buy(lin, sku, { qty: 2 });
    const [mine] = await ordersOf(store.db.read, lin, store.clock.now());
    expect(mine).toMatchObject({ state: 'handed', thanks: order.code });
    const thanks = await thanksBy(store.db.read, (order.code ?? '').toLowerCase());
    expect(thanks).toMatchObject({
      ...{ person: '学员0', serial: '2026-000001', amount: 4000, qty: 2, currency: 'CNY', valid: true },
    });
    expect(await mall.codeOf(orderAtDesk(store.db.read, mall.org, order.code ?? ''))).toBe(
      'mall.code_unknown',
    );
    const { goods } = await studioMall(store.db.read, mall.org);
    expect(goods.find((g) => g.sku === sku)).toMatchObject({ owed: 4000, sold: 2 });
    await taken(order.id);
    expect(await thanksBy(store.db.read, order.code ?? '')).toMatchObject({ valid: false });
    const prize = await mall.sell(PRIZE, 1);
    const bought = await mall.buy(lin, prize.sku);
    expect(await mall.codeOf(thanksBy(store.db.read, bought.order.code ?? ''))).toBe('thanks.unknown');
  });

  test('shelves show what is open and closed, and why I cannot have it', async () => {
    const now = store.clock.now();
    const soon = await mall.sell({ ...PRIZE, opensAt: now + 1000, closesAt: now + 2000 }, 5);
    const gone = await mall.sell(PRIZE, 0);
    const shut = await mall.sell(PRIZE, 5);
    await mall.run((tx) => setGoodState(tx, mall.trainer, shut.sku, 'closed'));
    const hidden = await mall.sell(PRIZE, 5);
    await mall.run((tx) => setGoodState(tx, mall.trainer, hidden.sku, 'archived'));
    expect(await look(lin, soon.sku)).toMatchObject({ refusal: 'mall.not_open', opensAt: now + 1000 });
    expect(await look(lin, gone.sku)).toMatchObject({ refusal: 'mall.sold_out', left: 0 });
    expect(await look(lin, shut.sku)).toMatchObject({ refusal: 'mall.not_open' });
    expect(await mall.codeOf(look(lin, hidden.sku))).toBe('mall.unknown');
    for (const { sku } of [soon, shut]) expect(await mall.codeOf(mall.buy(lin, sku))).toBe('mall.not_open');
    expect(await mall.codeOf(mall.buy(lin, hidden.sku))).toBe('mall.unknown');
    store.clock.set(now + 1000);
    expect(await mall.codeOf(mall.buy(lin, soon.sku))).toBe('done');
    store.clock.set(now + 2000);
    expect(await mall.codeOf(mall.buy(lin, soon.sku))).toBe('mall.not_open');
    const { goods } = await mallOf(store.db, { ...lin, guest: true }, store.clock.now());
    expect(goods.map((g) => g.sku)).not.toContain(hidden.sku);
    expect(goods.find((g) => g.sku === gone.sku)).toMatchObject({ refusal: 'mall.account' });
  });

  test('only the first by points, holders of a title, graduates, a department or a role may have what is theirs', async () => {
    const { writer } = store.db.internal;
    const department = async (id: string, parent: string | null) =>
      writer.insertInto('department').values({ id, org: mall.org, parent, name: id }).execute();
    await department('d1', null);
    await department('d2', 'd1');
    await department('d3', null);
    const move = (by: Actor, to: string) =>
      writer.updateTable('person').set({ department: to }).where('id', '=', by.person).execute();
    await move(lin, 'd2');
    await move(chen, 'd3');
    for (const [i, { person, org }] of mall.people.slice(0, 10).entries())
      await writer
        .insertInto('honour_person')
        .values({ person, org, xp: [50, 10, 50, 40, 30, 20, 10, 5, 1, 0][i] ?? 0, tier: 0, rev: 0 })
        .execute();
    const honour = { id: randomUUID(), org: mall.org, kind: 'title', ref: 'sailor', tier: 0 };
    await writer
      .insertInto('honour')
      .values({ ...honour, person: chen.person, detail: '{}', at: 1, seenAt: null })
      .execute();
    const fates = async (eligible: Good['eligible']): Promise<string[]> => {
      const { sku } = await mall.sell({ ...PRIZE, eligible }, null);
      const all = [lin, chen, mall.trainer];
      await mall.pay([mall.trainer], 10);
      const told = await Promise.all(all.map((by) => mall.codeOf(mall.buy(by, sku))));
      const seen = await Promise.all(all.map(async (by) => (await look(by, sku)).refusal ?? 'done'));
      expect(seen).toEqual(told);
      return told;
    };
    const no = 'mall.not_eligible';
    expect(await fates({ by: 'department', department: 'd1' })).toEqual(['done', no, no]);
    expect(await fates({ by: 'title', title: 'sailor' })).toEqual([no, 'done', no]);
    expect(await fates({ by: 'role', role: 'trainer' })).toEqual([no, no, no]);
    expect(await fates({ by: 'top', percent: 30 })).toEqual(['done', no, no]);
    const staff = mall.people.slice(10, 12);
    for (const { person, org } of staff) {
      const points = { xp: 999, tier: 0, rev: 0 };
      await writer
        .insertInto('honour_person')
        .values({ person, org, ...points })
        .execute();
      await writer.updateTable('person').set({ role: 'trainer' }).where('id', '=', person).execute();
    }
    for (const percent of [10, 22, 23, 30, 34, 60, 88, 89, 100]) {
      const { sku } = await mall.sell({ ...PRIZE, eligible: { by: 'top', percent } }, null);
      for (const by of mall.people) {
        const may = (await look(by, sku)).refusal === undefined;
        expect(may).toBe((await shareAbove(store.db.read, mall.org, by.person)) < percent / 100);
      }
    }
  });

  test('a change asks for what was looked at, a new text changes no terms, orders keep what they were', async () => {
    const { sku, rev } = await mall.sell(PRIZE, 5);
    const { order } = await mall.buy(lin, sku);
    await change(sku, rev, { ...PRIZE, name: { zh: '新名字', en: 'New name' } });
    expect(await mall.codeOf(mall.buy(lin, sku, { rev: 1 }))).toBe('done');
    await change(sku, 2, { ...PRIZE, price: 99 });
    expect(await mall.codeOf(mall.buy(lin, sku, { rev: 2 }))).toBe('mall.changed');
    expect(await mall.codeOf(mall.buy(lin, sku, { rev: 4 }))).toBe('mall.changed');
    expect(await mall.codeOf(change(sku, 2, PRIZE))).toBe('mall.changed');
    expect(await orderOf(store.db.read, lin, order.id, store.clock.now())).toMatchObject({
      ...{ price: 10, name: PRIZE.name },
    });
    expect(await mall.codeOf(change(sku, 3, { ...CROWN, gives: 'top.none' }))).toBe('mall.invalid');
    const nowhere = { by: 'department', department: 'nowhere' } as const;
    expect(await mall.codeOf(change(sku, 3, { ...PRIZE, eligible: nowhere }))).toBe('mall.invalid');
    expect(await mall.codeOf(mall.run((tx) => setGoodState(tx, mall.trainer, sku, 'draft')))).toBe(
      'mall.has_orders',
    );
  });

  test('stock is added and taken away, never below nothing, and can be without end', async () => {
    const { sku } = await mall.sell(PRIZE, 2);
    const add = (n: number | null) => mall.run((tx) => addStock(tx, mall.trainer, sku, n));
    expect(await add(3)).toMatchObject({ left: 5 });
    expect(await mall.codeOf(add(-6))).toBe('mall.stock');
    expect(await add(-5)).toMatchObject({ left: 0 });
    expect(await add(null)).toMatchObject({ left: null });
    expect(await add(4)).toMatchObject({ left: 4 });
  });

  test("another's order is not to be read or cancelled, another company's not to be found", async () => {
    const { sku } = await mall.sell(PRIZE, 5);
    const { order } = await mall.buy(lin, sku);
    const other = await mallCompany(store, 1, 100);
    const [stranger] = other.people as [Actor];
    const { read } = store.db;
    for (const by of [chen, stranger]) {
      expect(await mall.codeOf(orderOf(read, by, order.id, 0))).toBe('mall.order_unknown');
      expect(await mall.codeOf(cancel(by, order.id))).toBe('mall.order_unknown');
    }
    expect(await mall.codeOf(mall.buy(stranger, sku))).toBe('mall.unknown');
    expect(await mall.codeOf(look(stranger, sku))).toBe('mall.unknown');
    expect(await mall.codeOf(orderAtDesk(read, other.org, order.code ?? ''))).toBe('mall.code_unknown');
    const foreign = [
      commit(store.ctx, (tx) => cancelOrder(tx, other.trainer, order.id, 'x')),
      commit(store.ctx, (tx) => setGoodState(tx, other.trainer, sku, 'closed')),
      commit(store.ctx, (tx) => saveGood(tx, other.trainer, { sku, rev: 1, good: PRIZE })),
    ];
    expect(await Promise.all(foreign.map((f) => mall.codeOf(f)))).toEqual([
      'mall.order_unknown',
      'mall.unknown',
      'mall.unknown',
    ]);
    expect(await commit(store.ctx, (tx) => makeReady(tx, other.trainer, [order.id]))).toEqual([]);
  });

  test('the list finds by state, good, name and code, page by page', async () => {
    const own = await mallCompany(store, 3, 10_000);
    const { sku } = await own.sell(PRIZE, null);
    const orders: Bought['order'][] = [];
    for (let i = 0; i < 53; i++) {
      store.clock.advance(1);
      orders.push((await own.buy(own.people[i % 3] as Actor, sku)).order);
    }
    await own.run((tx) => makeReady(tx, own.trainer, [orders[0]?.id ?? '']));
    const page = await ordersPage(store.db.read, own.org, {});
    expect(page.orders).toHaveLength(50);
    expect(page).toMatchObject({ total: 53, counts: { ordered: 52, ready: 1, handed: 0, cancelled: 0 } });
    const rest = await ordersPage(store.db.read, own.org, {}, page.next);
    expect([...page.orders, ...rest.orders].map((o) => o.nth)).toEqual(orders.map((_, i) => 53 - i));
    expect(rest.next).toBeUndefined();
    const found = async (filter: Parameters<typeof ordersPage>[2]) =>
      (await ordersPage(store.db.read, own.org, filter)).orders.map((o) => o.nth);
    expect(await found({ state: 'ready' })).toEqual([1]);
    expect(await found({ find: orders[7]?.code?.toLowerCase() ?? '' })).toEqual([8]);
    expect(await found({ find: '员2', to: Number(orders[5]?.at) })).toEqual([6, 3]);
    expect(await found({ find: '%' })).toEqual([]);
    expect(await found({ sku: 'nothing' })).toEqual([]);
  });
});
