import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { answer, setDesk } from '../analytics/desk.ts';
import type { Question } from '../analytics/questions.ts';
import type { Ctx } from '../context.ts';
import { ERROR_CODES, type ErrorCode, RuleError } from '../domain/errors.ts';
import { type Place, placeOf, readOnly } from '../store/db.ts';
import { startThread } from '../thread.ts';

/** A live figure is at most this old: equal questions within it share one answer. */
const FRESH_MS = 5_000;
const MOST_KEPT = 500;
const LIMIT_MS = 60_000;
const LIMIT_MB = 2_048;
const MOST_THREADS = 4;

export type Asked = { id: number; question: Question; params: unknown };
export type Answered = { id: number } & (
  | { value: unknown }
  | { code: string; details: RuleError['details'] }
  | { bug: string }
);

type Waiting = { resolve: (value: unknown) => void; reject: (error: unknown) => void; timer: NodeJS.Timeout };
type Hand = {
  ask: (question: Question, params: unknown) => Promise<unknown>;
  load: () => number;
  stop: () => Promise<void>;
};

const isCode = (code: string): code is ErrorCode => (ERROR_CODES as readonly string[]).includes(code);
const faultOf = (said: Answered): unknown => {
  if ('bug' in said) return new Error(said.bug);
  return 'code' in said && isCode(said.code)
    ? new RuleError(said.code, said.details)
    : new Error('no answer');
};

/** One thread with a read-only connection of its own; it is made anew after it broke or stood still for a minute. */
const handAt = (place: Place): Hand => {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let next = 0;
  const drop = (error: Error): void => {
    void thread?.terminate();
    thread = undefined;
    for (const one of waiting.values()) {
      clearTimeout(one.timer);
      one.reject(error);
    }
    waiting.clear();
  };
  const hear = (said: Answered): void => {
    const one = waiting.get(said.id);
    if (!one) return;
    waiting.delete(said.id);
    clearTimeout(one.timer);
    if ('value' in said) one.resolve(said.value);
    else one.reject(faultOf(said));
  };
  const open = (): Worker => {
    const made = startThread(new URL('./desk-worker.ts', import.meta.url), LIMIT_MB, place);
    made.unref();
    made.on('message', hear);
    made.on('error', (error: Error) => drop(error));
    made.on('exit', () => {
      if (thread === made) drop(new Error('the thread of the desk ended'));
    });
    return made;
  };
  const ask = (question: Question, params: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      thread ??= open();
      const id = ++next;
      const timer = setTimeout(() => drop(new Error(`the desk took too long over ${question}`)), LIMIT_MS);
      waiting.set(id, { resolve, reject, timer });
      thread.postMessage({ id, question, params } satisfies Asked);
    });
  const stop = async (): Promise<void> => {
    const ending = thread;
    drop(new Error('the desk is closed'));
    await ending?.terminate();
  };
  return { ask, load: () => waiting.size, stop };
};

type Kept = { at: number; value: Promise<unknown> };
/** Equal questions share one answer while it is fresh; a failure is not kept. */
const sharing = (now: () => number, ask: Hand['ask']): Hand['ask'] => {
  const kept = new Map<string, Kept>();
  return (question, params) => {
    const { now: _now, ...same } = params as { now?: number };
    const key = `${question} ${JSON.stringify(same)}`;
    const known = kept.get(key);
    const at = now();
    if (known && at - known.at < FRESH_MS && at >= known.at) return known.value;
    if (kept.size >= MOST_KEPT) kept.clear();
    const value = ask(question, params);
    kept.set(key, { at, value });
    value.catch(() => kept.delete(key));
    return value;
  };
};

type DeskCtx = Pick<Ctx, 'db' | 'now'> & { config: { dataDir: string; databaseUrl?: string | undefined } };

/**
 * Reads the log for the doors and jobs of this process in threads with connections of their own, so that the loop that
 * serves rooms is free. A database that lives in this process only is read on the spot.
 */
export const startDesk = (ctx: DeskCtx): { stop: () => Promise<void> } => {
  const place = placeOf(ctx.db, ctx.config);
  if (!place) {
    const ask: Hand['ask'] = (question, params) => answer(readOnly(ctx.db.read), question, params);
    setDesk(ctx.db, { ask: sharing(ctx.now, ask) });
    return { stop: async () => setDesk(ctx.db, undefined) };
  }
  const most = Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1));
  const hands = Array.from({ length: most }, () => handAt(place));
  const idlest = (): Hand | undefined => hands.reduce((a, b) => (b.load() < a.load() ? b : a));
  const ask: Hand['ask'] = (question, params) => idlest()?.ask(question, params) ?? Promise.resolve();
  setDesk(ctx.db, { ask: sharing(ctx.now, ask) });
  return {
    stop: async () => {
      setDesk(ctx.db, undefined);
      await Promise.all(hands.map((hand) => hand.stop()));
    },
  };
};
