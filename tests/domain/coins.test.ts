import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceAfter, isBalanced, MOST_COINS, movement } from '../../server/domain/coins.ts';

describe('coins', () => {
  test('a movement takes from one account what it gives to the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST_COINS }), (amount) => {
        const entries = movement('mint', 'wallet', amount);
        expect(entries).toEqual([
          { account: 'mint', amount: -amount },
          { account: 'wallet', amount },
        ]);
        expect(isBalanced(entries.map((e) => e.amount))).toBe(true);
      }),
    );
  });

  test.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, MOST_COINS + 1])(
    '%d coins cannot be moved',
    (amount) => {
      expect(() => movement('a', 'b', amount)).toThrow('bad_request');
    },
  );

  test('a transfer that makes or loses coins, or moves none, is not balanced', () => {
    for (const amounts of [[], [5], [5, -4], [0, 0], [3, -3, 0]]) expect(isBalanced(amounts)).toBe(false);
    expect(isBalanced([5, -2, -3])).toBe(true);
  });

  test('a person cannot spend more than the purse holds, the mint can', () => {
    expect(balanceAfter(10, -10, true)).toBe(0);
    expect(() => balanceAfter(10, -11, true)).toThrow('coins.insufficient');
    expect(balanceAfter(10, -11, false)).toBe(-1);
  });
});
