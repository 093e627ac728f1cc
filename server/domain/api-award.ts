import type { CompositeLine, LeftOut } from './award.ts';
import type { AwardDefinition, AwardStatus } from './award-shape.ts';
import type { Face } from './face.ts';
import type { ImprovedLine } from './improvement.ts';
import type { SeasonData, SeasonOutcome, SeasonStatus } from './season.ts';
import type { LocalText } from './text.ts';

/** Awards by published rules, and season events. */
export type AwardApi = {
  /** Announced awards with their weights, decided ones with their winners, my own line when it is published. */
  'GET /api/awards/mine': { reply: AwardCard[] };
  'GET /api/awards': { reply: AwardSummary[] };
  'GET /api/awards/:award': { reply: AwardDetail };
  /** Makes a draft or changes one. Throws `award.weights`, `award.period`, `award.component`, `award.state`. */
  'POST /api/awards/save': { body: { id?: string; definition: AwardDefinition }; reply: AwardDetail };
  /** What the draft would give over the same number of days that ended yesterday. Nothing is kept. */
  'POST /api/awards/preview': { body: { id?: string; definition: AwardDefinition }; reply: AwardPreview };
  /** Shows it in the game and freezes it. Throws `award.begun`, `award.state`, `award.weights`. */
  'POST /api/awards/announce': { body: { award: string }; reply: AwardDetail };
  'POST /api/awards/cancel': { body: { award: string; reason: string }; reply: AwardDetail };
  /** Values from elsewhere, a person and a number per line; replaces those of the people named. Throws `award.values`,
   * `award.component`, `award.state`. */
  'POST /api/awards/values': {
    body: { award: string; component: string; text: string };
    reply: { taken: number; refused: RefusedValue[]; detail: AwardDetail };
  };
  /** Computes it anew. Throws `award.not_over`, `award.state`. */
  'POST /api/awards/compute': { body: { award: string }; reply: AwardDetail };
  /** Takes somebody out for a reason that is kept, or back in without one. */
  'POST /api/awards/exclude': {
    body: { award: string; person: string; reason?: string };
    reply: AwardDetail;
  };
  /** A named person stands for the result as computed at `computedAt`. Throws `award.changed`, `award.too_few`. */
  'POST /api/awards/confirm': { body: { award: string; computedAt: number }; reply: AwardDetail };
  /** Tells the winners and gives them their certificates; once. */
  'POST /api/awards/publish': { body: { award: string }; reply: AwardDetail };

  /** What runs, what comes and what was. */
  'GET /api/seasons': { reply: SeasonView[] };
  /** Trainer: drafts too. */
  'GET /api/studio/seasons': { reply: SeasonView[] };
  'POST /api/seasons/save': { body: { id?: string; data: SeasonData }; reply: SeasonView };
  'POST /api/seasons/start': { body: { season: string }; reply: SeasonView };
  /** Ends it before its last day. */
  'POST /api/seasons/stop': { body: { season: string }; reply: SeasonView };
  'POST /api/seasons/drop': { body: { season: string }; reply: { ok: true } };
};

export type AwardSummary = {
  id: string;
  status: AwardStatus;
  definition: AwardDefinition;
  version: number;
  hash?: string;
  createdAt: number;
  computedAt?: number;
  /** Eligible people and winners, once computed. */
  eligible?: number;
  winners?: number;
};
export type GroupName = { id: string; name: string };
export type AwardLine = (CompositeLine | ImprovedLine) & {
  name: string;
  department?: string;
  excluded?: string;
};
export type AwardOut = LeftOut & { name: string };
export type AwardPreview = {
  /** The days it was computed for. */
  from: number;
  to: number;
  eligible: number;
  tooFew: boolean;
  lines: AwardLine[];
  out: AwardOut[];
  /** Names of the peer groups of the lines. */
  groups: GroupName[];
  fit?: { slope: number; intercept: number };
};
export type AwardAct = { at: number; by: string; action: string; details: Record<string, unknown> };
export type AwardDetail = AwardSummary & {
  createdBy: string;
  announcedAt?: number;
  confirmedBy?: string;
  confirmedAt?: number;
  publishedAt?: number;
  cancelledAt?: number;
  reason?: string;
  /** False = the definition is not the one that was announced. */
  intact: boolean;
  /** Today by the company's clock, YYYYMMDD. */
  today: number;
  /** How many values were brought in, by component. */
  values: Record<string, number>;
  result?: AwardPreview;
  acts: AwardAct[];
};
export type RefusedValue = { line: number; text: string; why: 'person' | 'number' | 'twice' };

export type AwardCard = {
  id: string;
  status: 'announced' | 'closed' | 'published';
  definition: AwardDefinition;
  version: number;
  hash: string;
  announcedAt: number;
  publishedAt?: number;
  /** Who confirmed it. */
  confirmedBy?: string;
  /** In the order of their places; improved: by name, as a group. Those who hide from boards are only counted. */
  winners?: { face: Face; place?: number }[];
  hidden?: number;
  mine?: {
    line?: CompositeLine | ImprovedLine;
    groups: GroupName[];
    eligible: number;
    /** Why I hold no place. */
    out?: LeftOut['why'];
    excluded?: string;
    certificate?: string;
  };
};

export type SeasonView = {
  id: string;
  status: SeasonStatus;
  data: SeasonData;
  /** Today is one of its days and it is started. */
  open: boolean;
  today: number;
  /** What I have done, and what all have done together; absent = nothing is counted. */
  mine?: number;
  total?: number;
  people?: number;
  /** I have reached the personal goal. */
  reached?: boolean;
  outcome?: SeasonOutcome;
  tournament?: { id: string; name: string };
};
export type { LocalText };
