import { uuidv7 } from 'uuidv7';
import type { ChatLine, ChatReaction, ReportReason } from '../../server/domain/api-chat.ts';
import {
  addChanges,
  addOlder,
  addSending,
  changeLine,
  changeView,
  chats,
  dropSending,
  endSending,
  failSending,
  forgetChats,
  setList,
  setTalk,
} from '../stores/chat.ts';
import { onNotice } from '../stores/notice.ts';
import { presence } from '../stores/presence.ts';
import { session } from '../stores/session.ts';
import { call, Refusal } from './call.ts';
import { faultOf } from './fault.ts';

const me = (): string => session.getState().me?.person.id ?? '';

export const loadChats = async (): Promise<void> => setList(await call('GET /api/chat'));

/** Loads the newest page of a conversation. Throws `Refusal`, `Offline`. */
export const loadTalk = async (channel: string): Promise<void> =>
  setTalk(channel, await call('GET /api/chat/:channel', { params: { channel }, query: {} }));

/** Loads the page before what is shown. */
export const loadOlder = async (channel: string): Promise<void> => {
  const talk = chats.getState().talks[channel];
  const first = talk?.lines[0]?.seq;
  if (!talk?.more || first === undefined) return;
  addOlder(
    channel,
    await call('GET /api/chat/:channel', { params: { channel }, query: { before: String(first) } }),
  );
};

/** Fetches what has changed in a conversation; gives others' new lines. */
export const catchUp = async (channel: string): Promise<ChatLine[]> => {
  const talk = chats.getState().talks[channel];
  if (talk === undefined) return [];
  const page = await call('GET /api/chat/:channel', {
    params: { channel },
    query: { since: String(talk.rev) },
  });
  if (!page.more) return addChanges(channel, page, me());
  await loadTalk(channel);
  return [];
};

const detailsOf = (error: unknown) => (error instanceof Refusal ? error.details : {});

const post = async (channel: string, id: string, text: string): Promise<void> => {
  try {
    const { seq, at } = await call('POST /api/chat/send', { body: { channel, text } }, { commandId: id });
    endSending(channel, id, { seq, person: me(), text, at, reactions: [] });
    changeView(channel, { last: { seq, name: '', mine: true, text, at } });
  } catch (error) {
    failSending(channel, id, { code: faultOf(error), details: detailsOf(error) });
  }
};

/** One after the other, so that they arrive in the order of writing. */
const queues = new Map<string, Promise<void>>();
const enqueue = (channel: string, work: () => Promise<void>): Promise<void> => {
  const next = (queues.get(channel) ?? Promise.resolve()).then(work);
  queues.set(channel, next);
  return next;
};

/** Shows a text at once and sends it; when that fails it stays with its reason. */
export const sendText = (channel: string, text: string): Promise<void> => {
  const id = uuidv7();
  addSending(channel, { id, text, at: Date.now() });
  return enqueue(channel, () => post(channel, id, text));
};

/** Sends again under the same command id: what had arrived is not said twice. */
export const sendAgain = (channel: string, id: string): Promise<void> => {
  const one = chats.getState().talks[channel]?.sending.find((s) => s.id === id);
  if (one === undefined) return Promise.resolve();
  addSending(channel, { id, text: one.text, at: Date.now() });
  return enqueue(channel, () => post(channel, id, one.text));
};
export const giveUp = (channel: string, id: string): void => dropSending(channel, id);

/** Tells the server how far I have read; nothing when it knows. */
export const readTo = async (channel: string, seq: number): Promise<void> => {
  const { talks, list } = chats.getState();
  const view = talks[channel]?.view ?? list?.find((c) => c.id === channel);
  if (view === undefined || seq < 1 || (seq <= view.read && view.unread === 0)) return;
  changeView(channel, { read: Math.max(seq, view.read), unread: 0 });
  const { read } = await call('POST /api/chat/read', { body: { channel, seq } });
  changeView(channel, { read });
};

