import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figure } from '../../server/analytics/figure.ts';
import { type Filter, type Row, wilson, Z } from '../../server/domain/figure.ts';
import { commit } from '../../server/store/commit.ts';
import { readOnly } from '../../server/store/db.ts';
import { diceOf } from '../bench/table.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { newCompany, newDepartment, newEditor } from '../store/bank-people.ts';

const NOW = Date.UTC(2026, 10, 22, 4);
const DAY = 86_400_000;
const ALL: Filter = { from: 20_261_101, to: 20_261_130 };
const near = (n: number | undefined) => (n === undefined ? null : expect.closeTo(n, 9));

type Learner = {
  id: string;
  north: boolean;
  initial: number;
  theta: number;
  self: string;
  manager: string | null;
  /** Questions met again after 30 days, and whether right then. */
  later: boolean[];
};
const bits = (dice: () => number): string => Array.from({ length: 5 }, () => (dice() < 0.6 ? 1 : 0)).join('');

const writeLearners = async (store: TestStore, org: string, north: string): Promise<Learner[]> => {
  const dice = diceOf(11);
  const learners: Learner[] = [];
  for (let i = 0; i < 14; i++) {
    const department = i < 8 ? north : null;
    const { person } = await newEditor(store.ctx, org, { role: 'learner', department });
    const initial = dice() - 0.5;
    learners.push({
      ...{ id: person, north: i < 8, initial, theta: initial + dice() - 0.2, self: bits(dice) },
      manager: i % 3 === 2 ? null : bits(dice),
      later: Array.from({ length: i % 4 }, () => dice() < 0.7),
    });
  }
  await commit(store.ctx, async ({ db }) => {
    for (const l of learners) {
      const counts = { n: 40, wins: 30, fails: 10, recent: 0.8, last: '1', level: 'growing', updatedAt: NOW };
      const skill = { person: l.id, ...counts, theta: l.theta, initial: l.initial };
      await db
        .insertInto('skill')
        .values([
          { ...skill, bank: '', point: '' },
          { ...skill, bank: 'b', point: 'p', theta: 9 },
        ])
        .execute();
      const check = { org, person: l.id, quest: 'q', mark: 30, answeredBy: l.id, at: NOW };
      await db
        .insertInto('effect_check')
        .values({ ...check, role: 'self', seen: l.self })
        .execute();
      if (l.manager !== null)
        await db
          .insertInto('effect_check')
          .values({ ...check, role: 'manager', seen: l.manager })
          .execute();
      await db.insertInto('symbol').values({ text: l.id }).execute();
      const symbol = await db
        .selectFrom('symbol')
        .select('id')
        .where('text', '=', l.id)
        .executeTakeFirstOrThrow();
      for (const [k, right] of [...l.later, null].entries())
        await db
          .insertInto('rollup_person_item')
          .values({
            ...{ person: Number(symbol.id), item: 1_000 + k, org: 1, answers: 2, correct: 1, wrongs: 1 },
            ...{ firstAt: NOW - 40 * DAY, firstId: null, firstDay: 1, firstMilli: 0, firstOk: 0 as const },
            ...{ lastAt: right === null ? NOW - 11 * DAY : NOW - 10 * DAY, lastId: null },
            ...{ lastOk: right ? (1 as const) : (0 as const), wrongDay: 1, corrected: 0 as const },
          })
          .execute();
    }
  });
  return learners;
};

describe.each(STORES)('the effect on $name', ({ open }) => {
  let store: TestStore;
  let org: string;
  let north: string;
  let learners: Learner[];
  beforeAll(async () => {
    store = await open();
    org = await newCompany(store.ctx);
    north = await newDepartment(store.ctx, org);
    learners = await writeLearners(store, org, north);
  }, 60_000);
  afterAll(() => store.close());
  const rowsOf = async (filter: Filter): Promise<Row[]> => {
    const ask = { id: 'effect.kirkpatrick', org, zone: 'Asia/Shanghai', now: NOW, today: 20_261_122, filter };
    return (await figure(readOnly(store.db.read), ask)).rows;
  };

  test.each([
    ['everybody', false],
    ['a department', true],
  ])('levels two and three of %s are those of a second count', async (_, narrow) => {
    const some = learners.filter((l) => !narrow || l.north);
    const rows = await rowsOf(narrow ? { ...ALL, department: north } : ALL);
    const of = (measure: string) => rows.find((r) => r.measure === measure);
    const gains = some.map((l) => l.theta - l.initial);
    const mean = gains.reduce((a, b) => a + b, 0) / gains.length;
    const sd = Math.sqrt(gains.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (gains.length - 1));
    const se = sd / Math.sqrt(gains.length);
    expect(of('change')).toMatchObject({
      ...{ level: 'L2', value: near(mean), se: near(se), n: some.length, people: some.length },
      ...{ low: near(mean - Z * se), high: near(mean + Z * se), unit: 'logit', design: 'paired' },
    });
    expect(of('size')).toMatchObject({ value: near(mean / sd), unit: 'sd' });

    const share = (measure: string, hits: number, n: number, people: number) => {
      const band = wilson(hits, n);
      expect(of(measure)).toMatchObject({
        ...{ value: near(hits / n), low: near(band?.low), high: near(band?.high), n, people },
      });
    };
    const late = some.flatMap((l) => l.later);
    share('delayed', late.filter(Boolean).length, late.length, some.filter((l) => l.later.length > 0).length);
    const ones = (texts: (string | null)[]) => [...texts.join('')].filter((c) => c === '1').length;
    share('self', ones(some.map((l) => l.self)), 5 * some.length, some.length);
    const seen = some.filter((l) => l.manager !== null);
    share('manager', ones(seen.map((l) => l.manager)), 5 * seen.length, seen.length);
    const agree = seen.reduce(
      (n, l) => n + [0, 1, 2, 3, 4].filter((k) => l.self[k] === l.manager?.[k]).length,
      0,
    );
    share('agreement', agree, 5 * seen.length, seen.length);
  });

  test('a company without a word entered has no row, and nobody is shown alone', async () => {
    const empty = await newCompany(store.ctx);
    const ask = { zone: 'Asia/Shanghai', now: NOW, today: 20_261_122, filter: ALL };
    for (const id of ['effect.kirkpatrick', 'effect.roi', 'effect.osm'])
      expect((await figure(readOnly(store.db.read), { ...ask, id, org: empty })).rows).toEqual([]);
    const one = await newEditor(store.ctx, empty, { role: 'learner' });
    await commit(store.ctx, ({ db }) =>
      db
        .insertInto('effect_check')
        .values({
          ...{ org: empty, person: one.person, quest: 'q', mark: 30, role: 'self', seen: '11111' },
          ...{ answeredBy: one.person, at: NOW },
        })
        .execute(),
    );
    const said = await figure(readOnly(store.db.read), { ...ask, id: 'effect.kirkpatrick', org: empty });
    expect([said.rows, said.hidden]).toEqual([[], 1]);
  });
});
