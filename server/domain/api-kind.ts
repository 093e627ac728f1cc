import type { AskState } from './ask.ts';
import type { Face } from './face.ts';
import type { MarkedDay } from './reading.ts';
import type { StatementKind } from './statement.ts';
import type { LocalText } from './text-shape.ts';

/** Gifts, tips in bottles, questions with a bounty, the statement, the reading log. */
export type KindApi = {
  /** What may be given to a colleague now. Throws `person.unknown`. */
  'GET /api/gifts/:to': { reply: GiftRoom };
  /** Throws `gift.off`, `gift.friends_only`, `gift.refused`, `gift.day_cap`, `gift.friend_cap`, `coins.guest`,
   * `coins.insufficient`, `person.unknown`, `chat.word`. */
  'POST /api/gifts': { body: { to: string; amount: number; text?: string }; reply: GiftRoom };
  /** The movements of my purse, newest first; `before` = the `next` of the page before. */
  'GET /api/coins': { query: { before?: string; kind?: StatementKind; most?: string }; reply: Statement };

  /** The bottles of an island of my voyage, by station; stations without any are missing. */
  'GET /api/bottles/:island': { reply: Record<string, BottleCount> };
  /** Throws `station.unknown`, `station.locked`. */
  'GET /api/bottles/at/:station': { reply: BottlesAt };
  /** Leaves a tip, or another one in the place of mine. Throws `bottle.not_done`, `chat.word`. */
  'POST /api/bottles/leave': { body: { station: string; text: string }; reply: BottlesAt };
  'POST /api/bottles/take': { body: { station: string }; reply: BottlesAt };
  /** Opens one that I have not read yet, else another one. Throws `bottle.none`. */
  'POST /api/bottles/read': { body: { station: string; not?: string }; reply: BottleRead };
  'POST /api/bottles/like': { body: { bottle: string; on: boolean }; reply: BottleView };

  'GET /api/asks': { query: { tab?: AskTab; before?: string }; reply: AskList };
  /** Throws `ask.unknown`. */
  'GET /api/asks/:ask': { reply: AskPage };
  /** Throws `ask.too_many`, `ask.bounty`, `coins.insufficient`, `coins.guest`, `station.unknown`, `point.unknown`,
   * `chat.word`. */
  'POST /api/asks': { body: NewAsk; reply: AskPage };
  /** Answers, or changes my answer. Throws `ask.closed`, `ask.own`, `chat.word`. */
  'POST /api/asks/answer': { body: { ask: string; text: string }; reply: AskPage };
  'POST /api/asks/like': { body: { answer: string; on: boolean }; reply: AskPage };
  /** Pays the bounty. Throws `ask.unknown`, `ask.closed`. */
  'POST /api/asks/accept': { body: { ask: string; answer: string }; reply: AskPage };
  /** Throws `ask.answered`, `ask.closed`. */
  'POST /api/asks/withdraw': { body: { ask: string }; reply: AskPage };

  'GET /api/reading': { reply: ReadingView };
  'GET /api/reading/wall': { query: { before?: string }; reply: ReadingWall };
  /** The note of today, or its new words. Throws `reading.length`, `chat.word`. */
  'POST /api/reading': { body: { text: string }; reply: ReadingView & { coins: number } };
  'POST /api/reading/like': { body: { note: string; on: boolean }; reply: NoteView };

  /** Brings a text to the trainers. Throws `not_found`. */
  'POST /api/kind/report': { body: { kind: KindReport; obj: string; reason: string }; reply: { ok: true } };
};

export const KIND_REPORTS = ['bottle', 'ask', 'answer', 'reading'] as const;
export type KindReport = (typeof KIND_REPORTS)[number];

export type GiftRoom = {
  to: Face;
  balance: number;
  /** Coins that may still be given today: in all, and to this colleague. */
  left: { day: number; friend: number };
  taxPercent: number;
  /** Why nothing can be given just now. */
  refused?: 'gift.off' | 'gift.friends_only' | 'gift.refused' | 'coins.guest';
};

export type StatementLine = {
  id: number;
  at: number;
  /** Signed. */
  amount: number;
  balance: number;
  reason: string;
  /** The colleague at the other end. */
  with?: string;
  /** What it was for: a station, an island, a question. */
  about?: LocalText;
  /** What was said with it. */
  text?: string;
};
export type MonthSum = { month: number; in: number; out: number };
export type Statement = {
  balance: number;
  /** Of all time and of every kind; `in` - `out` = `balance`. */
  total: { in: number; out: number };
  /** Of the kind asked for, newest first; month = YYYYMM. */
  months: MonthSum[];
  lines: StatementLine[];
  next?: number;
};

export type BottleCount = { n: number; unread: number };
export type BottleView = {
  id: string;
  station: string;
  author: Face;
  text: string;
  at: number;
  likes: number;
  liked: boolean;
  mine: boolean;
};
export type BottlesAt = BottleCount & {
  mine?: BottleView;
  /** I have done the station, so that I may leave a tip. */
  may: boolean;
};
export type BottleRead = { bottle: BottleView; unread: number };

export const ASK_TABS = ['open', 'mine', 'helped', 'solved'] as const;
/** helped = questions that I have answered. */
export type AskTab = (typeof ASK_TABS)[number];
export type NewAsk = {
  title: string;
  text: string;
  bounty: number;
  station?: string;
  point?: { bank: string; id: string };
};
export type AskView = {
  id: string;
  author: Face;
  title: string;
  text: string;
  bounty: number;
  state: AskState;
  at: number;
  expiresAt: number;
  answers: number;
  mine: boolean;
  /** The station or knowledge point it is about. */
  about?: LocalText;
};
export type AnswerOf = {
  id: string;
  author: Face;
  text: string;
  at: number;
  edited: boolean;
  likes: number;
  liked: boolean;
  mine: boolean;
  accepted: boolean;
};
export type AskList = { asks: AskView[]; next?: string; most: number; openDays: number; balance: number };
export type AskPage = { ask: AskView; answers: AnswerOf[] };

export type NoteView = {
  id: string;
  author: Face;
  day: number;
  text: string;
  at: number;
  likes: number;
  liked: boolean;
  mine: boolean;
};
export type ReadingView = {
  streak: number;
  /** Days with a note in all; `next` = the next number that brings a title. */
  days: number;
  next?: number;
  today?: NoteView;
  calendar: MarkedDay[];
  /** The same five weeks of the daily check-in, and its streak. */
  voyage: { streak: number; calendar: MarkedDay[] };
};
export type ReadingWall = { notes: NoteView[]; next?: string };
