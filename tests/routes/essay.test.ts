import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttemptView } from '../../server/domain/api.ts';
import type { Question } from '../../server/domain/question.ts';
import { audit } from '../../server/store/audit.ts';
import { rightAnswer, wrongAnswer } from '../bots/answers.ts';
import type { Learner } from '../bots/learner.ts';
import { openPgliteDatabase } from '../helpers/database.ts';
import { authorAt, choices, sailorAt } from '../helpers/exam-quest.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const essay = (stem: string, more: object = {}): Question => ({
  id: 'x',
  type: 'essay',
  stem: { zh: stem },
  difficulty: 3,
  sample: { zh: '范文：先报警，再疏散。' },
  rubric: [
    { name: { zh: '准确' }, points: 6 },
    { name: { zh: '表达' }, points: 4 },
  ],
  ...more,
});

const OPENERS = [
  { name: 'sqlite', open: async () => startTestServer() },
  { name: 'postgres', open: async () => startTestServer({ db: await openPgliteDatabase() }) },
];

describe.each(OPENERS)('essays on $name', ({ open }) => {
  let server: TestServer;
  let author: ReturnType<typeof authorAt>;
  let quest: string;
  let station: string;
  let bank: string;
  beforeAll(async () => {
    server = await open();
  }, 60_000);
  afterAll(() => server.close());
  beforeEach(async () => {
    author = authorAt(await server.joined('阅卷', 'manager'));
    ({ bank } = await author.bankOf([...choices(3), essay('怎样疏散？')]));
    const blueprint = [{ n: 3 }, { n: 1, essay: true as const }];
    ({ quest, station } = await author.examOf(bank, { blueprint, pass: 0.8, minutes: 60 }));
  }, 60_000);

  const sailor = (name: string) => sailorAt(server, name, quest);
  const sit = async (l: Learner, text: string, right = 3) => {
    const attempt = await l.start(station);
    let n = 0;
    for (const { item, question } of attempt.items) {
      l.wait();
      const auto = question.type !== 'essay';
      if (auto) n += 1;
      const said = auto ? (n <= right ? rightAnswer(question) : wrongAnswer(question)) : text;
      const body = { attempt: attempt.id, item, answer: said, rtMs: 900 };
      await l.call('POST /api/attempts/answer', { body });
    }
    return resultOf(await l.call('POST /api/attempts/submit', { body: { attempt: attempt.id } }));
  };
  const resultOf = (view: AttemptView) => {
    if (view.kind !== 'exam' || !view.result) throw new Error('no result');
    return { ...view, result: view.result };
  };
  const again = async (l: Learner, id: string) =>
    resultOf(await l.call('GET /api/attempts/:id', { params: { id } }));
  const mine = async (name: string, by = author) =>
    (await by.call('GET /api/essays')).filter((e) => e.by === name);
  const mark = (id: string, marks: number[], base: number | null = null, by = author) =>
    by.call('POST /api/essays/mark', { body: { essay: id, base, marks } });
  const oneOf = async (name: string) => {
    const [found] = await mine(name);
    if (!found) throw new Error(`no essay of ${name}`);
    return found;
  };
  const verbs = async (l: Learner) =>
    Object.fromEntries((await l.call('GET /api/log')).verbs.map((v) => [v.verb, v.n]));
  const broken = async () => (await audit(server.ctx.db)).filter((c) => c.faults.length > 0);
  const islands = async (l: Learner) => (await l.call('GET /api/quest')).islands;

  it('wait for a person: three right of four is 75 % so far, and nothing is decided', async () => {
    const l = await sailor('等一');
    const end = await sit(l, '先报警。');
    expect(end.result).toMatchObject({
      score: 0.75,
      right: 3,
      total: 4,
      passed: false,
      pending: { essays: 1, decided: false },
      weak: [],
    });
    expect(end.outcome).toBeUndefined();
    const shown = end.items.find((i) => i.question.type === 'essay');
    expect(shown?.verdict).toMatchObject({ pending: true });
    expect(JSON.stringify(end)).not.toContain('范文');
    expect(await l.coins()).toBe(0);
    expect((await islands(l)).map((i) => i.state)).toEqual(['current', 'locked']);
    const log = await verbs(l);
    expect(log).toMatchObject({ 'assignment.submitted': 1, 'attempt.submitted': 1, 'question.answered': 3 });
    expect(log['exam.decided']).toBeUndefined();
    expect(await oneOf('等一')).toMatchObject({
      text: '先报警。',
      stem: { zh: '怎样疏散？' },
      rubric: [{ points: 6 }, { points: 4 }],
      sample: { zh: '范文：先报警，再疏散。' },
    });
  });

  it('with the last mark the exam is passed: 92.5 %, coins, island, once; the learner sees mark and model', async () => {
    const l = await sailor('过二');
    const end = await sit(l, '先报警。');
    const before = await l.coins();
    const waiting = await oneOf('过二');
    const marked = await mark(waiting.id, [4, 3]);
    expect(marked).toMatchObject({ score: 0.7, marks: [4, 3], markedBy: '阅卷' });
    const view = await l.call('GET /api/quest');
    expect(view.marked).toEqual([{ attempt: end.id, island: `${quest}-1`, station }]);
    expect(view.coins).toBe(before + 40);
    expect(view.islands.map((i) => i.state)).toEqual(['done', 'current']);
    const now = await again(l, end.id);
    expect(now.result).toMatchObject({ score: 0.925, right: 4, passed: true });
    expect(now.result.pending).toBeUndefined();
    expect(now.items.find((i) => i.question.type === 'essay')).toMatchObject({
      question: { rubric: [{ points: 6 }, { points: 4 }] },
      verdict: { ok: true, score: 0.7, essay: { marks: [4, 3], sample: { zh: '范文：先报警，再疏散。' } } },
    });
    expect((await l.call('GET /api/quest')).marked).toBeUndefined();
    expect(await verbs(l)).toMatchObject({ 'assignment.graded': 1, 'exam.decided': 1, 'level.finished': 1 });
    expect(await broken()).toEqual([]);
  });

  it('may fail the exam; a correction upwards passes it, one downwards takes nothing back', async () => {
    const l = await sailor('改三');
    const end = await sit(l, '不知道');
    const first = await mark((await oneOf('改三')).id, [0, 0]);
    expect((await again(l, end.id)).result).toMatchObject({ score: 0.75, passed: false });
    expect(await l.coins()).toBe(0);
    const second = await mark(first.id, [5, 3], first.markedAt ?? 0);
    expect(second).toMatchObject({ score: 0.8, marks: [5, 3] });
    expect((await again(l, end.id)).result).toMatchObject({ score: 0.95, passed: true });
    expect(await l.coins()).toBe(48);
    await mark(first.id, [0, 0], second.markedAt ?? 0);
    expect((await again(l, end.id)).result).toMatchObject({ score: 0.75, passed: true });
    expect(await l.coins()).toBe(48);
    expect((await islands(l))[0]?.stations[0]).toMatchObject({ state: 'done', best: 0.95 });
    expect(await verbs(l)).toMatchObject({ 'exam.decided': 1, 'score.corrected': 4 });
    expect(await broken()).toEqual([]);
  });

  it('of two trainers who mark one essay at once one wins, the other is told who was faster', async () => {
    const other = authorAt(await server.joined('同事', 'admin'));
    const l = await sailor('抢四');
    await sit(l, '先报警。');
    const { id } = await oneOf('抢四');
    const both = await Promise.allSettled([mark(id, [6, 4]), mark(id, [1, 1], null, other)]);
    const lost = both.findIndex((d) => d.status === 'rejected');
    expect(both.filter((d) => d.status === 'fulfilled')).toHaveLength(1);
    expect(both[lost]).toMatchObject({
      reason: { code: 'essay.marked', details: { name: lost === 0 ? '同事' : '阅卷' } },
    });
    expect(await verbs(l)).toMatchObject({ 'assignment.graded': 1, 'exam.decided': 1 });
    const [stands] = await mine('抢四');
    expect(stands?.marks).toEqual(lost === 0 ? [1, 1] : [6, 4]);
  });

  it('without words score nothing and need nobody', async () => {
    const l = await sailor('白五');
    const end = await sit(l, '  ');
    expect(end.result).toMatchObject({ score: 0.75, passed: false });
    expect(end.result.pending).toBeUndefined();
    expect(end.outcome).toMatchObject({ coins: 0 });
    expect(await mine('白五')).toEqual([]);
    expect((await islands(l))[0]?.ghosts).toEqual([]);
    expect(await verbs(l)).toMatchObject({ 'exam.decided': 1, 'question.skipped': 1 });
  });

  it('that cannot change the result leave it certain, and it is booked with the last mark all the same', async () => {
    const l = await sailor('定六');
    const end = await sit(l, '先报警。', 2);
    expect(end.result).toMatchObject({ passed: false, pending: { essays: 1, decided: true } });
    await mark((await oneOf('定六')).id, [6, 4]);
    expect((await again(l, end.id)).result).toMatchObject({ score: 0.75, passed: false });
  });

  it('are marked within their rubric, by those who may edit the bank', async () => {
    const l = await sailor('限七');
    await sit(l, '先报警。');
    const { id } = await oneOf('限七');
    for (const marks of [[7, 0], [1], [1, 2, 3]])
      expect((await refusalOf(mark(id, marks))).code).toBe('essay.marks');
    const learner = await server.joined('偷看', 'learner');
    expect((await refusalOf(learner.call('GET /api/essays'))).code).toBe('auth.forbidden');
    const body = { name: `外部${id.slice(0, 4)}` };
    const { departments } = await author.call('POST /api/studio/departments', { body });
    const department = departments.find((d) => d.name === body.name)?.id ?? '';
    await author.call('POST /api/banks/save', { body: { bank, name: { zh: '部门' }, department } });
    const trainer = authorAt(await server.joined('别部门', 'trainer'));
    expect(await mine('限七', trainer)).toEqual([]);
    expect((await refusalOf(mark(id, [1, 1], null, trainer))).code).toBe('essay.unknown');
    expect(await mark(id, [1, 1])).toMatchObject({ score: 0.2 });
  });

  it('oldest first for who marks, then those marked last', async () => {
    const [a, b, c] = [await sailor('先'), await sailor('后'), await sailor('末')];
    for (const l of [a, b, c]) await sit(l, '写了');
    await mark((await oneOf('先')).id, [6, 4]);
    const names = (await author.call('GET /api/essays'))
      .map((e) => e.by)
      .filter((n) => n === '先' || n === '后' || n === '末');
    expect(names).toEqual(['后', '末', '先']);
  });
});
