import type { Metric } from './metric.ts';
import { itemsAnalysis } from './metric-item-analysis.ts';
import { itemsOpenErrors } from './metric-item-errors.ts';
import { itemsMostCorrect, itemsMostMissed } from './metric-item-most.ts';
import { itemsReliability } from './metric-item-reliability.ts';
import { levelBeforeAfter } from './metric-level.ts';
import { timeDevice, timeHeat } from './metric-time-heat.ts';
import { timeByLearner, timeLearning } from './metric-time-learning.ts';

export const itemMetrics: readonly Metric[] = [
  itemsMostMissed,
  itemsMostCorrect,
  itemsAnalysis,
  itemsReliability,
  itemsOpenErrors,
  timeLearning,
  timeByLearner,
  timeHeat,
  timeDevice,
  levelBeforeAfter,
];
