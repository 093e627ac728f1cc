import type { BattleNews, BattleView, QuestionNotice, Receipt } from '../../server/domain/api-battle.ts';
import { MODE_RULES } from '../../server/domain/battle-shape.ts';

type Request = { type: string; message: unknown };
type Answering = (request: Request) => unknown;

/** One line into a battle, as the SDK gives it; the test is the server behind it. */
export class FakeLine {
  readonly connection = { isOpen: true, close: () => this.drop() };
  readonly reconnection = { enabled: true };
  readonly asked: Request[] = [];
  readonly #server: FakeBattle;
  readonly #heard = new Map<string, (news: unknown) => void>();
  #left: () => void = () => undefined;
  #waiting: ((error: Error) => void)[] = [];
  constructor(server: FakeBattle) {
    this.#server = server;
  }
  onMessage(type: string, hear: (news: unknown) => void): void {
    this.#heard.set(type, hear);
  }
  onError(): void {}
  onLeave(left: () => void): void {
    this.#left = left;
  }
  request(type: string, message: unknown): Promise<unknown> {
    const request = { type, message };
    this.asked.push(request);
    if (this.#server.silent.has(type)) return new Promise((_, fail) => this.#waiting.push(fail));
    return (async () => this.#server.answers(request))();
  }
  tell<K extends keyof BattleNews>(type: K, news: BattleNews[K]): void {
    this.#heard.get(type)?.(news);
  }
  /** The network is gone: nothing that was asked is answered. */
  drop(): void {
    if (!this.connection.isOpen) return;
    this.connection.isOpen = false;
    for (const fail of this.#waiting) fail(new Error('connection closed'));
    this.#left();
  }
  async leave(): Promise<void> {
    this.connection.isOpen = false;
    this.#left();
  }
}

/** A battle server of one player. `view` is what it says when it is asked for everything. */
export class FakeBattle {
  readonly lines: FakeLine[] = [];
  /** Requests of these types are never answered. */
  readonly silent = new Set<string>();
  view: BattleView;
  refuses: string | undefined;
  answered: Answering = ({ message }) => receiptOf(message as { id: string; round: number; answer: number });
  constructor(view: BattleView) {
    this.view = view;
  }
  join(): FakeLine {
    if (this.refuses !== undefined) throw new Error(this.refuses);
    const line = new FakeLine(this);
    this.lines.push(line);
    return line;
  }
  get line(): FakeLine {
    const line = this.lines.at(-1);
    if (line === undefined) throw new Error('nobody has joined');
    return line;
  }
  answers(request: Request): unknown {
    return request.type === 'answer' ? this.answered(request) : this.view;
  }
  asked(type: string): unknown[] {
    return this.lines.flatMap((line) => line.asked.filter((a) => a.type === type).map((a) => a.message));
  }
}

export const refusal = (code: string): Error =>
  Object.assign(new Error(code), { reason: { code, details: {} } });

export const receiptOf = ({ id, round, answer }: Pick<Receipt, 'id' | 'round' | 'answer'>): Receipt => ({
  id,
  battle: 'b1',
  round,
  answer,
  at: 1_700_000_000_123,
  elapsedMs: 2_340,
  rttMs: 42,
  creditMs: 42,
  late: false,
  ruleVersion: 1,
});

const NAMES = ['我自己', '小林', '键盘手', '欧阳船长'];
const seats: BattleView['seats'] = NAMES.map((name, i) => ({
  id: `p${i + 1}`,
  name,
  avatar: `a${i + 1}`,
  team: i < 2 ? 'red' : 'blue',
  ready: i === 1,
  online: i !== 3,
  answered: false,
  points: 0,
}));

export const battleView = (more: Partial<BattleView> = {}): BattleView => ({
  info: {
    id: 'b1',
    mode: 'race',
    title: '',
    status: 'lobby',
    pin: '123456',
    rules: MODE_RULES.race,
    teams: [{ id: 'red' }, { id: 'blue' }],
    mine: false,
    seats: 4,
    most: 80,
    createdAt: 0,
  },
  role: 'player',
  phase: 'lobby',
  paused: false,
  locked: false,
  serverNow: Date.now(),
  seats,
  counts: { seats: 500, online: 480, ready: 12, answered: 0 },
  me: seats[0] as BattleView['seats'][number],
  teams: [
    { id: 'red', rank: 1, points: 0, metres: 52, members: 2 },
    { id: 'blue', rank: 2, points: 0, metres: 40, members: 2 },
  ],
  ...more,
});

/** A question whose clock runs since a moment ago, on a server whose clock is this machine's. */
export const notice = (more: Partial<QuestionNotice> = {}): QuestionNotice => {
  const now = Date.now();
  return {
    round: 0,
    rounds: 12,
    question: {
      id: 'q1',
      version: 1,
      type: 'single',
      stem: { zh: '哪一种做法符合规定？' },
      options: [{ zh: '口头告知' }, { zh: '提交申请' }, { zh: '先带走' }, { zh: '不用申请' }],
      difficulty: 0,
      hasHint: false,
    },
    media: [],
    opensAt: now - 1000,
    closesAt: now + 20_000,
    serverNow: now,
    nth: 1,
    ...more,
  };
};

export const revealOf = (more: Partial<BattleNews['reveal']> = {}): BattleNews['reveal'] => ({
  round: 0,
  verdict: { ok: true, score: 1, key: 1, explanation: { zh: '先申请，后领取。' } },
  counts: [0, 1, 2, 3].map((i) => ({ choice: String(i), n: [0, 7, 2, 1][i] ?? 0, right: i === 1 })),
  skipped: false,
  teams: [{ team: 'red', right: 2, active: 2, metres: 52, sync: true, run: 1.2, tailWind: false }],
  standings: [
    { id: 'red', rank: 1, points: 0, metres: 104, members: 2 },
    { id: 'blue', rank: 2, points: 0, metres: 60, members: 2 },
  ],
  top: [],
  mine: { answered: true, ok: true, score: 1, points: 96, total: 96, streak: 3, rank: 1 },
  ...more,
});
