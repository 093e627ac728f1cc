import type { Answer, KeyView, QuestionView, Verdict } from './answer.ts';
import type { AwardApi } from './api-award.ts';
import type { BankApi } from './api-bank.ts';
import type { BattleApi } from './api-battle.ts';
import type { BillApi } from './api-bill.ts';
import type { ChatApi } from './api-chat.ts';
import type { CohortsApi } from './api-cohorts.ts';
import type { CrewApi } from './api-crew.ts';
import type { EffectApi } from './api-effect.ts';
import type { FigureApi } from './api-figure.ts';
import type { ForecastApi } from './api-forecast.ts';
import type { FriendsApi } from './api-friends.ts';
import type { HonourApi } from './api-honour.ts';
import type { ImportApi } from './api-import.ts';
import type { KindApi } from './api-kind.ts';
import type { MallApi } from './api-mall.ts';
import type { OpenApi } from './api-open.ts';
import type { PolicyApi } from './api-policy.ts';
import type { DrillPurpose, Level, PracticeApi } from './api-practice.ts';
import type { ProgrammeApi } from './api-programme.ts';
import type { QuestsApi } from './api-quests.ts';
import type { ReachApi } from './api-reach.ts';
import type { RightsApi } from './api-rights.ts';
import type { StationApi, TalkView } from './api-station.ts';
import type { SystemApi } from './api-system.ts';
import type { TraitApi } from './api-trait.ts';
import type { SubmissionState } from './assignment.ts';
import type { Role } from './person.ts';
import type { Island, Opening, Places, StationKind } from './quest.ts';
import type { Settings } from './settings.ts';
import type { Lang, LocalText } from './text.ts';

/**
 * The HTTP contract: method and path -> what goes in, what comes back. The server's `route()` and the client's
 * `call()` are both typed by it, so neither can drift. Every POST carries a `command-id` header (UUID chosen by the
 * client); doing it twice does it once and gives the same reply. A refusal is `{ code, details }`.
 */
export type Api = GameApi &
  BankApi &
  ImportApi &
  QuestsApi &
  PracticeApi &
  StationApi &
  ProgrammeApi &
  CohortsApi &
  CrewApi &
  BattleApi &
  FriendsApi &
  ChatApi &
  KindApi &
  MallApi &
  HonourApi &
  AwardApi &
  PolicyApi &
  FigureApi &
  EffectApi &
  BillApi &
  ReachApi &
  OpenApi &
  RightsApi &
  TraitApi &
  ForecastApi &
  SystemApi;

type GameApi = {
  'GET /api/health': { reply: { ok: boolean; version: string; storage: 'ok' | 'unavailable'; now: number } };
  'GET /api/join/:code': { reply: JoinOffer };
  'POST /api/join': { body: JoinBody; reply: Me };
  'POST /api/login': { body: { code: string; login: string; password: string }; reply: Me };
  'POST /api/logout': { body: Record<string, never>; reply: { ok: true } };
  /** A guest becomes a registered person; progress, coins and log stay on the same person. */
  'POST /api/register': { body: { name: string; login: string; password: string }; reply: Me };
  'GET /api/me': { reply: Me };
  'POST /api/settings': { body: Partial<Settings>; reply: Me };
  'GET /api/sessions': { reply: SessionView[] };
  'POST /api/sessions/revoke': { body: { id: string }; reply: SessionView[] };
  /** Token for the live rooms, valid for one minute. */
  'POST /api/room-token': { body: Record<string, never>; reply: { token: string } };

  'GET /api/quest': { reply: QuestView };
  /** First activity of an organisation day (04:00 to 04:00): streak and coins; harmless when repeated. */
  'POST /api/checkin': {
    body: Record<string, never>;
    reply: { streak: number; coins: number; first: boolean };
  };
  'GET /api/cards/:station': { reply: CardView };
  'POST /api/cards/check': { body: { station: string; answer: Answer; rtMs: number }; reply: Verdict };
  'POST /api/cards/complete': { body: { station: string; ms: number }; reply: Outcome };

  /** Starts an attempt at a station, or gives back the open one. `ghost` = re-try one missed question. */
  'POST /api/attempts/start': { body: { station: string } | { ghost: string }; reply: AttemptView };
  'GET /api/attempts/:id': { reply: AttemptView };
  'POST /api/attempts/answer': { body: AnswerBody; reply: AnswerReply };
  'POST /api/attempts/flag': {
    body: { attempt: string; item: number; flagged: boolean };
    reply: { ok: true };
  };
  'POST /api/attempts/hint': { body: { attempt: string; item: number }; reply: { hint: LocalText } };
  /** Hands in an exam; practice and boss end by themselves. */
  'POST /api/attempts/submit': { body: { attempt: string }; reply: AttemptView };
  'POST /api/finds/pick': {
    body: { island: string; spot: string };
    reply: { coins: number; balance: number };
  };

  'POST /api/events': { body: { events: ClientEvent[]; sentAt: number }; reply: EventReceipt };
  'GET /api/log': { reply: LogView };

  'GET /api/studio/people': { reply: StudioPeople };
  'POST /api/studio/invite': { body: InviteBody; reply: { link: string; expiresAt: number } };
  'POST /api/studio/departments': { body: { name: string; parent?: string }; reply: StudioPeople };
};
export type ApiPath = keyof Api;

