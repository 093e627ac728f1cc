import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alone, onDuty, takeLease } from '../../server/store/lease.ts';
import { STORES, type TestStore } from '../helpers/database.ts';

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

describe.each(STORES)('leases on $name', ({ open }) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.close());

  it('have one holder, and are given to who has waited for them', async () => {
    const first = await takeLease(store.db, 'a');
    expect(first?.isHeld()).toBe(true);
    expect(await takeLease(store.db, 'a')).toBeUndefined();
    const waiting = takeLease(store.db, 'a', { waitMs: 2_000 });
    await first?.free();
    const second = await waiting;
    expect([first?.isHeld(), second?.isHeld()]).toEqual([false, true]);
    // Who has had it gives nothing away.
    await first?.free();
    expect(await takeLease(store.db, 'a')).toBeUndefined();
  });

  it('let works of one name follow each other, also after one that fails', async () => {
    const order: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      order.push(`${name} begins`);
      await pause(30);
      order.push(`${name} ends`);
      if (name === 'one') throw new Error('broken');
    };
    const both = [alone(store.db, 'start', work('one')), alone(store.db, 'start', work('two'))];
    await Promise.allSettled(both);
    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('leave a process that is alone on duty', async () => {
    expect([await onDuty(store.db), await onDuty(store.db)]).toEqual([true, true]);
  });
});
