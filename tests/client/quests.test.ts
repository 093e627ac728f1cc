import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsOf, listOf, stringOf } from '../../client/studio/editor/draft.ts';
import {
  addIsland,
  addStation,
  type Build,
  copySpot,
  heldSpot,
  islandsOf,
  moveSpot,
  removeSpot,
  restore,
  stationsOf,
  thrownStyle,
} from '../../client/studio/quests/build.ts';
import { faultsIn, liveFaults, spotOfFault } from '../../client/studio/quests/faults.ts';
import { ICON_NAMES, iconsNamed } from '../../client/studio/quests/icon-names.ts';
import { dateText, dayOfDate } from '../../client/studio/quests/opening-day.ts';
import { quickStart, type Source } from '../../client/studio/quests/quick-start.ts';
import { readyByPoint, readyCount, sumBlueprint } from '../../client/studio/quests/ready.ts';
import { MOST_EXAM, MOST_ISLANDS, MOST_STATIONS, Quest, STATION_KINDS } from '../../server/domain/quest.ts';
import type { ReadyGroup } from '../../server/domain/quest-check.ts';

const half = () => 0.5;
const empty: Build = {
  definition: { id: 'q1', name: { zh: '新任务' }, days: 7, islands: [] },
  cards: [],
};
const style = thrownStyle(half, 0);
const idsOf = (b: Build): string[] => [
  ...islandsOf(b).flatMap((i) => [stringOf(i.id), ...stationsOf(i).map((s) => stringOf(s.id))]),
];
const shape = (b: Build): string[][] =>
  islandsOf(b).map((i) => [stringOf(i.id), ...stationsOf(i).map((s) => stringOf(s.id))]);
const checkIdsOf = (b: Build): string[] =>
  b.cards
    .flatMap((c) => listOf(fieldsOf(c).panels))
    .flatMap((p) => (fieldsOf(p).kind === 'check' ? [stringOf(fieldsOf(fieldsOf(p).question).id)] : []));

/** Two islands: card, practice and exam; boss. */
const two = (): Build => {
  let b = addIsland(empty, style).build;
  b = addIsland(b, style).build;
  for (const kind of ['card', 'practice', 'exam'] as const) b = addStation(b, { island: 0 }, kind).build;
  return addStation(b, { island: 1 }, 'boss').build;
};

