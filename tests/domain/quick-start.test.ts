import { describe, expect, it } from 'vitest';
import type { PointView } from '../../server/domain/api-practice.ts';
import { pickPack } from '../../server/domain/offline-pack.ts';
import { quickStarts, weakestPoint } from '../../server/domain/quick-start.ts';

const point = (id: string, p: number | undefined, more: Partial<PointView> = {}): PointView => ({
  bank: 'b',
  point: id,
  name: { zh: id },
  level: 'learning',
  ...(p === undefined ? {} : { current: { p, low: p - 0.1, high: p + 0.1 } }),
  answers: p === undefined ? 0 : 9,
  questions: 9,
  seen: 9,
  round: 1,
  due: 0,
  ...more,
});
const NOTHING = { ghosts: undefined, due: 0, station: undefined, points: [] };

describe('the best next thing of five minutes', () => {
  it('is a ghost before a review before the next station before the weakest point', () => {
    const ghosts = { count: 3, ghost: 'g', island: 'i', station: 's' };
    const station = { island: 'i', station: 's2', name: { zh: '站' }, minutes: 4 };
    const list = quickStarts({ ghosts, due: 40, station, points: [point('a', 0.7), point('b', 0.4)] });
    expect(list).toEqual([
      { kind: 'ghosts', ...ghosts, minutes: 1 },
      { kind: 'review', count: 15, minutes: 5 },
      { kind: 'station', ...station },
      { kind: 'point', bank: 'b', point: 'b', name: { zh: 'b' }, minutes: 3 },
      { kind: 'duel', minutes: 2 },
    ]);
  });
  it('is a duel for somebody who has done everything and knows it', () => {
    const duel = [{ kind: 'duel', minutes: 2 }];
    expect(quickStarts(NOTHING)).toEqual(duel);
    expect(quickStarts({ ...NOTHING, points: [point('a', 0.9, { level: 'mastered' })] })).toEqual(duel);
  });
  it('never takes more than five minutes of ghosts', () => {
    const ghosts = { count: 90, ghost: 'g', island: 'i', station: 's' };
    expect(quickStarts({ ...NOTHING, ghosts })[0]).toMatchObject({ minutes: 5 });
  });
  it('does not call a point weak that nobody has begun', () => {
    expect(weakestPoint([point('new', undefined), point('old', 0.7)])?.point).toBe('old');
    expect(weakestPoint([point('new', undefined)])).toBeUndefined();
  });
});

describe('an offline pack', () => {
  it('holds twenty: what is due first, then what was missed once, then what falls due next', () => {
    const known = (question: string, dueAt: number, due: boolean, missed: boolean) => ({
      ...{ question, version: 2, dueAt, due, missed },
    });
    const rest = Array.from({ length: 30 }, (_, i) => known(`r${i}`, 1000 + i, false, false));
    const picked = pickPack([
      ...rest,
      known('missed', 900, false, true),
      known('due-late', 20, true, false),
      known('due', 10, true, true),
    ]);
    expect(picked).toHaveLength(20);
    expect(picked.slice(0, 4).map((q) => q.question)).toEqual(['due', 'due-late', 'missed', 'r0']);
    expect(picked[0]).toEqual({ question: 'due', version: 2 });
  });
});
