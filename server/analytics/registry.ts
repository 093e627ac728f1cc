import { activityMetrics } from './activity.ts';
import { answerMetrics } from './answers.ts';
import { effectMetrics } from './effect.ts';
import { itemMetrics } from './items.ts';
import type { Metric } from './metric.ts';
import { programmeMetrics } from './programme.ts';

/** Every figure of the product, by id. */
export const METRICS: ReadonlyMap<string, Metric> = new Map(
  [...answerMetrics, ...itemMetrics, ...activityMetrics, ...programmeMetrics, ...effectMetrics].map(
    (metric) => [metric.id, metric],
  ),
);
