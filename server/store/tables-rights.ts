import type { Generated } from 'kysely';

type Json = string;
type Flag = 0 | 1;
type Ms = number;

/** What a company has decided about rights over data; see domain/rights.ts. */
export type RightsPolicyTable = { org: string; data: Json; savedBy: string; savedAt: Ms };
/** Append-only: each time somebody gave or withdrew a consent, and to which wording. */
export type ConsentEntryTable = {
  seq: Generated<number>;
  org: string;
  person: string;
  purpose: string;
  version: number;
  given: Flag;
  at: Ms;
};
/**
 * A request to be forgotten. `person` becomes the ghost with everything else. `mark` = hash of the old id, for the replay
 * after a restore; `work` = how far it has come and what to look for, empty when it is done; `scrubbedAt` = since when the
 * files hold nothing of it either.
 */
export type ErasureTable = {
  id: string;
  org: string;
  person: string;
  askedBy: string;
  askedAt: Ms;
  dueAt: Ms;
  state: string;
  decidedBy: string | null;
  decidedAt: Ms | null;
  reason: string | null;
  ghost: string | null;
  mark: string | null;
  work: Json | null;
  doneAt: Ms | null;
  scrubbedAt: Ms | null;
};
/** New times and ids of an erased person's events, until they are written: a plan that a crash does not lose. */
export type ErasureTimeTable = {
  erasure: string;
  seq: number;
  id: Uint8Array;
  tEvent: Ms;
  tServer: Ms;
};
/** Somebody saw data of somebody else; equal looks within ten minutes are one row. */
export type LookTable = {
  seq: Generated<number>;
  org: string;
  by: string;
  person: string;
  what: string;
  at: Ms;
  n: number;
};
/** What a run has forgotten of a privacy class: rows, and up to which server time. */
export type RetentionRunTable = {
  seq: Generated<number>;
  org: string;
  at: Ms;
  class: string;
  rows: number;
  upTo: Ms;
};

export type RightsTables = {
  rights_policy: RightsPolicyTable;
  consent_entry: ConsentEntryTable;
  erasure: ErasureTable;
  erasure_time: ErasureTimeTable;
  look: LookTable;
  retention_run: RetentionRunTable;
};
