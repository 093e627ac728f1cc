import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttemptView } from '../../server/domain/api.ts';
import type { DrillChoice } from '../../server/domain/api-practice.ts';
import { commit } from '../../server/store/commit.ts';
import { content, learn, rightAnswer } from '../bots/answers.ts';
import { type Learner, learnerAt, type Pattern, wrongAt } from '../bots/learner.ts';
import { choices } from '../helpers/exam-quest.ts';
import { builderAt, cardOf, twoIslands } from '../helpers/quest-builder.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const DAY = 86_400_000;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

type Drill = Extract<AttemptView, { kind: 'drill' }>;
const drillOf = (view: AttemptView): Drill => {
  if (view.kind !== 'drill') throw new Error(`a ${view.kind} is no drill`);
  return view;
};
const newcomer = async (name: string): Promise<Learner> => learnerAt(server, await server.joined(name));
/** Somebody who has played the first practice; `misses` = the askings answered wrong. */
const learner = async (name: string, ...misses: number[]): Promise<Learner> => {
  const l = await newcomer(name);
  await l.readCard('sail-1');
  await l.play('sail-2', wrongAt(...misses));
  return l;
};
const start = async (l: Learner, choice: DrillChoice) =>
  drillOf(await l.call('POST /api/practice/start', { body: choice }));
const drill = async (l: Learner, choice: DrillChoice, pattern: Pattern = []) =>
  drillOf(await l.finish(await start(l, choice), pattern));
const practice = (l: Learner) => l.call('GET /api/practice');

const POINT = { purpose: 'point', bank: 'sail', point: 'values' } as const;
const sailing = content.banks.find((b) => b.id === 'sail')?.questions ?? [];
const inPoint = sailing.filter((q) => q.point === 'values').length;
/** So hard that every right answer is a surprise. */
const HARD = {
  ...{ b: 9, n: 5000, wins: 0, fails: 5000, anchor: null, anchorN: 0 },
  ...{ rtN: 0, rtSum: 0, rtSquares: 0, updatedAt: 0 },
};

/** A knowledge point of `n` questions in the bank of the first island, put there for this test. */
const bigPoint = async (n: number, point: string): Promise<void> => {
  const questions = choices(n).map((q, i) => ({ ...q, id: `${point}-${i}`, point }));
  learn(questions);
  await commit(server.ctx, async ({ db, now }) => {
    const name = JSON.stringify({ zh: '大', en: 'Big' });
    await db.insertInto('point').values({ id: point, bank: 'sail', name }).execute();
    for (const q of questions) {
      const { id: question, type, difficulty } = q;
      const row = { version: 1, content: JSON.stringify(q), hash: '', createdAt: now, person: null };
      await db
        .insertInto('question_version')
        .values({ question, ...row })
        .execute();
      const place = { id: question, bank: 'sail', point, type, difficulty, version: 1 };
      await db
        .insertInto('question')
        .values({ ...place, state: 'ready' })
        .execute();
    }
  });
};
const asked = (view: AttemptView): string[] => view.items.filter((i) => !i.again).map((i) => i.question.id);

