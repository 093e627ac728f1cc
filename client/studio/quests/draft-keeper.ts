import { createStore } from 'zustand/vanilla';
import type { QuestDraftView } from '../../../server/domain/api-quests.ts';
import { Refusal } from '../../net/call.ts';
import { loadDraft, saveDraft } from '../../net/quests.ts';
import { fieldsOf } from '../editor/draft.ts';
import { faultLine } from '../parts/fault-line.ts';
import type { Build } from './build.ts';
import { dropLocal, keepLocal, localCopy } from './local-copy.ts';

/** Autosave after the last change. */
const SAVE_MS = 2000;
/** Another try after a save that failed. */
const AGAIN_MS = 8000;

/** changed = somebody else has saved; nothing is saved until it is said whose state stands. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed' | 'changed';
type DraftState = { view?: QuestDraftView; build?: Build; save: SaveState; fault?: string };

const buildOf = (view: QuestDraftView): Build => ({
  definition: fieldsOf(view.definition),
  cards: view.cards,
});
const isSame = (a: Build, b: Build): boolean =>
  JSON.stringify([a.definition, a.cards]) === JSON.stringify([b.definition, b.cards]);

type Keeper = {
  person: string;
  quest: string;
  /** What the server has. */
  sent?: Build;
  timer?: ReturnType<typeof setTimeout>;
  flying?: Promise<boolean>;
  closed: boolean;
};

/**
 * The draft of a quest while it is built: kept on this machine at once and on the server two seconds after the last
 * change, never over what somebody else has saved.
 */
export const keepDraft = (person: string, quest: string) => {
  const store = createStore<DraftState>(() => ({ save: 'saved' }));
  const k: Keeper = { person, quest, closed: false };
  const now = store.getState;
  const set = (patch: Partial<DraftState>): void => store.setState(patch);
  const clear = (): void => {
    const { fault: _, ...rest } = now();
    store.setState(rest, true);
  };
  const later = (ms: number): void => {
    clearTimeout(k.timer);
    k.timer = setTimeout(() => void flush(), ms);
  };
  const isDirty = (): boolean => now().build !== undefined && now().build !== k.sent;

  const arrived = (view: QuestDraftView, sent: Build): boolean => {
    const { build } = now();
    k.sent = sent;
    const done = build === sent || build === undefined;
    if (done) dropLocal(person, quest);
    else keepLocal(person, quest, { ...build, rev: view.rev });
    clear();
    set({ view, save: done ? 'saved' : 'waiting' });
    return done;
  };

  /** A save whose reply got lost looks like somebody else's: then theirs is what was sent. */
  const collided = async (sent: Build): Promise<boolean> => {
    const theirs = await loadDraft(quest);
    if (isSame(buildOf(theirs), sent)) return arrived(theirs, sent);
    set({ save: 'changed' });
    return false;
  };

  const failed = (fault: unknown): false => {
    set({ save: 'failed', fault: faultLine(fault) });
    if (!k.closed) later(AGAIN_MS);
    return false;
  };

  const send = async (): Promise<boolean> => {
    const { view, build } = now();
    if (view === undefined || build === undefined) return false;
    set({ save: 'saving' });
    try {
      const body = { quest, rev: view.rev, definition: build.definition, cards: [...build.cards] };
      return arrived(await saveDraft(body), build) || (await send());
    } catch (fault) {
      const isChanged = fault instanceof Refusal && fault.code === 'quest.changed';
      return isChanged ? await collided(build).catch(failed) : failed(fault);
    }
  };

  /** Saves now; true when everything is on the server. */
  const flush = async (): Promise<boolean> => {
    clearTimeout(k.timer);
    while (k.flying !== undefined) await k.flying;
    if (!isDirty()) return now().view !== undefined;
    if (now().save === 'changed') return false;
    k.flying = send().finally(() => {
      delete k.flying;
    });
    return k.flying;
  };

  const load = async (): Promise<void> => {
    clear();
    try {
      const view = await loadDraft(quest);
      const mine = localCopy(person, quest);
      k.sent = buildOf(view);
      if (mine === undefined || isSame(mine, k.sent)) return set({ view, build: k.sent, save: 'saved' });
      const build = { definition: mine.definition, cards: mine.cards };
      set({ view, build, save: mine.rev === view.rev ? 'waiting' : 'changed' });
      await flush();
    } catch (fault) {
      set({ fault: faultLine(fault) });
    }
  };

  const change = (next: (build: Build) => Build): void => {
    const { build, view, save } = now();
    if (build === undefined || view === undefined) return;
    const made = next(build);
    if (made === build) return;
    keepLocal(person, quest, { ...made, rev: view.rev });
    set({ build: made, save: save === 'changed' || save === 'saving' ? save : 'waiting' });
    later(SAVE_MS);
  };

  /** Answers "changed elsewhere": theirs replaces what is here, or mine is saved over it. */
  const settle = async (whose: 'theirs' | 'mine'): Promise<void> => {
    try {
      const view = await loadDraft(quest);
      k.sent = buildOf(view);
      clear();
      if (whose === 'theirs') {
        dropLocal(person, quest);
        return set({ view, build: k.sent, save: 'saved' });
      }
      set({ view, save: 'waiting' });
      await flush();
    } catch (fault) {
      set({ fault: faultLine(fault) });
    }
  };

  /** What another door has said of the draft, such as publishing. */
  const tell = (patch: Partial<QuestDraftView>): void => {
    const { view } = now();
    if (view !== undefined) set({ view: { ...view, ...patch } });
  };

  const close = (): void => {
    k.closed = true;
    void flush();
  };
  const open = (): void => {
    k.closed = false;
  };
  return { store, load, change, flush, settle, tell, open, close };
};
export type DraftKeeper = ReturnType<typeof keepDraft>;
