import { RuleError } from './errors.ts';
import type { Policy } from './policy.ts';

/** What the dialog offers at once. */
export const GIFT_CHIPS: readonly number[] = [5, 10, 20, 50];
/** Characters of the words that go with a gift. */
export const MOST_GIFT_TEXT = 120;
/** Coins that count for kindness at most, to one colleague on one play day. */
export const KIND_A_DAY = 20;

/** Coins of a gift that go to the company's tax account. */
export const taxOf = (amount: number, percent: number): number => Math.floor((amount * percent) / 100);

/** What a person has given on a play day, in all and to one colleague. */
export type Given = { day: number; friend: number };
export type GiftLeft = { day: number; friend: number };
/** Coins that may still be given today: in all, and to this colleague. */
export const leftOf = (policy: Policy['gift'], given: Given): GiftLeft => {
  const day = policy.on ? Math.max(0, policy.perDay - given.day) : 0;
  return { day, friend: Math.min(day, policy.on ? Math.max(0, policy.perFriend - given.friend) : 0) };
};

/** Throws `gift.off`, `gift.day_cap`, `gift.friend_cap`. */
export const checkGift = (policy: Policy['gift'], amount: number, given: Given): void => {
  if (!policy.on) throw new RuleError('gift.off');
  const left = leftOf(policy, given);
  if (amount > left.day) throw new RuleError('gift.day_cap', { left: left.day });
  if (amount > left.friend) throw new RuleError('gift.friend_cap', { left: left.friend });
};

/** What went to and came back from one colleague on one play day (YYYYMMDD). */
export type Flow = { other: string; day: number; given: number; back: number };

const kindnessUntil = (flows: readonly Flow[], until: number): number => {
  const given = new Map<string, number>();
  const back = new Map<string, number>();
  const add = (to: Map<string, number>, other: string, n: number) => to.set(other, (to.get(other) ?? 0) + n);
  for (const f of flows) {
    if (f.day > until) continue;
    add(given, f.other, Math.min(KIND_A_DAY, f.given));
    add(back, f.other, f.back);
  }
  const sum = (of: Map<string, number>): number => [...of.values()].reduce((a, b) => a + b, 0);
  const pairs = [...given].reduce((all, [other, n]) => all + Math.max(0, n - (back.get(other) ?? 0)), 0);
  return Math.min(pairs, Math.max(0, sum(given) - sum(back)));
};

/**
 * Coins given away from day `from` to day `to` that did not come back: at most `KIND_A_DAY` to one colleague on a day, less
 * what the same colleague has ever given back, and in all no more than is really gone. So no ring of accounts, however
 * long, raises anybody in it. `flows` = one row per colleague and day, from the first day on.
 */
export const kindnessOf = (flows: readonly Flow[], from: number, to: number): number =>
  Math.max(0, kindnessUntil(flows, to) - kindnessUntil(flows, from - 1));
