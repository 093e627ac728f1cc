import { createStore } from 'zustand/vanilla';
import type { ChannelView, ChatLine, ChatList, ChatPage } from '../../server/domain/api-chat.ts';
import type { Face } from '../../server/domain/face.ts';

/** What I have written and the server has not taken yet; `id` = its command id. `fault` = it was not sent, and why. */
export type Sending = { id: string; text: string; at: number; fault?: Fault };
export type Fault = { code: string; details: Record<string, number | string> };
/** A conversation as far as it is loaded; `more` = there is more before. */
export type Talk = {
  view: ChannelView;
  lines: ChatLine[];
  faces: Record<string, Face>;
  rev: number;
  more: boolean;
  sending: Sending[];
};
/** `open` = the conversation on the screen now. `unread` counts channels that are not muted. */
export type Chats = {
  list?: ChannelView[];
  unread: number;
  silentUntil?: number;
  talks: Record<string, Talk>;
  drafts: Record<string, string>;
  open?: string;
};

const EMPTY: Chats = { unread: 0, talks: {}, drafts: {} };
export const chats = createStore<Chats>(() => EMPTY);

export const forgetChats = (): void => chats.setState(EMPTY, true);

const unreadIn = (list: readonly ChannelView[]): number =>
  list.reduce((sum, c) => sum + (c.muted ? 0 : c.unread), 0);

export const setList = ({ channels, silentUntil }: ChatList): void =>
  chats.setState(({ silentUntil: _, ...s }) => {
    const known = new Map(channels.map((c) => [c.id, c]));
    const talks = Object.fromEntries(
      Object.entries(s.talks).map(([id, talk]) => [id, { ...talk, view: known.get(id) ?? talk.view }]),
    );
    const list = channels;
    return {
      ...s,
      list,
      talks,
      unread: unreadIn(list),
      ...(silentUntil === undefined ? {} : { silentUntil }),
    };
  }, true);

const changeTalk = (channel: string, change: (talk: Talk) => Talk): void =>
  chats.setState((s) => {
    const talk = s.talks[channel];
    return talk === undefined ? s : { talks: { ...s.talks, [channel]: change(talk) } };
  });

/** What the list and the conversation say of a channel changes together. */
export const changeView = (channel: string, part: Partial<ChannelView>): void => {
  changeTalk(channel, (talk) => ({ ...talk, view: { ...talk.view, ...part } }));
  chats.setState((s) => {
    if (s.list === undefined) return s;
    const list = s.list.map((c) => (c.id === channel ? { ...c, ...part } : c));
    return { list, unread: unreadIn(list) };
  });
};

const facesOf = (page: ChatPage): Record<string, Face> =>
  Object.fromEntries(page.faces.map((f) => [f.id, f]));

/** Lines by their number, the later word about each counts; in the order of speaking. */
export const mergeLines = (old: readonly ChatLine[], more: readonly ChatLine[]): ChatLine[] => {
  const byNumber = new Map(old.map((l) => [l.seq, l]));
  for (const line of more) byNumber.set(line.seq, line);
  return [...byNumber.values()].sort((a, b) => a.seq - b.seq);
};

/** The newest page: what was loaded of the conversation before is put away. */
export const setTalk = (channel: string, page: ChatPage): void =>
  chats.setState((s) => {
    const { channel: view, lines, rev, more } = page;
    const sending = s.talks[channel]?.sending ?? [];
    return { talks: { ...s.talks, [channel]: { view, lines, faces: facesOf(page), rev, more, sending } } };
  });

/** What has changed since; gives the lines that are new and somebody else's. */
export const addChanges = (channel: string, page: ChatPage, me: string): ChatLine[] => {
  const before = chats.getState().talks[channel];
  const last = before?.lines.at(-1)?.seq ?? 0;
  const first = before?.lines[0]?.seq ?? 0;
  const known = page.lines.filter((l) => l.seq >= first || before?.more === false);
  changeTalk(channel, (talk) => ({
    ...talk,
    view: page.channel,
    lines: mergeLines(talk.lines, known),
    faces: { ...talk.faces, ...facesOf(page) },
    rev: Math.max(talk.rev, page.rev),
  }));
  return page.lines.filter((l) => l.seq > last && l.person !== me && l.gone === undefined);
};

export const addOlder = (channel: string, page: ChatPage): void =>
  changeTalk(channel, (talk) => ({
    ...talk,
    lines: mergeLines(page.lines, talk.lines),
    faces: { ...facesOf(page), ...talk.faces },
    more: page.more,
  }));

export const changeLine = (channel: string, seq: number, change: (line: ChatLine) => ChatLine): void =>
  changeTalk(channel, (talk) => ({
    ...talk,
    lines: talk.lines.map((l) => (l.seq === seq ? change(l) : l)),
  }));

export const addSending = (channel: string, one: Sending): void =>
  changeTalk(channel, (talk) => ({
    ...talk,
    sending: [...talk.sending.filter((s) => s.id !== one.id), one],
  }));
export const failSending = (channel: string, id: string, fault: Fault): void =>
  changeTalk(channel, (talk) => ({
    ...talk,
    sending: talk.sending.map((s) => (s.id === id ? { ...s, fault } : s)),
  }));
export const dropSending = (channel: string, id: string): void =>
  changeTalk(channel, (talk) => ({ ...talk, sending: talk.sending.filter((s) => s.id !== id) }));

/** The server has it: what was on its way becomes a line. */
export const endSending = (channel: string, id: string, line: ChatLine): void => {
  dropSending(channel, id);
  changeTalk(channel, (talk) => ({ ...talk, lines: mergeLines([line], talk.lines) }));
};

export const setDraft = (channel: string, text: string): void =>
  chats.setState((s) => ({ drafts: { ...s.drafts, [channel]: text } }));

/** Which conversation is on the screen; undefined = none. */
export const setOpen = (channel: string | undefined): void =>
  chats.setState(({ open: _, ...s }) => (channel === undefined ? s : { ...s, open: channel }), true);
