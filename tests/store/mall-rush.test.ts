import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../server/store/commit.ts';
import { buyInTurn, stockChanged } from '../../server/store/mall-rush.ts';
import { addStock, saveGood } from '../../server/store/mall-studio.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { type MallCompany, mallCompany, PRIZE } from './mall-stage.ts';

const PEOPLE = 40;

describe.each(STORES)('a rush for the mall on $name', ({ open }) => {
  let store: TestStore;
  let mall: MallCompany;
  const someone = (i: number): Actor => mall.people[i % PEOPLE] as Actor;
  beforeAll(async () => {
    store = await open();
    mall = await mallCompany(store, PEOPLE, 100_000);
  });
  afterAll(() => store.close());

  test('200 people who want the last one at the same moment: exactly one gets it, the first who came', async () => {
    const { sku } = await mall.sell(PRIZE, 1);
    const fates = await Promise.all(
      Array.from({ length: 200 }, (_, i) => mall.codeOf(mall.buy(someone(i), sku))),
    );
    expect(fates[0]).toBe('done');
    expect(new Set(fates.slice(1))).toEqual(new Set(['mall.sold_out']));
    expect(await mall.rowOf(sku)).toMatchObject({ left: 0, sold: 1, nth: 1 });
    expect(await mall.laws()).toEqual([]);
  });

  test('the same command sent ten times at once, and once more later, buys once and says the same', async () => {
    const { sku } = await mall.sell(PRIZE, 5);
    const command = randomUUID();
    const before = await mall.balance(someone(0));
    const all = await Promise.all(
      Array.from({ length: 10 }, () => mall.buy(someone(0), sku, { command, qty: 2 })),
    );
    expect(new Set(all.map((b) => b.order.id)).size).toBe(1);
    expect(all.every((b) => b.balance === before - 20)).toBe(true);
    expect(await mall.rowOf(sku)).toMatchObject({ left: 3, sold: 2, nth: 1 });
  });

  test('a limit per person holds when one person asks thirty times at once', async () => {
    const { sku } = await mall.sell({ ...PRIZE, perPerson: 3 }, 50);
    const fates = await Promise.all(
      Array.from({ length: 30 }, (_, i) => mall.codeOf(mall.buy(someone(i % 2), sku))),
    );
    expect(fates.filter((f) => f === 'done')).toHaveLength(6);
    expect(new Set(fates)).toEqual(new Set(['done', 'mall.limit']));
    expect(await mall.rowOf(sku)).toMatchObject({ left: 44, sold: 6 });
  });

  test('nobody overtakes: numbers are given in the order of arrival, over many transactions', async () => {
    const { sku } = await mall.sell(PRIZE, null);
    const bought = await Promise.all(Array.from({ length: 130 }, (_, i) => mall.buy(someone(i), sku)));
    expect(bought.map((b) => b.order.nth)).toEqual(bought.map((_, i) => i + 1));
    const codes = (await mall.ordersOf(sku)).map((o) => o.code);
    expect(new Set(codes).size).toBe(130);
    for (const code of codes) expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
  });

  test('whoever is far back is told how many are before, and the same command learns the fate later', async () => {
    const { sku } = await mall.sell(PRIZE, 60);
    const asks = Array.from({ length: 90 }, (_, i) => mall.ask(someone(i), {}));
    const first = await Promise.all(
      asks.map((ask) => buyInTurn(store.ctx, sku, ask, 20).catch((e) => e.code)),
    );
    for (const [i, told] of first.entries()) {
      if (i <= 20) expect(told).toMatchObject({ order: { nth: i + 1 } });
      else expect(told).toMatchObject({ ahead: i, againMs: expect.any(Number) });
    }
    await mall.buy(someone(5), sku).catch(() => undefined);
    const later = await Promise.all(
      asks.slice(21).map((ask) => buyInTurn(store.ctx, sku, ask, 20).catch((e) => e.code)),
    );
    for (const [i, told] of later.entries()) {
      if (i + 21 < 60) expect(told).toMatchObject({ order: { nth: i + 22 } });
      else expect(told).toBe('mall.sold_out');
    }
    expect(await mall.rowOf(sku)).toMatchObject({ left: 0, sold: 60 });
  });

  test('who was told a number and never came back has the order all the same', async () => {
    const { sku } = await mall.sell(PRIZE, null);
    const asks = Array.from({ length: 40 }, (_, i) => mall.ask(someone(i), {}));
    await Promise.all(asks.map((ask) => buyInTurn(store.ctx, sku, ask, 0)));
    const last = asks.at(-1) as (typeof asks)[number];
    expect(await buyInTurn(store.ctx, sku, last, 1_000)).toMatchObject({ order: { nth: 40 } });
    expect(await mall.ordersOf(sku)).toHaveLength(40);
  });

  test('all gone is said without the store, but who has bought is still found, and new stock is sold at once', async () => {
    const { sku } = await mall.sell(PRIZE, 1);
    const command = randomUUID();
    const mine = await mall.buy(someone(0), sku, { command });
    const { writer } = store.db.internal;
    await writer.updateTable('good').set({ left: 7 }).where('id', '=', sku).execute();
    expect(await mall.codeOf(mall.buy(someone(1), sku))).toBe('mall.sold_out');
    await writer.updateTable('good').set({ left: 0 }).where('id', '=', sku).execute();
    store.clock.advance(121_000);
    expect(await mall.codeOf(mall.buy(someone(1), sku))).toBe('mall.sold_out');
    expect((await mall.buy(someone(0), sku, { command })).order.id).toBe(mine.order.id);
    await mall.run((tx) => addStock(tx, mall.trainer, sku, 1));
    stockChanged(store.db, mall.org, sku);
    expect(await mall.codeOf(mall.buy(someone(1), sku))).toBe('done');
  });

  test('one who cannot pay takes nothing from those behind', async () => {
    const { sku } = await mall.sell({ ...PRIZE, price: 100_000 }, 3);
    const [poor, ...rich] = [someone(0), someone(31), someone(32), someone(33)] as const;
    await mall.pay(rich, 100_000);
    const fates = await Promise.all([poor, ...rich].map((by) => mall.codeOf(mall.buy(by, sku))));
    expect(fates).toEqual(['coins.insufficient', 'done', 'done', 'done']);
    expect((await mall.ordersOf(sku)).map((o) => o.nth)).toEqual([1, 2, 3]);
    expect(await mall.laws()).toEqual([]);
  });

  test('a price that changes in the middle: nobody pays what was not looked at', async () => {
    const good = { ...PRIZE, price: 7 };
    const { sku } = await mall.sell(good, null);
    const rush = (n: number) => Array.from({ length: n }, (_, i) => mall.codeOf(mall.buy(someone(i), sku)));
    const early = await Promise.all(rush(10));
    const during = rush(30);
    await mall.run((tx) => saveGood(tx, mall.trainer, { sku, rev: 1, good: { ...good, price: 9 } }));
    const late = await Promise.all(rush(10));
    expect(new Set(early)).toEqual(new Set(['done']));
    for (const fate of await Promise.all(during)) expect(['done', 'mall.changed']).toContain(fate);
    expect(new Set(late)).toEqual(new Set(['mall.changed']));
    expect(new Set((await mall.ordersOf(sku)).map((o) => o.price))).toEqual(new Set([7]));
    expect(await mall.codeOf(mall.buy(someone(0), sku, { rev: 2 }))).toBe('done');
  });

  test('whatever comes in parallel: stock, limits, numbers and coins are exact', async () => {
    const wish = fc.record({ who: fc.nat(5), qty: fc.integer({ min: 1, max: 4 }), command: fc.nat(12) });
    const run = fc.asyncProperty(
      fc.array(wish, { minLength: 10, maxLength: 50 }),
      fc.record({ stock: fc.integer({ min: 0, max: 30 }), most: fc.integer({ min: 1, max: 8 }) }),
      async (wishes, { stock, most }) => {
        const { sku } = await mall.sell({ ...PRIZE, perPerson: most }, stock);
        const prefix = randomUUID();
        const named = wishes.map((w) => ({ ...w, command: `${prefix}-${w.command}` }));
        const fates = await Promise.all(
          named.map(({ who, qty, command }) => mall.codeOf(mall.buy(someone(who), sku, { qty, command }))),
        );
        for (const f of fates) expect(['done', 'mall.sold_out', 'mall.limit']).toContain(f);
        const orders = await mall.ordersOf(sku);
        const sold = orders.reduce((n, o) => n + o.qty, 0);
        expect(await mall.rowOf(sku)).toMatchObject({ left: stock - sold, sold, nth: orders.length });
        const pieces = Map.groupBy(orders, (o) => o.person);
        for (const own of pieces.values())
          expect(own.reduce((n, o) => n + o.qty, 0)).toBeLessThanOrEqual(most);
      },
    );
    await fc.assert(run, { numRuns: store.db.dialect === 'sqlite' ? 15 : 4 });
    expect(await mall.laws()).toEqual([]);
  });
});
