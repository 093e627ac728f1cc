import { createStore } from 'zustand/vanilla';
import type { Answer, Verdict } from '../../server/domain/answer.ts';
import type { AnswerBody, AnswerReply, AttemptView, ItemView } from '../../server/domain/api.ts';
import type { ErrorCode } from '../../server/domain/errors.ts';
import type { LocalText } from '../../server/domain/text.ts';

/** `asking` = choosing, `sending` = committed and waiting, `verdict` = told, `ended` = the attempt is over and shown. */
export type Phase = 'asking' | 'sending' | 'verdict' | 'ended';

/** An answer the server has not acknowledged yet; it is always sent again with the same command id. */
export type Queued = { commandId: string; body: AnswerBody };
export type Missed = { question: ItemView['question']; answer: Answer; verdict: Verdict };

export type PlayState = {
  attempt: AttemptView | undefined;
  /** The item on the screen. During a verdict it is the one just answered, not the next. */
  item: ItemView | undefined;
  phase: Phase;
  /** Choice per item number; kept until the server has it and, in an exam, until the end. */
  drafts: Record<number, Answer>;
  changes: Record<number, number>;
  flags: Record<number, boolean>;
  reply: AnswerReply | undefined;
  hints: Record<number, LocalText>;
  queue: Queued[];
  /** True while something is queued and the network is away, or the server refuses for now. */
  waiting: boolean;
  /** Why the server refuses for now; undefined = it is the network. */
  trouble: ErrorCode | undefined;
  missed: Missed[];
  /** Monotonic clock: when the item was painted, and what it was looked at before (exam). */
  paintedAt: number | undefined;
  spent: Record<number, number>;
  /** Exam end on the monotonic clock of this device, taken from the server's clock. */
  endsAtTick: number | undefined;
};

const FRESH: PlayState = {
  attempt: undefined,
  item: undefined,
  phase: 'asking',
  drafts: {},
  changes: {},
  flags: {},
  reply: undefined,
  hints: {},
  queue: [],
  waiting: false,
  trouble: undefined,
  missed: [],
  paintedAt: undefined,
  spent: {},
  endsAtTick: undefined,
};

/** Everything the play screens show. Changed only by the functions of this file. */
export const playStore = createStore<PlayState>(() => FRESH);
const set = (patch: Partial<PlayState>) => playStore.setState(patch);
const get = () => playStore.getState();

/** Forgets the attempt, for example when its screen is left. */
export const resetPlay = () => playStore.setState(FRESH, true);

const tickOfEnd = (attempt: AttemptView, tick: number): number | undefined =>
  attempt.kind === 'exam' ? tick + (attempt.endsAt - attempt.serverNow) : undefined;

const savedAnswers = (attempt: AttemptView): Record<number, Answer> =>
  Object.fromEntries(attempt.items.flatMap((i) => (i.answer === undefined ? [] : [[i.item, i.answer]])));

const savedFlags = (attempt: AttemptView): Record<number, boolean> =>
  Object.fromEntries(attempt.items.map((i) => [i.item, i.flagged === true]));

/** What this device still remembers of an attempt that it shows again after a reload; `item` = where an exam stood. */
export type Kept = { queue: Queued[]; missed: Missed[]; item?: number | undefined };

/**
 * Shows an attempt as the server tells it, new, resumed or resynced. Answers still queued win over the saved ones;
 * queued answers to items that are no longer open are dropped. `tick` is the monotonic clock in ms.
 */
export const showAttempt = (attempt: AttemptView, tick: number, kept?: Kept) => {
  const before = get();
  const same = before.attempt?.id === attempt.id;
  const open = new Set(attempt.status === 'open' ? attempt.items.map((i) => i.item) : []);
  const queue = (kept?.queue ?? (same ? before.queue : [])).filter((q) => open.has(q.body.item));
  const queued = Object.fromEntries(queue.map((q) => [q.body.item, q.body.answer]));
  const stay = attempt.kind === 'exam' ? (same ? before.item?.item : kept?.item) : undefined;
  const item = attempt.items.find((i) => i.item === stay) ?? attempt.items[0];
  const locked = attempt.kind !== 'exam' && queue.length > 0;
  set({
    ...(same ? {} : FRESH),
    attempt,
    item,
    queue,
    drafts: {
      ...(same && attempt.status === 'open' ? before.drafts : {}),
      ...savedAnswers(attempt),
      ...queued,
    },
    flags: savedFlags(attempt),
    missed: kept?.missed ?? (same ? before.missed : []),
    phase: attempt.status === 'ended' ? 'ended' : locked ? 'sending' : 'asking',
    reply: undefined,
    waiting: queue.length > 0 && before.waiting,
    trouble: queue.length > 0 ? before.trouble : undefined,
    paintedAt: same && before.item?.item === item?.item ? before.paintedAt : undefined,
    endsAtTick: tickOfEnd(attempt, tick),
  });
};

const sameAnswer = (a: Answer | undefined, b: Answer) => JSON.stringify(a) === JSON.stringify(b);

