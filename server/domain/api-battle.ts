import type { Answer, QuestionView, Verdict } from './answer.ts';
import type { BattleMode, BattleRules, BattleSource, Cheer, TeamId } from './battle-shape.ts';
import type { LocalText } from './text.ts';

/** Live battles. What is stored goes by HTTP; seats, answers and the host's acts go by the room `battle`, finding a
 * partner by the room `dock`. */
export type BattleApi = {
  /** What I can play now: invitations, open battles, challenges, what is planned, my rating, my last ones. */
  'GET /api/battles': { reply: BattleHall };
  /** Opens a battle. A show needs a trainer. Throws `battle.no_questions`, `battle.teams`, `auth.forbidden`. */
  'POST /api/battles': { body: NewBattle; reply: BattleInfo };
  'GET /api/battles/:battle': { reply: BattleInfo };
  /** The open battle behind a PIN of six digits. Throws `battle.unknown`, `rate.limited`. */
  'POST /api/battles/pin': { body: { pin: string }; reply: BattleInfo };
  /** The same once more for those who played it: whoever asks first opens it, the others are given the same. Throws
   * `battle.phase`, `battle.not_in`, `battle.over`, `auth.forbidden`. */
  'POST /api/battles/again': { body: { battle: string }; reply: BattleInfo };
  /** Asks colleagues to come; each gets a message. Throws `person.unknown`. */
  'POST /api/battles/invite': { body: { battle: string; people: string[] }; reply: { invited: number } };
  /** Calls off a battle that has not begun. Throws `battle.started`, `auth.forbidden`. */
  'POST /api/battles/cancel': { body: { battle: string }; reply: { ok: true } };
  /** Colleagues whom I may challenge or invite, by name, with how near their skill is. */
  'GET /api/battles/people': { query: { find?: string }; reply: BattlePerson[] };
  /** Sends the run I have just played alone (`battle`) as a challenge, valid 24 h. Throws `challenge.too_many`. */
  'POST /api/challenges': { body: { battle: string; to?: string }; reply: ChallengeView };
  /** Opens the battle against the challenger's recorded run. Throws `challenge.unknown`, `challenge.over`. */
  'POST /api/challenges/take': { body: { challenge: string }; reply: BattleInfo };
  'GET /api/battles/:battle/result': { reply: BattleResultView };
  /** A battle question by question, from its stored inputs. Players, host and trainers only. */
  'GET /api/battles/:battle/replay': { reply: BattleReplay };
  /** Trainer: what came of it, per question and per team; the same as a file by GET /api/battles/:battle/report.FORMAT */
  'GET /api/battles/:battle/report': { reply: BattleReport };
  /** Trainer: battles of the company that were played to their end, the newest 200. */
  'GET /api/battles/done': { reply: BattleInfo[] };
  /** Trainer: what looks odd and waits for a person. */
  'GET /api/battles/flags': { reply: BattleFlag[] };
  'POST /api/battles/flags/judge': {
    body: { flag: string; verdict: 'fine' | 'odd'; note?: string };
    reply: { ok: true };
  };
  'GET /api/tournaments': { reply: TournamentView[] };
  /** Trainer: departments against each other. Throws `department.unknown`, `tournament.too_few`. */
  'POST /api/tournaments': { body: NewTournament; reply: TournamentView };
};

export type NewBattle = {
  mode: BattleMode;
  title?: string;
  rules?: BattleRules;
  source?: BattleSource;
  /** Race: 2 to 8 boats; show: none (singles) or 2 to 8. */
  teams?: { id: TeamId; name?: string }[];
  /** Alone on purpose: to be sent as a challenge afterwards (duel). */
  solo?: boolean;
  /** Duel against a bot, labelled as such. */
  bot?: boolean;
  /** Race and survival: bots fill boats up to this many (0 to 5). */
  bots?: number;
  /** ms UTC; invited people are reminded 15 minutes before. */
  plannedAt?: number;
  people?: string[];
};
export type BattleStatus = 'planned' | 'lobby' | 'running' | 'done' | 'void';
export type BattleFace = { id: string; name: string; avatar: string; bot?: 'bot' | 'ghost'; rating?: number };
export type BattleTeam = { id: TeamId; name?: string };
export type BattleInfo = {
  id: string;
  mode: BattleMode;
  title: string;
  status: BattleStatus;
  pin?: string;
  rules: BattleRules;
  teams: BattleTeam[];
  host?: BattleFace;
  /** I may run it. */
  mine: boolean;
  seats: number;
  most: number;
  createdAt: number;
  plannedAt?: number;
  endedAt?: number;
  solo?: boolean;
  tournament?: string;
};
export type Rating = { mu: number; sigma: number; ordinal: number; n: number };
export type BattlePerson = BattleFace & { online: boolean; department?: string; near: boolean };
export type ChallengeView = {
  id: string;
  from: BattleFace;
  to?: BattleFace;
  mine: boolean;
  createdAt: number;
  expiresAt: number;
  status: 'open' | 'won' | 'lost' | 'tie' | 'expired';
};
export type PastBattle = {
  battle: string;
  mode: BattleMode;
  title: string;
  endedAt: number;
  rank: number;
  of: number;
  outcome: Outcome;
  right: number;
  answered: number;
  points: number;
  with: BattleFace[];
};
export type BattleHall = {
  rating: Rating;
  /** Battles I have a seat in or am asked to: come back. */
  mine: BattleInfo[];
  invited: BattleInfo[];
  open: BattleInfo[];
  planned: BattleInfo[];
  challenges: ChallengeView[];
  past: PastBattle[];
  /** Banks I may draw from when I open a battle. */
  sources: { id: string; name: LocalText | string; questions: number }[];
  mayHost: boolean;
};

