import type { Band, Level } from './api-practice.ts';
import type { ReminderEffect, ReminderRule } from './reminder.ts';
import type { RobotKind } from './robot.ts';
import type { Segment } from './segment.ts';
import type { LocalText } from './text.ts';

/** Skill map, recommendations, segments, reminders, robots, push. */
export type ReachApi = {
  'GET /api/segments': { reply: SegmentsView };
  /** The people of one segment, longest away first. */
  'GET /api/segments/:segment': { reply: SegmentPerson[] };

  /** Reminds these people in the game and by push, now: each at most once a day, nobody who has said no. `text` '' = a kind
   * sentence of our own. Throws `person.unknown`. */
  'POST /api/reach/remind': { body: { people: string[]; text?: string }; reply: Reminded };
  'GET /api/reminders': { reply: RuleView[] };
  /** Makes a rule or changes it. Throws `reminder.unknown`, `robot.unknown`. */
  'POST /api/reminders/save': { body: { id?: string; rule: ReminderRule; on: boolean }; reply: RuleView[] };
  'POST /api/reminders/remove': { body: { id: string }; reply: RuleView[] };
  /** Who would get it if it ran now; nothing is sent. */
  'POST /api/reminders/preview': { body: { rule: ReminderRule }; reply: RulePreview };

  'GET /api/robots': { reply: RobotView[] };
  /** Makes a robot, or changes one: an address or secret that is left out stays. Throws `robot.unknown`, `robot.address`. */
  'POST /api/robots/save': { body: RobotBody; reply: RobotView[] };
  'POST /api/robots/remove': { body: { id: string }; reply: RobotView[] };
  /** Puts a trial message into the line, quiet hours or not. Throws `robot.unknown`, `secret.unreadable`. */
  'POST /api/robots/test': { body: { id: string }; reply: DeliveryView[] };
  /** What robots had to say lately, newest first. */
  'GET /api/deliveries': { reply: DeliveryView[] };
  /** One more try for what failed. Throws `delivery.unknown`. */
  'POST /api/deliveries/retry': { body: { id: string }; reply: DeliveryView[] };

  'GET /api/push': { reply: PushView };
  /** Throws `push.address`. */
  'POST /api/push/subscribe': { body: PushBody; reply: PushView };
  'POST /api/push/unsubscribe': { body: { endpoint: string }; reply: PushView };

  /** My skills against what my post asks. */
  'GET /api/skill-map': { reply: SkillMap };
  /** What to do next; the list of a day stays that day. */
  'POST /api/recommendations': { body: Record<string, never>; reply: Recommendations };
  'GET /api/post-levels': { reply: PostLevels };
  /** Sets what a post asks; null takes it back. Throws `point.unknown`. */
  'POST /api/post-levels/save': {
    body: { post: string; levels: { bank: string; point: string; required: number | null }[] };
    reply: PostLevels;
  };
};

export type SegmentCount = { segment: Segment; people: number };
/** `learners` = the sum of all segments. */
export type SegmentsView = { learners: number; segments: SegmentCount[] };
/** `idleDays` = whole days since the last active day (since joining when there was none). */
export type SegmentPerson = {
  person: string;
  name: string;
  department?: string;
  post?: string;
  segment: Segment;
  idleDays: number;
  activeDays: number;
  /** At most one reminder a day: this one has had today's. */
  remindedToday: boolean;
  noReminders: boolean;
};

/** Why somebody got none: has said no to reminders; had one today; had enough of them this week. */
export type Skipped = { optedOut: number; today: number; week: number };
export type Reminded = { sent: number; skipped: Skipped };
export type RuleView = {
  id: string;
  rule: ReminderRule;
  on: boolean;
  /** Organisation day of the last run, YYYYMMDD. */
  lastDay?: number;
  effect: ReminderEffect;
};
export type RulePreview = {
  people: number;
  skipped: Skipped;
  /** Some of them, by name. */
  names: string[];
  text: LocalText;
};

export type RobotBody = {
  id?: string;
  kind: RobotKind;
  name: string;
  url?: string;
  secret?: string;
  quiet: { from: number; to: number };
};
/** The address and the secret of a robot are never shown again: `host` and the last letters are all there is. */
export type RobotView = {
  id: string;
  kind: RobotKind;
  name: string;
  host: string;
  ending: string;
  /** Its address or secret was sealed under another key: both have to be entered again. */
  unreadable?: boolean;
  signed: boolean;
  quiet: { from: number; to: number };
  waiting: number;
  sent: number;
  failed: number;
};
export type DeliveryState = 'waiting' | 'sent' | 'failed';
export type DeliveryView = {
  id: string;
  robot: string;
  title: string;
  state: DeliveryState;
  tries: number;
  createdAt: number;
  /** Next try, or when it was sent. */
  at: number;
  /** What the other side said last. */
  reason?: string;
};

export type PushBody = { endpoint: string; keys: { p256dh: string; auth: string } };
/** `devices` = where I get pushes. */
export type PushView = { publicKey: string; devices: number };

export type SkillPoint = {
  bank: string;
  point: string;
  name: LocalText;
  level: Level;
  current?: Band;
  answers: number;
  /** Probability of a right answer that my post asks; absent = it asks nothing here. */
  required?: number;
  /** required minus shown level; 0 = reached; absent where nothing is asked. */
  gap?: number;
  island?: string;
};
export type SkillMap = { post?: string; points: SkillPoint[]; reached: number; asked: number };

/** Why something is proposed; texts stand in client/i18n. */
export type Reason = 'post' | 'due' | 'next' | 'popular' | 'explore';
export type Recommended = {
  rank: number;
  kind: 'practice' | 'learn';
  bank: string;
  point: string;
  name: LocalText;
  reason: Reason;
  /** For `post`: required and shown level; for `due`: how many questions; for `popular`: people in a hundred. */
  figures: Record<string, number>;
  minutes: number;
  /** For `learn`: where it is taught. */
  island?: string;
};
export type Recommendations = { list: string; personalised: boolean; items: Recommended[] };

export type PostLevels = {
  posts: { post: string; people: number }[];
  banks: { id: string; name: LocalText; points: { point: string; name: LocalText }[] }[];
  levels: { post: string; bank: string; point: string; required: number }[];
};
