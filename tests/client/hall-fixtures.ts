import type { Verdict } from '../../server/domain/answer.ts';
import type { Me } from '../../server/domain/api.ts';
import type {
  BattleFace,
  BattleHall,
  BattleInfo,
  BattleReplay,
  BattleResultView,
  ChallengeView,
  ResultRow,
  TournamentView,
} from '../../server/domain/api-battle.ts';
import { MODE_RULES, PRESETS } from '../../server/domain/battle-shape.ts';
import { blankVerdict, viewOf } from '../../server/domain/grade.ts';
import type { Question } from '../../server/domain/question.ts';
import { DEFAULT_SETTINGS } from '../../server/domain/settings.ts';
import { QUESTIONS } from './play-server.ts';

/** What the server tells of battles, as the contract has it. */
export const NOW = Date.now();
const HOUR = 3_600_000;
const POINT = { id: 'first-week', name: { zh: '第一周', en: 'The first week' } };

export const ME: Me = {
  person: { id: 'me', name: '王小岛', role: 'learner', guest: false, avatar: 'wang' },
  org: { id: 'o1', name: '群岛科技', code: 'ABCD2345', zone: 'Asia/Shanghai' },
  session: 's1',
  settings: DEFAULT_SETTINGS,
};
export const face = (id: string, name: string, more: Partial<BattleFace> = {}): BattleFace => ({
  id,
  name,
  avatar: `seed-${id}`,
  ...more,
});
const LI = face('li', '李海洋', { rating: 1123 });
const ZHAO = face('zhao', '赵云帆', { rating: 1048 });

export const battle = (more: Partial<BattleInfo> = {}): BattleInfo => ({
  id: 'battle-1',
  mode: 'show',
  title: '制度堡周赛',
  status: 'lobby',
  rules: MODE_RULES.show,
  teams: [],
  mine: false,
  seats: 3,
  most: 1000,
  createdAt: NOW - HOUR,
  ...more,
});
export const challenge = (more: Partial<ChallengeView> = {}): ChallengeView => ({
  id: 'challenge-1',
  from: LI,
  to: face('me', '王小岛'),
  mine: false,
  createdAt: NOW - HOUR,
  expiresAt: NOW + 5 * HOUR + 30 * 60_000,
  status: 'open',
  ...more,
});

export const EMPTY: BattleHall = {
  rating: { mu: 25, sigma: 25 / 3, ordinal: 0, n: 0 },
  mine: [],
  invited: [],
  open: [],
  planned: [],
  challenges: [],
  past: [],
  sources: [],
  mayHost: false,
};
export const HALL: BattleHall = {
  rating: { mu: 28, sigma: 6, ordinal: 3.1, n: 2 },
  mine: [battle({ id: 'battle-mine', mode: 'race', title: '', status: 'running', seats: 9, most: 80 })],
  invited: [battle({ id: 'battle-asked', mode: 'duel', title: '', host: LI, seats: 1, most: 2 })],
  open: [
    battle({ id: 'battle-open', mode: 'survival', title: '午休求生', host: ZHAO, seats: 6, most: 100 }),
    battle({ id: 'battle-full', mode: 'duel', title: '快打', seats: 2, most: 2 }),
  ],
  planned: [
    battle({
      id: 'battle-plan',
      title: '新人周五赛',
      status: 'planned',
      plannedAt: NOW + 26 * HOUR,
      mine: true,
    }),
  ],
  challenges: [
    challenge(),
    challenge({ id: 'challenge-2', from: face('me', '王小岛'), to: ZHAO, mine: true }),
    challenge({ id: 'challenge-3', from: ZHAO, status: 'won', expiresAt: NOW - HOUR }),
  ],
  past: [
    {
      battle: 'battle-old',
      mode: 'duel',
      title: '',
      endedAt: NOW - 2 * HOUR,
      rank: 1,
      of: 2,
      outcome: 'win',
      right: 4,
      answered: 5,
      points: 382,
      with: [face('bot-1', '潮汐', { bot: 'bot' })],
    },
    {
      battle: 'battle-older',
      mode: 'show',
      title: '制度堡周赛',
      endedAt: NOW - 30 * HOUR,
      rank: 5,
      of: 18,
      outcome: 'lose',
      right: 7,
      answered: 10,
      points: 866,
      with: [LI, ZHAO],
    },
  ],
  sources: [{ id: 'bank-rules', name: { zh: '制度题库', en: 'Rules' }, questions: 86 }],
  mayHost: true,
};

const known = (question: Question) => ({ question, version: 1, point: POINT });
const verdictOf = (question: Question): Verdict => ({
  ...blankVerdict(question, 7),
  explanation: { zh: '记住：**先申请，后领取**。', en: 'Remember: **ask first**.' },
});
export const missedOf = (question: Question) => ({
  question: viewOf(known(question), 7),
  verdict: verdictOf(question),
});

export const row = (id: string, name: string, rank: number, more: Partial<ResultRow> = {}): ResultRow => ({
  ...face(id, name),
  rank,
  points: 2500 - rank * 120,
  right: Math.max(0, 11 - rank),
  answered: 10,
  outcome: rank === 1 ? 'win' : 'lose',
  awards: [],
  climb: 0,
  ...more,
});
/** One's own row without the rating of a face: there it tells the change. */
const own = ({ rating: _, ...rest }: ResultRow): Omit<ResultRow, 'rating'> => rest;
const NAMES = ['李海洋', '赵云帆', 'Zhang Wei', '周海燕', '船长', '钱多多', '吴桐', '孙一帆', '郑小鱼'];
const mineRow = row('me', '王小岛', 1, { points: 2386, awards: ['champion', 'streak'] });

