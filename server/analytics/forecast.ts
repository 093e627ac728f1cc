import type { Metric } from './metric.ts';

export const forecastMetrics: readonly Metric[] = [];
