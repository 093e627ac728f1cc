import type { Metric } from './metric.ts';

export const answerMetrics: readonly Metric[] = [];
