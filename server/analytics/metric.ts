import type { RawBuilder } from 'kysely';
import type { Filter, MetricView, Row } from '../domain/figure.ts';
import type { Tables } from '../store/tables.ts';
import type { Log } from './item-log.ts';

export type { Log } from './item-log.ts';

/** A figure is asked for one company; `now` in ms, `today` = its organisation day YYYYMMDD, `zone` its IANA name. */
export type Ask = { org: string; zone: string; now: number; today: number; filter: Filter };

/**
 * One figure: its definition and how it is read. `ask` gives rows whose cells are named by `columns`; for privacy `groups`
 * every row has the column `people`, by which rows of fewer than five people are left out.
 */
export type Metric = MetricView & {
  /** Tables it reads, for the page of definitions. */
  reads: readonly (keyof Tables)[];
  ask: (log: Log, ask: Ask) => Promise<Row[]>;
};

/** Rows of an SQL text that runs unchanged on both databases. The connection cannot write, whatever the text says. */
export const rowsOf = async <T>(log: Log, text: RawBuilder<T>): Promise<T[]> =>
  (await text.execute(log as never)).rows;
