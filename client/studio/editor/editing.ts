import { createStore, type StoreApi } from 'zustand/vanilla';
import type { QuestionDetail, VersionView } from '../../../server/domain/api-bank.ts';
import type { Question } from '../../../server/domain/question.ts';
import { checkQuestion, type QuestionFault, questionFaults } from '../../../server/domain/question-fault.ts';
import type { Lang } from '../../../server/domain/text.ts';
import { type Autosave, createAutosave, type Opening, openingOf, type SavingPorts } from './autosave.ts';
import { emptyQuestion } from './draft.ts';
import { isSame, type MergeField, merged, type Side } from './merge.ts';

/** Somebody saved a version while this text was written: all three texts. */
export type Conflict = { theirs: QuestionDetail; by?: string; base: unknown };
export type Editing = {
  detail: QuestionDetail;
  opening: Opening;
  conflict?: Conflict;
  /** My text, put aside for theirs or for a newer draft; can be brought back. */
  aside?: { content: unknown; why: 'theirs' | 'device' };
};

type EditingPorts = Omit<SavingPorts, 'send'> & {
  keepDraft: (body: { question: string; base: number; content: unknown }) => ReturnType<SavingPorts['send']>;
  saveQuestion: (id: string, base: number, content: Question, name?: string) => Promise<QuestionDetail>;
  loadQuestion: (id: string) => Promise<QuestionDetail>;
  loadHistory: (id: string) => Promise<VersionView[]>;
  dropDraft: (id: string) => Promise<QuestionDetail>;
  isChanged: (fault: unknown) => boolean;
};

export type Saved =
  | { kind: 'saved'; version: number; fresh: boolean }
  | { kind: 'invalid'; faults: QuestionFault[] }
  | { kind: 'conflict' };

export type EditingStore = {
  store: StoreApi<Editing>;
  autosave: Autosave;
  /** Saves the text as a version. Refusals other than `question.changed` are thrown. */
  save: (lang: Lang) => Promise<Saved>;
  /** Shows my text beside the newest version. */
  compare: () => Promise<void>;
  /** My text becomes the version after theirs. */
  keepMine: (lang: Lang) => Promise<Saved>;
  takeTheirs: () => Promise<void>;
  merge: (sides: Partial<Record<MergeField, Side>>) => void;
  closeConflict: () => void;
  bringBack: () => void;
  dropAside: () => void;
  discard: () => Promise<void>;
  /** Who else is here, what was said, whether there is a newer version. */
  poll: () => Promise<void>;
  /** A detail that another call gave. */
  seen: (detail: QuestionDetail) => void;
  /** The version is the text now, after a restore or a discard. */
  reset: (detail: QuestionDetail) => void;
  stop: () => void;
};

export const contentOf = (detail: QuestionDetail): unknown =>
  detail.content ?? emptyQuestion(detail.type, detail.id);

const startOf = (detail: QuestionDetail, ports: EditingPorts) => {
  const kept = ports.keeper.read();
  const opening = openingOf(detail, kept, emptyQuestion(detail.type, detail.id));
  const passedOver =
    kept !== undefined && opening.from !== 'device' && !isSame(kept.content, opening.content);
  const state: Editing = {
    detail,
    opening,
    ...(passedOver ? { aside: { content: kept.content, why: 'device' as const } } : {}),
  };
  return { opening, state };
};

