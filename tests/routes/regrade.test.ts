import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Question } from '../../server/domain/question.ts';
import { audit } from '../../server/store/audit.ts';
import { questionOf } from '../bots/answers.ts';
import type { Learner } from '../bots/learner.ts';
import { openPgliteDatabase } from '../helpers/database.ts';
import { authorAt, choices, sailorAt } from '../helpers/exam-quest.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

type Exam = Awaited<ReturnType<typeof sit>>;
/** Sits the exam: of each question the option that `choose` names by its stored index. */
const sit = async (l: Learner, station: string, choose: (question: string) => number) => {
  const attempt = await l.start(station);
  for (const { item, question } of attempt.items) {
    const stored = questionOf(question.id);
    if (stored.type !== 'single' || question.type !== 'single') throw new Error('not a choice');
    const text = stored.options[choose(question.id)]?.text.zh;
    const answer = question.options.findIndex((o) => o.zh === text);
    l.wait();
    await l.call('POST /api/attempts/answer', { body: { attempt: attempt.id, item, answer, rtMs: 900 } });
  }
  const end = await l.call('POST /api/attempts/submit', { body: { attempt: attempt.id } });
  if (end.kind !== 'exam' || !end.result) throw new Error('no result');
  return { ...end, result: end.result };
};

const OPENERS = [
  { name: 'sqlite', open: async () => startTestServer() },
  { name: 'postgres', open: async () => startTestServer({ db: await openPgliteDatabase() }) },
];