/** Chooses or changes the answer of the shown item; `counts` = it replaced a complete one (an answer change). */
export const choose = (answer: Answer | undefined, counts = false) => {
  const { item, drafts, changes, phase } = get();
  if (item === undefined || phase !== 'asking') return;
  const n = item.item;
  if (answer === undefined) {
    const { [n]: _, ...rest } = drafts;
    set({ drafts: rest });
  } else if (!sameAnswer(drafts[n], answer)) {
    set({
      drafts: { ...drafts, [n]: answer },
      changes: counts ? { ...changes, [n]: (changes[n] ?? 0) + 1 } : changes,
    });
  }
};

/** The shown item reached the screen; from here its response time runs. */
export const painted = (tick: number) => {
  if (get().paintedAt === undefined) set({ paintedAt: tick });
};

/** Milliseconds the shown item has been looked at. */
export const lookedAtMs = (tick: number): number => {
  const { item, paintedAt, spent } = get();
  const before = item === undefined ? 0 : (spent[item.item] ?? 0);
  return Math.max(0, Math.round(before + (paintedAt === undefined ? 0 : tick - paintedAt)));
};

/**
 * Commits the chosen answer of the shown item: it enters the queue and, outside an exam, locks the question. Of an
 * exam item only the latest unsent answer is kept, and the server adds up the times and counts the changes itself.
 * Gives undefined when there is nothing to commit.
 */
export const commit = (commandId: string, tick: number): Queued | undefined => {
  const { attempt, item, drafts, changes, queue, phase, spent } = get();
  const answer = item === undefined ? undefined : drafts[item.item];
  if (attempt === undefined || item === undefined || answer === undefined || phase !== 'asking')
    return undefined;
  const exam = attempt.kind === 'exam';
  const body: AnswerBody = {
    attempt: attempt.id,
    item: item.item,
    answer,
    rtMs: lookedAtMs(tick),
    changes: exam ? 0 : (changes[item.item] ?? 0),
  };
  const entry = { commandId, body };
  const [flying, ...rest] = queue;
  const others = rest.filter((q) => q.body.item !== item.item);
  const next = flying === undefined ? [entry] : [flying, ...others, entry];
  if (exam) set({ queue: next, paintedAt: tick, spent: { ...spent, [item.item]: 0 } });
  else set({ queue: next, phase: 'sending' });
  return entry;
};

const missedBy = (state: PlayState, sent: AnswerBody, verdict: Verdict | undefined): Missed[] =>
  verdict === undefined || verdict.ok || state.item === undefined
    ? state.missed
    : [
        ...state.missed.filter((m) => m.question.id !== state.item?.question.id),
        { question: state.item.question, answer: sent.answer, verdict },
      ];

/** The server acknowledged a queued answer. Outside an exam the verdict is shown, the next item waits in `reply`. */
export const acknowledged = (commandId: string, reply: AnswerReply, tick: number) => {
  const state = get();
  const sent = state.queue.find((q) => q.commandId === commandId)?.body;
  if (sent === undefined) return;
  const queue = state.queue.filter((q) => q.commandId !== commandId);
  const shared = { queue, waiting: false, trouble: undefined, endsAtTick: tickOfEnd(reply.attempt, tick) };
  if (reply.attempt.kind === 'exam') {
    set({ ...shared, attempt: reply.attempt });
    if (reply.attempt.status === 'ended') showAttempt(reply.attempt, tick);
    return;
  }
  set({
    ...shared,
    attempt: reply.attempt,
    reply,
    phase: 'verdict',
    missed: missedBy(state, sent, reply.verdict),
  });
};

/** Takes an answer out of the queue without an acknowledgement (the server refused it for good). */
export const dropQueued = (commandId: string) =>
  set({ queue: get().queue.filter((q) => q.commandId !== commandId) });

/** Marks that queued answers wait for the network (or that it is back), or why the server refuses them for now. */
export const setWaiting = (waiting: boolean, trouble?: ErrorCode) => {
  const now = get();
  if (now.waiting !== waiting || now.trouble !== trouble) set({ waiting, trouble });
};

/** From a verdict to the next item, which came with the reply, or to the end. */
export const moveOn = () => {
  const { attempt, phase } = get();
  if (attempt === undefined || phase !== 'verdict') return;
  const item = attempt.items[0];
  const ended = attempt.status === 'ended' || item === undefined;
  set({
    item: ended ? undefined : item,
    phase: ended ? 'ended' : 'asking',
    reply: undefined,
    paintedAt: undefined,
  });
};

/** Exam: shows the item at `index` of the form; the time looked at the one before is kept. */
export const goToItem = (index: number, tick: number) => {
  const { attempt, item, spent } = get();
  const next = attempt?.items[index];
  if (next === undefined || next.item === item?.item) return;
  const kept = item === undefined ? spent : { ...spent, [item.item]: lookedAtMs(tick) };
  set({ item: next, spent: kept, paintedAt: undefined });
};

export const setFlag = (item: number, flagged: boolean) =>
  set({ flags: { ...get().flags, [item]: flagged } });
export const setHint = (item: number, hint: LocalText) => set({ hints: { ...get().hints, [item]: hint } });
