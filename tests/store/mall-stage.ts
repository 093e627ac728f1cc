import { randomUUID } from 'node:crypto';
import type { StudioGood } from '../../server/domain/api-mall.ts';
import { RuleError } from '../../server/domain/errors.ts';
import type { Good } from '../../server/domain/mall-shape.ts';
import { audit } from '../../server/store/audit.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { type Actor, commit, type Work } from '../../server/store/commit.ts';
import { balanceOf } from '../../server/store/ledger.ts';
import { creditPeople } from '../../server/store/ledger-bulk.ts';
import type { Bought } from '../../server/store/mall-redeem.ts';
import { buyInTurn } from '../../server/store/mall-rush.ts';
import { saveGood, setGoodState } from '../../server/store/mall-studio.ts';
import { seedPeople, type TestStore } from '../helpers/database.ts';

export const PRIZE: Good = {
  kind: 'prize',
  name: { zh: '马克杯', en: 'Mug' },
  text: { zh: '一只杯子', en: 'A mug' },
  icon: 'hot-beverage',
  price: 10,
  tier: 'bronze',
  eligible: { by: 'all' },
};
export const VOUCHER: Good = {
  ...PRIZE,
  kind: 'voucher',
  name: { zh: '公益券', en: 'Charity voucher' },
  charity: { organisation: { zh: '图书角', en: 'Libraries' }, amount: 2000, currency: 'CNY' },
};
export const CROWN: Good = {
  ...PRIZE,
  kind: 'virtual',
  name: { zh: '王冠', en: 'Crown' },
  gives: 'top.crown',
};

export type Wanted = { qty?: number; rev?: number; command?: string; guest?: boolean };

/** A company with `n` learners of `coins` each and a trainer, and an open mall. */
export const mallCompany = async (store: TestStore, n: number, coins: number) => {
  const { ctx, db } = store;
  const people = await seedPeople(ctx, n + 1);
  const org = people[0]?.org ?? '';
  const { writer } = db.internal;
  for (const [i, { person }] of people.entries())
    await writer
      .insertInto('identity')
      .values({ person, org, name: `学员${i}`, avatar: person, failedLogins: 0 })
      .execute();
  const trainer: Editor = { ...(people.pop() as Actor), role: 'trainer' };
  const run = <T>(work: Work<T>): Promise<T> => commit(ctx, work);
  const pay = (who: readonly Actor[], amount: number) =>
    run((tx) =>
      creditPeople(
        tx,
        org,
        who.map((by) => ({ by, movement: { amount, reason: 'practice', key: randomUUID() } })),
      ),
    );
  await pay(people, coins);
  /** A good on the shelf. */
  const sell = async (good: Good, stock: number | null): Promise<StudioGood> => {
    const { sku } = await run((tx) => saveGood(tx, trainer, { good, stock }));
    return run((tx) => setGoodState(tx, trainer, sku, 'open'));
  };
  const ask = (by: Actor, { qty = 1, rev = 1, command = randomUUID(), guest = false }: Wanted) => ({
    ...{ by, qty, rev, command, guest },
    at: ctx.now(),
  });
  /** Buys, however long it takes. */
  const buy = async (by: Actor, sku: string, wanted: Wanted = {}): Promise<Bought> => {
    const found = await buyInTurn(ctx, sku, ask(by, wanted), Number.POSITIVE_INFINITY);
    if ('ahead' in found) throw new Error('told to wait');
    return found;
  };
  const codeOf = async (promise: Promise<unknown>): Promise<string> => {
    try {
      await promise;
      return 'done';
    } catch (error) {
      if (error instanceof RuleError) return error.code;
      throw error;
    }
  };
  const balance = (by: Actor) => balanceOf(db.read, by.person);
  const laws = async () => (await audit(db)).filter((c) => c.faults.length > 0);
  const rowOf = (sku: string) =>
    db.read.selectFrom('good').selectAll().where('id', '=', sku).executeTakeFirstOrThrow();
  const ordersOf = (sku: string) =>
    db.read.selectFrom('mall_order').selectAll().where('good', '=', sku).orderBy('nth').execute();
  return { org, people, trainer, run, pay, sell, ask, buy, codeOf, balance, laws, rowOf, ordersOf };
};
export type MallCompany = Awaited<ReturnType<typeof mallCompany>>;
