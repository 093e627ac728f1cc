import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STAT_FLAGS } from '../../server/domain/api-bank.ts';
import type { ItemDetail } from '../../server/domain/item-analysis.ts';
import { computeStatistics } from '../../server/jobs/statistics.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { commit } from '../../server/store/commit.ts';
import { saveQuestion } from '../../server/store/question.ts';
import { searchQuestions } from '../../server/store/question-search.ts';
import { findStatistics } from '../../server/store/question-stat.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor } from '../store/bank-people.ts';
import { NAMES, writeCohort } from './cohort.ts';
import { GOLDEN } from './golden.ts';

const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 5));

describe.each(STORES)('item analysis of a cohort of 150 on $name', ({ open }) => {
  let store: TestStore;
  let by: Editor;
  let bank: string;
  let ids: Map<string, string>;
  const idOf = (name: string): string => ids.get(name) ?? '';
  const namesOf = (found: readonly string[]): string[] => NAMES.filter((n) => found.includes(idOf(n)));
  const compute = () =>
    computeStatistics({ ...store.ctx, log: pino({ level: 'silent' }), config: { dataDir: store.dataDir } });
  const statistics = (name: string) => findStatistics(store.db.read, by, idOf(name), 0);
  beforeAll(async () => {
    store = await open();
    by = await newEditor(store.ctx, await newCompany(store.ctx));
    bank = await newBank(store.ctx, by);
    ids = await writeCohort(store.ctx, store.clock, by, bank);
    await compute();
  }, 120_000);
  afterAll(() => store.close());

  test.each(NAMES)('item %s has the figures of an independent computation', async (name) => {
    const want = GOLDEN[name];
    const rows = store.db.read.selectFrom('question_stat').selectAll();
    const row = await rows.where('question', '=', idOf(name)).executeTakeFirstOrThrow();
    const detail = JSON.parse(row.choices) as ItemDetail;
    expect(row).toMatchObject({
      n: want?.n,
      facility: near(want?.facility ?? null),
      discriminationN: want?.discriminationN,
      discrimination: near(want?.discrimination ?? null),
      efficiency: near(want?.efficiency ?? null),
      meanMs: want?.meanMs == null ? null : Math.round(want.meanMs),
    });
    expect(STAT_FLAGS.filter((_, i) => (row.flags & (1 << i)) !== 0)).toEqual(want?.flags);
    expect(detail).toMatchObject({ omitted: want?.omitted, unreached: want?.unreached });
    const counted = detail.choices.filter((c) => c.n > 0 || c.restN > 0);
    expect(Object.fromEntries(counted.map((c) => [c.code, [c.n, c.restScore ?? null]]))).toEqual(
      Object.fromEntries(Object.entries(want?.choices ?? {}).map(([c, [n, rest]]) => [c, [n, near(rest)]])),
    );
    expect(Object.fromEntries(detail.byVersion.map((v) => [v.version, [v.n, v.facility ?? null]]))).toEqual(
      Object.fromEntries(Object.entries(want?.versions ?? {}).map(([v, [n, f]]) => [v, [n, near(f)]])),
    );
  });

  test('the list shows and filters by these figures, and hides those of too few answers', async () => {
    const find = async (filter: object) =>
      namesOf((await searchQuestions(store.db.read, { bank, ...filter })).rows.map((r) => r.id));
    expect(await find({ flag: 'negative_discrimination' })).toEqual(['i9', 'i10']);
    expect(await find({ flag: 'too_few' })).toEqual(['few']);
    const hard = NAMES.filter((name) => (GOLDEN[name]?.facility ?? 100) < 40);
    expect(hard.length).toBeGreaterThan(2);
    expect(await find({ facilityBelow: 40 })).toEqual(hard);
    const { rows } = await searchQuestions(store.db.read, { bank, sort: 'discrimination' });
    expect(rows.slice(0, 2).map((r) => r.id)).toEqual([idOf('i9'), idOf('i10')]);
    const few = rows.find((r) => r.id === idOf('few'));
    expect(few).toMatchObject({ answers: 19, flags: ['too_few'] });
    expect(few).not.toHaveProperty('facility');
    const moved = rows.find((r) => r.id === idOf('moved'));
    expect(moved).toMatchObject({ answers: 140, facility: near(GOLDEN.moved?.facility ?? null) });
    expect(moved).not.toHaveProperty('discrimination');
  });

  test('statistics of a question name its options, the right ones and what is still missing', async () => {
    const told = await statistics('moved');
    expect(told.choices.map((c) => [c.label, c.right, c.n])).toEqual([
      ['A. 甲', false, GOLDEN.moved?.choices['0']?.[0]],
      ['B. 乙', false, GOLDEN.moved?.choices['1']?.[0]],
      ['C. 丙', false, GOLDEN.moved?.choices['2']?.[0]],
      ['D. 丁', true, GOLDEN.moved?.choices['3']?.[0]],
    ]);
    expect(told.choices.reduce((sum, c) => sum + c.share, 0)).toBeCloseTo(100);
    expect(told).toMatchObject({ version: 2, need: { facility: 20, judged: 50, discrimination: 100 } });
    expect(told).not.toHaveProperty('discrimination');
    const few = await statistics('few');
    expect(few).toMatchObject({ n: 19, flags: ['too_few'], byVersion: [{ version: 1, n: 19 }] });
    expect(few).not.toHaveProperty('facility');
    expect(few.choices.some((c) => 'restScore' in c)).toBe(false);
    const typed = await statistics('i12');
    expect(typed.choices.find((c) => c.right)?.label).toBe('water');
  });

  test('computing again writes nothing, and a new version starts its own count of choices', async () => {
    expect(await compute()).toBe(0);
    const before = await statistics('i9');
    await commit(store.ctx, (tx) =>
      saveQuestion(tx, by, { question: idOf('i9'), base: 1, content: choice('新写法') }),
    );
    expect((await statistics('i9')).choices).toEqual([]);
    expect(await compute()).toBe(1);
    const after = await statistics('i9');
    expect(after.choices.map((c) => c.n)).toEqual([0, 0, 0]);
    expect(after).toMatchObject({ n: before.n, facility: before.facility, version: 2 });
    expect(after.flags).toEqual(['negative_discrimination', 'low_efficiency']);
  });

  test('somebody who may not see the bank learns nothing', async () => {
    const stranger = await newEditor(store.ctx, await newCompany(store.ctx));
    await expect(findStatistics(store.db.read, stranger, idOf('i1'), 0)).rejects.toThrow('question.unknown');
  });
});
