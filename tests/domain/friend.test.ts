import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RuleError } from '../../server/domain/errors.ts';
import {
  actOn,
  bondOf,
  FRIEND_ACTS,
  type FriendAct,
  type Link,
  newFriendCode,
  readFriendCode,
} from '../../server/domain/friend.ts';

const DAY = 86_400_000;
const [A, B] = ['ann', 'ben'];
/** What is left after acts, one a day; a refused one changes nothing. */
const left = (...acts: [who: string, act: FriendAct][]): Link | undefined =>
  acts.reduce<Link | undefined>((link, [who, act], day) => {
    try {
      return actOn(act, link, who, day * DAY).link;
    } catch (error) {
      if (error instanceof RuleError) return link;
      throw error;
    }
  }, undefined);
const bonds = (link: Link | undefined) => [bondOf(link, A), bondOf(link, B)];

describe('what is between two people', () => {
  test('a request is waited for until it is accepted', () => {
    expect(bonds(left([A, 'request']))).toEqual(['asked', 'asks']);
    expect(bonds(left([A, 'request'], [B, 'accept']))).toEqual(['friends', 'friends']);
  });

  test('two who ask each other are friends', () => {
    expect(bonds(left([A, 'request'], [B, 'request']))).toEqual(['friends', 'friends']);
  });

  test('who was declined still waits and is not told; who declined has forgotten it', () => {
    const link = left([A, 'request'], [B, 'decline']);
    expect(bonds(link)).toEqual(['asked', 'none']);
    expect(actOn('decline', left([A, 'request']), B, DAY).told).toBeUndefined();
  });

  test('who declined and asks later is a friend at once', () => {
    expect(bonds(left([A, 'request'], [B, 'decline'], [B, 'request']))).toEqual(['friends', 'friends']);
  });

  test('a declined request that is taken back and made again is silent for thirty days', () => {
    const hushed = left([A, 'request'], [B, 'decline'], [A, 'withdraw']);
    expect(bonds(hushed)).toEqual(['none', 'none']);
    const soon = actOn('request', hushed, A, 20 * DAY);
    expect([soon.told, ...bonds(soon.link)]).toEqual([undefined, 'asked', 'none']);
    const late = actOn('request', hushed, A, 32 * DAY);
    expect([late.told, ...bonds(late.link)]).toEqual(['request', 'asked', 'asks']);
  });

  test('nobody accepts what was not asked, nor their own request', () => {
    const refused = new RuleError('friend.no_request');
    expect(() => actOn('accept', undefined, A, 0)).toThrow(refused);
    expect(() => actOn('accept', left([A, 'request']), A, 0)).toThrow(refused);
    expect(() => actOn('accept', left([A, 'request'], [A, 'withdraw']), B, 0)).toThrow(refused);
  });

  const act = fc.tuple(fc.constantFrom(A, B), fc.constantFrom(...FRIEND_ACTS));

  test('nobody becomes a friend without a word of both', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        if (bondOf(left(...acts), A) !== 'friends') return;
        const wanted = (who: string) =>
          acts.some(([w, a]) => w === who && (a === 'request' || a === 'accept'));
        expect([wanted(A), wanted(B)]).toEqual([true, true]);
      }),
    );
  });

  test('both see one thing, and an act done twice is an act done once', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), act, (acts, last) => {
        const once = left(...acts, last);
        const [a, b] = bonds(once);
        expect(a === 'friends').toBe(b === 'friends');
        if (a === 'asks') expect(b).toBe('asked');
        expect(bonds(left(...acts, last, last))).toEqual([a, b]);
      }),
    );
  });
});

describe('a friend code', () => {
  test('is read however it is typed, and is no word', () => {
    const code = newFriendCode(Math.random);
    const typed = ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `;
    expect(readFriendCode(typed)).toBe(code);
    expect(code).not.toMatch(/[AEIOU0-1]/);
  });
  test.each(['', 'LIN', '林小满啊啊啊', 'AAAAAA', 'CDFGHJK'])('%j is none', (text) => {
    expect(readFriendCode(text)).toBeUndefined();
  });
});
