import type { Database } from '../store/db.ts';
import type { Log } from './metric.ts';
import { QUESTIONS, type Question } from './questions.ts';

type Params<Q extends Question> = Parameters<(typeof QUESTIONS)[Q]>[1];
type Answer<Q extends Question> = Awaited<ReturnType<(typeof QUESTIONS)[Q]>>;

/** Who reads the log for the process, away from the loop that serves rooms. */
export type Desk = { ask: (question: Question, params: unknown) => Promise<unknown> };

const desks = new WeakMap<Database, Desk>();
/** Names who reads for this database; undefined = nobody any more. */
export const setDesk = (db: Database, desk: Desk | undefined): void => {
  if (desk) desks.set(db, desk);
  else desks.delete(db);
};

/** Asks the log of this database: `await askLog(ctx.db, 'figure', {...})`. What comes back can be copied between threads. */
export const askLog = async <Q extends Question>(
  db: Database,
  question: Q,
  params: Params<Q>,
): Promise<Answer<Q>> => {
  const desk = desks.get(db);
  if (!desk) throw new Error('nobody reads the log of this database: startDesk');
  return (await desk.ask(question, params)) as Answer<Q>;
};

/** Answers at once on `log`; in the thread of the desk, and where a database lives in this process only. */
export const answer = (log: Log, question: Question, params: unknown): Promise<unknown> => {
  const work = QUESTIONS[question] as (log: Log, params: never) => Promise<unknown>;
  return work(log, params as never);
};
