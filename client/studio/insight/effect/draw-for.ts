import type { MetricView } from '../../../../server/domain/figure.ts';
import type { Draw } from '../../charts/draw.ts';

const LABELS = ['text', 'quest', 'department', 'cohort', 'point', 'station'] as const;
const has = (metric: MetricView, id: string): boolean => metric.columns.some((c) => c.id === id);

/** How a figure is shown that nobody drew by hand: rates of named things as bars with whiskers, all else as a table. */
export const drawFor = (metric: MetricView): Draw => {
  const label = metric.columns.find((c) => LABELS.some((kind) => kind === c.kind));
  const value = metric.columns.find((c) => c.kind === 'share' || c.kind === 'change');
  const keys = metric.columns.filter((c) => LABELS.some((kind) => kind === c.kind)).length;
  if (label === undefined || value === undefined || keys > 1) return { kind: 'table' };
  const band = has(metric, 'low') && has(metric, 'high') ? { band: ['low', 'high'] as const } : {};
  return { kind: 'bars', label: label.id, value: value.id, ...band };
};
