import type { Metric } from './metric.ts';
import { effectKirkpatrick } from './metric-effect-kirkpatrick.ts';
import { effectOsm } from './metric-effect-osm.ts';
import { effectRoi } from './metric-effect-roi.ts';

export const effectMetrics: readonly Metric[] = [effectKirkpatrick, effectRoi, effectOsm];
