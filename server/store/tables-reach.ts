/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Json = string;
type Flag = 0 | 1;
type Ms = number;

/** A group robot; `url` and `secret` leave the store only to be used. `quiet` = QuietHours. */
export type RobotTable = {
  id: string;
  org: string;
  kind: string;
  name: string;
  url: string;
  secret: string;
  quiet: Json;
  createdBy: string;
  createdAt: Ms;
};
/**
 * What waits to be sent outside, and what came of it. `channel` robot | push, `target` = robot or subscription; `nextAt` =
 * not before; `triedAt` = last try. `urgent` = a trial message, which quiet hours do not hold back.
 */
export type DeliveryTable = {
  id: string;
  org: string;
  channel: string;
  target: string;
  person: string | null;
  title: string;
  text: string;
  state: string;
  tries: number;
  nextAt: Ms;
  triedAt: Ms | null;
  createdAt: Ms;
  doneAt: Ms | null;
  reason: string | null;
  urgent: Flag;
};
/** A rule of reminders (domain/reminder.ts); `lastDay` = the company's day of its last run. */
export type ReminderRuleTable = {
  id: string;
  org: string;
  rule: Json;
  enabled: Flag;
  lastDay: number | null;
  createdBy: string;
  createdAt: Ms;
  changedAt: Ms;
};
/**
 * One person and one reminder: at most one a day. `rule` '' = by hand; `held` = left out by chance, to compare with; `seq` =
 * the end of the log then; `backAt` = first sign of life within 48 hours; `closed` = no longer watched.
 */
export type ReminderTable = {
  id: string;
  org: string;
  rule: string;
  person: string;
  channel: string;
  held: Flag;
  day: number;
  sentAt: Ms;
  seq: number;
  backAt: Ms | null;
  closed: Flag;
};
/** The key by which a company's pushes are known to the browsers' makers (VAPID), base64url. */
export type PushKeyTable = { org: string; publicKey: string; privateKey: string; createdAt: Ms };
/** A device that wants pushes. */
export type PushSubscriptionTable = {
  id: string;
  org: string;
  person: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  createdAt: Ms;
};
/** What a post asks at a knowledge point: the probability of a right answer, 0 to 1. */
export type PostLevelTable = { org: string; post: string; bank: string; point: string; required: number };
/** A person's list of the day. */
export type RecommendationTable = {
  person: string;
  day: number;
  list: string;
  items: Json;
  strategy: string;
  personalised: Flag;
  at: Ms;
};

export type ReachTables = {
  robot: RobotTable;
  delivery: DeliveryTable;
  reminder_rule: ReminderRuleTable;
  reminder: ReminderTable;
  push_key: PushKeyTable;
  push_subscription: PushSubscriptionTable;
  post_level: PostLevelTable;
  recommendation: RecommendationTable;
};
