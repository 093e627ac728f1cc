import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGift, type Flow, KIND_A_DAY, kindnessOf, leftOf, taxOf } from '../../server/domain/gift.ts';
import { DEFAULT_POLICY } from '../../server/domain/policy.ts';

const policy = DEFAULT_POLICY.gift;
const LAST = 20991231;
const FIRST = 20260101;
const day = (n: number): number => 20261101 + n;

type Give = { from: number; to: number; amount: number; day: number };
const giveOf: fc.Arbitrary<Give> = fc.record({
  from: fc.nat(4),
  to: fc.nat(4),
  amount: fc.integer({ min: 1, max: 50 }),
  day: fc.integer({ min: 0, max: 5 }),
});
/** The flows of one person out of what was given among people 0 to 4. */
const flowsOf = (gives: readonly Give[], me: number): Flow[] => {
  const flows = new Map<string, Flow>();
  for (const g of gives) {
    if (g.from === g.to || (g.from !== me && g.to !== me)) continue;
    const other = String(g.from === me ? g.to : g.from);
    const key = `${other} ${g.day}`;
    const flow = flows.get(key) ?? { other, day: day(g.day), given: 0, back: 0 };
    flows.set(key, flow);
    if (g.from === me) flow.given += g.amount;
    else flow.back += g.amount;
  }
  return [...flows.values()];
};
const score = (gives: readonly Give[], me: number): number => kindnessOf(flowsOf(gives, me), FIRST, LAST);

describe('a gift', () => {
  it('is taxed by whole coins, rounded down', () => {
    expect([taxOf(19, 15), taxOf(6, 15), taxOf(100, 0), taxOf(1, 50)]).toEqual([2, 0, 0, 0]);
  });

  it('keeps to the caps of day and friend, to the coin', () => {
    expect(leftOf(policy, { day: 70, friend: 20 })).toEqual({ day: 30, friend: 30 });
    expect(() => checkGift(policy, 30, { day: 70, friend: 20 })).not.toThrow();
    expect(() => checkGift(policy, 31, { day: 70, friend: 0 })).toThrow('gift.day_cap');
    expect(() => checkGift(policy, 31, { day: 20, friend: 20 })).toThrow('gift.friend_cap');
    expect(leftOf({ ...policy, on: false }, { day: 0, friend: 0 })).toEqual({ day: 0, friend: 0 });
  });
});

describe('kindness', () => {
  it('is what was given, at most twenty to one colleague on a day', () => {
    const gives = [
      { from: 0, to: 1, amount: 50, day: 0 },
      { from: 0, to: 1, amount: 5, day: 1 },
    ];
    expect(score(gives, 0)).toBe(KIND_A_DAY + 5);
  });

  it('is nothing for what came back, and a gift returned in a later week does not begin at zero there', () => {
    const there = { from: 0, to: 1, amount: 20, day: 0 };
    const back = { from: 1, to: 0, amount: 20, day: 3 };
    expect(score([there, back], 0)).toBe(0);
    expect(kindnessOf(flowsOf([there, back], 1), day(3), day(3))).toBe(0);
    expect(kindnessOf(flowsOf([there, back], 0), day(0), day(1))).toBe(20);
  });

  it('is nothing for anybody when in the end nobody has given more than they got, however long the ring', () => {
    fc.assert(
      fc.property(fc.array(giveOf, { maxLength: 30 }), (gives) => {
        const settled = [...gives];
        // Everybody passes on or gets back until all purses are as before.
        const net = [0, 0, 0, 0, 0].map((_, i) =>
          gives.reduce((n, g) => n + (g.to === i ? g.amount : 0) - (g.from === i ? g.amount : 0), 0),
        );
        for (const [i, n] of net.entries()) {
          const next = (i + 1) % 5;
          const carried = net.slice(0, i + 1).reduce((sum, one) => sum + one, 0);
          if (carried > 0 && i < 4) settled.push({ from: i, to: next, amount: carried, day: 5 });
          if (carried < 0 && i < 4) settled.push({ from: next, to: i, amount: -carried, day: 5 });
          expect(n).toBeTypeOf('number');
        }
        for (const i of net.keys()) expect(score(settled, i)).toBe(0);
      }),
    );
  });

  it('never grows by what a person gets, nor beyond what they gave away', () => {
    fc.assert(
      fc.property(fc.array(giveOf, { maxLength: 30 }), giveOf, (gives, more) => {
        const given = gives.reduce((n, g) => n + (g.from === 0 && g.to !== 0 ? g.amount : 0), 0);
        expect(score(gives, 0)).toBeLessThanOrEqual(given);
        const got = { ...more, from: more.from === 0 ? 1 : more.from, to: 0 };
        expect(score([...gives, got], 0)).toBeLessThanOrEqual(score(gives, 0));
      }),
    );
  });
});
