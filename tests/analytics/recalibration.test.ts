import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FEATURES } from '../../server/domain/predictor.ts';
import { dice } from '../../server/domain/random.ts';
import { isTimeFor, recalibrateAll } from '../../server/jobs/recalibration.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { recalibrations } from '../../server/store/recalibration.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor, newQuestion } from '../store/bank-people.ts';

const HOUR = 3_600_000;
const PEOPLE = 120;
const QUESTIONS = 6;

describe.each(STORES)('recalibration on $name', ({ open }) => {
  let store: TestStore;
  let org: string;
  const questions: string[] = [];
  beforeAll(async () => {
    store = await open();
    org = await newCompany(store.ctx);
    const tang = await newEditor(store.ctx, org);
    const bank = await newBank(store.ctx, tang);
    for (let i = 0; i < QUESTIONS; i++)
      questions.push(await newQuestion(store.ctx, tang, bank, choice(`题 ${i}`, { difficulty: 3 })));
    const random = dice(9);
    for (let u = 0; u < PEOPLE; u++) {
      const by: Actor = { org, person: `person-${u}`, zone: 'Asia/Shanghai' };
      await commit(store.ctx, async (tx) => {
        for (const [i, obj] of questions.entries()) {
          const about = { mode: 'practice' as const, choices: [0], first: true, presentedAt: tx.now };
          const data = { ...about, rtSrvMs: 9_000, changes: 0, hints: 0 };
          const ok = random() < 0.95 - i * 0.12;
          const said = { verb: 'question.answered' as const, obj, objVer: 1, ctx: `a-${u}`, ms: 9_000 };
          tx.emit(by, { ...said, ok, score: ok ? 1 : 0, data });
          tx.emit(by, { ...said, ok: true, score: 1, data: { ...data, again: true } });
        }
      });
    }
  });
  afterAll(() => store.close());
  const levels = () => store.db.read.selectFrom('item_level').selectAll().execute();
  const run = () => {
    const config = { dataDir: store.dataDir };
    return recalibrateAll({ ...store.ctx, log: pino({ level: 'silent' }), config }, [org]);
  };

  test('anchors every question with a hundred learners and writes the weights of the company', async () => {
    const done = await run();
    expect(done).toMatchObject({ anchors: QUESTIONS, answers: PEOPLE * QUESTIONS, leftOut: 0 });
    expect(done.moved).toBeGreaterThan(2);
    const rows = await levels();
    const byId = new Map(rows.map((r) => [r.question, r]));
    const bs = questions.map((q) => byId.get(q)?.b ?? 0);
    expect(bs).toEqual([...bs].sort((a, b) => a - b));
    for (const r of rows) expect(r).toMatchObject({ n: PEOPLE, anchorN: PEOPLE, slope: null });
    const weights = await store.db.read.selectFrom('predictor').selectAll().where('org', '=', org).execute();
    expect(weights).toMatchObject([{ n: PEOPLE * QUESTIONS, updatedAt: store.clock.now() }]);
    expect(JSON.parse(weights[0]?.weights ?? '[]')).toHaveLength(FEATURES);
  });

  test('the next night finds nothing to move', async () => {
    const before = await levels();
    expect((await run()).moved).toBe(0);
    expect((await levels()).map((r) => r.b)).toEqual(before.map((r) => r.b));
  });

  test('knows when each company was done', async () => {
    const mine = (await recalibrations(store.db.read)).find((o) => o.org === org);
    expect(mine).toEqual({ org, zone: 'Asia/Shanghai', lastAt: store.clock.now() });
  });
});

test('its time is half past three at night in the zone of the company, or when it was missed', () => {
  const night = MORNING - 5.5 * HOUR; // 03:30 in Shanghai
  const yesterday = night - 24 * HOUR;
  const at = (h: number, lastAt = yesterday) => isTimeFor(night + h * HOUR, 'Asia/Shanghai', lastAt);
  expect([-0.1, 0, 0.9, 1.1].map((h) => at(h))).toEqual([false, true, true, false]);
  expect(at(0.5, night)).toBe(false);
  expect(at(3)).toBe(true);
  expect(at(0, 0)).toBe(true);
  expect(isTimeFor(night, 'Europe/Berlin', yesterday)).toBe(false);
});
