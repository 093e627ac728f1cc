/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Flag = 0 | 1;
type Ms = number;

/** A channel in which something was said or set; `ref` = what it belongs to, `a` < `b` = the two of a direct one. `seq`
 * counts its messages, `rev` its changes. `slowSeconds` null = as the policy says. */
export type ChatChannelTable = {
  id: string;
  org: string;
  kind: string;
  ref: string;
  a: string | null;
  b: string | null;
  seq: number;
  rev: number;
  lastAt: Ms | null;
  slowSeconds: number | null;
  closedAt: Ms | null;
  closedBy: string | null;
};
/** What was said: the only place of the text (class F); '' once `deletedAt` is set. `rev` = the channel's at its last
 * change. */
export type ChatMessageTable = {
  channel: string;
  seq: number;
  org: string;
  person: string;
  text: string;
  rev: number;
  at: Ms;
  deletedAt: Ms | null;
  deletedBy: string | null;
};
/** How far a person has read a channel, when they wrote in it last, and whether it is silent for them. */
export type ChatMarkTable = {
  person: string;
  channel: string;
  readSeq: number;
  sentAt: Ms | null;
  muted: Flag;
};
export type ChatReactionTable = { channel: string; seq: number; person: string; kind: string; at: Ms };
/** Who may not write for a while, in any channel of the company. */
export type ChatSilenceTable = { person: string; org: string; until: Ms; by: string; at: Ms };
/** A text that somebody brought to the studio; `text` is its own copy, `person` who wrote it. One per reporter and thing. */
export type ReportTable = {
  id: string;
  org: string;
  kind: string;
  obj: string;
  person: string;
  reporter: string;
  text: string;
  reason: string;
  at: Ms;
  judgedBy: string | null;
  judgedAt: Ms | null;
  verdict: string | null;
};

/** Talk in channels, and its care. */
export type ChatTables = {
  chat_channel: ChatChannelTable;
  chat_message: ChatMessageTable;
  chat_mark: ChatMarkTable;
  chat_reaction: ChatReactionTable;
  chat_silence: ChatSilenceTable;
  report: ReportTable;
};
