import { describe, expect, it } from 'vitest';
import { type Calendar, ownCalendar } from '../../server/domain/calendar.ts';
import { RuleError } from '../../server/domain/errors.ts';
import {
  currentStation,
  type Days,
  islandOpen,
  openingDay,
  openStation,
  standingAt,
} from '../../server/domain/journey.ts';
import type { Island, Opening, Quest } from '../../server/domain/quest.ts';
import { playDay } from '../../server/domain/time.ts';

const ZONE = 'Asia/Shanghai';
const island = (id: string, opens: Opening | undefined, kinds: ('practice' | 'exam')[]): Island => ({
  id,
  name: { zh: id },
  about: { zh: id },
  icon: 'hut',
  bank: 'b',
  ...(opens ? { opens } : {}),
  stations: kinds.map((kind, i) => ({ id: `${id}-${i + 1}`, kind, name: { zh: id }, minutes: 3 })),
});
const questOf = (opens: Opening | undefined): Quest => ({
  id: 'q',
  name: { zh: '任务' },
  days: 7,
  islands: [
    island('one', undefined, ['practice', 'exam', 'practice']),
    island('two', undefined, ['exam']),
    island('three', opens, ['practice']),
  ],
});
const done = (...ids: string[]) => new Map(ids.map((id) => [id, { done: true }]));
/** The days of a learner who began on 16 November, at a moment in Shanghai. */
const at = (local: string): Days => ({
  today: playDay(Date.parse(`${local}+08:00`), ZONE),
  calendar: ownCalendar(ZONE, 20261116),
});
const start = at('2026-11-16T10:00:00');
const isOpen = (opens: Opening | undefined, has = done(), days = start): boolean => {
  const quest = questOf(opens);
  return islandOpen(quest, has, quest.islands[2] as Island, days);
};

describe('an island opens', () => {
  it('by default with the exam of the island before it', () => {
    expect(isOpen(undefined)).toBe(false);
    expect(isOpen(undefined, done('one-2'))).toBe(false);
    expect(isOpen(undefined, done('two-1'))).toBe(true);
    expect(isOpen({ kind: 'after-exam' }, done('two-1'))).toBe(true);
  });

  it('with the exam of an island that is named', () => {
    const rule = { kind: 'after-exam', island: 'one' } as const;
    expect(isOpen(rule, done('two-1'))).toBe(false);
    expect(isOpen(rule, done('one-2'))).toBe(true);
  });

  it('when all of another island is done', () => {
    const rule = { kind: 'after-island', island: 'one' } as const;
    expect(isOpen(rule, done('one-1', 'one-2'))).toBe(false);
    expect(isOpen(rule, done('one-1', 'one-2', 'one-3'))).toBe(true);
  });

  it('on the nth day of the learner’s own voyage, at 04:00', () => {
    const rule = { kind: 'day', n: 3 } as const;
    expect(isOpen(rule, done(), at('2026-11-18T03:59:59'))).toBe(false);
    expect(isOpen(rule, done(), at('2026-11-18T04:00:00'))).toBe(true);
    expect(isOpen({ kind: 'day', n: 1 })).toBe(true);
  });

  it('on a day of the organisation, at 04:00, whenever the learner began', () => {
    const rule = { kind: 'date', day: 20261201 } as const;
    expect(isOpen(rule, done(), at('2026-12-01T03:59:59'))).toBe(false);
    expect(isOpen(rule, done(), at('2026-12-01T04:00:00'))).toBe(true);
    expect(isOpen(rule, done(), at('2027-01-01T12:00:00'))).toBe(true);
  });

  it('at once when it is open', () => {
    expect(isOpen({ kind: 'open' })).toBe(true);
  });
});

describe('a voyage with islands that wait for a day', () => {
  const quest = questOf({ kind: 'day', n: 2 });
  const all = done('one-1', 'one-2', 'one-3', 'two-1');

  it('has nothing to do until then: the learner stands where they were last', () => {
    expect(currentStation(quest, all, start)).toBeUndefined();
    expect(standingAt(quest, all, start)).toEqual({ island: 'two', station: 'two-1' });
    expect(() => openStation(quest, all, 'three-1', start)).toThrow(new RuleError('island.locked'));
  });

  it('goes on when the day has come', () => {
    const tomorrow = at('2026-11-17T09:00:00');
    expect(currentStation(quest, all, tomorrow)?.station).toBe('three-1');
    expect(openStation(quest, all, 'three-1', tomorrow).island.id).toBe('three');
  });
});

describe('a programme with rest days', () => {
  const office: Calendar = {
    zone: 'America/New_York',
    startDay: 20261116,
    rest: { weekdays: [6, 7], days: [] },
    extensions: [],
  };
  const inNewYork = (local: string, calendar = office): Days => ({
    today: playDay(Date.parse(`${local}-05:00`), calendar.zone),
    calendar,
  });
  const sixth = { kind: 'day', n: 6 } as const;

  it('counts its days without them: the sixth is the second Monday', () => {
    expect(isOpen(sixth, done(), inNewYork('2026-11-23T03:59:59'))).toBe(false);
    expect(isOpen(sixth, done(), inNewYork('2026-11-23T04:00:00'))).toBe(true);
    expect(openingDay(sixth, office)).toBe(20261123);
  });

  it('opens by date in the zone of its calendar', () => {
    const rule = { kind: 'date', day: 20261118 } as const;
    expect(isOpen(rule, done(), inNewYork('2026-11-18T03:59:59'))).toBe(false);
    expect(isOpen(rule, done(), inNewYork('2026-11-18T04:00:00'))).toBe(true);
  });

  it('opens later for a member who was given more days, and closes nothing', () => {
    const longer = { ...office, extensions: [{ n: 3, days: 2 }] };
    expect(isOpen(sixth, done(), inNewYork('2026-11-24T12:00:00', longer))).toBe(false);
    expect(isOpen(sixth, done(), inNewYork('2026-11-25T12:00:00', longer))).toBe(true);
    expect(isOpen({ kind: 'day', n: 3 }, done(), inNewYork('2026-11-19T12:00:00', longer))).toBe(true);
  });

  it('lets nothing be started before its first day, whatever the rule', () => {
    const quest = questOf({ kind: 'open' });
    const before = inNewYork('2026-11-16T03:59:59');
    for (const island of quest.islands) expect(islandOpen(quest, done('two-1'), island, before)).toBe(false);
    expect(currentStation(quest, done(), before)).toBeUndefined();
    expect(() => openStation(quest, done(), 'one-1', before)).toThrow(new RuleError('island.locked'));
    expect(currentStation(quest, done(), inNewYork('2026-11-16T04:00:00'))?.station).toBe('one-1');
  });
});