describe('free practice of a knowledge point', () => {
  it('asks ten at most, each once, pays its right answers and ends by itself', async () => {
    const l = await newcomer('练一');
    const before = await l.coins();
    const open = await start(l, POINT);
    expect(open).toMatchObject({
      island: '',
      station: '',
      purpose: 'point',
      total: inPoint,
      answered: 0,
      round: 1,
      point: { bank: 'sail', id: 'values' },
    });
    expect(open.items).toHaveLength(1);
    const end = drillOf(await l.finish(open));
    expect(end).toMatchObject({ status: 'ended', right: inPoint, answered: inPoint, bestRun: inPoint });
    expect(new Set(asked(end)).size).toBe(inPoint);
    expect(end.earned).toBeGreaterThan(0);
    expect(await l.coins()).toBe(before + end.earned);
  });

  it('a missed question comes back after two others and lives on as a ghost on the island of its bank', async () => {
    const l = await newcomer('练二');
    const end = await drill(l, POINT, wrongAt(0));
    const ids = end.items.map((i) => i.question.id);
    expect(end.items.map((i) => i.again).indexOf(true)).toBe(3);
    expect(ids[3]).toBe(ids[0]);
    expect(end).toMatchObject({ right: inPoint - 1, answered: inPoint });
    const { islands } = await l.call('GET /api/quest');
    expect(islands[0]).toMatchObject({ id: 'sail', ghosts: [{ awake: true, rightDays: 0 }] });
    expect((await practice(l)).ghosts).toEqual({ awake: 1, asleep: 0, tamed: 0 });
  });

  it('the reply to an answer carries the verdict, the coins and the next question', async () => {
    const l = await newcomer('练三');
    const open = await start(l, POINT);
    const reply = await l.answer(open, l.current(open));
    expect(reply).toMatchObject({ verdict: { ok: true }, attempt: { status: 'open', answered: 1 } });
    expect(reply.coins).toBe(drillOf(reply.attempt).earned);
    expect(reply.attempt.items).toMatchObject([{ item: 1 }]);
  });

  it('is given back while it is open, one for each point; stopped, it keeps what was answered and shows no other key', async () => {
    const l = await newcomer('练四');
    const open = await start(l, POINT);
    await l.answer(open, l.current(open));
    expect((await start(l, POINT)).id).toBe(open.id);
    expect((await start(l, { ...POINT, point: 'mission' })).id).not.toBe(open.id);
    const end = await l.call('POST /api/practice/stop', { body: { attempt: open.id } });
    expect(end).toMatchObject({ status: 'ended', answered: 1, right: 1 });
    expect(end.items).toHaveLength(1);
    expect(await l.call('POST /api/practice/stop', { body: { attempt: open.id } })).toMatchObject({
      status: 'ended',
    });
    const late = l.answer(open, l.current(open));
    expect((await refusalOf(late)).code).toBe('attempt.closed');
    expect((await start(l, POINT)).id).not.toBe(open.id);
  });

  it('refuses a point that the quest does not ask', async () => {
    const l = await newcomer('练五');
    const code = async (bank: string, point: string) =>
      (await refusalOf(start(l, { purpose: 'point', bank, point }))).code;
    expect(await code('sail', 'nowhere')).toBe('point.unknown');
    expect(await code('nowhere', 'values')).toBe('point.unknown');
  });

  it('plays a large point through: no question twice before all were asked, then a next round, hardest first', async () => {
    await bigPoint(24, 'atlas');
    const l = await newcomer('练六');
    const choice = { purpose: 'point', bank: 'sail', point: 'atlas' } as const;
    const sets: Drill[] = [];
    for (let i = 0; i < 8; i++) sets.push(await drill(l, choice, i === 0 ? wrongAt(1, 2) : []));
    expect(sets.slice(0, 3).map((s) => [s.round, s.total])).toEqual([
      [1, 10],
      [1, 10],
      [1, 10],
    ]);
    const first = sets.slice(0, 3).flatMap(asked);
    expect(new Set(first.slice(0, 24)).size).toBe(24);
    expect(sets.map((s) => s.round)).toEqual([1, 1, 1, 2, 2, 3, 3, 3]);
    const point = (await practice(l)).points.find((p) => p.point === 'atlas');
    expect(point).toMatchObject({ questions: 24, seen: 24, round: 4, island: 'sail' });
  });

  it('does not stand on the path: no station shows it as its open attempt', async () => {
    const l = await newcomer('练七');
    await start(l, POINT);
    const { islands } = await l.call('GET /api/quest');
    expect(islands.flatMap((i) => i.stations).filter((s) => s.openAttempt)).toEqual([]);
  });
});

describe('a daily review', () => {
  it('refuses while nothing is due and no ghost is awake', async () => {
    const l = await newcomer('复一');
    expect((await refusalOf(start(l, { purpose: 'review' }))).code).toBe('practice.nothing_due');
  });

  it('asks what fell due, oldest first, at most fifteen; it stands on the task list and is logged', async () => {
    const l = await learner('复二');
    for (const point of ['values', 'mission']) await drill(l, { ...POINT, point });
    await drill(l, { ...POINT, point: 'tools' }, wrongAt(3));
    const before = await practice(l);
    expect(before.due).toBe(1);
    expect(before.quick.slice(0, 3).map((q) => q.kind)).toEqual(['ghosts', 'review', 'station']);
    server.clock.advance(40 * DAY);
    const { due } = await practice(l);
    expect(due).toBeGreaterThan(15);
    const tasks = (await l.call('GET /api/quest')).tasks;
    expect(tasks).toContainEqual({ kind: 'review', count: 15, done: 0, coins: 30 });
    const end = await drill(l, { purpose: 'review' });
    expect(end).toMatchObject({ purpose: 'review', total: 15, right: 15 });
    expect((await practice(l)).due).toBe(due - 15);
    const { verbs } = await l.call('GET /api/log');
    expect(verbs).toContainEqual({ verb: 'review.completed', n: 1 });
  });

  it('meets ghosts: right on two different days tames, the coins come once and the album shows it', async () => {
    const l = await learner('复三', 2);
    const meet = async (): Promise<Awaited<ReturnType<Learner['answer']>>[]> => {
      const replies = [];
      let view: AttemptView = await start(l, { purpose: 'review' });
      while (view.status === 'open') {
        const reply = await l.answer(view, l.current(view));
        replies.push(reply);
        view = reply.attempt;
      }
      return replies;
    };
    expect((await meet()).flatMap((r) => r.met ?? [])).toEqual([{ rightDays: 1, tamed: false }]);
    expect((await practice(l)).ghosts).toEqual({ awake: 0, asleep: 1, tamed: 0 });
    expect((await refusalOf(start(l, { purpose: 'review' }))).code).toBe('practice.nothing_due');
    server.clock.advance(DAY);
    const before = await l.coins();
    const met = (await meet()).find((r) => r.met);
    expect(met).toMatchObject({ met: { rightDays: 2, tamed: true } });
    expect(await l.coins()).toBeGreaterThanOrEqual(before + 10);
    const view = await practice(l);
    expect(view.ghosts).toEqual({ awake: 0, asleep: 0, tamed: 1 });
    expect(view.album).toMatchObject([{ island: 'sail' }]);
    expect(Object.keys(view.album[0]?.stem ?? {})).toContain('zh');
  });
});

