import type { Metric } from './metric.ts';

export const activityMetrics: readonly Metric[] = [];
