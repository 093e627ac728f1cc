import { type BillAsk, billFacts } from './bill.ts';
import { type BillEventAsk, billEvents } from './bill-events.ts';
import { billStretch, type StretchAsk } from './bill-hours.ts';
import { type StoryAsk, storyFacts } from './bill-story.ts';
import { type EventAsk, eventsBehind } from './events-behind.ts';
import { type CountAsk, exportCount } from './export-events.ts';
import { type FigureAsk, figure } from './figure.ts';
import type { Log } from './metric.ts';
import { type IdAsk, type StatementAsk, statementById, statementsOf } from './open-statements.ts';
import { contestOf, type PopularityAsk, popularity } from './recommend.ts';
import { type SegmentAsk, segmentCounts, segmentList } from './segment.ts';
import { type AudienceAsk, audience } from './segment-audience.ts';
import { cameBack, type ReturnAsk } from './segment-return.ts';
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
  /** What bills of a period say, by person; the year beside it; the events behind a line; the next hours for the job. */
  bills: (log: Log, ask: BillAsk) => billFacts(log, ask),
  story: (log: Log, ask: StoryAsk) => storyFacts(log, ask),
  billEvents: (log: Log, ask: BillEventAsk) => billEvents(log, ask),
  billStretch: (log: Log, ask: StretchAsk) => billStretch(log, ask),
  /** What colleagues practise, and which list of proposals wins on the company's own log. */
  popularity: (log: Log, ask: PopularityAsk) => popularity(log, ask),
  contest: (log: Log, ask: { org: string }) => contestOf(log, ask),
  /** Segments of learners: how many, who; whom a reminder rule speaks to; who came back after one. */
  segments: (log: Log, ask: SegmentAsk) => segmentCounts(log, ask),
  segment: (log: Log, ask: Parameters<typeof segmentList>[1]) => segmentList(log, ask),
  audience: (log: Log, ask: AudienceAsk) => audience(log, ask),
  cameBack: (log: Log, ask: ReturnAsk) => cameBack(log, ask),
  /** Sizes of the tables and events by day, of the whole server. */
  storage: (log: Log, ask: StorageAsk) => storage(log, ask),
  /** Statements of xAPI for a pull or a push, one of them; how many events an export holds. */
  statements: (log: Log, ask: StatementAsk) => statementsOf(log, ask),
  statement: (log: Log, ask: IdAsk) => statementById(log, ask),
  exportCount: (log: Log, ask: CountAsk) => exportCount(log, ask),
};
export type Question = keyof typeof QUESTIONS;
