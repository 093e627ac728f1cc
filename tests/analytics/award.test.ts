import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AwardFacts, rankComposite } from '../../server/domain/award.ts';
import type { CompositeAward } from '../../server/domain/award-shape.ts';
import { mostImproved } from '../../server/domain/improvement.ts';
import { gatherFacts } from '../../server/store/award-facts.ts';
import { commit } from '../../server/store/commit.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import {
  type AwardCompany,
  awardCompany,
  composite,
  DAY,
  part,
  THURSDAY,
  TUESDAY,
} from '../store/award-people.ts';

/** What award-golden.py made up, with the figures that numpy and scipy gave. */
type Row = Record<string, string>;
const [head = '', ...lines] = readFileSync(join(import.meta.dirname, 'award-cohort.csv'), 'utf8')
  .trim()
  .split('\n');
const COHORT: Row[] = lines.map((line) => {
  const cells = line.split(',');
  return Object.fromEntries(head.split(',').map((name, i) => [name, cells[i] ?? '']));
});
const n = (row: Row, name: string): number => Number(row[name]);
const BEFORE = 20261101;

const DEFINITION = composite({
  peers: 'department',
  eligible: { answers: 60 },
  components: [
    part('practice', 'practice', 35, { cap: 60 }),
    part('exam', 'exam', 25),
    part('mark', 'assignment', 20, { missing: 'zero' }),
    part('correction', 'correction', 10),
    part('days', 'attendance', 10),
  ],
  take: { kind: 'percent', n: 10 },
});

const seeded = async (store: TestStore, at: AwardCompany): Promise<Map<string, string>> => {
  const { org } = at;
  const departments = new Map(['east', 'west', 'north', 'pier'].map((d) => [d, `${d}-${org}`]));
  await commit(store.ctx, async ({ db }) => {
    for (const [name, id] of departments)
      await db
        .insertInto('department')
        .values({ id, org, name, parent: name === 'pier' ? (departments.get('north') ?? '') : null })
        .execute();
  });
  const people = new Map<string, string>();
  for (const row of COHORT) {
    const { person } = await at.learner(row.id ?? '', departments.get(row.department ?? '') ?? null);
    people.set(row.id ?? '', person);
  }
  const who = (row: Row): string => people.get(row.id ?? '') ?? '';
  await at.count(
    COHORT.flatMap((row) => [
      { person: who(row), day: BEFORE, answers: n(row, 'beforeA'), right: n(row, 'beforeR') },
      ...[1, 2, 3].flatMap((d) =>
        n(row, `a${d}`) === 0
          ? []
          : [{ person: who(row), day: TUESDAY + d - 1, answers: n(row, `a${d}`), right: n(row, `r${d}`) }],
      ),
    ]),
  );
  const items = (right: number) => Array.from({ length: 20 }, (_, i) => ({ ok: i < right }));
  await commit(store.ctx, async ({ db }) => {
    for (const row of COHORT) {
      const base = { quest: 'q', island: 'i', person: who(row) };
      const endedAt = MORNING + DAY;
      if (row.exam !== '')
        await db
          .insertInto('attempt')
          .values({
            ...{ ...base, id: randomUUID(), station: 'exam', kind: 'exam', nth: 1, day: TUESDAY, seed: 1 },
            ...{ status: 'ended', startedAt: endedAt, endedAt },
            state: JSON.stringify({ kind: 'exam', items: items(n(row, 'exam')), endsAt: 0 }),
          })
          .execute();
      if (row.mark !== '')
        await db
          .insertInto('submission')
          .values({
            ...{
              ...base,
              id: randomUUID(),
              org,
              version: 1,
              station: 'work',
              state: 'accepted',
              rev: 1,
              nth: 1,
            },
            ...{
              text: '',
              savedAt: endedAt,
              submittedAt: endedAt,
              marker: null,
              markedAt: null,
              marks: null,
            },
            ...{ comment: null, score: n(row, 'mark') },
          })
          .execute();
      const memories = Array.from({ length: n(row, 'wrong') }, (_, i) => ({
        ...{ person: who(row), question: `q${i}`, dueAt: 0, stability: 1, difficulty: 5, reps: 2, lapses: 1 },
        ...{ state: 2, lastAt: endedAt, lastOk: 1 as const, run: 1, wins: 1, fails: 1, wrongDay: TUESDAY },
        ...{ durable: (i < n(row, 'durable') ? 1 : 0) as 0 | 1, paidDay: null, paid: 0 },
      }));
      await db.insertInto('memory').values(memories).execute();
    }
  });
  return people;
};