/** A reaction of mine, shown at once and taken back when the server refuses. */
export const react = async (channel: string, seq: number, kind: ChatReaction, on: boolean): Promise<void> => {
  const flip = (to: boolean) => (line: ChatLine) => ({
    ...line,
    reactions: withMine(line.reactions, kind, to),
  });
  changeLine(channel, seq, flip(on));
  try {
    await call('POST /api/chat/react', { body: { channel, seq, kind, on } });
  } catch (error) {
    changeLine(channel, seq, flip(!on));
    throw error;
  }
};

const withMine = (all: ChatLine['reactions'], kind: ChatReaction, on: boolean): ChatLine['reactions'] => {
  const known = all.find((r) => r.kind === kind);
  if (known === undefined) return on ? [...all, { kind, n: 1, mine: true }] : all;
  if (known.mine === on) return all;
  const n = known.n + (on ? 1 : -1);
  return all.flatMap((r) => (r.kind !== kind ? [r] : n === 0 ? [] : [{ kind, n, mine: on }]));
};

export const deleteLine = async (channel: string, seq: number): Promise<void> => {
  await call('POST /api/chat/delete', { body: { channel, seq } });
  changeLine(channel, seq, (line) => ({ ...line, text: '', gone: 'own', reactions: [] }));
};

export const muteChannel = async (channel: string, muted: boolean): Promise<void> => {
  await call('POST /api/chat/mute', { body: { channel, muted } });
  changeView(channel, { muted });
};

export const reportLine = async (channel: string, seq: number, reason: ReportReason): Promise<void> => {
  await call('POST /api/chat/report', { body: { channel, seq, reason } });
};

/** The channel with a colleague. Throws `chat.not_open`. */
export const directWith = async (person: string): Promise<string> =>
  (await call('POST /api/chat/direct', { body: { person } })).channel;

const FIRST_MS = 15;
const BURST_MS = 250;
const SLOW_MS = 15_000;

/** Others' new lines in a conversation that is loaded, or a channel of the list that has more than before. */
export type Heard = (channel: string, lines: ChatLine[]) => void;

/** Fetches what was named since: the first of a burst at once, the rest together. */
const createFetcher = (heard: Heard) => {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let fetchedAt = 0;
  const fetchAll = async (): Promise<void> => {
    timer = undefined;
    fetchedAt = Date.now();
    const channels = [...waiting];
    waiting.clear();
    const { talks, open } = chats.getState();
    const loaded = channels.filter((c) => talks[c] !== undefined && c === open);
    for (const channel of loaded) heard(channel, await catchUp(channel));
    await loadChats();
    for (const channel of channels) if (!loaded.includes(channel)) heard(channel, []);
  };
  /** `channel` = what has changed; without one the list alone is asked for. */
  const soon = (channel?: string): void => {
    if (channel !== undefined) waiting.add(channel);
    const wait = Math.max(FIRST_MS, fetchedAt + BURST_MS - Date.now());
    timer ??= setTimeout(() => void fetchAll().catch(() => undefined), wait);
  };
  return { soon, stop: () => clearTimeout(timer) };
};

/** Keeps list and conversations up to date while somebody is here: at once by the live line, after a loss of it by asking
 * again. Gives the stop function. */
export const followChats = (heard: Heard): (() => void) => {
  const { soon, stop } = createFetcher(heard);
  const all = (): void => soon(chats.getState().open);
  const stops = [
    stop,
    onNotice('chat', ({ channel }) => soon(channel)),
    presence.subscribe((now, before) => {
      if (now.live && !before.live) all();
    }),
  ];
  const slow = setInterval(() => {
    if (!presence.getState().live && document.visibilityState === 'visible') all();
  }, SLOW_MS);
  soon();
  return () => {
    for (const end of stops) end();
    clearInterval(slow);
    forgetChats();
  };
};
