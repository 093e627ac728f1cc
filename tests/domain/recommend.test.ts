import { describe, expect, test } from 'vitest';
import { isPrivateAddress } from '../../server/domain/outbound.ts';
import { dice } from '../../server/domain/random.ts';
import {
  fitOf,
  fringeOf,
  type PointFacts,
  personalList,
  recommend,
  sameForAll,
} from '../../server/domain/recommend.ts';
import { type Course, contest, type Syllabus, scoreOf } from '../../server/domain/recommend-check.ts';
import { type SegmentFacts, segmentOf } from '../../server/domain/segment.ts';

const point = (id: string, about: Partial<PointFacts> = {}): PointFacts => ({
  id,
  p: 0.7,
  answers: 5,
  mastered: false,
  requires: [],
  due: 0,
  done: 5,
  of: 20,
  ...about,
});
const never = () => 0.99;

describe('what is proposed next', () => {
  test('what the post asks comes first, the widest gap before the others, whatever is popular', () => {
    const points = [
      point('popular', { done: 20 }),
      point('small', { p: 0.75, required: 0.8 }),
      point('wide', { p: 0.4, required: 0.8 }),
      point('reached', { p: 0.9, required: 0.8 }),
    ];
    const list = recommend(points, 'popular', never);
    expect(list.map((l) => l.id)).toEqual(['wide', 'small', 'popular', 'reached']);
    expect(list.map((l) => l.reason)).toEqual(['post', 'post', 'popular', 'popular']);
  });
  test('a point whose prerequisite is not mastered waits; a mastered one is not proposed', () => {
    const points = [
      point('a'),
      point('b', { requires: ['a'] }),
      point('c', { mastered: true }),
      point('d', { requires: ['c'] }),
    ];
    expect(fringeOf(points).map((p) => p.id)).toEqual(['a', 'd']);
    expect(recommend(points, 'personal', never).map((l) => l.id)).toEqual(['a', 'd']);
  });
  test('neither the hopeless nor the known comes before what fits, and what is due comes sooner', () => {
    expect([0.05, 0.6, 0.75, 0.9, 1].map(fitOf)).toEqual([0, 1, 1, 1, 0]);
    const list = personalList([
      point('hard', { p: 0.2 }),
      point('fits'),
      point('due', { due: 5 }),
      point('easy', { p: 0.99 }),
    ]);
    expect(list.map((l) => l.id)).toEqual(['due', 'fits', 'hard', 'easy']);
  });
  test('at most five, and a tenth of the places is left to chance', () => {
    const points = Array.from({ length: 30 }, (_, i) => point(`p${i}`, { done: 20 - (i % 20) }));
    const random = dice(7);
    let explored = 0;
    for (let i = 0; i < 400; i++) {
      const list = recommend(points, 'popular', random);
      expect(new Set(list.map((l) => l.id)).size).toBe(5);
      explored += list.filter((l) => l.reason === 'explore').length;
    }
    expect(explored / 2000).toBeGreaterThan(0.07);
    expect(explored / 2000).toBeLessThan(0.13);
  });
  test('the same list for everybody does not look at the person at all', () => {
    const points = [point('a', { done: 19 }), point('b', { done: 3 }), point('c', { done: 11 })];
    const other = points.map((p) => ({ ...p, p: 0.1, answers: 0, due: 9, mastered: true, required: 0.9 }));
    expect(sameForAll(points)).toEqual(sameForAll(other));
    expect(sameForAll(points).map((p) => p.id)).toEqual(['a', 'c', 'b']);
  });
});

