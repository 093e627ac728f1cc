import type { Generated } from 'kysely';

/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Json = string;
type Flag = 0 | 1;
type Ms = number;

/** A company. */
export type OrgTable = { id: string; name: string; code: string; zone: string; createdAt: Ms };
/** A node of the department tree. */
export type DepartmentTable = { id: string; org: string; parent: string | null; name: string };
/** An account. `id` is a random surrogate; who it is in life stands in `identity` only. */
export type PersonTable = {
  id: string;
  org: string;
  role: string;
  department: string | null;
  guest: Flag;
  settings: Json;
  createdAt: Ms;
  lastSeenAt: Ms | null;
  streak: number;
  /** Organisation day (YYYYMMDD) of the last check-in. */
  checkinDay: number | null;
};
/** The person behind an account: the one row that erasure deletes. `employeeNo`, `post`, `joinedOn` serve the HR import. */
export type IdentityTable = {
  person: string;
  org: string;
  name: string;
  login: string | null;
  password: string | null;
  avatar: string;
  employeeNo: string | null;
  email: string | null;
  phone: string | null;
  post: string | null;
  joinedOn: string | null;
  failedLogins: number;
  lockedUntil: Ms | null;
};
/** A link that lets somebody in: invite, or one-time login of an existing person. Only the hash of its code is kept. */
export type InviteTable = {
  id: string;
  org: string;
  codeHash: string;
  kind: string;
  role: string;
  department: string | null;
  name: string | null;
  person: string | null;
  createdBy: string | null;
  createdAt: Ms;
  expiresAt: Ms;
  usedAt: Ms | null;
};
/** A signed-in device. Only the hash of its token is kept. */
export type SessionTable = {
  id: string;
  person: string;
  tokenHash: string;
  device: string;
  createdAt: Ms;
  lastSeenAt: Ms;
  expiresAt: Ms;
  revokedAt: Ms | null;
};
/** The reply given to a command, so that a repeat gets the same one. */
export type CommandTable = { person: string; id: string; at: Ms; reply: Json };

export type QuestTable = {
  id: string;
  org: string;
  version: number;
  hash: string;
  definition: Json;
  createdAt: Ms;
};
export type CardTable = { id: string; quest: string; version: number; content: Json };
export type BankTable = { id: string; org: string; name: Json; hash: string };
export type PointTable = { id: string; bank: string; name: Json };
/** The current version of a question; `question_version` holds every version ever answered. */
export type QuestionTable = {
  id: string;
  bank: string;
  point: string;
  type: string;
  version: number;
  difficulty: number;
  active: Flag;
};
export type QuestionVersionTable = {
  question: string;
  version: number;
  content: Json;
  hash: string;
  createdAt: Ms;
};

/** A person's part in a quest. */
export type EnrolmentTable = {
  person: string;
  quest: string;
  startedAt: Ms;
  startDay: number;
  completedAt: Ms | null;
};
/** What a person has reached at a station. `best` is 0..1 (exam score, share right), `paid` the coins got here. */
export type ProgressTable = {
  person: string;
  station: string;
  quest: string;
  island: string;
  stars: number;
  best: number;
  paid: number;
  tier: number;
  doneAt: Ms | null;
  /** Station-specific JSON: the card's check answer, the boss's remaining HP and its day. */
  state: Json | null;
};
/** One run at a station; `state` is the rule's state as JSON. */
export type AttemptTable = {
  id: string;
  person: string;
  quest: string;
  island: string;
  station: string;
  kind: string;
  nth: number;
  day: number;
  seed: number;
  status: string;
  state: Json;
  startedAt: Ms;
  endedAt: Ms | null;
};
/** A missed question waiting on its island. `rightDay` = organisation day of the last right answer. */
export type GhostTable = {
  id: string;
  person: string;
  question: string;
  island: string;
  station: string;
  bornAt: Ms;
  rightDays: number;
  rightDay: number | null;
  asleepDay: number | null;
  tamedAt: Ms | null;
};
/** A coin picked up from the path, once per learner and spot. */
export type FindTable = { person: string; island: string; spot: string; at: Ms };

/** A purse: a person's wallet or one of the organisation's own accounts (mint, mall, ...). */
export type AccountTable = { id: string; org: string; kind: string; person: string | null; balance: number };
/** A movement; its entries sum to zero. `key` makes a repeat harmless. */
export type TransferTable = {
  id: string;
  org: string;
  key: string;
  reason: string;
  ref: string | null;
  at: Ms;
};
export type EntryTable = {
  id: Generated<number>;
  transfer: string;
  account: string;
  amount: number;
  balance: number;
};

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

export type Tables = {
  org: OrgTable;
  department: DepartmentTable;
  person: PersonTable;
  identity: IdentityTable;
  invite: InviteTable;
  session: SessionTable;
  command: CommandTable;
  quest: QuestTable;
  card: CardTable;
  bank: BankTable;
  point: PointTable;
  question: QuestionTable;
  question_version: QuestionVersionTable;
  enrolment: EnrolmentTable;
  progress: ProgressTable;
  attempt: AttemptTable;
  ghost: GhostTable;
  find: FindTable;
  account: AccountTable;
  transfer: TransferTable;
  entry: EntryTable;
  symbol: SymbolTable;
  session_device: SessionDeviceTable;
  event: EventTable;
  event_text: EventTextView;
  rollup_person_day: RollupPersonDayTable;
  rollup_item: RollupItemTable;
  rollup_person_item: RollupPersonItemTable;
  rollup_hour_device: RollupHourDeviceTable;
  rollup_verb_day: RollupVerbDayTable;
  rollup_person_verb: RollupPersonVerbTable;
};