export type JoinOffer = {
  org: { name: string; code: string };
  role: Role;
  /** company = the code everybody has, invite = personal, login = one-time sign-in of an existing person */
  kind: 'company' | 'invite' | 'login';
  name?: string;
  departments: { id: string; name: string }[];
  /** The code is the PIN of this open battle: from here one goes straight to it. */
  battle?: { id: string; title: string };
};
/** No login and password = a guest (company code, learner only). A `login` link needs only the code. */
export type JoinBody = {
  code: string;
  name?: string;
  department?: string;
  login?: string;
  password?: string;
  lang: Lang;
};
export type Me = {
  person: { id: string; name: string; role: Role; guest: boolean; avatar: string; login?: string };
  org: { id: string; name: string; code: string; zone: string };
  session: string;
  settings: Settings;
};
export type SessionView = {
  id: string;
  device: string;
  createdAt: number;
  lastSeenAt: number;
  current: boolean;
};

export type StationState = 'done' | 'current' | 'locked';
export type StationView = {
  id: string;
  kind: StationKind;
  name: LocalText;
  minutes: number;
  state: StationState;
  /** 0 to 3 */
  stars: number;
  /** The most coins still to be had here. */
  coins: number;
  questions: number;
  /** Exam only: attempts left today and best score 0..1. */
  attemptsLeft?: number;
  best?: number;
  /** Exam only: the share right that passes; `minutes` is its clock. */
  pass?: number;
  /** What clearing it counts of 100 credits. */
  credits?: number;
  optional?: true;
  /** Assignment only. */
  submission?: SubmissionState;
  /** Boss only. */
  boss?: { name: LocalText; icon: string; hp: number; maxHp: number };
  openAttempt?: string;
};
/** A missed question that waits on its island. Tamed after right answers on two different days. */
export type GhostView = { id: string; station: string; rightDays: number; awake: boolean };
export type PeerView = { id: string; name: string; avatar: string; island: string; station: string };
/** Why an island is locked: its rule, the island it waits for, the play day (YYYYMMDD) on which it opens. */
export type LockView = {
  rule: Exclude<Opening['kind'], 'open'>;
  island?: string;
  day?: number;
  inDays?: number;
};
export type IslandView = Omit<Island, 'stations' | 'place' | 'opens'> & {
  place: Places;
  order: number;
  state: 'done' | 'current' | 'locked';
  lock?: LockView;
  stars: number;
  stations: StationView[];
  ghosts: GhostView[];
  /** Coin spots of the level picture by index, `coin-0` ...; picked ones are gone for this learner. */
  picked: string[];
};
export type TaskView = {
  kind: StationKind | 'ghosts' | 'review';
  count: number;
  done: number;
  coins: number;
};
export type QuestView = {
  id: string;
  name: LocalText;
  day: number;
  days: number;
  coins: number;
  streak: number;
  islands: IslandView[];
  /** A trainer plays the draft: nothing counts. `id` is the quest as the studio knows it. */
  preview?: true;
  /** Where the ship lies: the station to do next; undefined when nothing is left to do now. */
  current?: { island: string; station: string };
  tasks: TaskView[];
  peers: PeerView[];
  /** Messages not read yet. */
  unread: number;
  /** Credits of 100, and whether the ceremony waits. */
  credits: number;
  ceremony?: 'waiting' | 'done';
  /** Days one may rest in: a streak does not break on them. */
  cohort?: { name: string; day: number; days: number; resting: boolean };
  /** Exams whose last essay was marked and that the learner has not looked at since. */
  marked?: { attempt: string; island: string; station: string }[];
};

export type PanelView =
  | { kind: 'text'; title: LocalText; body: LocalText; picture: string; alt: LocalText }
  | { kind: 'check'; question: QuestionView; verdict?: Verdict };
