import { describe, expect, it } from 'vitest';
import { mostLiked } from '../../server/domain/ask.ts';
import { calendarOf, nextTitle } from '../../server/domain/reading.ts';

/** Sunday 22 November 2026; the five weeks begin on Monday 26 October. */
const TODAY = 20261122;
const marks = (days: number[], rests = [{ weekdays: [] as number[], days: [] as number[] }], today = TODAY) =>
  Object.fromEntries(calendarOf(days, today, rests).map((d) => [d.day, d.mark]));

describe('the calendar of five weeks', () => {
  it('begins on a Monday, has thirty-five days, and what is to come is ahead', () => {
    const all = calendarOf([], 20261118, []);
    expect(all).toHaveLength(35);
    expect(all[0]?.day).toBe(20261019);
    expect(all.slice(-5).map((d) => d.mark)).toEqual(['ahead', 'ahead', 'ahead', 'ahead', 'ahead']);
    expect(all.slice(0, 30).every((d) => d.mark === 'away')).toBe(true);
  });

  it('calls two missed days of a week freezes while the streak goes on, and away when it broke', () => {
    expect(marks([20261116, 20261119])).toMatchObject({
      20261116: 'in',
      20261117: 'freeze',
      20261118: 'freeze',
      20261119: 'in',
      20261120: 'away',
      20261121: 'away',
    });
    expect(marks([20261116, 20261120])).toMatchObject({ 20261117: 'away', 20261119: 'away' });
  });

  it('shows rest days as rest, also where the streak broke', () => {
    const rests = [{ weekdays: [6, 7], days: [20261118] }];
    expect(marks([20261113, 20261116], rests)).toMatchObject({ 20261114: 'rest', 20261115: 'rest' });
    expect(marks([20261102, 20261119], rests)).toMatchObject({ 20261118: 'rest', 20261117: 'away' });
  });

  it('leaves today open until it is done', () => {
    expect(marks([20261121])[TODAY]).toBe('ahead');
    expect(marks([20261121, TODAY])[TODAY]).toBe('in');
  });
});

describe('the reading challenge', () => {
  it('brings titles at 30, 50 and 100 days', () => {
    expect([0, 29, 30, 99, 100].map(nextTitle)).toEqual([30, 30, 50, 100, undefined]);
  });
});

describe('the most liked answer', () => {
  it('is the earliest among equals, also when nobody liked any', () => {
    const answer = (id: string, likes: number, at: number) => ({ id, author: id, likes, at });
    expect(mostLiked([answer('a', 1, 5), answer('b', 3, 9), answer('c', 3, 7)])?.id).toBe('c');
    expect(mostLiked([answer('a', 0, 5), answer('b', 0, 4)])?.id).toBe('b');
    expect(mostLiked([])).toBeUndefined();
  });
});
