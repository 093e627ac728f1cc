import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, atWall, daysBetween, localDayHour, playDay, wallText } from '../../server/domain/time.ts';

const ZONES = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
];
const HOUR = 3_600_000;
const utc = (text: string): number => Date.parse(text);

describe('the organisation day', () => {
  it('begins at 04:00: a late night still belongs to the day before', () => {
    expect(playDay(utc('2026-11-17T03:59:59.999+08:00'), 'Asia/Shanghai')).toBe(20261116);
    expect(playDay(utc('2026-11-17T04:00:00.000+08:00'), 'Asia/Shanghai')).toBe(20261117);
  });

  it('crosses New Year and a leap day', () => {
    expect(playDay(utc('2027-01-01T03:59:59+08:00'), 'Asia/Shanghai')).toBe(20261231);
    expect(playDay(utc('2027-01-01T04:00:00+08:00'), 'Asia/Shanghai')).toBe(20270101);
    expect(playDay(utc('2028-03-01T03:00:00+08:00'), 'Asia/Shanghai')).toBe(20280229);
  });

  it('is the organisation zone that counts, not UTC', () => {
    const at = utc('2026-11-16T21:00:00Z');
    expect(playDay(at, 'Asia/Shanghai')).toBe(20261117);
    expect(playDay(at, 'America/New_York')).toBe(20261116);
    expect(localDayHour(at, 'Asia/Kolkata')).toEqual({ day: 20261117, hour: 2 });
  });

  it('never goes backwards and never skips a day, also where clocks change', () => {
    for (const zone of ZONES) {
      let day = playDay(utc('2026-01-01T12:00:00Z'), zone);
      for (let at = utc('2026-01-01T12:00:00Z'); at < utc('2027-01-03T00:00:00Z'); at += 6 * HOUR) {
        const next = playDay(at, zone);
        expect([0, 1], `${zone} ${new Date(at).toISOString()}`).toContain(daysBetween(day, next));
        day = next;
      }
    }
  }, 20_000);

  it('does not go back inside the hours that are skipped or lived twice', () => {
    for (const [from, zone] of [
      ['2026-03-08T04:00:00Z', 'America/New_York'],
      ['2026-11-01T03:00:00Z', 'America/New_York'],
      ['2026-10-24T22:00:00Z', 'Europe/Berlin'],
      ['2026-10-03T12:00:00Z', 'Australia/Lord_Howe'],
    ] as const) {
      let day = playDay(utc(from), zone);
      for (let m = 0; m < 12 * 60; m += 15) {
        const next = playDay(utc(from) + m * 60_000, zone);
        expect(next, zone).toBeGreaterThanOrEqual(day);
        day = next;
      }
    }
  });

  it('gives the same day whatever was asked before', () => {
    const at = [...Array(200).keys()].map((i) => utc('2026-11-01T00:00:00Z') + i * 7 * 60_000);
    const alone = at.map((t) => localDayHour(t, 'America/New_York'));
    const mixed = [...at].reverse().map((t) => {
      localDayHour(t + 3 * HOUR, 'America/New_York');
      return localDayHour(t, 'America/New_York');
    });
    expect(mixed.reverse()).toEqual(alone);
  });

  it('turns once between one local noon and the next, also on the days of 23 and 25 hours', () => {
    // New York: 8 March 2026 has 23 hours, 1 November 2026 has 25.
    const days = ['2026-03-07T12:00:00-05:00', '2026-03-08T12:00:00-04:00', '2026-03-09T12:00:00-04:00'];
    expect(days.map((d) => playDay(utc(d), 'America/New_York'))).toEqual([20260307, 20260308, 20260309]);
    const fall = ['2026-10-31T12:00:00-04:00', '2026-11-01T12:00:00-05:00', '2026-11-02T12:00:00-05:00'];
    expect(fall.map((d) => playDay(utc(d), 'America/New_York'))).toEqual([20261031, 20261101, 20261102]);
  });

  it('begins at 04:00 by the wall clock on the day the clocks change as on any other', () => {
    expect(playDay(utc('2026-03-08T03:59:00-04:00'), 'America/New_York')).toBe(20260307);
    expect(playDay(utc('2026-03-08T04:00:00-04:00'), 'America/New_York')).toBe(20260308);
    expect(playDay(utc('2026-11-01T03:59:00-05:00'), 'America/New_York')).toBe(20261031);
    expect(playDay(utc('2026-11-01T04:00:00-05:00'), 'America/New_York')).toBe(20261101);
  });

  it('a minute typed by the clock of a zone is the instant at which it is shown there', () => {
    expect(wallText(utc('2026-11-22T09:30:00Z'), 'Asia/Shanghai')).toBe('2026-11-22T17:30');
    expect(atWall('2026-11-22T17:30', 'Asia/Shanghai')).toBe(utc('2026-11-22T09:30:00Z'));
    expect(atWall('', 'Asia/Shanghai')).toBeUndefined();
    expect(atWall('2026-03-29T02:30', 'Europe/Berlin')).toBe(utc('2026-03-29T03:30:00+02:00'));
    expect(atWall('2026-10-25T02:30', 'Europe/Berlin')).toBe(utc('2026-10-25T02:30:00+02:00'));
    const minute = fc.integer({ min: 20_000_000, max: 32_000_000 }).map((n) => n * 60_000);
    fc.assert(
      fc.property(minute, fc.constantFrom(...ZONES), (at, zone) => {
        const text = wallText(at, zone);
        expect(wallText(atWall(text, zone) ?? 0, zone)).toBe(text);
      }),
    );
  });

  it('counts days between as a calendar does', () => {
    expect(daysBetween(20261231, 20270101)).toBe(1);
    expect(daysBetween(20280228, 20280301)).toBe(2);
    expect(daysBetween(20270301, 20270228)).toBe(-1);
    expect(addDays(20261231, 1)).toBe(20270101);
    const day = fc.integer({ min: 0, max: 20000 }).map((n) => addDays(20000101, n));
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (d, n) => {
        expect(daysBetween(d, addDays(d, n))).toBe(n);
      }),
    );
  });
});
