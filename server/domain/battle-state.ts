import type { Answer } from './answer.ts';
import type { TeamRound } from './api-battle.ts';
import type { BattleMode, BattleRules, BotSeat, QuestionRef, TeamId } from './battle-shape.ts';
import type { Question } from './question.ts';
import type { LocalText } from './text.ts';

/** What stands before the first input; with the inputs it gives the battle. */
export type BattleSetup = {
  id: string;
  mode: BattleMode;
  rules: BattleRules;
  /** Dice of the battle: order of options, bots. */
  seed: number;
  /** Who may run it; absent = it runs by itself. */
  host?: string;
  teams: TeamId[];
  /** Played alone to become a challenge. */
  solo: boolean;
};
/** The text of every question version a battle may grade; filled before `start`. Key: `${question}@${version}`. */
export type BattleBook = Map<
  string,
  { question: Question; version: number; point?: { id: string; name: LocalText } }
>;
export const bookKey = ({ question, version }: QuestionRef): string => `${question}@${version}`;

export type Seat = {
  person: string;
  team?: TeamId;
  bot?: BotSeat;
  /** How much longer than others this person has, 1 to 2. Told to nobody else. */
  factor: number;
  /** Skill in logits when seated; for teams, bots and the pairing. */
  theta: number;
  ready: boolean;
  /** The first round that was announced after this person had a seat: counts for the team from then on. */
  since: number;
  /** Left or sent away: keeps what was earned, answers no more. */
  gone: boolean;
  points: number;
  right: number;
  answered: number;
  streak: number;
  bestStreak: number;
  /** Sum of counted response times of right answers, ms: the smaller one wins a tie. */
  timeMs: number;
  /** Rounds in a row without an answer. */
  missed: number;
  /** Survival: logs left; `outRound` = the round in which the last one went. */
  logs: number;
  outRound?: number;
  predict?: string;
  /** Place after each revealed round, for the climb. */
  ranks: number[];
};
export type Given = {
  id: string;
  answer: Answer;
  /** As stored by the log: indexes of the question's own order, claims or texts. */
  choices: unknown[];
  at: number;
  rtMs: number;
  changes: number;
  /** Counted time: arrival less credit, from the opening, never below 0. */
  elapsedMs: number;
  rttMs: number;
  creditMs: number;
  late: boolean;
  ok: boolean;
  score: number;
  /** Set at the reveal. */
  points: number;
};
export type Round = {
  ref: QuestionRef;
  nth: 1 | 2;
  opensAt: number;
  /** Base deadline without anybody's own time; absent without a clock. */
  closesAt?: number;
  limitMs: number;
  state: 'open' | 'closed' | 'revealed' | 'skipped';
  given: Map<string, Given>;
  /** Answers before the discussion. */
  first?: Map<string, Given>;
  teams: TeamRound[];
};
export type Phase = 'lobby' | 'question' | 'closed' | 'reveal' | 'board' | 'done';
export type Team = { id: TeamId; metres: number; points: number; run: number };

/** A battle as it stands; changed only by `applyInput`. */
export type Battle = BattleSetup & {
  book: BattleBook;
  phase: Phase;
  /** When the present phase goes on by itself; absent = the host or the last answer decides. */
  endsAt?: number;
  pausedAt?: number;
  /** After a restart: before this time nobody is taken for absent. */
  holdTill?: number;
  locked: boolean;
  hideNames: boolean;
  seats: Map<string, Seat>;
  /** Sent away: never comes back in. */
  banned: Set<string>;
  team: Team[];
  items: QuestionRef[];
  rounds: Round[];
  /** Time of the last input. */
  lastAt: number;
  /** Inputs taken so far: the number of the next one. */
  seq: number;
  /** Ended before its time: nothing is rated. */
  calledOff: boolean;
};
