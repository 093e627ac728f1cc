import type { Generated } from 'kysely';

/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Json = string;
type Ms = number;

/** A quest and its newest version. `state` draft (never published) | live | archived. */
export type QuestTable = {
  id: string;
  org: string;
  state: Generated<string>;
  createdBy: string | null;
  version: number;
  hash: string;
  definition: Json;
  createdAt: Ms;
};
export type CardTable = { id: string; quest: string; version: number; content: Json };
/** `department` owns it (null = the company); `hash` names the state of a bank that comes from `content/`. */
export type BankTable = {
  id: string;
  org: string;
  name: Json;
  hash: string;
  department: string | null;
  createdBy: string | null;
  createdAt: Generated<Ms>;
};
export type PointTable = { id: string; bank: string; name: Json };
/**
 * A question of a bank: its current version and where it stands. `version` 0 = written but never saved as a version.
 * `point` ('' = none), `difficulty`, `category`, tags and `state` are the truth of this row, whatever an old version's
 * content says. `search` = folded text of everything in it; `hash` = of its folded content, to know it again.
 */
export type QuestionTable = {
  id: string;
  bank: string;
  point: string;
  type: string;
  version: number;
  difficulty: number;
  state: Generated<string>;
  category: string | null;
  author: string | null;
  reviewer: string | null;
  name: Generated<string>;
  search: Generated<string>;
  hash: Generated<string>;
  /** The id under which its home system knows it. */
  ref: string | null;
  /** The import it came with. */
  batch: string | null;
  createdAt: Generated<Ms>;
  updatedAt: Generated<Ms>;
  /** When it could first be drawn; a question with it is retired, never deleted. */
  readyAt: Ms | null;
};
/** Never changed: what a learner answered stays as it was. `person` = who saved it. */
export type QuestionVersionTable = {
  question: string;
  version: number;
  content: Json;
  hash: string;
  createdAt: Ms;
  person: string | null;
};
/** A node of a bank's category tree. */
export type CategoryTable = { id: string; bank: string; parent: string | null; name: string };
/** Knowledge point `requires` comes before `point`; a DAG. */
export type PointRequirementTable = { bank: string; point: string; requires: string };
export type QuestionTagTable = { question: string; tag: string };
/** What an editor has typed and not yet saved as a version: any JSON; `base` = the version it began from. */
export type QuestionDraftTable = {
  question: string;
  person: string;
  base: number;
  content: Json;
  updatedAt: Ms;
};
export type CommentTable = {
  id: string;
  question: string;
  person: string;
  at: Ms;
  text: string;
  resolvedAt: Ms | null;
};
/** A picture or sound, once per company: `name` = sha256 in hex + extension. */
export type MediaTable = {
  org: string;
  name: string;
  kind: string;
  size: number;
  bytes: Uint8Array;
  alt: string;
  createdAt: Ms;
  createdBy: string | null;
};
export type QuestionMediaTable = { question: string; version: number; name: string };
/** `kind` department | person, `access` view | edit. */
export type BankShareTable = { bank: string; kind: string; holder: string; access: string };
/** Who changed what in the studio. */
export type AuditEntryTable = {
  seq: Generated<number>;
  org: string;
  person: string | null;
  at: Ms;
  action: string;
  bank: string | null;
  object: string | null;
  details: Json;
};
/** One bulk edit or import with what is needed to undo it. */
export type BatchTable = {
  id: string;
  org: string;
  bank: string;
  person: string;
  at: Ms;
  kind: string;
  summary: Json;
  undo: Json;
  undoneAt: Ms | null;
};
/** A dry run waiting for its yes; pruned after a day. */
export type ImportStageTable = {
  id: string;
  org: string;
  person: string;
  createdAt: Ms;
  report: Json;
  content: Json;
};
/** Item analysis by analytics.md 2, recomputed by a job; percentages, null below the minimum sample. `choices` = JSON,
 * ItemDetail of item-analysis.ts. */
export type QuestionStatTable = {
  question: string;
  bank: string;
  n: number;
  facility: number | null;
  discriminationN: number;
  discrimination: number | null;
  efficiency: number | null;
  meanMs: Ms | null;
  choices: Json;
  flags: number;
  computedAt: Ms;
};
/**
 * An essay handed in, waiting for a person's mark. `score` 0..1, `marks` = JSON, points by criterion; `seenAt` = when the
 * learner looked at the mark.
 */
export type EssayResponseTable = {
  id: string;
  org: string;
  attempt: string;
  item: number;
  person: string;
  question: string;
  version: number;
  text: string;
  at: Ms;
  score: number | null;
  marks: Json | null;
  markedBy: string | null;
  markedAt: Ms | null;
  seenAt: Ms | null;
};
/** A published quest; a running cohort keeps the version it enrolled with. */
export type QuestVersionTable = {
  quest: string;
  version: number;
  definition: Json;
  cards: Json;
  hash: string;
  publishedAt: Ms;
  publishedBy: string | null;
};
/** A quest being built: any JSON; `rev` rises with every save. */
export type QuestDraftTable = {
  quest: string;
  definition: Json;
  cards: Json;
  rev: number;
  updatedAt: Ms;
  updatedBy: string | null;
};
/** For whom a quest is: `kind` everyone | department | person. */
export type QuestAudienceTable = { quest: string; kind: string; holder: string };
