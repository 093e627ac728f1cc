import type { Metric } from './metric.ts';

export const effectMetrics: readonly Metric[] = [];