describe('a ghost', () => {
  const ghostQuestion = async (l: Learner) => {
    const [ghost] = (await l.call('GET /api/quest')).islands[0]?.ghosts ?? [];
    const meet = await l.call('POST /api/attempts/start', { body: { ghost: ghost?.id ?? '' } });
    return { meet, question: l.current(meet).question };
  };

  it('counts one day however many doors it is met by: ghost, then drill the same day, then drill the next', async () => {
    const l = await newcomer('灵甲');
    await drill(l, POINT, wrongAt(0));
    const { meet, question } = await ghostQuestion(l);
    await l.answer(meet, l.current(meet));
    const sameDay = await drill(l, POINT);
    expect(asked(sameDay)).toContain(question.id);
    expect((await practice(l)).ghosts).toEqual({ awake: 0, asleep: 1, tamed: 0 });
    server.clock.advance(DAY);
    await drill(l, POINT);
    expect((await practice(l)).ghosts).toEqual({ awake: 0, asleep: 0, tamed: 1 });
  });

  it('does not count a right answer to the question asked again in the same attempt', async () => {
    const l = await newcomer('灵乙');
    await drill(l, POINT, wrongAt(0));
    const [ghost] = (await l.call('GET /api/quest')).islands[0]?.ghosts ?? [];
    expect(ghost).toMatchObject({ rightDays: 0, awake: true });
  });
});

describe('a warm-up', () => {
  it('asks five of the weak points of the last exam there', async () => {
    const l = await newcomer('暖一');
    await l.sailTo('sail-8');
    const exam = await l.sitExam('sail-8', 7);
    if (exam.kind !== 'exam') throw new Error('no exam');
    const weak = new Set(exam.result?.weak.map((w) => w.id));
    const end = await drill(l, { purpose: 'warm-up', station: 'sail-8' });
    expect(end).toMatchObject({ purpose: 'warm-up', total: 5, right: 5 });
    for (const i of end.items) expect(weak).toContain(i.question.point?.id);
  }, 60_000);

  it('is nothing without an exam behind it, and only an exam has one', async () => {
    const l = await newcomer('暖二');
    const code = async (station: string) => (await refusalOf(start(l, { purpose: 'warm-up', station }))).code;
    expect(await code('sail-8')).toBe('practice.nothing_due');
    expect(await code('sail-2')).toBe('station.wrong_kind');
    expect(await code('nowhere')).toBe('station.unknown');
  });
});

