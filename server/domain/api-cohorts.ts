import type { Reminded } from './api-reach.ts';
import type { LocalText } from './text.ts';

/** Doors of the cohort board; trainer and above. */
export type CohortsApi = {
  'GET /api/cohorts': { reply: CohortView[] };
  /** A new cohort without `id`. Throws `cohort.zone`, `cohort.unknown`, `quest.unknown`. */
  'POST /api/cohorts/save': { body: CohortBody; reply: CohortView };
  'POST /api/cohorts/archive': { body: { cohort: string; archived: boolean }; reply: CohortView };
  /** Puts people in, out of any other cohort of the same quest, or takes them out. */
  'POST /api/cohorts/members': {
    body: { cohort: string; people: string[]; add: boolean };
    reply: CohortBoard;
  };
  'GET /api/cohorts/:cohort': { reply: CohortBoard };
  /** An in-game message to each of them who takes reminders and had none today. */
  'POST /api/cohorts/remind': {
    body: { cohort: string; people: string[]; text: string };
    reply: Reminded;
  };
  /** Days more for one member: the end and every opening by day move. */
  'POST /api/cohorts/extend': {
    body: { cohort: string; person: string; days: number; reason: string };
    reply: CohortBoard;
  };
  /** Gives back today's attempts of an exam, a boss's full strength, or a submission's draft; earns nothing twice. */
  'POST /api/cohorts/reset': {
    body: { cohort: string; person: string; station: string; reason: string };
    reply: CohortBoard;
  };
  'GET /api/cohorts/:cohort/audit': { reply: CohortAudit[] };
};

/** Weekdays 1 (Monday) to 7; `days` = single play days, YYYYMMDD. */
export type Rest = { weekdays: number[]; days: number[] };
export type CohortBody = {
  id?: string;
  quest: string;
  name: string;
  /** YYYYMMDD */
  startDay: number;
  /** IANA name; days begin at 04:00 there. */
  zone: string;
  rest: Rest;
  /** New learners of the quest come into this cohort by themselves. */
  open: boolean;
};
export type CohortView = Required<CohortBody> & {
  questName: LocalText;
  archived: boolean;
  members: number;
  notStarted: number;
  stuck: number;
  graduated: number;
  /** The programme's day today: 0 = before it, more than `days` = after it. */
  day: number;
  days: number;
};
/** on-track = at or before the day's place; behind = after it; stuck = the same station for two days or failed thrice. */
export const MEMBER_STATES = ['not-started', 'on-track', 'behind', 'stuck', 'graduated'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];
export type MemberRow = {
  person: string;
  name: string;
  department?: string;
  state: MemberState;
  /** Where they stand. */
  island?: string;
  station?: string;
  stationName?: LocalText;
  stuckSince?: number;
  stationsDone: number;
  credits: number;
  lastSeenAt?: number;
  openErrors: number;
  answers: number;
  toMark: number;
  extraDays: number;
  remindedAt?: number;
};
export type CohortBoard = {
  cohort: CohortView;
  stations: number;
  /** The day's place: how many stations should be done by today. */
  expected: number;
  members: MemberRow[];
  /** Learners of the quest that are in no cohort of it. */
  others: { person: string; name: string; department?: string }[];
  /** Stations by id for the reset form. */
  places: { island: LocalText; station: string; name: LocalText; kind: string }[];
};
export type CohortAudit = { at: number; by: string; action: string; details: Record<string, unknown> };
