import type { Answer, KeyView, QuestionView, Verdict } from './answer.ts';
import type { AttemptView } from './api.ts';
import type { LocalText } from './text.ts';

/** Doors of practice outside the path: review, free practice, five minutes, offline. */
export type PracticeApi = {
  'GET /api/practice': { reply: PracticeView };
  /** Starts a drill, or gives back the open one of the same purpose. Throws `practice.nothing_due`, `point.unknown`. */
  'POST /api/practice/start': { body: DrillChoice; reply: AttemptView };
  /** Ends an open drill early; what was answered stays. */
  'POST /api/practice/stop': { body: { attempt: string }; reply: AttemptView };
  /** Questions to practise without a network: only such whose answer this learner has already been told. */
  'POST /api/practice/pack': { body: Record<string, never>; reply: OfflinePack };
  /** What was answered without a network, scored by the server. Throws `pack.unknown`. */
  'POST /api/practice/claim': { body: OfflineClaim; reply: ClaimReply };
};

/** `review` = what is due today, `point` = one knowledge point, `warm-up` = the weak points of a station's exam. */
export type DrillChoice =
  | { purpose: 'review' }
  | { purpose: 'point'; bank: string; point: string }
  | { purpose: 'warm-up'; station: string };
export type DrillPurpose = DrillChoice['purpose'];

export const LEVELS = ['unseen', 'learning', 'growing', 'mastered'] as const;
export type Level = (typeof LEVELS)[number];
/** An estimate 0..1 (probability of a right answer on an average question of the point) with its 95 % band. */
export type Band = { p: number; low: number; high: number };
export type PointView = {
  bank: string;
  point: string;
  name: LocalText;
  level: Level;
  /** After the first ten answers, and now; absent before there is anything to say. */
  initial?: Band;
  current?: Band;
  answers: number;
  /** Ready questions of the point, and how many of them were seen; `round` = how often it was played through. */
  questions: number;
  seen: number;
  round: number;
  /** Questions of the point that are due now. */
  due: number;
  /** The first island of the voyage that asks it; absent for other banks. */
  island?: string;
};
/** The best next thing of about five minutes. */
export type QuickStart =
  | { kind: 'ghosts'; count: number; ghost: string; island: string; station: string; minutes: number }
  | { kind: 'review'; count: number; minutes: number }
  | { kind: 'station'; island: string; station: string; name: LocalText; minutes: number }
  | { kind: 'point'; bank: string; point: string; name: LocalText; minutes: number }
  | { kind: 'duel'; minutes: number };
/** First-class numbers of analytics.md 2: pairs of this learner and a question. */
export type Corrections = {
  answers: number;
  correct: number;
  /** Wrong at least once; of these right at last; of these right again a day or more later; of these still wrong. */
  wrong: number;
  corrected: number;
  durable: number;
  open: number;
};
export type TamedGhost = { id: string; stem: LocalText; island: string; tamedAt: number };
export type PracticeView = {
  quick: QuickStart[];
  /** What a review would ask now (due, or with a ghost that is awake), and what comes on top by the end of tomorrow. */
  due: number;
  dueSoon: number;
  ghosts: { awake: number; asleep: number; tamed: number };
  album: TamedGhost[];
  corrections: Corrections;
  points: PointView[];
  /** Coins that drills can still pay today. */
  coinsLeft: number;
};

/** One question to answer offline, with its answer, which this learner has been told before. */
export type PackItem = { item: number; question: QuestionView; key: KeyView; explanation?: LocalText };
export type OfflinePack = { id: string; issuedAt: number; items: PackItem[] };
export type OfflineClaim = {
  pack: string;
  /** The client's wall clock when it sends this: tells how far its clock is off. */
  sentAt?: number;
  answers: { item: number; answer: Answer; rtMs: number; at: number }[];
};
export type ClaimReply = { scored: { item: number; verdict: Verdict }[]; coins: number; balance: number };