/** The same award by z-scores, as many systems have it. */
const zScores = (people: readonly AwardFacts[]): Map<string, number> => {
  const parts = DEFINITION.components.map((c) => {
    const known = people.flatMap((p) => p.values[c.id] ?? []);
    const mean = known.reduce((a, b) => a + b, 0) / known.length;
    const sd = Math.sqrt(known.reduce((a, b) => a + (b - mean) ** 2, 0) / known.length);
    return { c, z: (p: AwardFacts) => (((p.values[c.id] ?? mean) - mean) / sd) * c.weight };
  });
  return new Map(people.map((p) => [p.person, parts.reduce((sum, { z }) => sum + z(p), 0)]));
};
const placesBy = (scores: ReadonlyMap<string, number>): string[] =>
  [...scores].sort((a, b) => b[1] - a[1]).map(([person]) => person);

describe.each(STORES)('an award of a hundred people on $name', ({ open }) => {
  let store: TestStore;
  let at: AwardCompany;
  let people: Map<string, string>;
  let facts: AwardFacts[];
  const gather = async <D extends CompositeAward>(def: D) => {
    const found = await gatherFacts(store.db.read, { org: at.org, zone: 'Asia/Shanghai', def });
    return found.kind === 'composite' ? found.people : [];
  };
  beforeAll(async () => {
    store = await open();
    at = await awardCompany(store);
    people = await seeded(store, at);
    facts = await gather(DEFINITION);
  });
  afterAll(() => store.close());

  test('has the scores and places that numpy and scipy give', () => {
    const ranked = rankComposite(DEFINITION, facts);
    const line = new Map(ranked.lines.map((l) => [l.person, l]));
    for (const row of COHORT) {
      const found = line.get(people.get(row.id ?? '') ?? '');
      if (row.score === '') expect(found, row.id).toBeUndefined();
      else {
        expect(found?.score, row.id).toBeCloseTo(n(row, 'score'), 10);
        expect(found?.place, row.id).toBe(n(row, 'place'));
      }
    }
    expect(ranked.eligible).toBe(COHORT.filter((r) => r.score !== '').length);
    expect(ranked.lines.filter((l) => l.won)).toHaveLength(Math.floor(ranked.eligible / 10));
    const pier = line.get(people.get(COHORT.find((r) => r.department === 'pier')?.id ?? '') ?? '');
    expect(pier?.group).toMatchObject({ id: `department:north-${at.org}`, small: { n: 6 } });
  });

  test('is unmoved by an inflated count, where z-scores would name its owner', () => {
    const before = rankComposite(DEFINITION, facts);
    const placed = before.lines.map((l) => l.person);
    const cheat = placed[Math.floor(placed.length / 2)] ?? '';
    const inflated = facts.map((f) =>
      f.person === cheat ? { ...f, values: { ...f.values, practice: 1_000_000 } } : f,
    );
    const after = rankComposite(DEFINITION, inflated);
    const was = new Map(before.lines.map((l) => [l.person, l]));
    for (const l of after.lines) {
      if (l.person === cheat) continue;
      const practice = l.components.find((c) => c.id === 'practice');
      const step = (practice?.weight ?? 0) / (practice?.n ?? 1);
      const moved = Math.abs(l.score - (was.get(l.person)?.score ?? 0));
      expect(moved).toBeLessThanOrEqual(step + 1e-12);
    }
    const top = (ids: string[]) => ids.filter((id) => id !== cheat).slice(0, 5);
    expect(top(after.lines.map((l) => l.person))).toEqual(top(placed));
    expect(after.lines.findIndex((l) => l.person === cheat)).toBeGreaterThan(5);
    expect(placesBy(zScores(facts)).indexOf(cheat)).toBeGreaterThan(5);
    expect(placesBy(zScores(inflated)).indexOf(cheat)).toBe(0);
  });

  test('for the most improved has the residuals and intervals that scipy gives', async () => {
    const def = {
      ...{ kind: 'improved' as const, name: { zh: '进步' }, from: TUESDAY, to: THURSDAY, answers: 100 },
      ...{ before: { from: BEFORE, to: BEFORE }, take: { kind: 'count' as const, n: 5 } },
    };
    const found = await gatherFacts(store.db.read, { org: at.org, zone: 'Asia/Shanghai', def });
    if (found.kind !== 'improved') throw new Error('facts of another kind');
    const improved = mostImproved(def, found.people);
    const line = new Map(improved.lines.map((l) => [l.person, l]));
    for (const row of COHORT) {
      const of = line.get(people.get(row.id ?? '') ?? '');
      if (row.residual === '') expect(of, row.id).toBeUndefined();
      else {
        expect(of?.residual, row.id).toBeCloseTo(n(row, 'residual'), 10);
        expect(of?.low, row.id).toBeCloseTo(n(row, 'low'), 8);
      }
    }
    const won = improved.lines.filter((l) => l.won);
    expect(won).toHaveLength(5);
    expect(won.every((l) => l.low > 0 && l.residual > 0)).toBe(true);
    const named = COHORT.filter((r) => r.residual !== '' && n(r, 'low') > 0 && n(r, 'residual') > 0);
    expect(improved.lines.filter((l) => l.place > 0)).toHaveLength(named.length);
  });
});
