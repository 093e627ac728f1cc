/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Json = string;
type Flag = 0 | 1;
type Ms = number;

/**
 * What one hour of a person's play day (YYYYMMDD, 04:00 to 04:00) counts on bills, read off the log by jobs/bills.ts.
 * `person` = symbol; `hour` 0 to 23 by the company's clock, -1 = events that came late, whose hour says nothing.
 */
export type BillHourTable = {
  person: number;
  day: number;
  hour: number;
  activeMs: Ms;
  answers: number;
  correct: number;
  cards: number;
  helped: number;
  helpedBy: number;
  together: number;
  islands: number;
};
/**
 * A bill that is written and no longer changes: `data` = its canonical JSON (domain/bill.ts), `hash` = SHA-256 of it.
 * `ref` = Monday of the week, quest or year; one per person, kind and ref. `hashes` = [{ hash, at }] of what it said before
 * a score was corrected or a partner it names was erased; `stale` = such a correction waits for the job.
 */
export type BillTable = {
  id: string;
  org: string;
  person: string;
  kind: string;
  ref: string;
  from: number;
  to: number;
  data: Json;
  hash: string;
  hashes: Json;
  /** Id of its remark, which the next three do not say again. */
  remark: string;
  at: Ms;
  stale: Flag;
  seenAt: Ms | null;
};
/** "This is wrong": what somebody says of a line of their bill (class F), and a trainer's answer. `bill` null = still live. */
export type BillNoteTable = {
  id: string;
  org: string;
  person: string;
  bill: string | null;
  kind: string;
  ref: string;
  line: string;
  text: string;
  at: Ms;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: Ms | null;
};

export type BillTables = { bill_hour: BillHourTable; bill: BillTable; bill_note: BillNoteTable };
