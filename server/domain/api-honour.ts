import type { Face } from './face.ts';
import type { LocalText } from './text.ts';

/** Points, titles, badges, leagues, boards. */
export type HonourApi = {
  /** Every title and badge there is, with names; the same for everybody, changes with a release only. */
  'GET /api/honours/catalogue': { reply: HonourCatalogue };
  /** My level, points and what I wear: what stands on the chip at the top, and the paint of my ship. */
  'GET /api/honours/line': { reply: HonourLine };
  'GET /api/honours': { reply: HonourView };
  /** What I have earned and not yet been shown, oldest first. */
  'GET /api/honours/new': { reply: { earned: Earned[] } };
  'POST /api/honours/seen': { body: { ids: string[] }; reply: { left: number } };

  /** `board.closed` when the company shows no board of people. */
  'GET /api/boards': {
    query: { measure: BoardMeasure; period: BoardPeriod; scope: BoardScope };
    reply: BoardView;
  };
  /** Departments or cohorts by the mean of their active members. `board.closed` when the company shows none. */
  'GET /api/boards/groups': {
    query: { by: GroupKind; measure: GroupMeasure; period: BoardPeriod };
    reply: GroupBoard;
  };
  /** My league of this week and how the last one ended. `board.closed`. */
  'GET /api/league': { reply: LeagueView };
};

/** A text in both languages, as the catalogue has it. */
export type HonourText = LocalText;
export type TitleInfo = {
  id: string;
  family: 'points' | 'skill' | 'kindness' | 'correction' | 'reading';
  name: HonourText;
  hint: HonourText;
  /** How much of the family's measure it takes. */
  at: number;
};
export const BADGE_TIERS = ['bronze', 'silver', 'gold'] as const;
export type BadgeTier = (typeof BADGE_TIERS)[number];
export type BadgeInfo = {
  id: string;
  icon: string;
  name: HonourText;
  hint: HonourText;
  /** What it takes for bronze, silver and gold. */
  at: [number, number, number];
};
export type LeagueTierInfo = { id: string; name: HonourText };
export type HonourCatalogue = { titles: TitleInfo[]; badges: BadgeInfo[]; leagues: LeagueTierInfo[] };

export type HonourLine = {
  xp: number;
  level: number;
  /** Share of the way from this level to the next, 0 to 1. */
  toNext: number;
  /** Id of the title worn, else of the highest by points. */
  title?: string;
  frame?: string;
  skin?: string;
  /** How many earned honours wait to be shown. */
  fresh: number;
};
/** The next goal: `n` of `of`. */
export type Progress = { n: number; of: number };
export type TitleView = { id: string; earnedAt?: number; progress?: Progress };
/** `tier` 0 = none yet, 1 bronze to 3 gold; no `next` at gold. */
export type BadgeView = { id: string; tier: number; n: number; next?: Progress; earnedAt?: number };
export type HonourView = {
  line: HonourLine;
  titles: TitleView[];
  badges: BadgeView[];
  league?: { tier: number };
  /** Of quests and awards; thanks stand with the order they belong to. */
  certificates: { code: string; kind: 'completion' | 'award'; name: LocalText; issuedAt: number }[];
};
/** `badge`: `tier` 1 to 3; `league`: `tier` = the new one, `rank` of `n`. */
export type Earned = {
  id: string;
  kind: 'title' | 'badge' | 'league';
  ref: string;
  tier: number;
  rank?: number;
  n?: number;
  at: number;
};

export const BOARD_MEASURES = ['xp', 'climb', 'correction'] as const;
export type BoardMeasure = (typeof BOARD_MEASURES)[number];
export type GroupMeasure = 'xp' | 'correction';
export const BOARD_PERIODS = ['day', 'week', 'month', 'quest', 'all'] as const;
export type BoardPeriod = (typeof BOARD_PERIODS)[number];
export const BOARD_SCOPES = ['company', 'department', 'cohort'] as const;
export type BoardScope = (typeof BOARD_SCOPES)[number];
export const GROUP_KINDS = ['department', 'cohort'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** No `face` and no `score` = a colleague who stands on no board. `n` = answers of both periods (climb). */
export type BoardRow = { rank: number; score?: number; n?: number; face?: Face; me?: true };
export type BoardView = {
  /** First play day counted (YYYYMMDD); absent = from the very start. */
  from?: number;
  /** ms UTC of the newest thing counted. */
  asOf: number;
  /** How many stand on it. */
  n: number;
  top: BoardRow[];
  /** Me and the three above and below me. */
  near: BoardRow[];
  me?: { rank: number; score: number; n?: number; percentile: number; hidden: boolean };
  /** Climb: how many answers it takes in each of both periods, and how many I have. */
  needs?: { each: number; before: number; now: number };
  /** Scopes I stand in. */
  scopes: BoardScope[];
};
/** `mean` per active member, one decimal. */
export type GroupRow = { id: string; name: string; rank: number; mean: number; active: number; mine?: true };
export type GroupBoard = {
  from?: number;
  asOf: number;
  rows: GroupRow[];
  /** A group with fewer active members is not shown. */
  least: number;
};

export type LeagueRow = { rank: number; xp: number; face?: Face; me?: true; rises: boolean };
export type LeagueView = {
  /** Index in the catalogue's leagues. */
  tier: number;
  /** Monday of the week, YYYYMMDD. */
  week: number;
  /** ms UTC. */
  endsAt: number;
  /** How many places rise. */
  rising: number;
  /** Empty until my first points of the week. */
  rows: LeagueRow[];
  last?: { week: number; rank: number; n: number; rose: boolean; tier: number };
};
