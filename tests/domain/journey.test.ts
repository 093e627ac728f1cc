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
import type { Island } from '../../server/domain/quest.ts';
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
