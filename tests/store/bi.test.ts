import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewEvent } from '../../server/domain/events/index.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { creditPerson } from '../../server/store/ledger.ts';
import { biViews } from '../../server/store/migrations/016-views.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { companyOf } from '../helpers/people.ts';

const VIEWS = Object.keys(biViews('sqlite'));
const DAY_MS = 86_400_000;
type Row = Record<string, string | number | null>;

const answer = (n: number): NewEvent => ({
  verb: 'question.answered',
  obj: `q${n % 5}`,
  objVer: 2,
  ctx: `attempt-${n % 3}`,
  ok: n % 3 !== 0,
  score: n % 3 === 0 ? 0.4 : 1,
  ms: 700 + n,
  data: {
    mode: 'exam',
    choices: [1],
    first: true,
    presentedAt: 5,
    rtSrvMs: 900,
    changes: 0,
    hints: 0,
    ...(n % 11 === 0 ? { again: true } : {}),
  },
});

describe.each(STORES)('views for BI tools on $name', ({ open }) => {
  let store: TestStore;
  let people: Actor[];
  beforeAll(async () => {
    store = await open();
    people = await companyOf(store, '甲', '乙');
    for (let day = 0; day < 3; day++) {
      await commit(store.ctx, async (tx) => {
        for (let n = 0; n < 25; n++) tx.emit(people[n % 2] as Actor, answer(n + day * 7));
        tx.emit({ ...(people[0] as Actor), preview: true }, answer(1));
        tx.emit(people[1] as Actor, {
          verb: 'exam.decided',
          obj: 'e',
          ok: true,
          score: 0.9,
          data: { nth: 1, ruleVer: 1 },
        });
        await creditPerson(tx, people[0] as Actor, {
          amount: 10 + day,
          reason: 'practice',
          key: `k-${people[0]?.person}-${day}`,
        });
      });
      store.clock.advance(DAY_MS);
    }
  });
  afterAll(() => store.close());
  const rows = async (text: string): Promise<Row[]> =>
    (await sql<Row>`${sql.raw(text)}`.execute(store.db.read)).rows;
  const mine = (): string => `'${people[0]?.org}'`;

  test('each view answers, by itself and for a company', async () => {
    for (const view of VIEWS) {
      await rows(`select * from ${view} limit 3`);
      await rows(`select count(*) from ${view} where org = ${mine()}`);
    }
  });

  test('names of people stand in one view only', async () => {
    const named: string[] = [];
    for (const view of VIEWS)
      if (JSON.stringify(await rows(`select * from ${view}`)).includes('甲')) named.push(view);
    expect(named).toEqual(['bi_people']);
  });

  test('answers one by one agree with the rollups by day, person and question', async () => {
    const sums = 'count(*) as n, sum(correct) as correct, sum(score) as score, sum(ms) as ms';
    const byDay = await rows(
      `select person, day, ${sums} from bi_answers where org = ${mine()} group by person, day order by person, day`,
    );
    const rollup = await rows(
      `select person, day, answers as n, correct, score_sum as score, answer_ms as ms from bi_person_day
       where org = ${mine()} order by person, day`,
    );
    expect(byDay.length).toBe(6);
    const numbers = (list: Row[]) =>
      list.map((r) => ({
        ...r,
        ...Object.fromEntries(['n', 'correct', 'ms'].map((c) => [c, Number(r[c])])),
        score: Number(r.score).toFixed(3),
      }));
    expect(numbers(byDay)).toEqual(numbers(rollup));
    const byItem = await rows(
      `select question, ${sums} from bi_answers where org = ${mine()} group by question order by question`,
    );
    const items = await rows(
      `select question, answers as n, correct, score_sum as score, answer_ms as ms from bi_items
       where org = ${mine()} order by question`,
    );
    expect(numbers(byItem)).toEqual(numbers(items));
    const pairs = await rows(
      `select sum(answers) as n, sum(correct) as c from bi_person_items where org = ${mine()}`,
    );
    expect([Number(pairs[0]?.n), Number(pairs[0]?.c)]).toEqual([
      byItem.reduce((s, r) => s + Number(r.n), 0),
      byItem.reduce((s, r) => s + Number(r.correct), 0),
    ]);
  });

  test('days and instants are text, verbs have their names', async () => {
    expect(await rows(`select distinct day from bi_exams where org = ${mine()} order by day`)).toEqual([
      { day: '2026-11-16' },
      { day: '2026-11-17' },
      { day: '2026-11-18' },
    ]);
    const [exam] = await rows(`select at, device, passed from bi_exams where org = ${mine()} order by event`);
    expect(exam).toMatchObject({ at: '2026-11-16T01:00:00Z', device: 'unknown', passed: 1 });
    const [decided] = await rows(
      `select dimension, sum(events) as n from bi_verb_day where org = ${mine()} and verb = 'exam.decided' group by dimension`,
    );
    expect([decided?.dimension, Number(decided?.n)]).toEqual(['result', 3]);
  });

  test('coins add up to the balance', async () => {
    const [coins] = await rows(`select sum(amount) as n from bi_coins where person = '${people[0]?.person}'`);
    const [last] = await rows(
      `select balance_after as n from bi_coins where person = '${people[0]?.person}' order by entry desc limit 1`,
    );
    expect(Number(coins?.n)).toBe(33);
    expect(Number(last?.n)).toBe(33);
  });

  test('the page for BI tools names every view and every column', async () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../docs/bi.md'), 'utf8');
    for (const view of VIEWS) {
      const line = page.split('\n').find((l) => l.startsWith(`| \`${view}\``)) ?? '';
      const [row] = await rows(`select * from ${view} limit 1`);
      for (const column of Object.keys(row ?? {}))
        if (column !== 'org' && !column.endsWith('_events'))
          expect(line, `${view}.${column}`).toContain(column);
    }
  });

  test('on PostgreSQL a role with rights on the views only sees them and no table', async () => {
    if (store.db.dialect === 'sqlite') return;
    const db = store.db.read;
    await sql`create role bi_reader`.execute(db);
    await sql.raw(`grant select on ${VIEWS.join(', ')} to bi_reader`).execute(db);
    await sql`set role bi_reader`.execute(db);
    try {
      for (const view of VIEWS) await rows(`select * from ${view} limit 1`);
      await expect(rows('select * from identity')).rejects.toThrow(/permission denied/);
      await expect(rows('update bi_orders set qty = 1')).rejects.toThrow();
    } finally {
      await sql`reset role`.execute(db);
    }
  });
});
