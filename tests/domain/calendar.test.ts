import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginOf,
  type Calendar,
  dayOf,
  extensionOf,
  extraDaysOf,
  isDay,
  isRest,
  isZone,
  ownCalendar,
  playDayIn,
  voyageDay,
  weekdayOf,
  weekOf,
} from '../../server/domain/calendar.ts';
import { addDays, daysBetween } from '../../server/domain/time.ts';

const ZONE = 'Asia/Shanghai';
/** Monday 16 November 2026, no weekends, Wednesday the 18th off. */
const office: Calendar = {
  zone: ZONE,
  startDay: 20261116,
  rest: { weekdays: [6, 7], days: [20261118] },
  extensions: [],
};
const plain = ownCalendar(ZONE, 20261116);
const start = 20261116;

const calendars = fc.record({
  zone: fc.constant(ZONE),
  startDay: fc.integer({ min: 0, max: 700 }).map((n) => addDays(20260101, n)),
  rest: fc.record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
    days: fc.uniqueArray(
      fc.integer({ min: -10, max: 60 }).map((n) => addDays(20260601, n)),
      { maxLength: 20 },
    ),
  }),
  extensions: fc.constant([]),
});

describe('the days of a programme', () => {
  it('are counted from the start, 0 before it', () => {
    expect([20261115, 20261116, 20261117, 20261122].map((d) => voyageDay(plain, d))).toEqual([0, 1, 2, 7]);
  });

  it('leave rest days out: a rest day has the number of the day before', () => {
    const week = Array.from({ length: 9 }, (_, i) => voyageDay(office, addDays(start, i)));
    expect(week).toEqual([1, 2, 2, 3, 4, 4, 4, 5, 6]);
    expect([1, 2, 3, 4, 5].map((n) => dayOf(office, n))).toEqual([
      20261116, 20261117, 20261119, 20261120, 20261123,
    ]);
  });

  it('begin on the first working day when the start is a rest day', () => {
    const saturday: Calendar = { ...office, startDay: 20261114 };
    expect([20261114, 20261115, 20261116].map((d) => voyageDay(saturday, d))).toEqual([0, 0, 1]);
    expect(dayOf(saturday, 1)).toBe(20261116);
  });

  it('are as many as somebody counts who walks through the calendar day by day', () => {
    fc.assert(
      fc.property(calendars, fc.integer({ min: -5, max: 500 }), (calendar, ahead) => {
        const today = addDays(calendar.startDay, ahead);
        let count = 0;
        for (let d = calendar.startDay; d <= today; d = addDays(d, 1)) if (!isRest(calendar.rest, d)) count++;
        expect(voyageDay(calendar, today)).toBe(count);
      }),
      { numRuns: 200 },
    );
  });

  it('and the day of a number belong together, with extensions too', () => {
    const given = fc.array(
      fc.record({ n: fc.integer({ min: 1, max: 9 }), days: fc.integer({ min: 1, max: 5 }) }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(calendars, given, fc.integer({ min: 1, max: 60 }), (calendar, extensions, n) => {
        const moved = { ...calendar, extensions };
        const day = dayOf(moved, n);
        expect(voyageDay(moved, day)).toBe(n);
        expect(isRest(moved.rest, day)).toBe(false);
        if (day > moved.startDay) expect(voyageDay(moved, addDays(day, -1))).toBeLessThan(n);
      }),
      { numRuns: 200 },
    );
  });
});

describe('an extension', () => {
  it('moves what is still to come, and closes nothing that is open', () => {
    const given = extensionOf(plain, 20261119, 7, 3);
    const longer = { ...plain, extensions: [given] };
    expect(given).toEqual({ n: 4, days: 3 });
    const numbers = Array.from({ length: 11 }, (_, i) => voyageDay(longer, addDays(start, i)));
    expect(numbers).toEqual([1, 2, 3, 4, 4, 4, 4, 5, 6, 7, 8]);
    expect(dayOf(longer, 7)).toBe(addDays(dayOf(plain, 7), 3));
    expect(dayOf(longer, 3)).toBe(dayOf(plain, 3));
  });

  it('given after the end makes the programme so many days longer', () => {
    const longer = { ...plain, extensions: [extensionOf(plain, 20261124, 7, 4)] };
    expect(voyageDay(longer, 20261124)).toBe(7);
    expect(voyageDay(longer, 20261126)).toBe(7);
    expect(voyageDay(longer, 20261127)).toBe(8);
  });

  it('given twice adds up', () => {
    const once = { ...plain, extensions: [extensionOf(plain, 20261117, 7, 2)] };
    const twice = { ...once, extensions: [...once.extensions, extensionOf(once, 20261121, 7, 1)] };
    expect(extraDaysOf(twice)).toBe(3);
    expect(dayOf(twice, 7)).toBe(addDays(dayOf(plain, 7), 3));
  });

  it('given before the start leaves the first day where it is', () => {
    const longer = { ...plain, extensions: [extensionOf(plain, 20261110, 7, 2)] };
    expect(dayOf(longer, 1)).toBe(20261116);
    expect(dayOf(longer, 2)).toBe(20261119);
  });
});

describe('a day of the calendar', () => {
  it('runs from 04:00 to 04:00 in the zone, also in the nights when clocks change', () => {
    const berlin = ownCalendar('Europe/Berlin', 20260329);
    expect(playDayIn(berlin, Date.parse('2026-03-29T04:00:00+02:00') - 1)).toBe(20260328);
    expect(playDayIn(berlin, Date.parse('2026-03-29T04:00:00+02:00'))).toBe(20260329);
    expect(beginOf(berlin, 20260329)).toBe(Date.parse('2026-03-29T04:00:00+02:00'));
    expect(beginOf(berlin, 20261025)).toBe(Date.parse('2026-10-25T04:00:00+01:00'));
    expect(beginOf(ownCalendar('Asia/Kathmandu', 1), 20261116)).toBe(Date.parse('2026-11-16T04:00:00+05:45'));
    expect(beginOf(ownCalendar('Pacific/Kiritimati', 1), 20261116)).toBe(
      Date.parse('2026-11-16T04:00:00+14:00'),
    );
    expect(beginOf(ownCalendar('Pacific/Pago_Pago', 1), 20261116)).toBe(
      Date.parse('2026-11-16T04:00:00-11:00'),
    );
  });

  it('has a weekday and a week that begins on Monday', () => {
    expect([20261116, 20261122, 20260101, 20240229].map(weekdayOf)).toEqual([1, 7, 4, 4]);
    expect([20261116, 20261122, 20270101].map(weekOf)).toEqual([20261116, 20261116, 20261228]);
    expect(daysBetween(weekOf(20261122), 20261122)).toBe(6);
  });

  it('must exist', () => {
    expect([20261116, 20240229, 20261231].every(isDay)).toBe(true);
    expect([20260229, 20261301, 20260100, 20260432, 2026111, 19991231].some(isDay)).toBe(false);
  });

  it.each([
    ['Asia/Shanghai', true],
    ['America/Argentina/Buenos_Aires', true],
    ['Etc/GMT+8', true],
    ['UTC', true],
    ['Asia/Atlantis', false],
    ['+08:00', false],
    ['', false],
    ["Asia/Shanghai'; --", false],
  ])('the zone %s is known: %s', (zone, known) => {
    expect(isZone(zone)).toBe(known);
  });
});
