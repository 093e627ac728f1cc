import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Question } from '../../server/domain/question.ts';
import { candidatesOf } from '../../server/store/attempt.ts';
import { changePoint } from '../../server/store/bank-frame.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { type LearnedAnswer, learnFrom } from '../../server/store/mastery.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor, newQuestion } from './bank-people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(STORES)('mastery on $name', ({ open }) => {
  let store: TestStore;
  let bank: string;
  let point: string;
  let by: Actor;
  let other: Actor;
  let question: Question;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    const tang = await newEditor(store.ctx, await newCompany(store.ctx));
    bank = await newBank(store.ctx, tang);
    const name = { zh: '灭火', en: 'Fire' };
    await commit(store.ctx, (tx) => changePoint(tx, tang, { bank, name, requires: [] }));
    const points = store.db.read.selectFrom('point').select('id').where('bank', '=', bank);
    point = (await points.executeTakeFirstOrThrow()).id;
    question = await ask(tang, 3);
    [by, other] = (await seedPeople(store.ctx, 2)) as [Actor, Actor];
  });

  const ask = async (tang: Parameters<typeof newQuestion>[1], difficulty: number): Promise<Question> => {
    const content = choice(`第 ${difficulty} 题`, { point, difficulty });
    return { ...content, id: await newQuestion(store.ctx, tang, bank, content) } as Question;
  };
  const answer = (ok: boolean, more: Partial<LearnedAnswer> = {}, who = by) =>
    commit(store.ctx, (tx) =>
      learnFrom(tx, who, {
        ...{ question, bank, ok, score: ok ? 1 : 0, rtMs: 8_000, hinted: false, changes: 0, again: false },
        ...more,
      }),
    );
  const skills = (who = by) =>
    store.db.read.selectFrom('skill').selectAll().where('person', '=', who.person).orderBy('bank').execute();
  const memory = (who = by) =>
    store.db.read.selectFrom('memory').selectAll().where('person', '=', who.person).executeTakeFirst();
  const level = () =>
    store.db.read.selectFrom('item_level').selectAll().where('question', '=', question.id).executeTakeFirst();
  const changes = async (who = by) =>
    (
      await store.db.read
        .selectFrom('event_text')
        .select(['obj', 'data'])
        .where('actor', '=', who.person)
        .orderBy('seq')
        .execute()
    ).map((e) => ({ obj: e.obj, ...(JSON.parse(e.data) as { from: string; to: string; p: number }) }));

  test('the first answer makes the skill overall and at the point, the question and the memory', async () => {
    const { pPred, change } = await answer(true);
    // c = 1/3, b = -0.5: 1/3 + 2/3 / (1 + e^-0.5), by hand.
    expect(pPred).toBeCloseTo(0.748306, 5);
    const rows = await skills();
    expect(rows.map((r) => [r.bank, r.point, r.n, r.wins, r.last])).toEqual([
      ['', '', 1, 1, '1'],
      [bank, point, 1, 1, '1'],
    ]);
    // e = 1 - P times s / P with s = 0.622459; K = .8 overall, .3 at the point, 1.5 for the question.
    const e = (1 - 0.748306) * (0.622459 / 0.748306);
    expect(rows[0]?.theta).toBeCloseTo(0.8 * e, 5);
    expect(rows[1]?.theta).toBeCloseTo(0.3 * e, 5);
    expect(await level()).toMatchObject({ n: 1, wins: 1, fails: 0, anchor: null, rtN: 1 });
    expect((await level())?.b).toBeCloseTo(-0.5 - 1.5 * e, 5);
    const m = await memory();
    expect(m).toMatchObject({ reps: 1, lastOk: 1, run: 1, wins: 1, fails: 0, wrongDay: null, durable: 0 });
    expect(m?.stability).toBeCloseTo(2.3065, 4);
    expect(change).toMatchObject({ point, name: { zh: '灭火', en: 'Fire' }, from: 'unseen', to: 'learning' });
  });

  test('a question is due from the morning of its day on, not from the minute of the last answer', async () => {
    store.clock.set(MORNING + 12 * HOUR);
    await answer(true);
    const due = Number((await memory())?.dueAt);
    expect(due % DAY).toBe(20 * HOUR);
    expect(due).toBeLessThanOrEqual(MORNING + 12 * HOUR + 3 * DAY);
    expect(due).toBeGreaterThan(MORNING + DAY);
  });

  test('six right answers in a row master a point, a wrong one takes it back, and it is told once for every level', async () => {
    const next = (i: number) => ({ question: { ...question, id: `${question.id}-${i}` } });
    for (let i = 0; i < 6; i++) await answer(true, next(i));
    expect((await skills()).at(-1)).toMatchObject({ n: 6, level: 'mastered' });
    expect((await changes()).map((c) => [c.obj, c.from, c.to])).toEqual([
      [`${bank}:${point}`, 'unseen', 'learning'],
      [`${bank}:${point}`, 'learning', 'growing'],
      [`${bank}:${point}`, 'growing', 'mastered'],
    ]);
    await answer(false, next(6));
    expect((await changes()).at(-1)).toMatchObject({ from: 'mastered', to: 'growing' });
  });

  test('a second asking in the same attempt and a preview move nothing', async () => {
    await answer(false);
    const before = [await skills(), await memory(), await level()];
    const again = await answer(true, { again: true });
    expect(again.pPred).toBeGreaterThan(0);
    expect(again.change).toBeUndefined();
    await answer(true, {}, { ...by, preview: true });
    expect([await skills(), await memory(), await level()]).toEqual(before);
  });

  test('right again on the same play day is not durable, on a later one it is, until it is wrong again', async () => {
    await answer(false);
    expect(await memory()).toMatchObject({ wrongDay: 20261116, durable: 0, run: 0 });
    store.clock.set(MORNING + 18 * HOUR);
    await answer(true);
    expect(await memory()).toMatchObject({ wrongDay: 20261116, durable: 0 });
    store.clock.set(MORNING + 19 * HOUR);
    await answer(true);
    expect(await memory()).toMatchObject({ wrongDay: 20261116, durable: 1, run: 2 });
    await answer(false);
    expect(await memory()).toMatchObject({ wrongDay: 20261117, durable: 0, wins: 2, fails: 2, lapses: 1 });
  });

  test('what was paid for a question today stays when it is answered', async () => {
    await answer(true);
    await commit(store.ctx, async ({ db }) => {
      await db.updateTable('memory').set({ paidDay: 20261116, paid: 2 }).execute();
    });
    await answer(true);
    expect(await memory()).toMatchObject({ paidDay: 20261116, paid: 2, reps: 2 });
  });

  test('the level after the first ten answers stays as the beginning', async () => {
    for (let i = 0; i < 9; i++) await answer(i % 2 === 0);
    expect((await skills()).map((s) => s.initial)).toEqual([null, null]);
    await answer(true);
    const [overall, atPoint] = await skills();
    expect(overall?.initial).toBe(overall?.theta);
    expect(atPoint?.initial).toBe(atPoint?.theta);
    await answer(true);
    expect((await skills())[0]).toMatchObject({ n: 11, initial: overall?.initial });
  });

  test('two learners at one moment both count for the difficulty of a question', async () => {
    await Promise.all([answer(true), answer(false, {}, other)]);
    expect(await level()).toMatchObject({ n: 2, wins: 1, fails: 1 });
  });

  test('a question that is asked again later does not become easier by that', async () => {
    await answer(false);
    const { b } = (await level()) ?? {};
    store.clock.advance(3 * DAY);
    await answer(true);
    expect(await level()).toMatchObject({ b, n: 1, wins: 0, fails: 1, rtN: 1 });
    expect((await skills())[0]).toMatchObject({ n: 2, wins: 1 });
  });

  test('a question without a knowledge point moves the overall skill only', async () => {
    const { point: _, ...plain } = question;
    const { change } = await answer(true, { question: plain as Question });
    expect(change).toBeUndefined();
    expect((await skills()).map((s) => s.bank)).toEqual(['']);
  });

  test('the weights of the company speak in the prediction, and new ones at once', async () => {
    const save = (list: number[]) =>
      commit(store.ctx, async ({ db }) => {
        const weights = JSON.stringify(list);
        await db
          .insertInto('predictor')
          .values({ org: by.org, weights, n: 1, updatedAt: 0 })
          .onConflict((oc) => oc.column('org').doUpdateSet({ weights }))
          .execute();
      });
    await save([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect((await answer(true)).pPred).toBe(0.5);
    await save([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect((await answer(true)).pPred).toBeCloseTo(0.880797, 5);
  });

  test('candidates know the chance, what is due, what was seen and what was paid', async () => {
    const when = { now: store.clock.now(), day: 20261116 };
    await commit(store.ctx, async ({ db }) => {
      await db.updateTable('question').set({ state: 'ready' }).where('id', '=', question.id).execute();
    });
    const find = (at = when) => candidatesOf(store.db.read, by.person, { bank, types: ['single'] }, at);
    expect(await find()).toMatchObject([{ question: question.id, seen: 0, due: false, paidToday: 0 }]);
    // The type alone tells the guess: 1/4, so that P = .25 + .75 x .622459.
    expect((await find())[0]?.p).toBeCloseTo(0.716845, 5);
    await answer(true);
    await commit(store.ctx, async ({ db }) => {
      await db.updateTable('memory').set({ paidDay: 20261116, paid: 1 }).execute();
    });
    const [after] = await find();
    expect(after).toMatchObject({ due: false, paidToday: 1 });
    expect(after?.p).toBeGreaterThan(0.75);
    const later = { now: store.clock.now() + 5 * DAY, day: 20261121 };
    expect(await find(later)).toMatchObject([{ due: true, paidToday: 0 }]);
  });
});
