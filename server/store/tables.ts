import type { Generated } from 'kysely';
import type { AwardTables } from './tables-award.ts';
import type {
  AuditEntryTable,
  BankShareTable,
  BankTable,
  BatchTable,
  CardTable,
  CategoryTable,
  CommentTable,
  EssayResponseTable,
  ImportStageTable,
  MediaTable,
  PointRequirementTable,
  PointTable,
  QuestAudienceTable,
  QuestDraftTable,
  QuestionDraftTable,
  QuestionMediaTable,
  QuestionStatTable,
  QuestionTable,
  QuestionTagTable,
  QuestionVersionTable,
  QuestTable,
  QuestVersionTable,
} from './tables-bank.ts';
import type {
  BattleFlagTable,
  BattleInputTable,
  BattleResultTable,
  BattleRoundTable,
  BattleTable,
  ChallengeTable,
  RatingTable,
  TournamentMatchTable,
  TournamentTable,
} from './tables-battle.ts';
import type { BillTables } from './tables-bill.ts';
import type { ChatTables } from './tables-chat.ts';
import type { EffectTables } from './tables-effect.ts';
import type { ForecastTables } from './tables-forecast.ts';
import type { FriendTables } from './tables-friend.ts';
import type { HonourTables } from './tables-honour.ts';
import type { KindTables } from './tables-kind.ts';
import type {
  ItemLevelTable,
  MemoryTable,
  OfflinePackTable,
  PredictorTable,
  SkillTable,
} from './tables-learning.ts';
import type {
  EventTable,
  EventTextView,
  RollupHourDeviceTable,
  RollupItemDayTable,
  RollupItemTable,
  RollupPersonDayTable,
  RollupPersonHourTable,
  RollupPersonItemDayTable,
  RollupPersonItemTable,
  RollupPersonVerbTable,
  RollupVerbDayTable,
  SessionDeviceTable,
  SymbolTable,
} from './tables-log.ts';
import type { MallTables } from './tables-mall.ts';
import type { OpenTables } from './tables-open.ts';
import type { PolicyTable } from './tables-policy.ts';
import type {
  CertificateTable,
  CohortMemberTable,
  CohortTable,
  CrewTable,
  KudosTable,
  MessageTable,
  SigningKeyTable,
  SubmissionTable,
  SurveyResponseTable,
  UploadTable,
} from './tables-programme.ts';
import type { ReachTables } from './tables-reach.ts';
import type { RightsTables } from './tables-rights.ts';

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
  /** The quest this person plays; null = the company's own. */
  quest: string | null;
  /** The week (YYYYMMDD of its Monday) in which `freezes` days were missed without breaking the streak. */
  freezeWeek: number | null;
  freezes: Generated<number>;
  /** The play day on which drills paid last, and what they paid on it. */
  drillDay: number | null;
  drillCoins: Generated<number>;
};
/** The person behind an account: the one row that erasure deletes with `profile`. `employeeNo`, `post`, `joinedOn` serve the HR import. */
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
  /** The name in pinyin as store/pinyin.ts writes it; null = not yet. */
  spelling: Generated<string | null>;
  /** By which colleagues find this person; one in a company. */
  friendCode: Generated<string | null>;
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

/** A person's part in a quest. */
export type EnrolmentTable = {
  person: string;
  quest: string;
  startedAt: Ms;
  startDay: number;
  completedAt: Ms | null;
  version: Generated<number>;
  /** When a criterion of graduation was met; when the medal was received at the ceremony. */
  graduatedAt: Ms | null;
  medalAt: Ms | null;
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

export type * from './tables-award.ts';
export type * from './tables-bank.ts';
export type * from './tables-battle.ts';
export type * from './tables-bill.ts';
export type * from './tables-chat.ts';
export type * from './tables-effect.ts';
export type * from './tables-forecast.ts';
export type * from './tables-friend.ts';
export type * from './tables-honour.ts';
export type * from './tables-kind.ts';
export type * from './tables-learning.ts';
export type * from './tables-log.ts';
export type * from './tables-mall.ts';
export type * from './tables-open.ts';
export type * from './tables-policy.ts';
export type * from './tables-programme.ts';
export type * from './tables-reach.ts';
export type * from './tables-rights.ts';

export type Tables = CoreTables &
  FriendTables &
  ChatTables &
  KindTables &
  MallTables &
  HonourTables &
  AwardTables &
  EffectTables &
  BillTables &
  ReachTables &
  OpenTables &
  RightsTables &
  ForecastTables;

type CoreTables = {
  policy: PolicyTable;
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
  category: CategoryTable;
  point_requirement: PointRequirementTable;
  question_tag: QuestionTagTable;
  question_draft: QuestionDraftTable;
  comment: CommentTable;
  media: MediaTable;
  question_media: QuestionMediaTable;
  bank_share: BankShareTable;
  audit_entry: AuditEntryTable;
  batch: BatchTable;
  import_stage: ImportStageTable;
  question_stat: QuestionStatTable;
  essay_response: EssayResponseTable;
  quest_version: QuestVersionTable;
  quest_draft: QuestDraftTable;
  quest_audience: QuestAudienceTable;
  enrolment: EnrolmentTable;
  progress: ProgressTable;
  attempt: AttemptTable;
  ghost: GhostTable;
  find: FindTable;
  skill: SkillTable;
  item_level: ItemLevelTable;
  memory: MemoryTable;
  predictor: PredictorTable;
  offline_pack: OfflinePackTable;
  cohort: CohortTable;
  cohort_member: CohortMemberTable;
  message: MessageTable;
  submission: SubmissionTable;
  upload: UploadTable;
  kudos: KudosTable;
  survey_response: SurveyResponseTable;
  certificate: CertificateTable;
  signing_key: SigningKeyTable;
  crew: CrewTable;
  battle: BattleTable;
  battle_input: BattleInputTable;
  battle_round: BattleRoundTable;
  battle_result: BattleResultTable;
  rating: RatingTable;
  challenge: ChallengeTable;
  battle_flag: BattleFlagTable;
  tournament: TournamentTable;
  tournament_match: TournamentMatchTable;
  account: AccountTable;
  transfer: TransferTable;
  entry: EntryTable;
  symbol: SymbolTable;
  session_device: SessionDeviceTable;
  event: EventTable;
  event_text: EventTextView;
  rollup_person_day: RollupPersonDayTable;
  rollup_item: RollupItemTable;
  rollup_item_day: RollupItemDayTable;
  rollup_person_item: RollupPersonItemTable;
  rollup_person_item_day: RollupPersonItemDayTable;
  rollup_person_hour: RollupPersonHourTable;
  rollup_hour_device: RollupHourDeviceTable;
  rollup_verb_day: RollupVerbDayTable;
  rollup_person_verb: RollupPersonVerbTable;
};
