import { describe, expect, it } from 'vitest';
import { ownCalendar } from '../../server/domain/calendar.ts';
import { expectedStations, type Member, memberState } from '../../server/domain/cohort.ts';
import type { Quest } from '../../server/domain/quest.ts';

const quest = {
  id: 'q',
  name: { zh: '任务' },
  days: 7,
  islands: [
    {
      id: 'i',
      name: { zh: '岛' },
      about: { zh: '岛' },
      icon: 'hut',
      bank: 'b',
      stations: Array.from({ length: 14 }, (_, n) => ({
        id: `s${n + 1}`,
        kind: 'practice',
        name: { zh: '练习' },
        minutes: 3,
      })),
    },
  ],
} as Quest;
const done = (n: number) => new Map(Array.from({ length: n }, (_, i) => [`s${i + 1}`, { done: true }]));
/** On Wednesday, the third day; the last station was done on Tuesday. */
const member = (more: Partial<Member> = {}): Member => ({
  quest,
  done: done(5),
  days: { today: 20261118, calendar: ownCalendar('Asia/Shanghai', 20261116) },
  graduated: false,
  started: true,
  sinceDay: 20261117,
  failures: 0,
  waiting: false,
  ...more,
});
const workweek = { ...ownCalendar('Asia/Shanghai', 20261116), rest: { weekdays: [6, 7], days: [] } };

describe('the day’s place', () => {
  it('grows by a day’s share, with one day of slack, and ends with the programme', () => {
    expect([0, 1, 2, 3, 7, 8, 30].map((day) => expectedStations(14, day, 7))).toEqual([
      0, 0, 2, 4, 12, 14, 14,
    ]);
    expect(expectedStations(54, 4, 7)).toBe(23);
  });
});

describe('a member of a cohort', () => {
  it('is on track at the day’s place and behind after it', () => {
    expect(memberState(member())).toBe('on-track');
    expect(memberState(member({ done: done(4) }))).toBe('on-track');
    expect(memberState(member({ done: done(3) }))).toBe('behind');
  });

  it('has not started before anything was tried, and has graduated whatever else is true', () => {
    expect(memberState(member({ started: false, done: done(0) }))).toBe('not-started');
    expect(memberState(member({ graduated: true, failures: 9 }))).toBe('graduated');
  });

  it('is stuck at the same station for two programme days', () => {
    expect(memberState(member({ sinceDay: 20261117 }))).toBe('on-track');
    expect(memberState(member({ sinceDay: 20261116 }))).toBe('stuck');
  });

  it('is not stuck by a weekend in which the programme rests', () => {
    const monday = { today: 20261123, calendar: workweek };
    expect(memberState(member({ days: monday, done: done(10), sinceDay: 20261120 }))).toBe('on-track');
    expect(memberState(member({ days: monday, done: done(10), sinceDay: 20261119 }))).toBe('stuck');
  });

  it('is stuck after three failed exams or bosses', () => {
    expect(memberState(member({ failures: 2 }))).toBe('on-track');
    expect(memberState(member({ failures: 3 }))).toBe('stuck');
  });

  it('who waits for a mark, or has nothing left to do now, is not stuck', () => {
    expect(memberState(member({ sinceDay: 20261116, waiting: true }))).toBe('on-track');
    expect(memberState(member({ sinceDay: 20261116, done: done(14) }))).toBe('on-track');
  });

  it('who began before the first day is not stuck from before it', () => {
    expect(memberState(member({ sinceDay: 20261101, days: { ...member().days, today: 20261117 } }))).toBe(
      'on-track',
    );
  });
});