export type CardView = {
  station: string;
  island: string;
  title: LocalText;
  source: LocalText;
  panels: PanelView[];
  done: boolean;
};
/** What finishing a station brought. `coins` = earned now, `balance` = after it. */
export type Outcome = {
  coins: number;
  balance: number;
  stars: number;
  firstTime: boolean;
  islandDone: boolean;
  questDone: boolean;
};

export const CHEST_TIERS = ['wood', 'bronze', 'silver', 'gold'] as const;
export type ChestTier = (typeof CHEST_TIERS)[number];

export type ItemView = {
  /** Number of the item in the attempt, from 0; a question asked again is a new item. */
  item: number;
  question: QuestionView;
  /** True when this is a second asking of a question missed in this attempt. */
  again: boolean;
  /** Exam: the saved answer and flag; after the end also the verdict. */
  answer?: Answer;
  flagged?: boolean;
  verdict?: Verdict;
};
type AttemptBase = {
  id: string;
  island: string;
  station: string;
  status: 'open' | 'ended';
  startedAt: number;
  serverNow: number;
  /** Items to show now: practice, boss, ghost = the current one (none when ended); exam = all. */
  items: ItemView[];
  outcome?: Outcome;
};
export type AttemptView = AttemptBase &
  (
    | {
        kind: 'practice';
        total: number;
        answered: number;
        right: number;
        run: number;
        bestRun: number;
        tier: ChestTier;
        earned: number;
      }
    | {
        kind: 'exam';
        endsAt: number;
        /** After the end. `score` 0..1, `weak` = knowledge points with the most misses. */
        result?: {
          score: number;
          right: number;
          total: number;
          passed: boolean;
          /** Essays that wait for a person's mark: `score` is what there is so far, `decided` = `passed` is certain. */
          pending?: { essays: number; decided: boolean };
          /** The share right that was needed. */
          pass: number;
          nth: number;
          weak: { id: string; name: LocalText; missed: number }[];
        };
      }
    | {
        kind: 'boss';
        boss: { name: LocalText; icon: string };
        hp: number;
        maxHp: number;
        shields: number;
        maxShields: number;
        run: number;
        answered: number;
        total: number;
        result?: 'won' | 'retreat';
      }
    | { kind: 'ghost'; ghost: string; rightDays: number; tamed: boolean }
    | TalkView
    | {
        /** Practice outside the path; `station` and `island` are ''. */
        kind: 'drill';
        purpose: DrillPurpose;
        point?: { bank: string; id: string; name: LocalText };
        total: number;
        answered: number;
        right: number;
        run: number;
        bestRun: number;
        earned: number;
        /** How often the point was played through, from 1. */
        round?: number;
      }
  );

export type AnswerBody = {
  attempt: string;
  item: number;
  answer: Answer;
  /** Milliseconds from paint to commit on the client's monotonic clock. */
  rtMs: number;
  /** How often the choice was changed before it was committed. */
  changes?: number;
};
/** Exam: `verdict` is absent until the end. `damage` and `shieldLost` belong to the boss. */
export type AnswerReply = {
  attempt: AttemptView;
  verdict?: Verdict;
  coins?: number;
  damage?: number;
  shieldLost?: boolean;
  ghost?: boolean;
  /** The answer was one at a question whose ghost was awake: what it came to. */
  met?: { rightDays: number; tamed: boolean };
  /** The answer moved the learner to another level in a knowledge point. */
  mastery?: { name: LocalText; from: Level; to: Level };
};
export type { KeyView };

/** A fact only the client knows; `at` is the client's wall clock, `n` a counter inside the session. */
export type ClientEvent = {
  id: string;
  verb: string;
  at: number;
  n: number;
  obj?: string | undefined;
  ctx?: string | undefined;
  data: Record<string, unknown>;
};
export type EventReceipt = { accepted: string[]; rejected: { id: string; code: string }[] };
export type LogView = {
  total: number;
  dimensions: Record<'learning' | 'result' | 'game' | 'social' | 'honor', number>;
  verbs: { verb: string; n: number }[];
};

export type InviteBody = { role: Role; name?: string; department?: string; person?: string; days: number };
export type StudioPeople = {
  org: { name: string; code: string; joinLink: string };
  departments: { id: string; name: string; parent?: string; people: number }[];
  people: {
    id: string;
    name: string;
    login?: string;
    role: Role;
    guest: boolean;
    department?: string;
    joinedAt: number;
    lastSeenAt?: number;
    stationsDone: number;
    coins: number;
  }[];
};
