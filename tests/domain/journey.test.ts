import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownCalendar } from '../../server/domain/calendar.ts';
import { RuleError } from '../../server/domain/errors.ts';
import {
  currentStation,
  findStation,
  islandDone,
  islandOpen,
  openStation,
  stationState,
} from '../../server/domain/journey.ts';
import type { Island, Quest } from '../../server/domain/quest.ts';
import { readQuestContent } from '../../server/formats/content.ts';

const { quest } = readQuestContent(join(resolve(import.meta.dirname, '../..'), 'content'), 'onboarding');
const all = quest.islands.flatMap((i) => i.stations.map((s) => s.id));
const done = (...ids: string[]) => new Map(ids.map((id) => [id, { done: true }]));
const upTo = (id: string) => done(...all.slice(0, all.indexOf(id) + 1));
const island = (at: number): Island => quest.islands[at] as Island;
/** A quest without days or dates: today does not matter. */
const days = { today: 20261116, calendar: ownCalendar('Asia/Shanghai', 20261116) };
const stateOf = (id: string, has: ReturnType<typeof done>) => {
  const found = findStation(quest, id);
  return stationState(quest, has, found.island, found.station, days);
};

describe('the voyage', () => {
  it('begins at the first station; everything else is locked', () => {
    expect(currentStation(quest, done(), days)).toEqual({ island: 'sail', station: 'sail-1' });
    expect(all.filter((id) => stateOf(id, done()) === 'current')).toEqual(['sail-1']);
    expect(all.filter((id) => stateOf(id, done()) === 'locked')).toHaveLength(53);
  });

  it('a station opens when the one before it is done', () => {
    expect(stateOf('sail-2', done('sail-1'))).toBe('current');
    expect(stateOf('sail-3', done('sail-1'))).toBe('locked');
    expect(() => openStation(quest, done('sail-1'), 'sail-3', days)).toThrow(new RuleError('station.locked'));
  });

  it('the next island opens with the passed exam, the boss may wait', () => {
    const exam = island(0).stations.find((s) => s.kind === 'exam')?.id ?? '';
    const boss = island(0).stations.find((s) => s.kind === 'boss')?.id ?? '';
    const passed = upTo(exam);
    expect(islandOpen(quest, passed, island(1), days)).toBe(true);
    expect(islandOpen(quest, passed, island(2), days)).toBe(false);
    expect(currentStation(quest, passed, days)?.station).toBe(boss);
    expect(stateOf(island(1).stations[0]?.id ?? '', passed)).toBe('current');
    expect(islandDone(passed, island(0))).toBe(false);
    expect(islandDone(upTo(boss), island(0))).toBe(true);
  });

  it('says which of the two is locked, the island or the station', () => {
    expect(() => openStation(quest, done(), 'rules-1', days)).toThrow(new RuleError('island.locked'));
    expect(() => openStation(quest, done(), 'nowhere', days)).toThrow(new RuleError('station.unknown'));
  });

  it('a station that is done may be entered again', () => {
    expect(openStation(quest, done('sail-1'), 'sail-1', days).station.id).toBe('sail-1');
  });

  it('ends after the last boss', () => {
    expect(currentStation(quest, done(...all), days)).toBeUndefined();
  });

  it('played in the order it offers, leads through every station once', () => {
    const has = done();
    const path: string[] = [];
    for (let next = currentStation(quest, has, days); next; next = currentStation(quest, has, days)) {
      path.push(next.station);
      has.set(next.station, { done: true });
    }
    expect(path).toEqual(all);
  });
});

describe('optional stations', () => {
  const station = (id: string, more: object = {}) => ({
    id,
    kind: 'practice',
    name: { zh: id },
    minutes: 1,
    ...more,
  });
  const extra = { optional: true } as const;
  const path = (id: string, ...stations: object[]): Island =>
    ({ id, name: { zh: id }, about: { zh: id }, icon: 'hut', bank: 'b', stations }) as Island;
  const small: Quest = {
    id: 'q',
    name: { zh: '任务' },
    days: 7,
    islands: [
      path(
        'a',
        station('a1'),
        station('a2', extra),
        station('a3'),
        station('a4', { ...extra, kind: 'exam' }),
      ),
      path('b', station('b1')),
    ],
  };
  const first = small.islands[0] as Island;
  const state = (id: string, has: ReturnType<typeof done>) => {
    const found = findStation(small, id);
    return stationState(small, has, found.island, found.station, days);
  };

  it('do not block the path and open with the station behind them', () => {
    expect(state('a2', done())).toBe('locked');
    expect(state('a2', done('a1'))).toBe('current');
    expect(state('a3', done('a1'))).toBe('current');
    expect(state('a4', done('a1'))).toBe('locked');
  });

  it('are not needed for an island, nor for the island after it', () => {
    expect(islandDone(done('a1'), first)).toBe(false);
    expect(islandDone(done('a1', 'a3'), first)).toBe(true);
    expect(islandOpen(small, done('a1', 'a3'), small.islands[1] as Island, days)).toBe(true);
  });

  it('are offered in their turn; passed by, only when nothing else is left', () => {
    expect(currentStation(small, done('a1'), days)?.station).toBe('a2');
    expect(currentStation(small, done('a1', 'a3'), days)?.station).toBe('a4');
    expect(currentStation(small, done('a1', 'a3', 'a4'), days)?.station).toBe('b1');
    expect(currentStation(small, done('a1', 'a3', 'a4', 'b1'), days)?.station).toBe('a2');
    expect(currentStation(small, done('a1', 'a2', 'a3', 'a4', 'b1'), days)).toBeUndefined();
  });

  it('alone on an island have to be done for it', () => {
    const alone = path('c', station('c1', extra));
    expect(islandDone(done(), alone)).toBe(false);
    expect(islandDone(done('c1'), alone)).toBe(true);
  });
});
