import { RuleError } from '../domain/errors.ts';
import { FEWEST, type Row } from '../domain/figure.ts';
import type { Ask, Log } from './metric.ts';
import { METRICS } from './registry.ts';

export type FigureAsk = Ask & { id: string };

/** Rows of a figure, without those behind which stand fewer than five people. Throws `figure.unknown`, `figure.days`. */
export const figure = async (
  log: Log,
  { id, ...ask }: FigureAsk,
): Promise<{ rows: Row[]; hidden: number }> => {
  const metric = METRICS.get(id);
  if (!metric) throw new RuleError('figure.unknown');
  if (ask.filter.from > ask.filter.to) throw new RuleError('figure.days');
  const rows = await metric.ask(log, ask);
  if (metric.privacy === 'people') return { rows, hidden: 0 };
  const shown = rows.filter((row) => Number(row.people) === 0 || Number(row.people) >= FEWEST);
  return { rows: shown, hidden: rows.length - shown.length };
};
