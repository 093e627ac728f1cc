import { type RawBuilder, sql } from 'kysely';
import { weekdayOf } from '../domain/calendar.ts';
import { daysOfLog } from './active.ts';
import { column, PEOPLE, text } from './columns.ts';
import { type Ask, type Metric, rowsOf } from './metric.ts';
import { inDays, learnerSymbols } from './scope.ts';

type Count = { device: number; n: number; answers: number; people: number };

const SAID = text(
  '按事件发生时公司时区的钟点计；补传太晚（时间不可靠）的事件不算。按日期和人群筛选；题库筛选不适用。',
  'By the clock of the company when it happened; events that came in too late for their time to be trusted are left out. Days and people narrow it, the bank does not.',
);
const COUNTS = [
  column('device', 'device', text('设备', 'Device')),
  column('n', 'count', text('事件数', 'Events')),
  column('answers', 'count', text('作答数', 'Answers')),
  PEOPLE,
];
const shared = {
  verbs: ['question.answered', 'activity.span', 'session.started'],
  atLeast: { n: 0, of: 'people' },
  interval: 'none',
  privacy: 'groups',
  reads: ['rollup_person_hour', 'person', 'symbol'],
} as const satisfies Partial<Metric>;

const hours = (ask: Ask): RawBuilder<unknown> =>
  sql`"rollup_person_hour" r where ${inDays(sql`r."day"`, ask)} and r."person" in (${learnerSymbols(ask)})`;
const SUMS = sql`sum(x."n") as "n", sum(x."answers") as "answers", count(distinct x."person") as "people"`;

/** When people learn, and on what. */
export const timeHeat: Metric = {
  ...shared,
  verbs: [...shared.verbs],
  id: 'time.heat',
  name: text('学习时段热力图', 'Hours of learning'),
  definition: text(
    `每个星期几（1 = 周一）、钟点、设备的事件数和作答数。${SAID.zh}`,
    `Events and answers by weekday (1 = Monday), hour and device. ${SAID.en}`,
  ),
  columns: [
    column('weekday', 'weekday', text('星期', 'Weekday')),
    column('hour', 'hour', text('钟点', 'Hour')),
    ...COUNTS,
  ],
  ask: async (log, ask) => {
    const days = await daysOfLog(log, ask);
    if (days.length === 0) return [];
    const weekdays = sql.raw(days.map((day) => `(${day}, ${weekdayOf(day)})`).join(', '));
    const rows = await rowsOf(
      log,
      sql<Count & { weekday: number; hour: number }>`with "d"("day", "weekday") as (values ${weekdays})
        select x."weekday", x."hour", x."device", ${SUMS}
        from (select d."weekday", h."hour", h."device", h."n", h."answers", h."person"
          from (select r.* from ${hours(ask)}) h join "d" d on d."day" = h."day") x
        group by x."weekday", x."hour", x."device" order by x."weekday", x."hour", x."device"`,
    );
    return rows.map((r) => ({ weekday: r.weekday, hour: r.hour, ...cells(r) }));
  },
};
const cells = (r: Count) => ({
  ...{ device: r.device, n: Number(r.n), answers: Number(r.answers), people: Number(r.people) },
});

/** What people learn on. */
export const timeDevice: Metric = {
  ...shared,
  verbs: [...shared.verbs],
  id: 'time.device',
  name: text('学习设备', 'Devices'),
  definition: text(
    `每类设备的事件数、作答数和使用过它的学员人数；一人用几类设备各计一次。${SAID.zh}`,
    `Events and answers on each class of device, and the learners who used it; somebody with several counts in each. ${SAID.en}`,
  ),
  columns: COUNTS,
  ask: async (log, ask) => {
    const rows = await rowsOf(
      log,
      sql<Count>`select x."device", ${SUMS} from (select r.* from ${hours(ask)}) x
        group by x."device" order by x."device"`,
    );
    return rows.map(cells);
  },
};
