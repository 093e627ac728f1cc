import { z } from 'zod';
import { Answer } from './answer.ts';

/** The shapes of a battle: its rules, the inputs it is made of, what a player may say in its room. */

export const BATTLE_MODES = ['duel', 'race', 'show', 'survival'] as const;
export type BattleMode = (typeof BATTLE_MODES)[number];

/** How much of a mark speed decides, in percent. */
export const SPEEDS = [0, 17, 20, 50, 100] as const;
/** Names, marks and colours of boats and teams; each has a mark beside its colour. */
export const TEAM_IDS = ['red', 'blue', 'gold', 'green', 'purple', 'orange', 'teal', 'pink'] as const;
export type TeamId = (typeof TEAM_IDS)[number];
export const CHEERS = ['strong', 'clap', 'heart', 'laugh', 'pray'] as const;
export type Cheer = (typeof CHEERS)[number];

/** What the maker of a battle may set. */
export const BattleRules = z.strictObject({
  rounds: z.int().min(1).max(60),
  speed: z.union([z.literal(0), z.literal(17), z.literal(20), z.literal(50), z.literal(100)]),
  /** A run of right answers pays a little more. */
  streaks: z.boolean(),
  /** False = no clock: a question closes when everybody present has answered or the host goes on. */
  clock: z.boolean(),
  /** False = nobody sees ranks or points of others, no podium. */
  ranking: z.boolean(),
  /** How long a question is read before its clock starts, beyond the announced lead. */
  readingMs: z.int().min(0).max(30_000),
  /** True = goes on by itself; false = the host calls every step. */
  auto: z.boolean(),
  /** Shows: players appear by their critter only. */
  hideNames: z.boolean(),
});
export type BattleRules = z.output<typeof BattleRules>;

/** Where questions come from: named ones, or a draw from a bank, its points, or the quest that the maker sails. */
export const BattleSource = z.strictObject({
  bank: z.string().min(1).max(64).optional(),
  points: z.array(z.string().min(1).max(64)).max(50).optional(),
  questions: z.array(z.string().min(1).max(64)).min(1).max(60).optional(),
});
export type BattleSource = z.output<typeof BattleSource>;

const Person = z.string().min(1).max(64);
const Id = z.string().min(8).max(64);

/** What a host may do to a running show. */
export const HOST_ACTS = ['next', 'pause', 'go', 'skip', 'again', 'lock', 'unlock', 'end'] as const;
export type HostAct = (typeof HOST_ACTS)[number];

/** Messages of the room `battle` from a client; each is a request with a reply. */
export const BattleSay = {
  view: z.strictObject({}).optional(),
  ready: z.strictObject({ ready: z.boolean() }),
  team: z.strictObject({ team: z.enum(TEAM_IDS), person: Person.optional() }),
  answer: z.strictObject({
    /** The client's command id: a repeat is told the same receipt. */
    id: Id,
    round: z.int().min(0).max(59),
    answer: Answer,
    /** Milliseconds from paint to commit on the client's monotonic clock. */
    rtMs: z.number().min(0).max(86_400_000).transform(Math.round),
    changes: z.int().min(0).max(1000).optional(),
  }),
  cheer: z.strictObject({ cheer: z.enum(CHEERS) }),
  predict: z.strictObject({ person: Person }),
  leave: z.strictObject({}).optional(),
  /** Host: `next` starts, closes, reveals, goes on, as the phase has it. */
  host: z.strictObject({ act: z.enum(HOST_ACTS) }),
  extend: z.strictObject({ ms: z.literal(10_000) }),
  kick: z.strictObject({ person: Person }),
  /** Host: teams anew by snake draft on skill. */
  balance: z.strictObject({}).optional(),
  names: z.strictObject({ hide: z.boolean() }),
  rematch: z.strictObject({}).optional(),
} as const;
export type BattleSaid = { [K in keyof typeof BattleSay]: z.output<(typeof BattleSay)[K]> };

