import type { Answer } from '../../server/domain/answer.ts';
import type { AnswerBody, AnswerReply, AttemptView, ItemView } from '../../server/domain/api.ts';
import { itemSeed } from '../../server/domain/attempt.ts';
import { RuleError } from '../../server/domain/errors.ts';
import { answerExam, type ExamState, flagExam, gradeExam, startExam } from '../../server/domain/exam.ts';
import { gradeAnswer, viewOf } from '../../server/domain/grade.ts';
import {
  answerPractice,
  type PracticeState,
  practiceEnded,
  startPractice,
} from '../../server/domain/practice.ts';
import type { Question } from '../../server/domain/question.ts';
import { tierOf } from '../../server/domain/rewards.ts';

const base = (id: string, stem: string) => ({
  id,
  stem: { zh: stem },
  explanation: { zh: `${stem}的解析` },
  point: 'first-week',
  difficulty: 1,
});
const option = (zh: string, feedback?: string) => ({
  text: { zh },
  ...(feedback === undefined ? {} : { feedback: { zh: feedback } }),
});

/** A question of each type, with keys that a test can name. */
export const QUESTIONS = {
  single: {
    ...base('q-single', '请假在哪里提交'),
    type: 'single',
    options: [option('OA 系统'), option('群里说一声', '口头说没有记录'), option('邮件'), option('纸条')],
    key: 0,
  },
  multiple: {
    ...base('q-multiple', '哪些属于第一天'),
    type: 'multiple',
    options: [option('领电脑'), option('签合同'), option('写年报')],
    key: [0, 1],
  },
  truth: { ...base('q-truth', '合同一式两份'), type: 'true-false', key: true },
  short: { ...base('q-short', '另一座办公城市'), type: 'short', key: ['成都', 'Chengdu'] },
  numeric: {
    ...base('q-numeric', '试用期几个月'),
    type: 'numeric',
    key: 6,
    tolerance: 0,
    unit: { zh: '个月' },
  },
  matching: {
    ...base('q-matching', '把词和意思连起来'),
    type: 'matching',
    pairs: [
      { left: { zh: '岛' }, right: { zh: '团队' } },
      { left: { zh: '航线' }, right: { zh: '软件' } },
    ],
  },
  ordering: {
    ...base('q-ordering', '把步骤排好'),
    type: 'ordering',
    items: [{ zh: '报到' }, { zh: '培训' }, { zh: '定目标' }],
  },
  shared: {
    ...base('q-shared', '把动物归到类里'),
    type: 'matching',
    pairs: [
      { left: { zh: '青蛙' }, right: { zh: '两栖' } },
      { left: { zh: '蝾螈' }, right: { zh: '两栖' } },
      { left: { zh: '麻雀' }, right: { zh: '鸟' } },
    ],
    extras: [{ zh: '昆虫' }, { zh: '鱼' }],
  },
  cloze: {
    ...base('q-cloze', '在 [[1]] 里申请，经 [[2]] 批准，共 [[3]]。'),
    type: 'cloze',
    gaps: [
      { kind: 'short', key: ['OA'], replies: [{ text: 'ERP', score: 0.5, feedback: { zh: 'ERP 管财务' } }] },
      { kind: 'choice', options: [option('上级'), option('前台', '前台只登记')], key: 0 },
      { kind: 'numeric', key: 3, tolerance: 0, unit: { zh: '个月' } },
    ],
  },
  sorting: {
    ...base('q-sorting', '分别属于哪个密级'),
    type: 'categorising',
    categories: [{ zh: '公开' }, { zh: '机密' }],
    items: [
      { text: { zh: '新闻稿' }, category: 0 },
      { text: { zh: '合同' }, category: 1 },
      { text: { zh: '招聘启事' }, category: 0 },
    ],
  },
  essay: {
    ...base('q-essay', '说说你的经历'),
    type: 'essay',
    maxWords: 10,
    rubric: [{ name: { zh: '有依据' }, points: 4 }],
  },
  description: { ...base('q-description', '先读这段材料'), type: 'description' },
  ten: {
    ...base('q-ten', '哪个城市'),
    type: 'single',
    options: [...'甲乙丙丁戊己庚辛壬癸'].map((name) => option(name)),
    key: 0,
  },
  media: {
    ...base('q-media', '看图：\n\n![一块标志](media:sign.png) ![广播](media:call.mp3)'),
    type: 'single',
    options: [option('![关机](media:off.png)'), option('**不要**用'), option('![录音](media:b.mp3)')],
    key: 1,
  },
} satisfies Record<string, Question>;

const OUTCOME = { coins: 48, balance: 60, stars: 2, firstTime: true, islandDone: false, questDone: false };

/** An answer of the right shape that says nothing. */
const blankOf = (question: Question): Answer => {
  if (question.type === 'single') return 0;
  if (question.type === 'true-false') return !question.key;
  if (question.type === 'multiple') return [];
  if (question.type === 'matching') return question.pairs.map((_, i) => i);
  if (question.type === 'ordering') return question.items.map((_, i) => i);
  if (question.type === 'cloze') return question.gaps.map((gap) => (gap.kind === 'choice' ? -1 : ''));
  if (question.type === 'categorising') return question.items.map(() => -1);
  if (question.type === 'description') return true;
  return '';
};

const json = (reply: unknown, status = 200): Response =>
  new Response(JSON.stringify(reply), { status, headers: { 'content-type': 'application/json' } });

const known = (question: Question) => ({
  question,
  version: 1,
  point: { id: 'first-week', name: { zh: '第一周' } },
});

