import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rest } from '../../server/domain/api-cohorts.ts';
import { checkIn, type Streak, shownStreak } from '../../server/domain/streak.ts';
import { addDays, daysBetween, localDayHour, playDay } from '../../server/domain/time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NEW: Streak = { streak: 0, freezes: 0 };
const WEEKEND: Rest = { weekdays: [6, 7], days: [] };
/** Check-ins on these days, one after the other. */
const streakAfter = (days: readonly number[], rests: readonly Rest[] = [], from: Streak = NEW): Streak =>
  days.reduce((s, day) => checkIn(s, day, rests).streak, from);
const MONDAY = 20261116;
const week = (...offsets: number[]): number[] => offsets.map((n) => addDays(MONDAY, n));

describe('the streak', () => {
  it('begins at one, grows by a day, stays within the day', () => {
    expect(streakAfter(week(0))).toEqual({ streak: 1, day: MONDAY, freezes: 0 });
    expect(streakAfter(week(0, 1, 2)).streak).toBe(3);
    expect(checkIn(streakAfter(week(0, 1)), addDays(MONDAY, 1), [])).toMatchObject({
      first: false,
      streak: { streak: 2 },
    });
  });

  it('survives two missed days of a week, the third breaks it', () => {
    expect(streakAfter(week(0, 2)).streak).toBe(2);
    expect(streakAfter(week(0, 2, 4)).streak).toBe(3);
    expect(streakAfter(week(0, 2, 4, 6)).streak).toBe(1);
    expect(streakAfter(week(0, 3)).streak).toBe(2);
    expect(streakAfter(week(0, 4)).streak).toBe(1);
  });

  it('has two free days again in the next week, which begins on Monday', () => {
    expect(streakAfter(week(0, 3, 4, 5, 6, 9))).toEqual({
      streak: 6,
      day: addDays(MONDAY, 9),
      freezeWeek: addDays(MONDAY, 7),
      freezes: 2,
    });
    expect(streakAfter(week(4, 9)).streak).toBe(2);
    expect(streakAfter(week(4, 10)).streak).toBe(1);
  });

  it('does not miss rest days, and grows when somebody comes on one', () => {
    expect(streakAfter(week(4, 7), [WEEKEND])).toEqual({ streak: 2, day: addDays(MONDAY, 7), freezes: 0 });
    expect(streakAfter(week(4, 5, 7), [WEEKEND]).streak).toBe(3);
    const golden: Rest = { weekdays: [], days: week(1, 2, 3, 4, 5, 6) };
    expect(streakAfter(week(0, 7), [golden])).toMatchObject({ streak: 2, freezes: 0 });
  });

  it('of somebody in two cohorts rests when one of them does', () => {
    expect(
      streakAfter(week(0, 3, 4, 5, 7), [
        { weekdays: [2, 3], days: [] },
        { weekdays: [7], days: [] },
      ]),
    ).toEqual({
      streak: 5,
      day: addDays(MONDAY, 7),
      freezes: 0,
    });
  });

  it('a broken one begins anew, without the freezes of the week', () => {
    const broken = streakAfter(week(0, 1, 5));
    expect(broken).toMatchObject({ streak: 1, day: addDays(MONDAY, 5) });
  });

  it('neither grows nor goes back when a clock or zone is set back, and does not double afterwards', () => {
    const four = streakAfter(week(0, 1, 2, 3));
    const back = checkIn(four, addDays(MONDAY, 2), []);
    expect(back).toEqual({ first: false, streak: four });
    expect(checkIn(back.streak, addDays(MONDAY, 3), [])).toEqual({ first: false, streak: four });
    expect(checkIn(back.streak, addDays(MONDAY, 4), []).streak.streak).toBe(5);
  });

  it('is shown until a check-in would begin anew', () => {
    const three = streakAfter(week(0, 1, 2));
    expect(week(2, 3, 4, 5, 6).map((day) => shownStreak(three, day, []))).toEqual([3, 3, 3, 3, 0]);
    expect(shownStreak(streakAfter(week(4)), addDays(MONDAY, 7), [WEEKEND])).toBe(1);
    expect(shownStreak(NEW, MONDAY, [])).toBe(0);
    expect(shownStreak(three, addDays(MONDAY, -3), [])).toBe(3);
  });

  it('shows zero exactly when the next check-in is number one', () => {
    const days = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 12 }), fc.boolean(), (gaps, last, weekends) => {
        const rests = weekends ? [WEEKEND] : [];
        let day = MONDAY;
        const streak = streakAfter(
          gaps.map((gap) => {
            day = addDays(day, gap);
            return day;
          }),
          rests,
        );
        const today = addDays(day, last);
        const next = checkIn(streak, today, rests).streak.streak;
        expect(next).toBe(shownStreak(streak, today, rests) + 1);
      }),
    );
  });
});

const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Australia/Adelaide',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Africa/Casablanca',
];
/** Around New Year, leap day and every change of clocks of 2026 on both halves of the earth. */
const NIGHTS = [
  '2026-12-29',
  '2028-02-26',
  '2026-03-06',
  '2026-03-27',
  '2026-04-03',
  '2026-10-02',
  '2026-10-23',
  '2026-10-30',
];
const nights = fc.constantFrom(...NIGHTS.map((d) => Date.parse(`${d}T00:00:00Z`)));
const oneZone = fc.constantFrom(...ZONES);

