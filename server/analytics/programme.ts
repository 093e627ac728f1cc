import type { Metric } from './metric.ts';

export const programmeMetrics: readonly Metric[] = [];
