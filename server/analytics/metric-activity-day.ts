import { rateOf } from '../domain/figure.ts';
import { activeOn, activeWithin, daysOfLog, headcounts, logToday } from './active.ts';
import { ACTIVE_VERBS } from './active-verbs.ts';
import { column, DAY, PARTIAL, PEOPLE, rateColumns, text } from './columns.ts';
import type { Ask, Log, Metric } from './metric.ts';

/** A series of active people by day, in windows of `width` days that end on it. */
const series = (width: number) => async (log: Log, ask: Ask) => {
  const days = await daysOfLog(log, ask);
  if (days.length === 0) return [];
  const people = width === 1 ? await activeOn(log, ask, days) : await activeWithin(log, ask, days, width);
  const heads = await headcounts(log, ask, days);
  const today = logToday(ask);
  return days.map((day, i) => ({
    day,
    people: people[i] ?? 0,
    ...rateOf(people[i] ?? 0, heads[i] ?? 0),
    partial: day === today ? 1 : 0,
  }));
};

const shared = {
  columns: [
    DAY,
    PEOPLE,
    ...rateColumns(text('学员总数', 'Learners'), text('活跃占比', 'Share active')),
    PARTIAL,
  ],
  verbs: ACTIVE_VERBS,
  atLeast: { n: 5, of: 'people' },
  interval: 'wilson',
  privacy: 'groups',
  reads: ['rollup_person_day', 'rollup_verb_day', 'person', 'symbol'],
} as const satisfies Partial<Metric>;

/** DAU. */
export const activityDaily: Metric = {
  ...shared,
  columns: [...shared.columns],
  id: 'activity.daily',
  name: text('日活跃人数', 'Daily active learners'),
  definition: text(
    '当天至少有一次亲自操作（学习行为或成绩类事件）的学员人数；占比以当天结束时的学员总数为分母。系统、通知和管理事件不算。',
    'Learners with at least one act of their own (behaviour or result) on the day; the share is of all learners at the end of that day. System, notice and admin events do not count.',
  ),
  ask: series(1),
};

/** WAU: rolling seven days. */
export const activityWeekly: Metric = {
  ...shared,
  columns: [...shared.columns],
  id: 'activity.weekly',
  name: text('周活跃人数（滚动 7 天）', 'Weekly active learners (rolling 7 days)'),
  definition: text(
    '截至当天的 7 天里至少有一天活跃的学员人数，每人只计一次。',
    'Learners who were active on at least one of the seven days that end on the day; each counts once.',
  ),
  ask: series(7),
};

/** MAU: rolling 28 days. */
export const activityMonthly: Metric = {
  ...shared,
  columns: [...shared.columns],
  id: 'activity.monthly',
  name: text('月活跃人数（滚动 28 天）', 'Monthly active learners (rolling 28 days)'),
  definition: text(
    '截至当天的 28 天里至少有一天活跃的学员人数，每人只计一次。',
    'Learners who were active on at least one of the 28 days that end on the day; each counts once.',
  ),
  ask: series(28),
};

const STICKY_DAYS = 28;
/** Mean DAU / MAU over the same 28 days. */
export const activityStickiness: Metric = {
  id: 'activity.stickiness',
  name: text('黏性（日活 ÷ 月活）', 'Stickiness (DAU / MAU)'),
  definition: text(
    '同一个 28 天窗口里，平均日活跃人数 ÷ 月活跃人数。窗口早于第一天记录时标为“未满”。',
    'Mean daily active learners / monthly active learners over the same 28 days. Marked as not complete while the log is younger than the window.',
  ),
  columns: [
    DAY,
    PEOPLE,
    column('mean', 'number', text('平均日活', 'Mean DAU')),
    column('rate', 'share', text('黏性', 'Stickiness')),
    PARTIAL,
  ],
  verbs: ACTIVE_VERBS,
  atLeast: { n: 5, of: 'people' },
  interval: 'none',
  privacy: 'groups',
  reads: ['rollup_person_day', 'rollup_verb_day', 'symbol'],
  ask: async (log, ask) => {
    const days = await daysOfLog(log, ask);
    if (days.length === 0) return [];
    const earlier = await daysOfLog(log, { ...ask, filter: { ...ask.filter, from: 19_700_101 } });
    const all = earlier.slice(-(days.length + STICKY_DAYS - 1));
    const [daily, monthly] = [await activeOn(log, ask, all), await activeWithin(log, ask, days, STICKY_DAYS)];
    const today = logToday(ask);
    return days.map((day, i) => {
      const at = all.length - days.length + i;
      const window = daily.slice(Math.max(0, at - STICKY_DAYS + 1), at + 1);
      const mean = window.reduce((a, b) => a + b, 0) / STICKY_DAYS;
      const people = monthly[i] ?? 0;
      const partial = day === today || window.length < STICKY_DAYS ? 1 : 0;
      return { day, people, mean, rate: people === 0 ? null : mean / people, partial };
    });
  },
};
