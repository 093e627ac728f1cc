import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RuleError } from '../../server/domain/errors.ts';
import { startExam } from '../../server/domain/exam.ts';
import { startPractice } from '../../server/domain/practice.ts';
import type { Question } from '../../server/domain/question.ts';
import { playDay } from '../../server/domain/time.ts';
import { insertAttempt, overdueExams, saveAttempt, spawnGhost } from '../../server/store/attempt.ts';
import { changePoint } from '../../server/store/bank-frame.ts';
import { type Actor, commit, type Work } from '../../server/store/commit.ts';
import { meetGhost, meetInPassing } from '../../server/store/ghost.ts';
import { balanceOf } from '../../server/store/ledger.ts';
import { learnFrom } from '../../server/store/mastery.ts';
import { holdPack, makePack, saveClaimed } from '../../server/store/offline-pack.ts';
import {
  correctionsOf,
  drillCoinsLeft,
  dueBy,
  findAnywhere,
  knownGhosts,
  looksAt,
  payDrill,
  stemsOf,
  takePaidRepeats,
} from '../../server/store/practice.ts';
import { pointsOf } from '../../server/store/practice-point.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor, newQuestion } from './bank-people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PLACE = { island: 'sail', station: 'sail-2' };

describe.each(STORES)('practice on $name', ({ open }) => {
  let store: TestStore;
  let bank: string;
  let point: string;
  let by: Actor;
  let questions: Question[];
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
    questions = [];
    for (const n of [1, 2, 3]) {
      const content = choice(`第 ${n} 题`, { point });
      questions.push({ ...content, id: await newQuestion(store.ctx, tang, bank, content) } as Question);
    }
    await store.db.internal.writer
      .updateTable('question')
      .set({ state: 'ready' })
      .where('bank', '=', bank)
      .execute();
    [by] = (await seedPeople(store.ctx, 1)) as [Actor];
  });

  const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);
  const db = () => store.db.read;
  const today = (): number => playDay(store.clock.now(), by.zone);
  const idOf = (i: number): string => questions[i]?.id ?? '';
  const answer = (i: number, ok: boolean, again = false): Promise<number> =>
    run(async (tx) => {
      const question = questions[i] as Question;
      const looked = { question, bank, ok, score: ok ? 1 : 0, rtMs: 3000, hinted: false, changes: 0, again };
      const { pPred } = await learnFrom(tx, by, looked);
      const data = { mode: 'drill', choices: [0], first: false, presentedAt: tx.now } as const;
      const rest = { rtSrvMs: 3000, changes: 0, hints: 0, ...(again ? { again: true as const } : {}) };
      tx.emit(by, {
        ...{ verb: 'question.answered', obj: question.id, objVer: 1, ok, score: ok ? 1 : 0, ms: 3000 },
        data: { ...data, choices: [0], ...rest },
      });
      return pPred;
    });

  test('finds versions from any bank in the order asked for, with bank and name of the point', async () => {
    const refs = [2, 0].map((i) => ({ question: idOf(i), version: 1 }));
    const found = await findAnywhere(db(), [...refs, { question: 'none', version: 1 }]);
    expect(found.map((k) => k.question.id)).toEqual([idOf(2), idOf(0)]);
    expect(found[0]).toMatchObject({ bank, version: 1, point: { id: point, name: { en: 'Fire' } } });
    expect((await stemsOf(db(), [idOf(1)])).get(idOf(1))).toEqual({ zh: '第 2 题' });
  });

  test('counts looks, not second askings; what was answered is due some day, and counts at its point', async () => {
    await answer(0, false);
    await answer(0, true, true);
    await answer(1, true);
    expect(Object.fromEntries(await looksAt(db(), by.person, bank, point))).toEqual({
      [idOf(0)]: 1,
      [idOf(1)]: 1,
    });
    const now = store.clock.now();
    expect(await dueBy(db(), by.person, [bank], now)).toEqual([]);
    const later = await dueBy(db(), by.person, [bank], now + 400 * DAY);
    expect(later.map((d) => d.question).sort()).toEqual([idOf(0), idOf(1)].sort());
    expect(await dueBy(db(), by.person, [], now + 400 * DAY)).toEqual([]);
    const [view] = await pointsOf(db(), by.person, [bank], now + 400 * DAY);
    expect(view).toMatchObject({ bank, point, questions: 3, seen: 2, round: 1, due: 2, answers: 2 });
    expect(view?.current?.p).toBeGreaterThan(0);
    expect(view).not.toHaveProperty('initial');
  });

  test('corrections: of two missed questions one is right at last, and durably so only a day later', async () => {
    expect(await correctionsOf(db(), by.person)).toEqual({
      ...{ answers: 0, correct: 0, wrong: 0, corrected: 0, durable: 0, open: 0 },
    });
    await answer(0, false);
    await answer(1, false);
    await answer(2, true);
    await answer(0, true, true);
    expect(await correctionsOf(db(), by.person)).toMatchObject({ wrong: 2, corrected: 0, open: 2 });
    await answer(0, true);
    expect(await correctionsOf(db(), by.person)).toMatchObject({ wrong: 2, corrected: 1, durable: 0 });
    store.clock.advance(DAY);
    await answer(0, true);
    expect(await correctionsOf(db(), by.person)).toEqual({
      ...{ answers: 6, correct: 4, wrong: 2, corrected: 1, durable: 1, open: 1 },
    });
  });

  const pay = (i: number, p: number, key: string = randomUUID()): Promise<number> =>
    run((tx) => payDrill(tx, by, { question: idOf(i), p, ref: 'r', key }));

  test('a right answer pays once per key, five times a question and sixty coins a day; a preview pays nothing', async () => {
    await answer(0, true);
    await answer(1, true);
    expect(
      await run((tx) =>
        payDrill(tx, { ...by, preview: true }, { question: idOf(0), p: 0, ref: 'r', key: 'x' }),
      ),
    ).toBe(0);
    const key = randomUUID();
    expect([await pay(0, 0.5, key), await pay(0, 0.5, key)]).toEqual([2, 0]);
    const more: number[] = [];
    for (let i = 0; i < 6; i++) more.push(await pay(0, 0.5));
    expect(more).toEqual([2, 2, 2, 2, 0, 0]);
    expect(await pay(1, 0.7)).toBe(1);
    expect(await balanceOf(db(), by.person)).toBe(11);
    expect(await drillCoinsLeft(db(), by.person, today())).toBe(49);
    await store.db.internal.writer
      .updateTable('person')
      .set({ drillCoins: 59 })
      .where('id', '=', by.person)
      .execute();
    expect([await pay(1, 0.1), await pay(1, 0.1)]).toEqual([1, 0]);
    store.clock.advance(DAY);
    expect(await drillCoinsLeft(db(), by.person, today())).toBe(60);
    expect(await pay(0, 0.5)).toBe(2);
  });

  test('paid repeats of a station and of drills share the five of a day', async () => {
    await answer(0, true);
    await answer(1, true);
    for (let i = 0; i < 3; i++) expect(await pay(0, 0.5)).toBe(2);
    const replay = () => run((tx) => takePaidRepeats(tx, by, [idOf(0), idOf(1)]));
    expect([await replay(), await replay(), await replay()]).toEqual([2, 2, 1]);
    expect(await pay(0, 0.5)).toBe(0);
    store.clock.advance(DAY);
    expect(await replay()).toBe(2);
  });

  type Step = { door: 'ghost' | 'passing' | 'again'; ok: boolean; days: number };
  const steps = fc.array(
    fc.record<Step>({
      door: fc.constantFrom('ghost', 'passing', 'again'),
      ok: fc.boolean(),
      days: fc.constantFrom(0, 0, 0, 1, 2),
    }),
    { maxLength: 12 },
  );
  test('a ghost is tamed only by right answers on two different days, whatever the doors, and pays ten once', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const [person] = (await seedPeople(store.ctx, 1)) as [Actor];
        const asked = { question: idOf(0), ...PLACE };
        await run((tx) => spawnGhost(tx, { person: person.person, ...asked }));
        const ghosts = () => knownGhosts(db(), person, playDay(store.clock.now(), person.zone));
        const born = (await ghosts())[0]?.id ?? '';
        const rightDays = new Set<number>();
        for (const { door, ok, days } of list) {
          store.clock.advance(days * DAY);
          if ((await ghosts()).some((g) => g.tamedAt !== null)) break;
          const day = playDay(store.clock.now(), person.zone);
          if (door === 'ghost') await run((tx) => meetGhost(tx, person, born, ok));
          else await run((tx) => meetInPassing(tx, person, { ...asked, ok, again: door === 'again' }));
          if (ok && door !== 'again') rightDays.add(day);
          const tamed = (await ghosts()).some((g) => g.tamedAt !== null);
          if (tamed) expect(rightDays.size).toBeGreaterThanOrEqual(2);
          expect(await balanceOf(db(), person.person)).toBe(tamed ? 10 : 0);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('a ghost once tamed stays tamed: it is neither paid again nor counted on', async () => {
    await run((tx) => spawnGhost(tx, { person: by.person, question: idOf(0), ...PLACE }));
    const [{ id } = { id: '' }] = await knownGhosts(db(), by, today());
    for (let i = 0; i < 2; i++) {
      await run((tx) => meetGhost(tx, by, id, true));
      store.clock.advance(DAY);
    }
    const [tamed] = await knownGhosts(db(), by, today());
    await run((tx) => meetGhost(tx, by, id, true));
    expect(await knownGhosts(db(), by, today())).toEqual([tamed]);
    expect(tamed).toMatchObject({ awake: false, ghost: { rightDays: 2, tamed: true } });
    expect(await balanceOf(db(), by.person)).toBe(10);
  });

  test('a preview does not touch the ghosts of the learner, nor see them', async () => {
    await run((tx) => spawnGhost(tx, { person: by.person, question: idOf(0), ...PLACE }));
    const before = await knownGhosts(db(), by, today());
    const preview: Actor = { ...by, preview: true };
    const asked = { question: idOf(0), island: 'try.sail', station: 'try.sail-2', again: false };
    expect(await run((tx) => meetInPassing(tx, preview, { ...asked, ok: true }))).toEqual({ born: false });
    await run((tx) => meetInPassing(tx, preview, { ...asked, ok: false }));
    expect(await knownGhosts(db(), by, today())).toEqual(before);
    expect(await knownGhosts(db(), preview, today())).toEqual([]);
  });

  test('a pack holds what an attempt has told the key of, in that version, and nothing of an open exam', async () => {
    const refs = questions.map((q) => ({ question: q.id, version: 1 }));
    for (const i of [0, 1, 2]) await answer(i, i !== 1);
    expect((await run((tx) => makePack(tx, by, [bank]))).items).toEqual([]);
    const at = { person: by.person, quest: 'q', ...PLACE, nth: 1, day: today() };
    const done = startPractice(refs, store.clock.now());
    const items = refs.map((r) => ({ ...r, again: false, presentedAt: 1, answer: 0, ok: true, score: 1 }));
    await run(async (tx) => {
      const { id } = await insertAttempt(tx, { ...at, state: done });
      await saveAttempt(tx, id, { ...done, items, queue: { fresh: [], again: [] } }, true);
    });
    const pack = await run((tx) => makePack(tx, by, [bank]));
    expect(pack.items[0]).toEqual(refs[1]);
    expect(pack.items).toHaveLength(3);
    const exam = { ...at, station: 'sail-8', state: startExam(refs.slice(0, 1), store.clock.now(), 60_000) };
    await run((tx) => insertAttempt(tx, exam));
    expect((await run((tx) => makePack(tx, by, [bank]))).items).toHaveLength(2);
    const held = await run(async (tx) => {
      await saveClaimed(tx, pack.id, { '0': { verdict: { ok: true, score: 1, key: 0 }, coins: 2 } });
      return holdPack(tx, by.person, pack.id);
    });
    expect(held).toMatchObject({ id: pack.id, issuedAt: store.clock.now(), items: pack.items });
    expect(held.claimed['0']?.coins).toBe(2);
    store.clock.advance(7 * DAY);
    await expect(run((tx) => holdPack(tx, by.person, pack.id))).rejects.toThrow(
      new RuleError('pack.unknown'),
    );
    await run((tx) => makePack(tx, by, [bank]));
    const kept = await db().selectFrom('offline_pack').select('id').where('person', '=', by.person).execute();
    expect(kept).toHaveLength(1);
  });

  test('finds the exams whose clock and grace are over', async () => {
    const refs = [{ question: idOf(0), version: 1 }];
    const at = { person: by.person, quest: 'q', ...PLACE, nth: 1, day: today() };
    const { id } = await run((tx) => insertAttempt(tx, { ...at, state: startExam(refs, tx.now, 60_000) }));
    const mine = async () =>
      (await overdueExams(db(), store.clock.now())).filter((a) => a.person === by.person);
    store.clock.advance(120_000);
    expect(await mine()).toEqual([]);
    store.clock.advance(1);
    expect(await mine()).toEqual([{ id, person: by.person, org: by.org, zone: by.zone, quest: 'q' }]);
  });
});
