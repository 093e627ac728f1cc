import type { Metric } from './metric.ts';

export const itemMetrics: readonly Metric[] = [];