describe.each(OPENERS)('regrading on $name', ({ open }) => {
  let server: TestServer;
  let author: ReturnType<typeof authorAt>;
  let ids: string[];
  let quest: string;
  let station: string;
  let wrong: string;
  beforeAll(async () => {
    server = await open();
  }, 60_000);
  afterAll(() => server.close());
  beforeEach(async () => {
    author = authorAt(await server.joined('命题', 'manager'));
    const made = await author.bankOf(choices(5));
    ids = made.ids;
    wrong = ids[0] ?? '';
    ({ quest, station } = await author.examOf(made.bank, { questions: 5, pass: 0.8 }));
  }, 60_000);

  const save = async (change: (q: Extract<Question, { type: 'single' }>) => Question, base = 1) => {
    const q = questionOf(wrong);
    if (q.type !== 'single') throw new Error('not a choice');
    await author.call('POST /api/questions/save', { body: { question: wrong, base, content: change(q) } });
  };
  /** The key was wrong: it is the second option. */
  const mend = () => save((q) => ({ ...q, key: 1 }));
  const regrade = (apply: boolean, from = 1) =>
    author.call('POST /api/questions/regrade', { body: { question: wrong, from, apply } });
  const sailor = (name: string) => sailorAt(server, name, quest);
  const again = async (l: Learner, exam: Exam) => {
    const view = await l.call('GET /api/attempts/:id', { params: { id: exam.id } });
    if (view.kind !== 'exam' || !view.result) throw new Error('no result');
    return { ...view, result: view.result };
  };
  const broken = async () => (await audit(server.ctx.db)).filter((c) => c.faults.length > 0);
  const islands = async (l: Learner) => (await l.call('GET /api/quest')).islands;
  const corrections = () =>
    server.ctx.db.read
      .selectFrom('event_text')
      .select(['obj', 'ctx', 'score', 'data'])
      .where('verb', '=', 121)
      .where('org', '=', server.company.id)
      .execute();

  it('says first who would change, then lets pass who was right all along: by hand', async () => {
    const [a, b, c] = [await sailor('甲'), await sailor('乙'), await sailor('丙')];
    const failed = await sit(a, station, (q) => (q === wrong || q === ids[1] ? 1 : 0));
    const passed = await sit(b, station, () => 0);
    const low = await sit(c, station, (q) => (q === wrong || q === ids[1] || q === ids[2] ? 2 : 0));
    expect([failed, passed, low].map((e) => [e.result.score, e.result.passed])).toEqual([
      [0.6, false],
      [1, true],
      [0.4, false],
    ]);
    const before = [await a.coins(), await b.coins(), await c.coins()];
    expect((await islands(a)).map((i) => i.state)).toEqual(['current', 'locked']);
    await mend();
    const preview = await regrade(false);
    expect(preview).toMatchObject({ version: 2, learners: 3, attempts: 3, applied: false });
    expect(preview.changes).toEqual([
      { person: expect.any(String), attempt: failed.id, from: 0, to: 1, passes: 'gained' },
      { person: expect.any(String), attempt: passed.id, from: 1, to: 0 },
    ]);
    expect((await again(a, failed)).result).toEqual(failed.result);
    expect(await a.coins()).toBe(before[0]);
    const told = (await corrections()).length;

    expect(await regrade(true)).toEqual({ ...preview, applied: true });
    expect((await again(a, failed)).result).toMatchObject({ score: 0.8, right: 4, passed: true });
    expect((await again(b, passed)).result).toMatchObject({ score: 0.8, right: 4, passed: true });
    expect((await again(c, low)).result).toEqual(low.result);
    expect(await a.coins()).toBe((before[0] ?? 0) + 50);
    expect([await b.coins(), await c.coins()]).toEqual(before.slice(1));
    expect((await islands(a)).map((i) => i.state)).toEqual(['done', 'current']);
    expect((await islands(a))[0]?.stations[0]).toMatchObject({ state: 'done', stars: 1, best: 0.8 });
    expect((await islands(b))[0]?.stations[0]).toMatchObject({ state: 'done', stars: 3, best: 1 });
    expect((await corrections()).length).toBe(told + 4);
    expect(await broken()).toEqual([]);

    expect((await regrade(true)).changes).toEqual([]);
    expect(await a.coins()).toBe((before[0] ?? 0) + 50);
    expect((await corrections()).length).toBe(told + 4);
  });

  it('never takes a pass or a coin away', async () => {
    const l = await sailor('守');
    const exam = await sit(l, station, (q) => (q === ids[1] ? 1 : 0));
    expect(exam.result).toMatchObject({ score: 0.8, passed: true });
    const coins = await l.coins();
    await mend();
    expect((await regrade(true)).changes).toMatchObject([{ from: 1, to: 0, passes: 'kept' }]);
    expect((await again(l, exam)).result).toMatchObject({ score: 0.6, right: 3, passed: true });
    expect(await l.coins()).toBe(coins);
    expect((await islands(l)).map((i) => i.state)).toEqual(['done', 'current']);
    expect(await broken()).toEqual([]);
  });

  it('pays what was missing of an excellent pass, once', async () => {
    const l = await sailor('优');
    const exam = await sit(l, station, (q) => (q === wrong ? 1 : 0));
    expect(exam.outcome).toMatchObject({ coins: 50, stars: 1 });
    const coins = await l.coins();
    await mend();
    await regrade(true);
    await regrade(true);
    expect(await l.coins()).toBe(coins + 10);
    expect((await islands(l))[0]?.stations[0]).toMatchObject({ stars: 3, best: 1 });
  });

  it('the attempt keeps showing the version that was answered, with the mark of now', async () => {
    const l = await sailor('看');
    const exam = await sit(l, station, (q) => (q === wrong ? 1 : 0));
    const shown = exam.items.find((i) => i.question.id === wrong);
    await save((q) => ({ ...q, stem: { zh: '改过的题' }, options: q.options.toReversed(), key: 2 }));
    await regrade(true);
    const now = (await again(l, exam)).items.find((i) => i.question.id === wrong);
    expect(now?.question).toEqual(shown?.question);
    expect(now?.answer).toEqual(shown?.answer);
    expect(now?.verdict).toMatchObject({ ok: true, score: 1, key: shown?.answer });
    expect(shown?.verdict).toMatchObject({ ok: false });
  });

  it('lets the ghost of a question go when nothing about it was wrong, and no other', async () => {
    const l = await sailor('鬼');
    await sit(l, station, (q) => (q === wrong || q === ids[1] ? 1 : 0));
    expect((await islands(l))[0]?.ghosts).toHaveLength(2);
    await mend();
    const coins = await l.coins();
    await regrade(true);
    expect((await islands(l))[0]?.ghosts).toHaveLength(1);
    expect((await l.coins()) - coins).toBe(50);
    const still = await sailor('还在');
    await sit(still, station, (q) => (q === wrong ? 2 : 0));
    await regrade(true);
    expect((await islands(still))[0]?.ghosts).toHaveLength(1);
  });

  it('two at the same moment pay once, and two questions of one exam both count', async () => {
    const l = await sailor('同时');
    const exam = await sit(l, station, (q) => (q === wrong || q === ids[1] ? 1 : 0));
    const coins = await l.coins();
    await mend();
    const other = questionOf(ids[1] ?? '');
    if (other.type !== 'single') throw new Error('not a choice');
    const body = { question: other.id, base: 1, content: { ...other, key: 1 } };
    await author.call('POST /api/questions/save', { body });
    const both = { question: other.id, from: 1, apply: true };
    await Promise.all([
      regrade(true),
      regrade(true),
      author.call('POST /api/questions/regrade', { body: both }),
    ]);
    expect((await again(l, exam)).result).toMatchObject({ score: 1, right: 5, passed: true });
    expect(await l.coins()).toBe(coins + 60);
    expect(await broken()).toEqual([]);
  });

  it('is refused for another shape, for what persons mark, and for whom the bank is not', async () => {
    const l = await sailor('形');
    await sit(l, station, () => 0);
    await save((q) => ({ ...q, options: q.options.slice(0, 3) }));
    const refused = await refusalOf(regrade(false));
    expect(refused).toMatchObject({ code: 'regrade.shape', details: { version: 1 } });
    expect((await regrade(true, 2)).attempts).toBe(0);
    const essay: Question = { id: 'x', type: 'essay', stem: { zh: '论述' }, difficulty: 3 };
    const made = await author.bankOf([essay]);
    const body = { question: made.ids[0] ?? '', from: 1, apply: false };
    expect((await refusalOf(author.call('POST /api/questions/regrade', { body }))).code).toBe('regrade.type');
    const stranger = await server.joined('学员', 'learner');
    const try_ = stranger.call('POST /api/questions/regrade', { body });
    expect((await refusalOf(try_)).code).toBe('auth.forbidden');
  });

  it('leaves a trace of who did it', async () => {
    const l = await sailor('迹');
    await sit(l, station, (q) => (q === wrong || q === ids[1] ? 1 : 0));
    await mend();
    await regrade(true);
    const { bank } = await author.call('GET /api/questions/:id', { params: { id: wrong } });
    const [entry] = await author.call('GET /api/banks/:bank/audit', { params: { bank } });
    expect(entry).toMatchObject({
      by: '命题',
      action: 'question.regrade',
      object: wrong,
      details: { from: 1, version: 2, learners: 1, attempts: 1, changes: 1, gained: 1 },
    });
  });
});
