import type { Face } from './face.ts';

export const CHANNEL_KINDS = ['direct', 'crew', 'battle', 'department', 'cohort'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];
export const CHAT_REACTIONS = ['like', 'heart', 'laugh', 'clap', 'thanks'] as const;
export type ChatReaction = (typeof CHAT_REACTIONS)[number];

/** What of people's texts can be reported. */
export const REPORT_KINDS = ['chat', 'bottle', 'ask', 'answer', 'profile', 'reading'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];
export const REPORT_REASONS = ['rude', 'private', 'spam', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];
/** fine = it stays; remove = it is gone for everybody; mute = that, and who wrote it may not write for a while. */
export const VERDICTS = ['fine', 'remove', 'mute'] as const;
export type ReportVerdict = (typeof VERDICTS)[number];

/** A channel as one of its members sees it. */
export type ChannelView = {
  id: string;
  kind: ChannelKind;
  /** Of the colleague, department, cohort or battle; '' for a crew, and for a colleague who is erased. */
  name: string;
  /** The other one of a direct channel. */
  face?: Face;
  /** The colleague of a direct channel is here now and lets it be seen. */
  here?: boolean;
  last?: { seq: number; name: string; mine: boolean; text: string; at: number };
  /** Number of the newest message, and of the newest one read. */
  seq: number;
  read: number;
  /** At most 100 are counted. */
  unread: number;
  muted: boolean;
  /** Why one cannot write now; absent = one can. */
  shut?: 'chat.closed' | 'chat.not_open';
  /** Seconds between two messages of a person. */
  slow: number;
};
export type ChatLine = {
  seq: number;
  /** Who wrote it; its face stands in `faces`. */
  person: string;
  text: string;
  at: number;
  /** A mark of what is gone: by its author, or by the studio. */
  gone?: 'own' | 'studio';
  reactions: { kind: ChatReaction; n: number; mine: boolean }[];
};
export type ChatPage = {
  channel: ChannelView;
  /** In the order of speaking. */
  lines: ChatLine[];
  faces: Face[];
  /** Number of the newest change: what `since` takes next time. */
  rev: number;
  /** There is more before (or, with `since`, more has changed than was given: load the page anew). */
  more: boolean;
};
export type ChatList = {
  channels: ChannelView[];
  /** Over all channels that are not muted. */
  unread: number;
  /** Until when I may not write, ms. */
  silentUntil?: number;
};

export type ReportedLine = { name: string; text: string; at: number };
export type ReportView = {
  id: string;
  kind: ReportKind;
  at: number;
  reporter: string;
  person: { id: string; name: string };
  text: string;
  reason: string;
  /** Of a chat: what was said around it. */
  before: ReportedLine[];
  after: ReportedLine[];
  judged?: { by: string; at: number; verdict: ReportVerdict };
};
/** A channel as the studio sees it: nothing of what is said there. */
export type CareChannel = {
  id: string;
  kind: ChannelKind;
  name: string;
  closed: boolean;
  /** Its own seconds; absent = as the policy says. */
  slow?: number;
  lastAt?: number;
};
export type SilenceView = { person: { id: string; name: string }; until: number; by: string };
export type CareView = {
  /** What waits first, oldest first; then the last that were judged. */
  reports: ReportView[];
  waiting: number;
  silences: SilenceView[];
  /** Departments and cohorts; crews and battles in which somebody spoke within a day. */
  channels: CareChannel[];
};

/** Talk in channels, and its care. */
export type ChatApi = {
  'GET /api/chat': { reply: ChatList };
  /** `before` = older than that message; `since` = all that has changed after that `rev`. Throws `chat.unknown`. */
  'GET /api/chat/:channel': { query: { before?: string; since?: string }; reply: ChatPage };
  /** The channel with a colleague: friends, and who shares a department, cohort or crew. Throws `chat.not_open`. */
  'POST /api/chat/direct': { body: { person: string }; reply: { channel: string } };
  /** Throws `chat.unknown`, `chat.not_open`, `chat.closed`, `chat.quiet_round`, `chat.muted`, `chat.slow`, `chat.word`. */
  'POST /api/chat/send': { body: { channel: string; text: string }; reply: { seq: number; at: number } };
  /** Only forwards: an older number changes nothing. */
  'POST /api/chat/read': { body: { channel: string; seq: number }; reply: { read: number } };
  'POST /api/chat/react': {
    body: { channel: string; seq: number; kind: ChatReaction; on: boolean };
    reply: { ok: true };
  };
  /** One's own, within five minutes. Throws `chat.too_late`. */
  'POST /api/chat/delete': { body: { channel: string; seq: number }; reply: { ok: true } };
  /** A muted channel neither rings nor counts. */
  'POST /api/chat/mute': { body: { channel: string; muted: boolean }; reply: { ok: true } };
  'POST /api/chat/report': {
    body: { channel: string; seq: number; reason: ReportReason };
    reply: { ok: true };
  };

  'GET /api/studio/care': { reply: CareView };
  /** `hours` for `mute`. Throws `report.unknown`, `report.judged`. */
  'POST /api/studio/care/judge': {
    body: { report: string; verdict: ReportVerdict; hours?: number };
    reply: CareView;
  };
  /** `slow` null = as the policy says. Throws `chat.unknown`, also for a direct channel. */
  'POST /api/studio/care/channel': {
    body: { channel: string; closed?: boolean; slow?: number | null };
    reply: CareView;
  };
  /** For `hours` from now; 0 = may write again. Throws `person.unknown`, `auth.forbidden` for somebody of more rights. */
  'POST /api/studio/care/mute': { body: { person: string; hours: number }; reply: CareView };
};