/** 12 points in three chains of four. */
const CHAINS = ['x', 'y', 'z'].flatMap((c) =>
  [1, 2, 3, 4].map((n) => ({ id: `${c}${n}`, before: n > 1 ? [`${c}${n - 1}`] : [] })),
);
const syllabus: Syllabus = { requires: new Map(CHAINS.map((c) => [c.id, c.before])), required: new Map() };
/** Learners who go along the chains as far as they master them. */
const climbers = (n: number, random: () => number): Course[] =>
  Array.from({ length: n }, () => {
    const steps: Course['steps'] = [];
    while (steps.length < 4 + Math.floor(random() * 6)) {
      const done = new Set(steps.filter((s) => s.right >= 4).map((s) => s.point));
      const open = CHAINS.filter(
        (c) => !steps.some((s) => s.point === c.id) && c.before.every((b) => done.has(b)),
      );
      const next = open[Math.floor(random() * open.length)];
      if (!next) break;
      steps.push({ point: next.id, n: 5, right: random() < 0.8 ? 5 : 2 });
    }
    return { post: 'sales', steps };
  });
/** Learners who all follow the crowd, whatever they have mastered. */
const followers = (n: number, random: () => number): Course[] =>
  Array.from({ length: n }, () => {
    const steps = CHAINS.filter((_, i) => random() < 1 - i / 14).map((c) => ({
      point: c.id,
      n: 5,
      right: random() < 0.5 ? 5 : 1,
    }));
    const last = steps.splice(Math.floor(random() * Math.min(4, steps.length)), 1);
    return { post: 'sales', steps: [...steps, ...last] };
  });

describe('recall@5 and NDCG@5, the last point left out', () => {
  test('on learners who climb prerequisites the personal list wins and is switched on', () => {
    const found = contest(climbers(300, dice(11)), syllabus);
    expect(found.personal.recall).toBeGreaterThan(found.popular.recall);
    expect(found.personal.ndcg).toBeGreaterThan(found.popular.ndcg);
    expect(found.strategy).toBe('personal');
  });
  test('on learners who follow the crowd popularity wins and stays on', () => {
    const found = contest(followers(300, dice(12)), syllabus);
    expect(found.popular.recall).toBeGreaterThan(found.personal.recall);
    expect(found.strategy).toBe('popular');
  });
  test('too few learners prove nothing', () => {
    expect(contest(climbers(40, dice(11)), syllabus).strategy).toBe('popular');
    expect(scoreOf([], syllabus, 'personal')).toEqual({ n: 0, recall: 0, ndcg: 0 });
  });
});

describe('segments', () => {
  const TODAY = 20_261_130;
  const facts: SegmentFacts = {
    joined: 20_261_001,
    days: [20_261_120, 20_261_122, 20_261_128, 20_261_129],
    last: 20_261_129,
    finished: 20_261_129,
    sailing: true,
    failures: 0,
    waiting: false,
  };
  test.each<[string, Partial<SegmentFacts>]>([
    ['active', {}],
    ['new', { joined: 20_261_125 }],
    ['new', { joined: 20_261_125, days: [], last: undefined, finished: undefined }],
    ['cooling', { days: [20_261_117, 20_261_118, 20_261_119, 20_261_129] }],
    ['cooling', { days: [20_261_120], last: 20_261_120, finished: 20_261_120 }],
    ['sleeping', { days: [], last: 20_261_101 }],
    ['sleeping', { joined: 20_261_101, days: [], last: undefined }],
    ['stuck', { failures: 3 }],
    ['stuck', { finished: 20_261_119 }],
    ['active', { failures: 3, waiting: true }],
    ['active', { failures: 3, sailing: false }],
    ['sleeping', { failures: 3, days: [], last: 20_261_101 }],
  ])('%s: %j', (segment, about) => {
    expect(segmentOf({ ...facts, ...about }, TODAY)).toBe(segment);
  });
});

test('private and public addresses are told apart', () => {
  const inside = [
    '10.1.2.3',
    '127.0.0.1',
    '100.64.0.1',
    '192.168.1.1',
    '172.31.0.1',
    '0.0.0.0',
    '255.255.255.255',
  ];
  inside.push(
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:192.168.0.1',
    '2001:db8::1',
    '2002:7f00:1::',
    'nonsense',
  );
  for (const a of inside) expect(isPrivateAddress(a), a).toBe(true);
  for (const a of ['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])
    expect(isPrivateAddress(a), a).toBe(false);
});