const NOW = Date.UTC(2026, 10, 21, 9, 0, 0);
type Sent = { key: string; id: string; body: unknown };

/**
 * The server of these tests: the real rules over one attempt, done once per command id, behind a network that can
 * be cut (`down`) or lose a reply after the work was done (`loseReplies`).
 */
export const fakeServer = (kind: 'practice' | 'exam', questions: Question[]) => {
  const net = { down: false, loseReplies: 0 };
  const sent: Sent[] = [];
  const done = new Map<string, unknown>();
  const refs = questions.map((q) => ({ question: q.id, version: 1 }));
  let state: PracticeState | ExamState =
    kind === 'practice' ? startPractice(refs, NOW) : startExam(refs, NOW);
  let ended = false;
  let clock = NOW;

  const questionOf = (id: string): Question => {
    const found = questions.find((q) => q.id === id);
    if (found === undefined) throw new Error(`no question ${id}`);
    return found;
  };
  const verdictOf = (question: Question, item: number, answer: Answer | undefined) =>
    gradeAnswer(question, itemSeed('a1', item), answer ?? blankOf(question)).verdict;

  const itemView = (n: number): ItemView => {
    const held = state.items[n];
    if (held === undefined) throw new Error(`no item ${n}`);
    const question = questionOf(held.question);
    const exam = state.kind === 'exam';
    return {
      item: n,
      question: viewOf(known(question), itemSeed('a1', n)),
      again: held.again,
      ...(exam && held.answer !== undefined ? { answer: held.answer } : {}),
      ...(held.flagged === undefined ? {} : { flagged: held.flagged }),
      ...(exam && ended ? { verdict: verdictOf(question, n, held.answer) } : {}),
    };
  };
  const examView = (exam: ExamState) => {
    const { score, right, results, passed } = gradeExam(exam, 'a1', questions);
    const weak = [{ id: 'first-week', name: { zh: '第一周' }, missed: results.length - right }];
    const result = { score, right, total: results.length, passed, pass: 0.8, nth: 1, weak };
    return {
      kind: 'exam' as const,
      items: exam.items.map((_, n) => itemView(n)),
      endsAt: exam.endsAt,
      ...(ended ? { result } : {}),
    };
  };
  const practiceView = (practice: PracticeState) => ({
    kind: 'practice' as const,
    items: ended ? [] : [itemView(practice.items.length - 1)],
    total: practice.total,
    answered: practice.items.filter((i) => !i.again && i.ok !== undefined).length,
    right: practice.right,
    run: practice.run,
    bestRun: practice.bestRun,
    tier: tierOf(practice.bestRun),
    earned: practice.right * 5,
  });
  const view = (): AttemptView => ({
    id: 'a1',
    island: 'sail',
    station: 'sail-2',
    status: ended ? 'ended' : 'open',
    startedAt: NOW,
    serverNow: clock,
    ...(ended ? { outcome: OUTCOME } : {}),
    ...(state.kind === 'exam' ? examView(state) : practiceView(state)),
  });

  const answer = (body: AnswerBody): AnswerReply => {
    const held = state.items[body.item];
    if (held === undefined) throw new RuleError('attempt.wrong_item');
    const input = { ...body, question: questionOf(held.question), changes: body.changes ?? 0, now: clock };
    if (state.kind === 'exam') {
      state = answerExam(state, input);
      return { attempt: view() };
    }
    const told = answerPractice(state, input);
    state = told.state;
    ended = practiceEnded(told.state);
    return { attempt: view(), verdict: told.verdict, ...(told.verdict.ok ? {} : { ghost: true }) };
  };
  const work = (key: string, body: unknown): unknown => {
    if (key === 'POST /api/attempts/start' || key === 'GET /api/attempts/a1') return view();
    if (key === 'POST /api/attempts/answer') return answer(body as AnswerBody);
    if (key === 'POST /api/attempts/flag' && state.kind === 'exam') {
      const { item, flagged } = body as { item: number; flagged: boolean };
      state = flagExam(state, item, flagged, clock);
      return { ok: true };
    }
    if (key !== 'POST /api/attempts/submit') throw new RuleError('not_found');
    ended = true;
    return view();
  };
  const once = (id: string, key: string, body: unknown): unknown => {
    const reply = done.get(id) ?? work(key, body);
    if (id !== '') done.set(id, reply);
    return reply;
  };
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (net.down) throw new TypeError('Failed to fetch');
    const key = `${init.method} ${url}`;
    const id = new Headers(init.headers).get('command-id') ?? '';
    const body: unknown = init.body === undefined ? undefined : JSON.parse(String(init.body));
    sent.push({ key, id, body });
    try {
      const reply = once(id, key, body);
      if (net.loseReplies === 0 || !key.startsWith('POST /api/attempts')) return json(reply);
      net.loseReplies -= 1;
    } catch (fault) {
      if (fault instanceof RuleError) return json({ code: fault.code, details: fault.details }, 409);
      throw fault;
    }
    throw new TypeError('Failed to fetch');
  };
  return {
    net,
    fetch,
    /** What was sent of one kind. */
    of: (path: string) => sent.filter((s) => s.key.endsWith(path)),
    /** Everything sent, in order. */
    keys: () => sent.map((s) => s.key),
    /** An answer from another tab or device. */
    answer,
    /** The key of an item in the coordinates of the question as shown. */
    keyOf: (item: number) => verdictOf(questionOf(state.items[item]?.question ?? ''), item, undefined).key,
    /** The server's clock jumps ahead. */
    wait: (ms: number) => {
      clock += ms;
    },
  };
};
export type FakeServer = ReturnType<typeof fakeServer>;