describe('clock torture: no streak lost or doubled', () => {
  it('somebody who comes once each play day, at any hour of it, has a streak of as many days', () => {
    const comes = fc.array(fc.integer({ min: 0, max: 23 * 60 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(oneZone, nights, comes, (zone, from, minutes) => {
        let streak = NEW;
        let day = playDay(from, zone);
        for (const minute of minutes) {
          day = addDays(day, 1);
          const begin = [...Array(200).keys()]
            .map(
              (q) =>
                Date.UTC(Math.floor(day / 1e4), (Math.floor(day / 100) % 100) - 1, day % 100) -
                15 * HOUR +
                (q * HOUR) / 4,
            )
            .find((at) => playDay(at, zone) === day);
          const at = (begin ?? 0) + Math.min(minute, 22 * 60 + 59) * 60_000;
          expect(playDay(at, zone)).toBe(day);
          streak = checkIn(streak, playDay(at, zone), []).streak;
        }
        expect(streak).toEqual({ streak: 8, day, freezes: 0 });
      }),
      { numRuns: 400 },
    );
  });

  it('however many devices come at whatever instants in whatever order, a day counts once', () => {
    const instants = fc.array(fc.integer({ min: 0, max: 6 * 24 * 60 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(oneZone, nights, instants, (zone, from, minutes) => {
        const times = minutes.map((m) => from + m * 60_000).sort((a, b) => a - b);
        let streak = NEW;
        let firsts = 0;
        for (const at of times) {
          const done = checkIn(streak, playDay(at, zone), []);
          expect(done.streak.streak).toBeGreaterThanOrEqual(1);
          streak = done.streak;
          firsts += done.first ? 1 : 0;
        }
        const days = new Set(times.map((at) => playDay(at, zone)));
        expect(firsts).toBe(days.size);
        expect(streak.streak).toBeLessThanOrEqual(days.size);
        const late = times.map((at, i) => times[(i * 7) % times.length] ?? at);
        const again = late.reduce((s, at) => checkIn(s, playDay(at, zone), []).streak, streak);
        expect(again).toEqual(streak);
      }),
      { numRuns: 400 },
    );
  });

  it('a change of the organisation’s zone costs at most the day that comes twice', () => {
    const day = fc.integer({ min: 1, max: 8 });
    fc.assert(
      fc.property(
        nights,
        oneZone,
        oneZone,
        day,
        fc.integer({ min: 0, max: 23 }),
        (from, old, fresh, at, hour) => {
          let streak = NEW;
          for (let i = 0; i < 10; i++) {
            const today = playDay(from + i * DAY + hour * HOUR, i < at ? old : fresh);
            streak = checkIn(streak, today, []).streak;
          }
          expect([8, 9, 10]).toContain(streak.streak);
          if (old === fresh) expect(streak.streak).toBeGreaterThanOrEqual(9);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('while the organisation’s zone changes every day, no day counts twice and a repeated one changes nothing', () => {
    const moves = fc.array(oneZone, { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(nights, moves, fc.integer({ min: 0, max: 23 }), (from, zones, hour) => {
        let streak = NEW;
        const counted: number[] = [];
        zones.forEach((zone, i) => {
          const today = playDay(from + i * DAY + hour * HOUR, zone);
          const done = checkIn(streak, today, []);
          if (done.first) counted.push(today);
          else expect(done.streak).toEqual(streak);
          streak = done.streak;
        });
        expect(new Set(counted).size).toBe(counted.length);
        expect(streak.streak).toBeLessThanOrEqual(counted.length);
        expect(daysBetween(counted[0] ?? 0, streak.day ?? 0) + 1).toBeGreaterThanOrEqual(streak.streak);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['Europe/Berlin', '2026-03-29T03:59:59+02:00', 20260328],
    ['Europe/Berlin', '2026-03-29T04:00:00+02:00', 20260329],
    ['Europe/Berlin', '2026-10-25T02:30:00+02:00', 20261024],
    ['Europe/Berlin', '2026-10-25T02:30:00+01:00', 20261024],
    ['Europe/Berlin', '2026-10-25T04:00:00+01:00', 20261025],
    ['America/New_York', '2026-03-08T03:59:59-04:00', 20260307],
    ['America/New_York', '2026-11-01T01:30:00-05:00', 20261031],
    ['America/New_York', '2026-11-01T04:00:00-05:00', 20261101],
    ['Asia/Kolkata', '2026-11-16T03:59:59+05:30', 20261115],
    ['Asia/Kathmandu', '2026-11-16T04:00:00+05:45', 20261116],
    ['Australia/Lord_Howe', '2026-04-05T04:00:00+10:30', 20260405],
  ])('a night in %s at %s belongs to %i', (zone, at, day) => {
    expect(playDay(Date.parse(at), zone)).toBe(day);
    expect(localDayHour(Date.parse(at), zone).hour).toBeLessThan(5);
  });
});
