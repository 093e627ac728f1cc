import type { Generated } from 'kysely';

/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Json = string;
type Flag = 0 | 1;
type Ms = number;

/** Every text id of the log once; the log and the rollups hold its number. Erasure re-keys a person by one row. */
export type SymbolTable = { id: Generated<number>; text: string };
/** What device a session runs on, from `session.started`; `device` = index in DEVICES. */
export type SessionDeviceTable = { sess: number; device: number };

/**
 * The log, append-only. Columns by analytics.md 1.1; `org`, `actor`, `obj`, `ctx`, `sess` are symbol numbers (the view
 * `event_text` shows their texts); `day` is YYYYMMDD and `hour` 0..23 in the organisation's zone.
 */
export type EventTable = {
  seq: Generated<number>;
  /** UUIDv7, 16 bytes. */
  id: Uint8Array;
  org: number;
  actor: number;
  verb: number;
  obj: number | null;
  objVer: number | null;
  ctx: number | null;
  sess: number | null;
  sessN: number | null;
  tClient: Ms | null;
  tServer: Ms;
  tEvent: Ms;
  day: number;
  hour: number;
  ok: Flag | null;
  score: number | null;
  ms: number | null;
  /** Bits of FLAGS in event.ts: late, clock, bot, preview, voided, again. */
  flags: number;
  /** Index in DEVICES of the session's device, fixed at ingest. */
  device: number;
  schema: number;
  data: Json;
};
/** The log with its texts: for reading and export. */
export type EventTextView = Omit<EventTable, 'org' | 'actor' | 'obj' | 'ctx' | 'sess' | 'seq'> & {
  seq: number;
  org: string;
  actor: string;
  obj: string | null;
  ctx: string | null;
  sess: string | null;
};

/** Counts of one person on one calendar day. `milli` = sum of scores in thousandths. */
export type RollupPersonDayTable = {
  person: number;
  day: number;
  org: number;
  answers: number;
  correct: number;
  firstAnswers: number;
  firstCorrect: number;
  milli: number;
  answerMs: number;
  activeMs: number;
  /** Events of class B or R: the person was active. */
  active: number;
  learning: number;
  result: number;
  game: number;
  social: number;
  honor: number;
  /** Questions that the person got wrong for the first time on this day; of these right at last, right at last on a later
   * day than the last mistake, and wrong again after a right answer. */
  wrong: Generated<number>;
  corrected: Generated<number>;
  durable: Generated<number>;
  reopened: Generated<number>;
};
/** Counts of one question. `first*` = first answer of each person. */
export type RollupItemTable = {
  org: number;
  item: number;
  answers: number;
  correct: number;
  milli: number;
  firstAnswers: number;
  firstCorrect: number;
  firstMilli: number;
  answerMs: number;
};
/** One person at one question. First and last by (tEvent, id); a second asking in an attempt moves neither. */
export type RollupPersonItemTable = {
  person: number;
  item: number;
  org: number;
  answers: number;
  correct: number;
  wrongs: number;
  firstAt: Ms | null;
  firstId: Uint8Array | null;
  firstDay: number | null;
  firstMilli: number | null;
  firstOk: Flag | null;
  lastAt: Ms | null;
  lastId: Uint8Array | null;
  lastOk: Flag | null;
  /** Calendar day of the earliest wrong answer. */
  wrongDay: number | null;
  /** 1 = was wrong at least once and the latest answer is right. */
  corrected: Flag;
  /** First wrong and last right answer, day of the latest answer and of the latest wrong one; no second askings. */
  firstWrongAt: Ms | null;
  lastRightAt: Ms | null;
  lastDay: number | null;
  lastWrongDay: number | null;
};
/** Counts of one question on one day: answers given, first answers given, and people whose first mistake it was (`wrong`)
 * with what has become of these mistakes since, as in rollup_person_day. */
export type RollupItemDayTable = {
  org: number;
  item: number;
  day: number;
  answers: number;
  correct: number;
  milli: number;
  answerMs: number;
  firstAnswers: number;
  firstCorrect: number;
  firstMilli: number;
  wrong: number;
  corrected: number;
  durable: number;
  reopened: number;
};
/** Answers of one person to one question on one day: for a bank and a group of people together. */
export type RollupPersonItemDayTable = {
  item: number;
  person: number;
  day: number;
  answers: number;
  correct: number;
  milli: number;
};
/** Events and answers of one person by hour and device class; late events are left out. */
export type RollupPersonHourTable = {
  person: number;
  day: number;
  hour: number;
  device: number;
  n: number;
  answers: number;
};
/** Events and answers by hour and device class; late events are left out. */
export type RollupHourDeviceTable = {
  org: number;
  day: number;
  hour: number;
  device: number;
  n: number;
  answers: number;
};
export type RollupVerbDayTable = { org: number; day: number; verb: number; n: number };
export type RollupPersonVerbTable = { person: number; verb: number; n: number };