export const RESULT: BattleResultView = {
  battle: battle({ status: 'done', endedAt: NOW }),
  rows: [
    mineRow,
    ...NAMES.map((name, i) =>
      row(`p${i}`, name, i + 2, {
        climb: [0, 0, 2, -1, 3, 0, 1, 0, -2][i] ?? 0,
        ...(i === 4 ? { awards: ['climber' as const] } : {}),
        ...(i === 1 || i === 2 ? { awards: ['flawless' as const] } : {}),
      }),
    ),
  ],
  teams: [],
  mine: {
    ...own(mineRow),
    coins: 186,
    balance: 1466,
    rating: { before: 1048, after: 1103 },
    missed: [missedOf(QUESTIONS.single), missedOf(QUESTIONS.truth)],
    bestStreak: 8,
    practise: [{ bank: 'rules', point: 'first-week', name: POINT.name, missed: 2 }],
  },
};

export const RACE: BattleResultView = {
  battle: battle({
    mode: 'race',
    title: '',
    status: 'done',
    rules: MODE_RULES.race,
    teams: [{ id: 'red' }, { id: 'blue' }],
  }),
  rows: [
    row('me', '王小岛', 1, { team: 'red', awards: ['best_team'] }),
    row('p1', '李海洋', 1, { team: 'red', awards: ['best_team', 'fastest'] }),
    row('p2', '赵云帆', 2, { team: 'blue' }),
    row('bot-1', '潮汐', 2, { team: 'blue', bot: 'bot', awards: ['steady'] }),
  ],
  teams: [
    { id: 'red', rank: 1, points: 0, metres: 500, members: 2 },
    { id: 'blue', name: '市场部', rank: 2, points: 0, metres: 431.6, members: 2 },
  ],
  mine: {
    ...own(row('me', '王小岛', 1, { team: 'red' })),
    coins: 60,
    balance: 1300,
    missed: [],
    bestStreak: 5,
    practise: [],
  },
};

export const SERIOUS: BattleResultView = {
  battle: battle({ status: 'done', rules: PRESETS.serious, title: '静心一课' }),
  rows: [row('me', '王小岛', 1, { right: 6, answered: 8, points: 600 })],
  teams: [],
  mine: {
    ...own(row('me', '王小岛', 1, { right: 6, answered: 8, points: 600 })),
    coins: 24,
    balance: 800,
    missed: [missedOf(QUESTIONS.single)],
    bestStreak: 3,
    practise: [],
  },
};

/** Where the right option stands in the order that is shown. */
const keyAt = Number(verdictOf(QUESTIONS.single).key);
const single = viewOf(known(QUESTIONS.single), 7);
const truth = viewOf(known(QUESTIONS.truth), 7);
export const REPLAY: BattleReplay = {
  battle: battle({ status: 'done' }),
  rounds: [
    {
      question: single,
      verdict: verdictOf(QUESTIONS.single),
      skipped: false,
      counts: [
        { choice: String(keyAt), n: 7, right: true },
        { choice: String((keyAt + 1) % 4), n: 2, right: false },
      ],
      answers: [
        { person: 'p1', ms: 4200, ok: true, points: 96, late: false },
        { person: 'me', ms: 2400, ok: false, points: 0, answer: 1, late: false },
        { person: 'bot-1', ms: 19_800, ok: true, points: 80, late: true },
      ],
      teams: [
        { team: 'red', right: 4, active: 5, metres: 52, sync: true, run: 1, tailWind: false },
        { team: 'blue', right: 2, active: 5, metres: 17.6, sync: false, run: 1, tailWind: true },
      ],
    },
    {
      question: truth,
      verdict: verdictOf(QUESTIONS.truth),
      skipped: true,
      counts: [],
      answers: [],
      teams: [],
    },
  ],
  faces: [face('me', '王小岛'), face('p1', '李海洋'), face('bot-1', '潮汐', { bot: 'bot' })],
};

const departments = ['制造部', '市场部', '信息部', '财务部'].map((name, i) => ({
  id: `d${i}`,
  name,
  played: 1,
  won: i % 2 === 0 ? 1 : 0,
  tied: 0,
  points: i % 2 === 0 ? 3 : 0,
  place: i + 1,
}));
export const TOURNAMENTS: TournamentView[] = [
  {
    id: 'tour-1',
    name: '秋季联赛',
    kind: 'round-robin',
    departments,
    matches: [
      {
        nth: 1,
        round: 1,
        a: 'd0',
        b: 'd1',
        battle: 'battle-t1',
        plannedAt: NOW,
        scoreA: 81.5,
        scoreB: 64,
        winner: 'd0',
      },
      { nth: 2, round: 1, a: 'd2', b: 'd3', battle: 'battle-t2', plannedAt: NOW + HOUR },
      { nth: 3, round: 2, a: 'd0', b: 'd2', plannedAt: NOW + 24 * HOUR },
    ],
    done: false,
  },
  {
    id: 'tour-2',
    name: '年终杯',
    kind: 'knock-out',
    departments,
    matches: [
      { nth: 1, round: 1, a: 'd0', b: 'd1', plannedAt: NOW, scoreA: 77, scoreB: 70, winner: 'd0' },
      { nth: 2, round: 1, a: 'd2', plannedAt: NOW, winner: 'd2' },
      { nth: 3, round: 2, a: 'd0', b: 'd2', battle: 'battle-t9', plannedAt: NOW + HOUR },
    ],
    done: false,
  },
];
