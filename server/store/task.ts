import type { Database } from './db.ts';

/** A long work in the background: when it began, whether the last one broke off, what the last good one gave. */
export type Task<T> = { startedAt?: number; failed?: true; last?: T };

const tasks = new WeakMap<Database, Map<string, Task<unknown>>>();
const running = new WeakMap<Database, Set<Promise<void>>>();

/** The state of the task of that name. */
export const taskOf = <T>(db: Database, name: string): Task<T> => (tasks.get(db)?.get(name) ?? {}) as Task<T>;

const put = (db: Database, name: string, task: Task<unknown>): void => {
  const all = tasks.get(db) ?? new Map<string, Task<unknown>>();
  tasks.set(db, all);
  all.set(name, task);
};

/** Begins a work unless one of this name is under way. What fails is told to `onFault` and kept as `failed`. */
export const startTask = <T>(
  db: Database,
  name: string,
  { now, work, onFault }: { now: number; work: () => Promise<T>; onFault: (error: unknown) => void },
): void => {
  const before = taskOf<T>(db, name);
  if (before.startedAt !== undefined) return;
  const { last } = before;
  const kept = last === undefined ? {} : { last };
  put(db, name, { ...kept, startedAt: now });
  const run = work().then(
    (done) => put(db, name, { last: done }),
    (error: unknown) => {
      put(db, name, { ...kept, failed: true });
      onFault(error);
    },
  );
  const all = running.get(db) ?? new Set<Promise<void>>();
  running.set(db, all);
  all.add(run);
  void run.finally(() => all.delete(run));
};

/** Resolves when no task of this database is under way. */
export const tasksEnded = async (db: Database): Promise<void> => {
  await Promise.all(running.get(db) ?? []);
};
