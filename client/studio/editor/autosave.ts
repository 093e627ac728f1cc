import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EditorView } from '../../../server/domain/api-bank.ts';
import type { Keeper } from './kept-text.ts';
import { isSame } from './merge.ts';

export type Saving = {
  content: unknown;
  /** The name typed for it; absent = as it was. */
  name?: string;
  /** The version that this text began from. */
  base: number;
  /** The newest version the server has told of. */
  newest: number;
  /** clean: nothing typed; waiting: typed just now; offline: only this device has it; refused: the server said no. */
  status: 'clean' | 'waiting' | 'saving' | 'saved' | 'offline' | 'refused';
  savedAt?: number;
  fault?: unknown;
  editors: EditorView[];
};

export type SendReply = { savedAt: number; version: number; editors: EditorView[] };
type Cancel = () => void;
/** Everything the store needs of the world. */
export type SavingPorts = {
  send: (base: number, content: unknown) => Promise<SendReply>;
  isOffline: (fault: unknown) => boolean;
  keeper: Keeper;
  now: () => number;
  after: (ms: number, work: () => void) => Cancel;
};

/** After the last key; a person who never pauses is saved every MOST_MS. */
const QUIET_MS = 1_000;
export const MOST_MS = 5_000;
export const RETRY_MS = 5_000;

export type Autosave = {
  store: StoreApi<Saving>;
  /** The text as it is now: kept on this device at once, sent soon. */
  type: (content: unknown) => void;
  rename: (name: string) => void;
  /** Sends at once what has not been sent; resolves when the server has it or cannot be reached. */
  flush: () => Promise<void>;
  /** Sends the same text again, so that others see that one is still here. */
  touch: () => Promise<void>;
  /** The text is a version now, or was given up: nothing is unsaved. */
  settle: (content: unknown, version: number) => void;
  /** The same text, from now on built upon another version. */
  rebase: (content: unknown, version: number) => void;
  heard: (version: number, editors: EditorView[]) => void;
  stop: () => void;
};

type Start = Pick<Saving, 'content' | 'base' | 'newest' | 'editors'> & {
  name?: string;
  /** True when the text is not what the version holds. */
  unsaved: boolean;
  savedAt?: number;
};

/** Autosave of one question: a store, one timer, one call at a time. */
export const createAutosave = (start: Start, ports: SavingPorts): Autosave => {
  const { unsaved, ...first } = start;
  const store = createStore<Saving>(() => ({ ...first, status: unsaved ? 'saved' : 'clean' }));
  let timer: Cancel | undefined;
  let dirtySince: number | undefined;
  let flight: Promise<void> | undefined;
  let stopped = false;

  const keep = (): void => {
    const { content, base, name } = store.getState();
    ports.keeper.write({ content, base, at: ports.now(), ...(name === undefined ? {} : { name }) });
  };
  const plan = (ms: number): void => {
    timer?.();
    timer = stopped ? undefined : ports.after(ms, () => void flush());
  };
  const arrived = (sent: unknown, reply: SendReply): void => {
    const { content, name } = store.getState();
    const { version, savedAt, editors } = reply;
    const done = content === sent;
    store.setState({ newest: version, savedAt, editors, status: done ? 'saved' : 'waiting' });
    if (!done) plan(QUIET_MS);
    else dirtySince = undefined;
    if (done && name === undefined) ports.keeper.drop();
  };
  const failed = (fault: unknown): void => {
    const offline = ports.isOffline(fault);
    store.setState({ status: offline ? 'offline' : 'refused', fault });
    if (offline) plan(RETRY_MS);
  };
  const send = async (): Promise<void> => {
    const { base, content, status } = store.getState();
    if (status !== 'clean') store.setState({ status: 'saving' });
    try {
      const reply = await ports.send(base, content);
      if (store.getState().status !== 'clean') arrived(content, reply);
    } catch (fault) {
      if (store.getState().status !== 'clean') failed(fault);
    }
  };
  const flush = async (): Promise<void> => {
    timer?.();
    timer = undefined;
    await flight;
    if (dirtySince === undefined) return;
    flight = send().finally(() => {
      flight = undefined;
    });
    await flight;
  };
  const dirty = (): void => {
    const now = ports.now();
    dirtySince ??= now;
    keep();
    store.setState((s) => ({ status: s.status === 'saving' ? 'saving' : 'waiting' }));
    plan(Math.max(0, Math.min(QUIET_MS, dirtySince + MOST_MS - now)));
  };
  const begin = (content: unknown, version: number, status: Saving['status']): void => {
    timer?.();
    timer = undefined;
    dirtySince = undefined;
    const { editors } = store.getState();
    store.setState({ content, base: version, newest: version, editors, status }, true);
  };
  return {
    store,
    type: (content) => {
      if (content === store.getState().content) return;
      store.setState({ content });
      dirty();
    },
    rename: (name) => {
      store.setState({ name });
      dirty();
    },
    flush,
    touch: async () => {
      if (store.getState().status === 'saved' && !flight) dirtySince ??= ports.now();
      await flush();
    },
    settle: (content, version) => {
      begin(content, version, 'clean');
      ports.keeper.drop();
    },
    rebase: (content, version) => {
      const { name } = store.getState();
      begin(content, version, 'waiting');
      if (name !== undefined) store.setState({ name });
      dirty();
    },
    heard: (version, editors) => store.setState({ newest: version, editors }),
    stop: () => {
      timer?.();
      stopped = true;
    },
  };
};

export type Opening = {
  content: unknown;
  base: number;
  name?: string;
  /** Where the text comes from: the version, my draft on the server, or this device. */
  from: 'version' | 'mine' | 'device';
  at?: number;
};
type Known = { content?: unknown; version: number; mine?: { content: unknown; base: number; at: number } };

/** What the editor opens with: the last text this person typed, wherever it was kept. */
export const openingOf = (known: Known, kept: ReturnType<Keeper['read']>, empty: unknown): Opening => {
  const { content = empty, version, mine } = known;
  const server: Opening =
    mine === undefined || isSame(mine.content, content)
      ? { content, base: version, from: 'version' }
      : { content: mine.content, base: mine.base, from: 'mine', at: mine.at };
  const named = kept?.name !== undefined;
  if (!kept || (isSame(kept.content, server.content) && !named)) return server;
  if (mine !== undefined && mine.at > kept.at + 60_000) return server;
  const { base, at, name } = kept;
  return { content: kept.content, base, at, from: 'device', ...(name === undefined ? {} : { name }) };
};
