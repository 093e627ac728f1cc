import type { BillDoc, BillKind, BillLine } from './bill.ts';

/** Bills that are written, newest first; `fresh` = not looked at yet. */
export type BillHead = {
  id: string;
  kind: BillKind;
  ref: string;
  from: number;
  to: number;
  at: number;
  fresh: boolean;
};
export type BillList = {
  bills: BillHead[];
  /** The year can be told already: its story, or a first look at it in December. */
  story: number | null;
};
/**
 * A bill. `live` = still being counted, it has no id; else `hash` = SHA-256 (hex) of the canonical JSON of `doc`, and
 * `before` = hashes it had until a score was corrected. `partner` = the name behind `doc.story.partner`, for me alone.
 */
export type BillView = {
  doc: BillDoc;
  live: boolean;
  id: string | null;
  hash: string | null;
  before: { hash: string; at: number }[];
  at: number;
  partner: string | null;
  notes: BillNoteView[];
};
/** One of my own events behind a line; times in ms. `title` = of the question, where there is one. */
export type BillEvent = {
  seq: number;
  at: number;
  verb: string;
  obj: string | null;
  ok: number | null;
  score: number | null;
  ms: number | null;
  amount: number | null;
  reason: string | null;
};
/** "This is wrong" and what came of it. */
export type BillNoteView = {
  id: string;
  line: BillLine;
  text: string;
  at: number;
  answer: string | null;
  answeredAt: number | null;
};
export type BillNoteRow = BillNoteView & {
  person: { id: string; name: string };
  kind: BillKind;
  ref: string;
  answeredBy: string | null;
};

type Which = { kind: BillKind; ref?: string };
/** The learning bill and the annual report. Everything is the asker's own; somebody else's id is `bill.unknown`. */
export type BillApi = {
  'GET /api/bills': { reply: BillList };
  /** The bill of a period: as it was written, else live. Without `ref` this week, this year, the quest sailed. Throws
   * `bill.unknown`, `bill.not_yet` for a period that is not told yet. */
  'GET /api/bill': { query: Which; reply: BillView };
  'GET /api/bill/events': {
    query: Which & { line: BillLine; before?: string };
    reply: { events: BillEvent[]; next: number | null };
  };
  /** Throws `bill.unknown`. */
  'GET /api/bills/:id': { reply: BillView };
  /** It was looked at. Throws `bill.unknown`. */
  'POST /api/bill/seen': { body: { id: string }; reply: { ok: true } };
  /** "This is wrong". Throws `bill.unknown`, `bill.notes_full`. */
  'POST /api/bill/notes': {
    body: { kind: BillKind; ref: string; line: BillLine; text: string };
    reply: { notes: BillNoteView[] };
  };
  /** What waits first, oldest first; then the last that were answered. */
  'GET /api/studio/bill-notes': { reply: { notes: BillNoteRow[]; waiting: number } };
  /** The answer goes to the learner as a message. Throws `bill.note_unknown`, `bill.note_answered`. */
  'POST /api/studio/bill-notes/answer': {
    body: { note: string; text: string };
    reply: { notes: BillNoteRow[]; waiting: number };
  };
};
