import type { Metric } from './metric.ts';
import { activityAarrr } from './metric-activity-aarrr.ts';
import { activityDaily, activityMonthly, activityStickiness, activityWeekly } from './metric-activity-day.ts';
import { activityFunnel } from './metric-activity-funnel.ts';
import { activityMonthRate } from './metric-activity-month.ts';
import { activityRetention } from './metric-activity-retention.ts';

export const activityMetrics: readonly Metric[] = [
  activityDaily,
  activityWeekly,
  activityMonthly,
  activityMonthRate,
  activityStickiness,
  activityRetention,
  activityFunnel,
  activityAarrr,
];
