import type { AnswerBody, AnswerReply, AttemptView } from '../../server/domain/api.ts';
import type {
  ClaimReply,
  DrillChoice,
  OfflineClaim,
  OfflinePack,
  PracticeView,
} from '../../server/domain/api-practice.ts';
import { itemSeed } from '../../server/domain/attempt.ts';
import { type DrillState, startDrill } from '../../server/domain/drill.ts';
import { RuleError } from '../../server/domain/errors.ts';
import { blankVerdict, gradeAnswer, viewOf } from '../../server/domain/grade.ts';
import { answeredIn, answerPractice, practiceEnded } from '../../server/domain/practice.ts';
import type { Question } from '../../server/domain/question.ts';

const NOW = Date.UTC(2026, 10, 21, 9, 0, 0);
const POINT = { id: 'first-week', name: { zh: '第一周', en: 'The first week' } };
type Sent = { key: string; id: string; body: unknown };
type Held = { state: DrillState; stopped: boolean };

const json = (reply: unknown, status = 200): Response =>
  new Response(JSON.stringify(reply), { status, headers: { 'content-type': 'application/json' } });

export const VIEW: PracticeView = {
  quick: [],
  due: 0,
  dueSoon: 0,
  ghosts: { awake: 0, asleep: 0, tamed: 0 },
  album: [],
  corrections: { answers: 0, correct: 0, wrong: 0, corrected: 0, durable: 0, open: 0 },
  points: [],
  coinsLeft: 60,
};

/**
 * The server of the practice tests: the real rules over drills and packs, done once per command id, behind a network that
 * can be cut (`down`) or lose a reply after the work was done (`loseReplies`).
 */
export const practiceServer = (questions: Question[], view: PracticeView = VIEW) => {
  const net = { down: false, loseReplies: 0 };
  const told = { view, mastery: undefined as AnswerReply['mastery'], nothingDue: false, unknownPack: false };
  const sent: Sent[] = [];
  const done = new Map<string, unknown>();
  const drills = new Map<string, Held>();
  const refs = questions.map((q) => ({ question: q.id, version: 1 }));
  const questionOf = (id: string | undefined): Question => {
    const found = questions.find((q) => q.id === id);
    if (found === undefined) throw new RuleError('not_found');
    return found;
  };
  const known = (question: Question) => ({ question, version: 1, point: POINT });
  const isOpen = ({ state, stopped }: Held) => !stopped && !practiceEnded(state);

  const attemptOf = (id: string): AttemptView => {
    const held = drills.get(id);
    if (held === undefined) throw new RuleError('not_found');
    const { state } = held;
    const last = state.items.length - 1;
    const item = state.items[last];
    const shown = viewOf(known(questionOf(item?.question)), itemSeed(id, last));
    return {
      id,
      island: '',
      station: '',
      status: isOpen(held) ? 'open' : 'ended',
      startedAt: NOW,
      serverNow: NOW,
      kind: 'drill',
      purpose: state.choice.purpose,
      point: { bank: 'sail', ...POINT },
      items: isOpen(held) ? [{ item: last, question: shown, again: item?.again === true }] : [],
      total: state.total,
      answered: answeredIn(state),
      right: state.right,
      run: state.run,
      bestRun: state.bestRun,
      earned: state.right,
      round: 1,
    };
  };
  const start = (choice: DrillChoice): AttemptView => {
    if (told.nothingDue) throw new RuleError('practice.nothing_due');
    const open = [...drills].find(([, held]) => isOpen(held));
    if (open !== undefined) return attemptOf(open[0]);
    const id = `d${drills.size + 1}`;
    drills.set(id, { state: startDrill(choice, refs, NOW, 1), stopped: false });
    return attemptOf(id);
  };
  const answer = (body: AnswerBody): AnswerReply => {
    const held = drills.get(body.attempt);
    if (held === undefined) throw new RuleError('not_found');
    const question = questionOf(held.state.items[body.item]?.question);
    const input = { ...body, attempt: body.attempt, question, changes: 0, now: NOW };
    const result = answerPractice(held.state, input);
    drills.set(body.attempt, { ...held, state: result.state });
    return {
      attempt: attemptOf(body.attempt),
      verdict: result.verdict,
      coins: result.verdict.ok ? 1 : 0,
      ...(told.mastery === undefined ? {} : { mastery: told.mastery }),
    };
  };
  const pack = (): OfflinePack => ({
    id: 'pack-1',
    issuedAt: Date.now(),
    items: questions.map((q, item) => ({
      item,
      question: viewOf(known(q), itemSeed('pack-1', item)),
      key: blankVerdict(q, itemSeed('pack-1', item)).key,
      ...(q.explanation === undefined ? {} : { explanation: q.explanation }),
    })),
  });
  const claim = (body: OfflineClaim): ClaimReply => {
    if (told.unknownPack) throw new RuleError('pack.unknown');
    const scored = body.answers.map((a) => ({
      item: a.item,
      verdict: gradeAnswer(questionOf(refs[a.item]?.question), itemSeed('pack-1', a.item), a.answer).verdict,
    }));
    const right = scored.filter((s) => s.verdict.ok).length;
    return { scored, coins: right, balance: 40 + right };
  };
  const work = (key: string, body: unknown): unknown => {
    switch (key) {
      case 'GET /api/practice':
        return told.view;
      case 'POST /api/practice/start':
        return start(body as DrillChoice);
      case 'POST /api/attempts/answer':
        return answer(body as AnswerBody);
      case 'POST /api/practice/pack':
        return pack();
      case 'POST /api/practice/claim':
        return claim(body as OfflineClaim);
      case 'POST /api/practice/stop': {
        const { attempt } = body as { attempt: string };
        const held = drills.get(attempt);
        if (held !== undefined) drills.set(attempt, { ...held, stopped: true });
        return attemptOf(attempt);
      }
      default:
        if (key.startsWith('GET /api/attempts/')) return attemptOf(key.slice('GET /api/attempts/'.length));
        throw new RuleError('not_found');
    }
  };
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (net.down) throw new TypeError('Failed to fetch');
    const key = `${init.method} ${url}`;
    const id = new Headers(init.headers).get('command-id') ?? '';
    const body: unknown = init.body === undefined ? undefined : JSON.parse(String(init.body));
    sent.push({ key, id, body });
    try {
      const reply = done.get(id) ?? work(key, body);
      if (id !== '') done.set(id, reply);
      if (net.loseReplies === 0 || init.method !== 'POST') return json(reply);
      net.loseReplies -= 1;
    } catch (fault) {
      if (fault instanceof RuleError) return json({ code: fault.code, details: fault.details }, 409);
      throw fault;
    }
    throw new TypeError('Failed to fetch');
  };
  return {
    net,
    told,
    fetch,
    of: (path: string) => sent.filter((s) => s.key.endsWith(path)),
    /** The key of a question of drill `id` in the coordinates of the question as shown. */
    keyOf: (id: string, item: number) =>
      blankVerdict(questionOf(drills.get(id)?.state.items[item]?.question), itemSeed(id, item)).key,
    packKey: (item: number) => pack().items[item]?.key,
  };
};
export type PracticeServer = ReturnType<typeof practiceServer>;