describe('building a quest', () => {
  test('a new station stands behind the chosen one and a card station brings its card', () => {
    const { build, spot } = addStation(two(), { island: 0, station: 0 }, 'card', 'fire');
    expect(spot).toEqual({ island: 0, station: 1 });
    const station = stationsOf(islandsOf(build)[0])[1];
    expect(station).toMatchObject({ id: 'q1-1-4', kind: 'card', card: 'q1-card-2' });
    expect(build.cards[1]).toMatchObject({ id: 'q1-card-2', point: 'fire' });
    expect(checkIdsOf(build)).toEqual(['q1-check-1', 'q1-check-2']);
  });

  test('a copied island has stations, cards and check questions of its own', () => {
    const { build, spot } = copySpot(two(), { island: 0 });
    expect(spot).toEqual({ island: 1 });
    expect(shape(build)).toEqual([
      ['q1-1', 'q1-1-1', 'q1-1-2', 'q1-1-3'],
      ['q1-3', 'q1-3-1', 'q1-3-2', 'q1-3-3'],
      ['q1-2', 'q1-2-1'],
    ]);
    expect(build.cards.map((c) => fieldsOf(c).id)).toEqual(['q1-card-1', 'q1-card-2']);
    expect(new Set(checkIdsOf(build)).size).toBe(2);
  });

  test('a station at the edge of its island moves over to the next one, and no further than the last', () => {
    const over = moveSpot(two(), { island: 0, station: 2 }, 1);
    expect(over.spot).toEqual({ island: 1, station: 0 });
    expect(shape(over.build)).toEqual([
      ['q1-1', 'q1-1-1', 'q1-1-2'],
      ['q1-2', 'q1-1-3', 'q1-2-1'],
    ]);
    expect(moveSpot(over.build, over.spot, -1).build).toEqual(two());
    expect(moveSpot(two(), { island: 1, station: 0 }, 1).build).toEqual(two());
  });

  test('what was deleted comes back with its card, and what was built since stays', () => {
    const before = two();
    const { build, removed, spot } = removeSpot(before, { island: 0, station: 0 });
    expect(build.cards).toEqual([]);
    expect(spot).toEqual({ island: 0 });
    expect(restore(build, removed).build).toEqual(before);
    const since = addStation(build, { island: 0 }, 'boss').build;
    const back = restore(since, removed).build;
    expect(back.cards).toHaveLength(1);
    expect(stationsOf(islandsOf(back)[0])).toHaveLength(4);
    expect(new Set(idsOf(back)).size).toBe(idsOf(back).length);
  });

  test('whatever is added, copied, moved, deleted and put back, every id stays unique', () => {
    const act = fc.tuple(fc.nat(7), fc.nat(5), fc.nat(5));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let b = two();
        let gone: ReturnType<typeof removeSpot>['removed'] | undefined;
        for (const [what, i, s] of acts) {
          const spot = heldSpot(b, what % 2 === 0 ? { island: i } : { island: i, station: s });
          const kind = STATION_KINDS[s % 4] ?? 'card';
          if (what < 2) b = addIsland(b, style).build;
          else if (spot.island === undefined) continue;
          else if (what < 4) b = addStation(b, spot, kind).build;
          else if (what === 4 && islandsOf(b).length < MOST_ISLANDS) b = copySpot(b, spot).build;
          else if (what === 5) b = moveSpot(b, spot, s % 2 === 0 ? 1 : -1).build;
          else if (what === 6) ({ build: b, removed: gone } = removeSpot(b, spot));
          else if (gone !== undefined) {
            b = restore(b, gone).build;
            gone = undefined;
          }
        }
        const all = [...idsOf(b), ...checkIdsOf(b)];
        expect(new Set(all).size).toBe(all.length);
        expect(idsOf(b).every((id) => id.startsWith('q1-'))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

const sourceArb = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 5 })), { maxLength: 24 }),
    fc.integer({ min: 0, max: 10 }),
  )
  .map(([points, loose]): Omit<Source, 'id'> => {
    const ready: ReadyGroup[] = points.map(([n, difficulty], i) => ({
      point: `p${i}`,
      difficulty,
      type: i % 3 === 0 ? 'true-false' : 'single',
      n,
    }));
    return {
      name: { zh: '库' },
      points: points.map((_, i) => ({ id: `p${i}`, name: { zh: `点${i}` } })),
      ready: [
        ...ready.filter((g) => g.n > 0),
        ...(loose > 0 ? [{ point: '', difficulty: 3, type: 'single' as const, n: loose }] : []),
        { point: 'p0', difficulty: 3, type: 'essay', n: 5 },
      ],
    };
  });
const readyIn = (s: Pick<Source, 'ready'>): number =>
  s.ready.reduce((n, g) => n + (g.type === 'essay' ? 0 : g.n), 0);

