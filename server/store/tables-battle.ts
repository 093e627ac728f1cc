/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Json = string;
type Flag = 0 | 1;
type Ms = number;

/** A battle: what it is before its first input. `teams` = [{ id, name? }], `invited` = person ids or null = anybody of the
 * company; `solo` = played alone to become a challenge. `status` planned | lobby | running | done | void. */
export type BattleTable = {
  id: string;
  org: string;
  mode: string;
  title: string;
  status: string;
  pin: string | null;
  rules: Json;
  source: Json;
  teams: Json;
  seed: number;
  host: string | null;
  createdBy: string | null;
  invited: Json | null;
  solo: Flag;
  /** Bots to fill with; a duel's `run` = the battle whose recorded run a ghost plays. */
  bots: number;
  run: string | null;
  tournament: string | null;
  createdAt: Ms;
  plannedAt: Ms | null;
  remindedAt: Ms | null;
  startedAt: Ms | null;
  endedAt: Ms | null;
};
/** Everything that happened in a battle, in order; written by store/battle-journal.ts only. `data` = the input of
 * battle-shape.ts without `at`, `kind` and `person`, which are columns. */
export type BattleInputTable = {
  battle: string;
  seq: number;
  at: Ms;
  kind: string;
  person: string | null;
  data: Json;
};
/** A revealed round whose answers are booked (events, skill, ghosts), each person's once: `booked` = 1 at the number of a
 * person's seat, in the order of the seats. */
export type BattleRoundTable = {
  battle: string;
  round: number;
  question: string;
  version: number;
  booked: string;
  bookedAt: Ms;
};
/** What came of a battle for one person; written once. `awards` = JSON list. */
export type BattleResultTable = {
  battle: string;
  person: string;
  org: string;
  mode: string;
  team: string | null;
  rank: number;
  of: number;
  points: number;
  right: number;
  answered: number;
  bestStreak: number;
  climb: number;
  outcome: string;
  awards: Json;
  coins: number;
  /** Shown rating before and after; null = not rated. */
  before: number | null;
  after: number | null;
  at: Ms;
};
/** The shown battle rating (openskill). */
export type RatingTable = {
  person: string;
  org: string;
  mu: number;
  sigma: number;
  n: number;
  updatedAt: Ms;
};
/** A recorded run that waits 24 hours for an opponent. `reply` = the battle that answers it. */
export type ChallengeTable = {
  id: string;
  org: string;
  person: string;
  opponent: string | null;
  battle: string;
  reply: string | null;
  status: string;
  createdAt: Ms;
  expiresAt: Ms;
};
/** Something odd that a person must look at; never a penalty by itself. */
export type BattleFlagTable = {
  id: string;
  org: string;
  battle: string;
  kind: string;
  people: Json;
  facts: Json;
  at: Ms;
  judgedBy: string | null;
  judgedAt: Ms | null;
  verdict: string | null;
  note: string | null;
};
export type TournamentTable = {
  id: string;
  org: string;
  name: string;
  kind: string;
  departments: Json;
  rules: Json;
  source: Json;
  startsAt: Ms;
  everyMs: number;
  createdBy: string;
  createdAt: Ms;
};
/** A pairing of two departments; `a`, `b` null = not known yet, or a bye. */
export type TournamentMatchTable = {
  tournament: string;
  nth: number;
  round: number;
  a: string | null;
  b: string | null;
  battle: string | null;
  plannedAt: Ms;
  scoreA: number | null;
  scoreB: number | null;
  winner: string | null;
};
