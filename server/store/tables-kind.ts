/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Ms = number;

/** One sign of a person at one thing (a bottle, an answer, a note, a chat text); what was taken back stays with `at` 0, so
 * that giving it again is no second fact. `to` = whose thing it is. */
export type ReactionTable = { obj: string; person: string; kind: string; org: string; to: string; at: Ms };

/** Coins from one colleague to another. `amount` = before the tax; `day` = the giver's play day; `text` is class F. */
export type GiftTable = {
  id: string;
  org: string;
  from: string;
  to: string;
  amount: number;
  tax: number;
  day: number;
  text: string;
  at: Ms;
};

/** A tip left at a station: one per station and author. `earned` = what its likes have paid, kept over a new text;
 * `hiddenAt` = taken off by a trainer. A bottle that was taken back, or whose days are over, has the text '' and a `goneAt`. */
export type BottleTable = {
  id: string;
  org: string;
  station: string;
  author: string;
  text: string;
  earned: number;
  at: Ms;
  editedAt: Ms;
  goneAt: Ms | null;
  hiddenAt: Ms | null;
};
export type BottleReadTable = { person: string; bottle: string; at: Ms };
/** A like that has paid its author, once per liker and station, on play day `day`. */
export type BottlePayTable = { author: string; liker: string; station: string; day: number };

/** A question to colleagues; its words are class F and '' when their days are over. `status` open | accepted | granted (time was over, the most liked answer got it) | withdrawn
 * | expired; while it is open the company's escrow holds `bounty`. `point` = `<bank>/<knowledge point>`. */
export type AskTable = {
  id: string;
  org: string;
  author: string;
  title: string;
  text: string;
  station: string | null;
  point: string | null;
  bounty: number;
  status: string;
  answer: string | null;
  at: Ms;
  expiresAt: Ms;
  endedAt: Ms | null;
  hiddenAt: Ms | null;
};
/** One answer per question and person. */
export type AskAnswerTable = {
  id: string;
  org: string;
  ask: string;
  author: string;
  text: string;
  at: Ms;
  editedAt: Ms;
  hiddenAt: Ms | null;
};

/** The reading streak, apart from the daily one, and how many days were noted in all. */
export type ReadingTable = {
  person: string;
  org: string;
  streak: number;
  /** Play day of the last note. */
  day: number | null;
  freezeWeek: number | null;
  freezes: number;
  days: number;
};
/** What somebody read on one play day; `text` is class F. */
export type ReadingNoteTable = {
  id: string;
  org: string;
  person: string;
  day: number;
  text: string;
  at: Ms;
  editedAt: Ms;
  hiddenAt: Ms | null;
};

export type KindTables = {
  reaction: ReactionTable;
  gift: GiftTable;
  bottle: BottleTable;
  bottle_read: BottleReadTable;
  bottle_pay: BottlePayTable;
  ask: AskTable;
  ask_answer: AskAnswerTable;
  reading: ReadingTable;
  reading_note: ReadingNoteTable;
};