describe('a quest built from banks', () => {
  test('has no faults and an island for every bank with enough ready questions', () => {
    fc.assert(
      fc.property(fc.array(sourceArb, { minLength: 1, maxLength: 6 }), (loose) => {
        const sources = loose.map((s, i) => ({ ...s, id: `bank-${i}` }));
        const built = quickStart(empty, sources, half);
        const enough = sources.filter((s) => readyIn(s) >= 3);
        expect(islandsOf(built).map((i) => i.bank)).toEqual(enough.map((s) => s.id));
        if (enough.length === 0) return;
        const known = new Map(sources.map((s) => [s.id, s]));
        expect(liveFaults(built, known, { faults: [], audience: 1 })).toEqual([]);
        const quest = Quest.parse(built.definition);
        for (const island of quest.islands) {
          expect(island.stations.length).toBeLessThanOrEqual(MOST_STATIONS);
          expect(island.stations.slice(-2).map((s) => s.kind)).toEqual(['exam', 'boss']);
          expect(island.stations.every((s) => s.name.zh !== undefined)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('asks each knowledge point of an exam by its share, never more than it has', () => {
    const ready = [30, 15, 15].map((n, i) => ({ point: `p${i}`, difficulty: 2, type: 'single' as const, n }));
    const points = ready.map((g) => ({ id: g.point, name: { zh: g.point } }));
    const built = quickStart(empty, [{ id: 'b', name: { zh: '消防' }, points, ready }], half);
    const [island] = Quest.parse(built.definition).islands;
    expect(island?.stations.map((s) => s.kind)).toEqual(['practice', 'practice', 'practice', 'exam', 'boss']);
    const exam = island?.stations.find((s) => s.kind === 'exam');
    expect(exam?.blueprint).toEqual([
      { point: 'p0', n: 5 },
      { point: 'p1', n: 3 },
      { point: 'p2', n: 2 },
    ]);
  });

  test('stops at the most islands a quest may have', () => {
    const ready = [{ point: '', difficulty: 2, type: 'single' as const, n: 20 }];
    const sources = Array.from({ length: 15 }, (_, i) => ({
      id: `b${i}`,
      name: { zh: '库' },
      points: [],
      ready,
    }));
    expect(islandsOf(quickStart(empty, sources, half))).toHaveLength(MOST_ISLANDS);
  });
});

describe('the counts beside a station', () => {
  const ready: ReadyGroup[] = [
    { point: 'a', difficulty: 1, type: 'single', n: 4 },
    { point: 'a', difficulty: 5, type: 'short', n: 2 },
    { point: 'b', difficulty: 3, type: 'single', n: 3 },
    { point: 'b', difficulty: 3, type: 'essay', n: 9 },
  ];
  test('are of what the server can mark, narrowed by points and types', () => {
    expect(readyCount(ready, {})).toBe(9);
    expect(readyCount(ready, { points: ['a'] })).toBe(6);
    expect(readyCount(ready, { points: ['a'], types: ['short'] })).toBe(2);
    expect([...readyByPoint(ready, { points: ['a'] })]).toEqual([
      ['a', 6],
      ['b', 3],
    ]);
  });
  test('of a blueprint say what fits each row, and what is missing when all rows are filled together', () => {
    const rows = [{ point: 'a', n: 5 }, { difficulty: [1, 2], n: 3 }, { n: 1 }];
    expect(sumBlueprint(rows, ready.slice(0, 3))).toEqual({
      questions: 9,
      rows: [
        { fitting: 6, missing: 0 },
        { fitting: 4, missing: 2 },
        { fitting: 9, missing: 0 },
      ],
    });
    expect(sumBlueprint([{ n: MOST_EXAM }, { n: 1 }], ready).questions).toBe(MOST_EXAM + 1);
  });
});

describe('faults', () => {
  test('lead to the island, the station, or the station that shows the card', () => {
    const b = two();
    expect(spotOfFault(b, 'name')).toEqual({});
    expect(spotOfFault(b, 'islands')).toEqual({});
    expect(spotOfFault(b, 'islands.1.bank')).toEqual({ island: 1 });
    expect(spotOfFault(b, 'islands.0.stations.2.blueprint.1')).toEqual({ island: 0, station: 2 });
    expect(spotOfFault(b, 'cards.0.panels.2.question.stem')).toEqual({ island: 0, station: 0 });
  });
  test('of an unfinished quest are said at once, at their places', () => {
    const b = two();
    const faults = liveFaults(b, new Map(), { faults: [], audience: 0 });
    const codes = faults.map((f) => `${f.path} ${f.code}`);
    expect(codes).toEqual(
      expect.arrayContaining([
        ' quest.no_audience',
        'islands.0.name text.missing',
        'cards.0.title text.missing',
        'cards.0.panels.0.body text.missing',
      ]),
    );
    expect(faultsIn(b, faults, { island: 0, station: 0 }).every((f) => f.path.startsWith('cards.0'))).toBe(
      true,
    );
    expect(faultsIn(b, faults, { island: 1 }).some((f) => f.path === 'islands.1.name')).toBe(true);
  });
});

describe('the icon picker', () => {
  const built = readdirSync(resolve(import.meta.dirname, '../../client/public/icons')).map((f) =>
    f.replace('.webp', ''),
  );
  test('offers only pictures that are there, each once and with a name in both languages', () => {
    const slugs = ICON_NAMES.map((i) => i.slug);
    expect(slugs.filter((s) => !built.includes(s))).toEqual([]);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(ICON_NAMES.every((i) => /\p{Script=Han}/u.test(i.zh) && i.en !== '')).toBe(true);
  });
  test('finds them by either name', () => {
    expect(iconsNamed('章鱼').map((i) => i.slug)).toEqual(['octopus']);
    expect(iconsNamed(' Fire ext').map((i) => i.slug)).toEqual(['fire-extinguisher']);
  });
});

test('an opening date goes to the calendar field and back', () => {
  expect(dateText(20261122)).toBe('2026-11-22');
  expect(dayOfDate('2026-11-22')).toBe(20261122);
  expect(dateText(undefined)).toBe('');
});