const PLAIN_ID = /^[\w-]{8,64}$/;
const PLAIN_KEYS = new Set(['id', 'round', 'answer', 'rtMs', 'changes']);
const isWhole = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
/** The message when it is what nearly every answer is: an index or a yes or no, well formed. */
const plainAnswer = (message: unknown): BattleSaid['answer'] | undefined => {
  if (typeof message !== 'object' || message === null) return undefined;
  for (const key in message) if (!PLAIN_KEYS.has(key)) return undefined;
  const { id, round, answer, rtMs, changes } = message as Record<string, unknown>;
  if (typeof id !== 'string' || !PLAIN_ID.test(id) || !isWhole(round, 59)) return undefined;
  if (typeof answer !== 'boolean' && !isWhole(answer, 25)) return undefined;
  if (typeof rtMs !== 'number' || !(rtMs >= 0 && rtMs <= 86_400_000)) return undefined;
  const said = { id, round, answer, rtMs: Math.round(rtMs) };
  if (changes === undefined) return said;
  return isWhole(changes, 1000) ? { ...said, changes } : undefined;
};
/** `BattleSay.answer.parse`, which costs a twentieth of an answer in a full hall, only for what is not a plain answer. */
export const readAnswer = (message: unknown): BattleSaid['answer'] =>
  plainAnswer(message) ?? BattleSay.answer.parse(message);

export type QuestionRef = { question: string; version: number };
/** Who rows for whom: `of` = the person whose recorded run a ghost plays, from battle `run`. */
export type BotSeat = { kind: 'bot' } | { kind: 'ghost'; of: string; run: string };

/**
 * What a battle is made of, in order; stored as it happens, so that setup and inputs give the battle again, on a
 * restarted server or as a replay. `at` = ms UTC by the server.
 */
export type BattleInput = { at: number } & (
  | { kind: 'seat'; person: string; team?: TeamId; bot?: BotSeat; factor: number; theta: number }
  /** A player gives up the seat, or is sent away by the host (`kicked`): never comes back in. */
  | { kind: 'unseat'; person: string; kicked?: boolean }
  | { kind: 'ready'; person: string; ready: boolean }
  | { kind: 'team'; person: string; team: TeamId }
  /** The first question is announced. */
  | { kind: 'start'; items: QuestionRef[] }
  /** On to the next phase: its time is over, everybody has answered, or the host says so. */
  | { kind: 'step' }
  | {
      kind: 'answer';
      person: string;
      id: string;
      round: number;
      answer: Answer;
      /** Measured round trip and what is credited of it. */
      rttMs: number;
      creditMs: number;
      rtMs: number;
      changes: number;
    }
  | { kind: 'pause' }
  | { kind: 'go' }
  | { kind: 'extend'; ms: number }
  /** The question counts for nobody; on to the next. */
  | { kind: 'skip' }
  /** Second round of the same question after discussion: its answers replace the first ones. */
  | { kind: 'again' }
  | { kind: 'lock'; locked: boolean }
  | { kind: 'names'; hide: boolean }
  | { kind: 'predict'; person: string; who: string }
  /** The server is back after a loss: time stood still since the last input. */
  | { kind: 'back' }
  | { kind: 'end' }
);

/** Announced before the clock of a question starts, at least. */
export const LEAD_MS = 800;
/** An answer that is on its way at the deadline still counts, without points for speed. */
export const GRACE_MS = 2_000;
/** Most of the measured round trip that is credited. */
export const MOST_CREDIT_MS = 250;
/** After a restart everybody has this time to be back before the clock goes on. */
export const BACK_MS = 3_000;
/** The version of scoring that a receipt names. */
export const RULE_VERSION = 1;
export const RACE_METRES = 500;
export const RACE_ROUNDS = 12;
export const DUEL_ROUNDS = 5;
export const SURVIVAL_LOGS = 3;
export const BATTLE_MOST = { duel: 2, race: 80, show: 1000, survival: 100 } as const;
/** A person's boat or team has at most so many in a race. */
export const BOAT_MOST = 10;

const STANDARD: BattleRules = {
  rounds: 10,
  speed: 20,
  streaks: false,
  clock: true,
  ranking: true,
  readingMs: 0,
  auto: true,
  hideNames: false,
};
export const PRESETS = {
  /** Mild race: 80 for knowing, 20 for speed. */
  standard: STANDARD,
  /** Nobody is hurried and nobody is ranked. */
  serious: { ...STANDARD, speed: 0, clock: false, ranking: false, readingMs: 3_000, auto: false },
  /** As in most shows of the field. */
  lively: { ...STANDARD, speed: 50, streaks: true, readingMs: 2_000, auto: false },
  /** One mark per right answer. */
  exact: { ...STANDARD, speed: 0 },
} as const satisfies Record<string, BattleRules>;
export type PresetName = keyof typeof PRESETS;
export const MODE_RULES: Record<BattleMode, BattleRules> = {
  duel: { ...STANDARD, rounds: DUEL_ROUNDS },
  race: { ...STANDARD, rounds: RACE_ROUNDS },
  show: { ...STANDARD, readingMs: 2_000, auto: false },
  survival: { ...STANDARD, rounds: 20, speed: 0 },
};
