/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Json = string;
type Flag = 0 | 1;
type Ms = number;

/** How far a job has read the log. */
export type LogCursorTable = { name: string; seq: number };
/** A person's points since the first day (`xp`, never spent) and league tier. `rev` = the log's seq at the last change. */
export type HonourPersonTable = { person: string; org: string; xp: number; tier: number; rev: number };
/**
 * What one play day (YYYYMMDD, 04:00 to 04:00) of a person counts on boards; late events and second askings are left
 * out. `corrections` = questions that became durably right on it, each once for ever.
 */
export type ScoreDayTable = {
  person: string;
  day: number;
  org: string;
  xp: number;
  answers: number;
  correct: number;
  corrections: number;
};
/** A question a person got wrong: the play day of the last wrong answer, and the first on which a right one was durable. */
export type CorrectionTable = { person: string; question: string; wrongDay: number; day: number | null };
/** Something a person has done at one thing, counted once: `what` perfect (exam) | bosses | islands | cards, `obj` = where. */
export type HonourMarkTable = { person: string; what: string; obj: string };
/** An honour earned, never taken back: `kind` title | badge | league, `ref` its id, `tier` 1 to 3 (badge). */
export type HonourTable = {
  id: string;
  org: string;
  person: string;
  kind: string;
  ref: string;
  tier: number;
  detail: Json;
  at: Ms;
  /** When it was shown to its owner. */
  seenAt: Ms | null;
};
/** At most 30 equals of one week (YYYYMMDD of its Monday); `tier` -1 = the whole company sails together. */
export type LeagueGroupTable = {
  id: string;
  org: string;
  week: number;
  tier: number;
  band: number;
  nth: number;
  members: number;
  closedAt: Ms | null;
};
/** One person's week in a league; `rank` and `rose` are set when the week is closed. */
export type LeagueMemberTable = {
  person: string;
  week: number;
  org: string;
  grp: string;
  tier: number;
  xp: number;
  rank: number | null;
  rose: Flag;
};

export type HonourTables = {
  log_cursor: LogCursorTable;
  honour_person: HonourPersonTable;
  score_day: ScoreDayTable;
  correction: CorrectionTable;
  honour_mark: HonourMarkTable;
  honour: HonourTable;
  league_group: LeagueGroupTable;
  league_member: LeagueMemberTable;
};
