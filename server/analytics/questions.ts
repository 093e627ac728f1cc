import { type EventAsk, eventsBehind } from './events-behind.ts';
import { type FigureAsk, figure } from './figure.ts';
import type { Log } from './metric.ts';
import { type StorageAsk, storage } from './storage.ts';

/**
 * Everything that is asked of the log from a door or a job: name -> question. Parameters and answers are plain data, for
 * they travel between threads.
 */
export const QUESTIONS = {
  /** A figure of the registry. */
  figure: (log: Log, ask: FigureAsk) => figure(log, ask),
  /** The events behind a row. */
  events: (log: Log, ask: EventAsk) => eventsBehind(log, ask),
  /** Sizes of the tables and events by day, of the whole server. */
  storage: (log: Log, ask: StorageAsk) => storage(log, ask),
};
export type Question = keyof typeof QUESTIONS;