describe('what drills pay', () => {
  it('pays a question five times a day at most, and a replay of a station counts with it', async () => {
    await bigPoint(1, 'lonely');
    const l = await newcomer('酬一');
    const choice = { purpose: 'point', bank: 'sail', point: 'lonely' } as const;
    const paid: number[] = [];
    await commit(server.ctx, async ({ db }) => {
      await db
        .insertInto('item_level')
        .values({ ...HARD, question: 'lonely-0' })
        .execute();
    });
    for (let i = 0; i < 7; i++) paid.push((await drill(l, choice)).earned);
    expect(paid.slice(0, 5).every((c) => c > 0)).toBe(true);
    expect(paid.slice(5)).toEqual([0, 0]);
    server.clock.advance(DAY);
    expect((await drill(l, choice)).earned).toBeGreaterThan(0);
  });

  it('pays sixty coins a day at most, and tells what is left', async () => {
    await bigPoint(40, 'steep');
    await commit(server.ctx, async ({ db }) => {
      for (let i = 0; i < 40; i++)
        await db
          .insertInto('item_level')
          .values({ ...HARD, question: `steep-${i}` })
          .execute();
    });
    const l = await newcomer('酬二');
    const before = await l.coins();
    const earned: number[] = [];
    const left: number[] = [];
    for (let i = 0; i < 4; i++) {
      earned.push((await drill(l, { purpose: 'point', bank: 'sail', point: 'steep' })).earned);
      left.push((await practice(l)).coinsLeft);
    }
    expect(earned).toEqual([20, 20, 20, 0]);
    expect(left).toEqual([40, 20, 0, 0]);
    expect(await l.coins()).toBe(before + 60);
    server.clock.advance(DAY);
    expect((await practice(l)).coinsLeft).toBe(60);
  });

  it('a station replayed pays each question five times a day at most', async () => {
    const l = await learner('酬三');
    const coins: number[] = [];
    for (let i = 0; i < 16; i++) coins.push((await l.play('sail-2')).outcome?.coins ?? 0);
    const pool = sailing.filter((q) => q.point === 'mission' || q.point === 'values').length;
    expect(coins.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(pool * 5);
    expect(coins.at(0)).toBe(8);
    expect(coins.at(-1)).toBeLessThan(8);
  }, 60_000);
});

describe('the practice page', () => {
  it('tells corrections: wrong once, right at last, right a day later, still open', async () => {
    const l = await learner('页一', 1, 5);
    const first = (await practice(l)).corrections;
    expect(first).toMatchObject({ wrong: 2, corrected: 0, durable: 0, open: 2 });
    expect(first.answers - first.correct).toBe(2);
    await drill(l, { purpose: 'review' });
    expect((await practice(l)).corrections).toMatchObject({ wrong: 2, corrected: 2, durable: 0, open: 0 });
    server.clock.advance(DAY);
    await drill(l, { purpose: 'review' });
    expect((await practice(l)).corrections).toMatchObject({ wrong: 2, corrected: 2, durable: 2, open: 0 });
  });

  it('shows knowledge points in the order of the voyage with level, bands, and what was seen', async () => {
    const l = await newcomer('页二');
    const { points, quick } = await practice(l);
    expect(points[0]).toMatchObject({ bank: 'sail', point: 'mission', level: 'unseen', seen: 0, round: 1 });
    expect(points[0]).not.toHaveProperty('current');
    expect(quick).toMatchObject([{ kind: 'station', station: 'sail-1' }, { kind: 'duel' }]);
    await drill(l, POINT, wrongAt(0, 1, 2));
    await drill(l, POINT);
    const values = (await practice(l)).points.find((p) => p.point === 'values');
    expect(values).toMatchObject({ seen: inPoint, questions: inPoint, answers: 2 * inPoint, round: 3 });
    if (!values?.current || !values.initial) throw new Error('no band after eighteen answers');
    expect(values.current.low).toBeLessThan(values.current.p);
    expect(values.current.p).toBeLessThan(values.current.high);
    expect(values.current.high - values.current.low).toBeLessThan(values.initial.high - values.initial.low);
  });

  it('answers within twenty milliseconds at all the questions of the content', async () => {
    const l = await learner('页三', 1, 2);
    for (const point of ['values', 'mission', 'tools', 'crew']) await drill(l, { ...POINT, point });
    await practice(l);
    const times: number[] = [];
    for (let i = 0; i < 15; i++) {
      const from = performance.now();
      await practice(l);
      times.push(performance.now() - from);
    }
    expect(Math.min(...times)).toBeLessThan(20);
  });
});

describe('a drill in a preview', () => {
  it('is played like any other, and nothing is paid, learned, remembered or left behind', async () => {
    const browser = await server.joined('练预', 'trainer');
    const l = learnerAt(server, browser);
    const b = builderAt(browser);
    await drill(l, POINT, wrongAt(0));
    const before = { coins: await l.coins(), page: await practice(l) };
    const draft = await b.create();
    await b.save(draft, twoIslands(draft.id), [cardOf('welcome', `${draft.id}-check-1`)]);
    await l.call('POST /api/quests/preview', { body: { quest: draft.id, on: true } });
    const end = await drill(l, { ...POINT, point: 'mission' }, wrongAt(1));
    expect(end).toMatchObject({ status: 'ended', earned: 0, right: end.total - 1 });
    const page = await practice(l);
    expect(page.ghosts).toEqual({ awake: 1, asleep: 0, tamed: 0 });
    expect(page.corrections).toEqual(before.page.corrections);
    const pack = await l.call('POST /api/practice/pack', { body: {} });
    const [first] = pack.items;
    if (!first) throw new Error('an empty pack');
    const given = { item: 0, answer: rightAnswer(first.question), rtMs: 900, at: server.clock.now() };
    const claimed = await l.call('POST /api/practice/claim', { body: { pack: pack.id, answers: [given] } });
    expect(claimed).toMatchObject({ scored: [{ verdict: { ok: true } }], coins: 0 });
    await l.call('POST /api/quests/preview', { body: { quest: draft.id, on: false } });
    expect(await l.coins()).toBe(before.coins);
    expect(await practice(l)).toEqual(before.page);
  });
});