/** One person's work on one question: text, autosave, versions, and what to do when two people meet. */
export const createEditing = (first: QuestionDetail, ports: EditingPorts): EditingStore => {
  const { id } = first;
  const { opening, state } = startOf(first, ports);
  const store = createStore<Editing>(() => state);
  const autosave = createAutosave(
    {
      content: opening.content,
      base: opening.base,
      newest: first.version,
      editors: first.editors,
      unsaved: opening.from !== 'version',
      ...(opening.name === undefined ? {} : { name: opening.name }),
      ...(opening.from === 'mine' && opening.at !== undefined ? { savedAt: opening.at } : {}),
    },
    { ...ports, send: (base, content) => ports.keepDraft({ question: id, base, content }) },
  );
  if (opening.from === 'device') autosave.rebase(opening.content, opening.base);
  if (opening.from === 'device') autosave.heard(first.version, first.editors);

  const seen = (detail: QuestionDetail): void => {
    store.setState({ detail });
    autosave.heard(detail.version, detail.editors);
    const { status, content } = autosave.store.getState();
    const now = contentOf(detail);
    if (status === 'clean' && !isSame(now, content)) autosave.settle(now, detail.version);
  };
  const reset = (detail: QuestionDetail): void => {
    autosave.settle(contentOf(detail), detail.version);
    const { aside } = store.getState();
    store.setState(
      {
        detail,
        opening: { content: contentOf(detail), base: detail.version, from: 'version' },
        ...(aside ? { aside } : {}),
      },
      true,
    );
  };
  const compare = async (): Promise<void> => {
    await autosave.flush();
    const [theirs, history] = [await ports.loadQuestion(id), await ports.loadHistory(id)];
    const { base } = autosave.store.getState();
    const by = history.find((v) => v.version === theirs.version)?.by;
    const began = history.find((v) => v.version === base)?.content;
    store.setState({
      detail: theirs,
      conflict: { theirs, base: began, ...(by === undefined ? {} : { by }) },
    });
    autosave.heard(theirs.version, theirs.editors);
  };
  const saveOn = async (base: number, lang: Lang): Promise<Saved> => {
    await autosave.flush();
    const { content, name } = autosave.store.getState();
    const { question } = checkQuestion(content, lang);
    if (!question) return { kind: 'invalid', faults: questionFaults(content, lang) };
    try {
      const before = store.getState().detail.version;
      const detail = await ports.saveQuestion(id, base, question, name);
      const { aside } = store.getState();
      const typedOn = autosave.store.getState().content !== content;
      if (typedOn) autosave.rebase(autosave.store.getState().content, detail.version);
      else autosave.settle(contentOf(detail), detail.version);
      const opened: Opening = { content, base: detail.version, from: 'version' };
      store.setState({ detail, opening: opened, ...(aside ? { aside } : {}) }, true);
      return { kind: 'saved', version: detail.version, fresh: detail.version !== before };
    } catch (fault) {
      if (!ports.isChanged(fault)) throw fault;
      await compare();
      return { kind: 'conflict' };
    }
  };
  const closeConflict = (): void => {
    const { conflict: _, ...rest } = store.getState();
    store.setState(rest, true);
  };
  const takeTheirs = async (): Promise<void> => {
    const { content } = autosave.store.getState();
    const detail = await ports.dropDraft(id);
    reset(detail);
    store.setState({ aside: { content, why: 'theirs' } });
  };
  const dropAside = (): void => {
    const { aside: _, ...rest } = store.getState();
    store.setState(rest, true);
  };
  let polling = false;
  const poll = async (): Promise<void> => {
    if (polling) return;
    polling = true;
    try {
      await autosave.touch();
      seen(await ports.loadQuestion(id));
    } finally {
      polling = false;
    }
  };
  return {
    store,
    autosave,
    save: (lang) => saveOn(autosave.store.getState().base, lang),
    compare,
    keepMine: (lang) => saveOn(store.getState().detail.version, lang),
    takeTheirs,
    merge: (sides) => {
      const { conflict } = store.getState();
      if (!conflict) return;
      const { content } = autosave.store.getState();
      autosave.rebase(merged(content, contentOf(conflict.theirs), sides), conflict.theirs.version);
      closeConflict();
    },
    closeConflict,
    bringBack: () => {
      const { aside, detail } = store.getState();
      if (!aside) return;
      dropAside();
      autosave.rebase(aside.content, detail.version);
    },
    dropAside,
    discard: async () => {
      await autosave.flush();
      reset(await ports.dropDraft(id));
    },
    poll,
    seen,
    reset,
    stop: () => {
      void autosave.flush();
      autosave.stop();
    },
  };
};
