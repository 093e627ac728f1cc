/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Json = string;
type Flag = 0 | 1;
type Ms = number;

/**
 * An award: `definition` by domain/award-shape.ts, `version` counts its drafts, `hash` (SHA-256 of the canonical JSON) is
 * set when it is announced and the definition frozen. `status` draft | announced | closed | confirmed | published |
 * cancelled; `summary` = what was computed for all (JSON), at `computedAt`.
 */
export type AwardTable = {
  id: string;
  org: string;
  status: string;
  version: number;
  definition: Json;
  /** Days YYYYMMDD of the definition, for the job. */
  fromDay: number;
  toDay: number;
  hash: string | null;
  createdBy: string;
  createdAt: Ms;
  announcedAt: Ms | null;
  computedAt: Ms | null;
  summary: Json | null;
  confirmedBy: string | null;
  confirmedAt: Ms | null;
  publishedAt: Ms | null;
  cancelledAt: Ms | null;
  reason: string | null;
};
/** A value that a trainer brought in from elsewhere for one component. */
export type AwardValueTable = {
  award: string;
  component: string;
  person: string;
  value: number;
  by: string;
  at: Ms;
};
/** Who holds no place although the figures would give one, and why. */
export type AwardExclusionTable = { award: string; person: string; reason: string; by: string; at: Ms };
/** What was computed for one person; `place` 0 = has none; `line` = the explanation by domain/award.ts. */
export type AwardLineTable = {
  award: string;
  person: string;
  place: number;
  score: number;
  won: Flag;
  line: Json;
};

/** A season event; `data` by domain/season.ts. `status` draft | running | over; `outcome` = what came of it (JSON). */
export type SeasonTable = {
  id: string;
  org: string;
  kind: string;
  status: string;
  data: Json;
  fromDay: number;
  toDay: number;
  /** The mall tier it opens. */
  tier: string | null;
  createdBy: string;
  createdAt: Ms;
  startedAt: Ms | null;
  endedAt: Ms | null;
  outcome: Json | null;
};
/** A person who has reached the personal goal of a season, once; `coins` = what the mint paid for it. */
export type SeasonReachTable = { season: string; person: string; at: Ms; coins: number };
/** What each had done when the season ended; kept for the thanks and for looking back. */
export type SeasonPartTable = { season: string; person: string; value: number };

export type AwardTables = {
  award: AwardTable;
  award_value: AwardValueTable;
  award_exclusion: AwardExclusionTable;
  award_line: AwardLineTable;
  season: SeasonTable;
  season_reach: SeasonReachTable;
  season_part: SeasonPartTable;
};