export type Outcome = 'win' | 'lose' | 'tie' | 'left';
export const AWARDS = [
  'champion',
  'climber',
  'flawless',
  'fastest',
  'streak',
  'steady',
  'best_team',
  'oracle',
] as const;
export type Award = (typeof AWARDS)[number];
export type ResultRow = BattleFace & {
  team?: TeamId;
  rank: number;
  points: number;
  right: number;
  answered: number;
  outcome: Outcome;
  awards: Award[];
  /** Change of place since the middle of the battle; positive = up. */
  climb: number;
};
export type TeamRow = BattleTeam & { rank: number; points: number; metres?: number; members: number };
export type BattleResultView = {
  battle: BattleInfo;
  rows: ResultRow[];
  teams: TeamRow[];
  mine?: Omit<ResultRow, 'rating'> & {
    coins: number;
    balance: number;
    rating?: { before: number; after: number };
    /** Questions I missed, with what is right: they wait for me as ghosts. */
    missed: { question: QuestionView; verdict: Verdict }[];
    bestStreak: number;
    /** What to practise: knowledge points of the missed ones. */
    practise: { bank: string; point: string; name: LocalText; missed: number }[];
  };
};
export type BattleReplay = {
  battle: BattleInfo;
  rounds: {
    question: QuestionView;
    verdict: Verdict;
    skipped: boolean;
    counts: AnswerCounts;
    answers: { person: string; ms: number; ok: boolean; points: number; answer?: Answer; late: boolean }[];
    teams: TeamRound[];
  }[];
  faces: BattleFace[];
};
export type BattleReport = {
  battle: BattleInfo;
  players: number;
  /** `right` is a count beside the share; `first` = before discussion, when there was a second round. */
  questions: {
    question: QuestionView;
    verdict: Verdict;
    n: number;
    right: number;
    counts: AnswerCounts;
    first?: { n: number; right: number };
    medianMs: number;
    skipped: boolean;
  }[];
  people: (ResultRow & { medianMs: number; before?: number })[];
  teams: TeamRow[];
  /** Share right in the first and the last third. */
  growth?: { first: number; last: number };
  flags: number;
};
export type BattleFlag = {
  id: string;
  battle: string;
  title: string;
  at: number;
  kind: 'too_fast' | 'twin' | 'second_account';
  people: BattleFace[];
  facts: Record<string, number | string>;
  verdict?: 'fine' | 'odd';
};
export type NewTournament = {
  name: string;
  kind: 'round-robin' | 'knock-out';
  departments: string[];
  startsAt: number;
  everyMs: number;
  rules?: BattleRules;
  source?: BattleSource;
};
export type TournamentMatch = {
  nth: number;
  round: number;
  /** Department ids; absent = not known yet, or a bye. */
  a?: string;
  b?: string;
  battle?: string;
  plannedAt: number;
  scoreA?: number;
  scoreB?: number;
  winner?: string;
};
export type TournamentView = {
  id: string;
  name: string;
  kind: NewTournament['kind'];
  departments: {
    id: string;
    name: string;
    played: number;
    won: number;
    tied: number;
    points: number;
    place: number;
  }[];
  matches: TournamentMatch[];
  done: boolean;
};

// ---- the room `battle`: options of a join, what the room tells ----

