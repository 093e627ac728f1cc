import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { questionOf, rightAnswer, wrongAnswer } from '../bots/answers.ts';
import { type Learner, learnerAt } from '../bots/learner.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const EXAM = 'sail-8';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const learner = async (name: string): Promise<Learner> => {
  const l = learnerAt(server, await server.joined(name));
  await l.sailTo(EXAM);
  return l;
};
const read = (l: Learner, id: string) => l.call('GET /api/attempts/:id', { params: { id } });
const submit = (l: Learner, attempt: string) => l.call('POST /api/attempts/submit', { body: { attempt } });
const flag = (l: Learner, attempt: string, item: number, flagged: boolean) =>
  l.call('POST /api/attempts/flag', { body: { attempt, item, flagged } });
const stationOf = async (l: Learner) => {
  const { islands } = await l.call('GET /api/quest');
  return islands[0]?.stations.find((s) => s.id === EXAM);
};

describe('an exam', () => {
  it('passed with ten of ten pays 120 coins once, gives three stars and opens the next island', async () => {
    const l = await learner('考一');
    const before = await l.coins();
    const end = await l.sitExam(EXAM);
    expect(end).toMatchObject({
      kind: 'exam',
      status: 'ended',
      result: { score: 1, right: 10, passed: true, nth: 1, weak: [] },
    });
    expect(end.outcome).toMatchObject({ coins: 120, stars: 3, firstTime: true });
    expect(await l.coins()).toBe(before + 120);
    const again = await l.sitExam(EXAM);
    expect(again.outcome).toMatchObject({ coins: 0, firstTime: false });
    expect(await l.coins()).toBe(before + 120);
    const { islands } = await l.call('GET /api/quest');
    expect(islands.map((i) => i.state)).toEqual([
      'current',
      'current',
      'locked',
      'locked',
      'locked',
      'locked',
    ]);
  });

  it('eight of ten is a pass with 100 coins and one star; the misses are named by knowledge point', async () => {
    const l = await learner('考二');
    const end = await l.sitExam(EXAM, 8);
    if (end.kind !== 'exam') throw new Error('no exam');
    expect(end.outcome).toMatchObject({ coins: 100, stars: 1 });
    const missed = end.items.slice(8).map((i) => questionOf(i.question.id).point);
    expect(end.result?.weak.map((w) => w.id).sort()).toEqual([...new Set(missed)].sort());
    expect(end.result?.weak.reduce((n, w) => n + w.missed, 0)).toBe(2);
  });

  it('seven of ten is not: nothing is lost, the missed questions wait as ghosts', async () => {
    const l = await learner('考三');
    const before = await l.coins();
    const end = await l.sitExam(EXAM, 7);
    expect(end).toMatchObject({ result: { passed: false, right: 7 } });
    expect(end.outcome).toMatchObject({ coins: 0, stars: 0, balance: before, firstTime: false });
    expect(await stationOf(l)).toMatchObject({ state: 'current', attemptsLeft: 2, best: 0.7 });
    const { islands } = await l.call('GET /api/quest');
    expect(islands[0]?.ghosts.filter((g) => g.station === EXAM)).toHaveLength(3);
    expect(islands[1]?.state).toBe('locked');
  });

  it('says nothing of right and wrong until it is handed in', async () => {
    const l = await learner('考四');
    const attempt = await l.start(EXAM);
    for (const shown of attempt.items) {
      const reply = await l.answer(attempt, shown, shown.item % 2 === 0);
      expect(reply.verdict).toBeUndefined();
      expect(reply.coins).toBeUndefined();
      expect(JSON.stringify(reply)).not.toMatch(/"verdict"|"ok"|"score"|"key"|"explanation"/);
    }
    const hint = l.call('POST /api/attempts/hint', { body: { attempt: attempt.id, item: 0 } });
    expect((await refusalOf(hint)).code).toBe('station.wrong_kind');
    const end = await submit(l, attempt.id);
    expect(end.items.map((i) => i.verdict?.ok)).toEqual(attempt.items.map((i) => i.item % 2 === 0));
  });

  it('is resumed with its answers and flags, answers can be changed, the last one counts', async () => {
    const l = await learner('考五');
    const attempt = await l.start(EXAM);
    for (const shown of attempt.items.slice(0, 8)) await l.answer(attempt, shown, false);
    await flag(l, attempt.id, 3, true);
    await flag(l, attempt.id, 4, true);
    await flag(l, attempt.id, 4, false);
    const resumed = await l.start(EXAM);
    expect(resumed.id).toBe(attempt.id);
    expect(resumed.items.map((i) => i.question)).toEqual(attempt.items.map((i) => i.question));
    expect(resumed.items.map((i) => i.flagged)).toEqual([
      undefined,
      undefined,
      undefined,
      true,
      false,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(resumed.items[2]?.answer).toEqual(wrongAnswer(attempt.items[2]?.question as never));
    for (const shown of resumed.items) await l.answer(resumed, shown);
    expect(await submit(l, attempt.id)).toMatchObject({ result: { right: 10 } });
  });

  it('handed in twice is graded and paid once', async () => {
    const l = await learner('考六');
    const attempt = await l.start(EXAM);
    for (const shown of attempt.items) await l.answer(attempt, shown);
    const before = await l.coins();
    const both = await Promise.all([submit(l, attempt.id), submit(l, attempt.id)]);
    expect(both.map((v) => v.status)).toEqual(['ended', 'ended']);
    expect(await l.coins()).toBe(before + 120);
    const { verbs } = await l.call('GET /api/log');
    expect(verbs.find((v) => v.verb === 'exam.decided')?.n).toBe(1);
    const late = l.answer(attempt, attempt.items[0] as never);
    expect((await refusalOf(late)).code).toBe('attempt.closed');
  });

  it('keeps its clock while the learner is away, with a minute of grace, then grades what was saved', async () => {
    const l = await learner('考七');
    const attempt = await l.start(EXAM);
    if (attempt.kind !== 'exam') throw new Error('no exam');
    expect(attempt.endsAt - attempt.startedAt).toBe(8 * MINUTE);
    for (const shown of attempt.items.slice(0, 9)) await l.answer(attempt, shown);
    server.clock.set(attempt.endsAt + MINUTE - 1000);
    await l.answer(attempt, attempt.items[9] as never);
    server.clock.set(attempt.endsAt + MINUTE + 1);
    const shown = attempt.items[0] as never;
    expect((await refusalOf(l.answer(attempt, shown, false))).code).toBe('attempt.time_over');
    expect((await refusalOf(flag(l, attempt.id, 0, true))).code).toBe('attempt.time_over');
    const end = await read(l, attempt.id);
    expect(end).toMatchObject({
      status: 'ended',
      result: { right: 10, passed: true },
      outcome: { coins: 120 },
    });
    expect(await read(l, attempt.id)).toMatchObject({ status: 'ended', result: { right: 10 } });
  });

  it('left alone, it is graded when the learner starts the next one: blanks are wrong', async () => {
    const l = await learner('考八');
    const first = await l.start(EXAM);
    for (const shown of first.items.slice(0, 4)) await l.answer(first, shown);
    server.clock.advance(20 * MINUTE);
    const second = await l.start(EXAM);
    expect(second.id).not.toBe(first.id);
    expect(await read(l, first.id)).toMatchObject({ status: 'ended', result: { right: 4, passed: false } });
    const { verbs } = await l.call('GET /api/log');
    expect(verbs.find((v) => v.verb === 'question.expired')?.n).toBe(6);
  });

  it('is given three times a day, and again from 04:00 of the next day', async () => {
    const l = await learner('考九');
    for (let n = 1; n <= 3; n++) {
      expect((await stationOf(l))?.attemptsLeft).toBe(4 - n);
      expect(await l.sitExam(EXAM, 0)).toMatchObject({ result: { nth: n, passed: false } });
    }
    expect((await stationOf(l))?.attemptsLeft).toBe(0);
    expect((await refusalOf(l.start(EXAM))).code).toBe('exam.no_attempts_left');
    const now = server.clock.now();
    const four = Math.ceil((now + 4 * 3_600_000) / DAY) * DAY - 4 * 3_600_000;
    server.clock.set(four - 1);
    expect((await refusalOf(l.start(EXAM))).code).toBe('exam.no_attempts_left');
    server.clock.set(four);
    expect((await stationOf(l))?.attemptsLeft).toBe(3);
    expect(await l.sitExam(EXAM, 10)).toMatchObject({ result: { nth: 4, passed: true } });
  });

  it('comes in parallel forms: other questions, the same knowledge points, the best score counts', async () => {
    const l = await learner('考十');
    const points = (ids: string[]) => [...new Set(ids.map((id) => questionOf(id).point))].sort();
    const forms: string[][] = [];
    for (const right of [6, 3]) {
      const end = await l.sitExam(EXAM, right);
      forms.push(end.items.map((i) => i.question.id));
    }
    const [first = [], second = []] = forms;
    expect(first.filter((id) => second.includes(id))).toEqual([]);
    expect(points(first)).toEqual(points(second));
    expect(points(first)).toHaveLength(6);
    expect((await stationOf(l))?.best).toBe(0.6);
  });

  it('two people get different forms', async () => {
    const [a, b] = [await learner('考甲'), await learner('考乙')];
    const ids = async (l: Learner) => (await l.start(EXAM)).items.map((i) => i.question.id);
    expect(await ids(a)).not.toEqual(await ids(b));
  });

  it('an answer in the shape of another question is refused and the saved one stays', async () => {
    const l = await learner('考丙');
    const attempt = await l.start(EXAM);
    const shown = attempt.items[0];
    if (!shown) throw new Error('empty exam');
    await l.answer(attempt, shown);
    const answer = typeof rightAnswer(shown.question) === 'boolean' ? [0] : true;
    const body = { attempt: attempt.id, item: 0, answer, rtMs: 5 };
    expect((await refusalOf(l.call('POST /api/attempts/answer', { body }))).code).toBe('answer.shape');
    expect((await read(l, attempt.id)).items[0]?.answer).toEqual(rightAnswer(shown.question));
  });
});