/** `screen` = the host's projector, `watch` = a spectator of the same company. Neither is ever told a key early. */
export type BattleRole = 'player' | 'host' | 'screen' | 'watch';
export type BattleOptions = { battle: string; as: BattleRole };

/** How often each shown choice was given; short texts by their text, at most ten. Never before the reveal, except to the
 * host who calls for a discussion. */
export type AnswerCounts = { choice: string; n: number; right: boolean }[];
export type TeamRound = {
  team: TeamId;
  right: number;
  active: number;
  metres: number;
  sync: boolean;
  /** Factor of consecutive syncs: 1, 1.1, 1.2, 1.3. */
  run: number;
  tailWind: boolean;
};
export type QuestionNotice = {
  round: number;
  rounds: number;
  question: QuestionView;
  /** Pictures to have before the clock starts. */
  media: string[];
  /** Server times; `closesAt` is absent without a clock. Personal: it holds the person's own time. */
  opensAt: number;
  closesAt?: number;
  serverNow: number;
  /** 2 = the second round after discussion. */
  nth: 1 | 2;
};
/** The proof of an answer, as the player may open it. */
export type Receipt = {
  id: string;
  battle: string;
  round: number;
  answer: Answer;
  /** Server time of arrival, time counted, measured round trip and credit in ms. */
  at: number;
  elapsedMs: number;
  rttMs: number;
  creditMs: number;
  late: boolean;
  ruleVersion: number;
};
export type MyRound = {
  answered: boolean;
  ok: boolean;
  score: number;
  points: number;
  total: number;
  streak: number;
  rank: number;
  /** Points to the one before me; absent for the first and without ranking. */
  gap?: number;
  coins?: number;
};
export type RevealNotice = {
  round: number;
  verdict: Verdict;
  counts: AnswerCounts;
  skipped: boolean;
  teams: TeamRound[];
  standings: TeamRow[];
  /** The first five, never the last; empty without ranking. `face` where the client does not know everybody (shows). */
  top: { id: string; points: number; climb: number; face?: BattleFace }[];
  mine?: MyRound;
  /** Survival: logs of everybody still told of in a small raft; duel: both sides. */
  rafts?: { id: string; logs: number; out: boolean; ok?: boolean; points: number }[];
  /** When the room goes on by itself. */
  nextAt?: number;
};
export type BattlePhase = 'lobby' | 'question' | 'closed' | 'reveal' | 'board' | 'done';
export type BattleSeatView = BattleFace & {
  team?: TeamId;
  ready: boolean;
  online: boolean;
  answered: boolean;
  points: number;
  logs?: number;
  out?: boolean;
};
/** Everything one client needs to draw its screen, on joining, coming back and at every change of phase that is rare. */
export type BattleView = {
  info: BattleInfo;
  role: BattleRole;
  phase: BattlePhase;
  paused: boolean;
  locked: boolean;
  serverNow: number;
  /** Everybody in small battles; in a show the players see only their own and their team's. */
  seats: BattleSeatView[];
  counts: { seats: number; online: number; ready: number; answered: number };
  me?: BattleSeatView;
  question?: QuestionNotice;
  /** What I have given in the open round. */
  receipt?: Receipt;
  reveal?: RevealNotice;
  teams: TeamRow[];
  /** Names of others are kept back from everybody but the host. */
  namesHidden?: true;
  /** Host and presenter, while the question is closed: counts without a key. */
  talk?: { choice: string; n: number }[];
  /** The recorded person behind a ghost. */
  predict?: string;
  /** The new battle somebody asks for again. */
  rematch?: string;
};
/** Messages of the room to its clients. */
export type BattleNews = {
  view: BattleView;
  question: QuestionNotice;
  reveal: RevealNotice;
  /** Host and presenter (at most 4 a second); crews and small battles see who has answered, without what. */
  count: { round: number; answered: number; online: number; seats: number; who?: string[] };
  /** The clock has changed: pause, ten seconds more, a restart. Personal closesAt. */
  clock: { opensAt: number; closesAt?: number; paused: boolean; serverNow: number };
  /** The host's choice before a discussion: counts without a key. */
  closed: { round: number; counts?: { choice: string; n: number }[] };
  seats: { counts: BattleView['counts']; seats?: BattleSeatView[] };
  cheer: { person: string; cheer: Cheer };
  rematch: { battle: string; by: string };
  gone: { reason: 'kicked' | 'called_off' };
};
// ---- the room `dock`: finding a partner ----
export type DockOptions = { mode: 'duel' };
export type DockNews = { matched: { battle: string; against: 'person' | 'ghost' | 'bot'; waitMs: number } };
