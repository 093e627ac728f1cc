import { type RawBuilder, sql } from 'kysely';
import { weekdayOf } from '../domain/calendar.ts';
import { DEVICES } from '../domain/events/index.ts';
import { logToday } from './active.ts';
import { column, PEOPLE, text } from './columns.ts';
import { type Ask, type Log, type Metric, rowsOf } from './metric.ts';
import { inDays, learnerSymbols, namesPeople, orgSymbol } from './scope.ts';

type Count = { device: number; n: number; answers: number; people: number };

/** Weekday of a day, remembered: the same few days come again and again. */
const weekdays = new Map<number, number>();
const weekday = (day: number): number => {
  const known = weekdays.get(day) ?? weekdayOf(day);
  weekdays.set(day, known);
  return known;
};
const keyOf = (weekday: number, hour: number, device: number): number =>
  (weekday * 24 + hour) * DEVICES.length + device;

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
  reads: ['rollup_person_hour', 'rollup_hour_device', 'rollup_person_day', 'person', 'symbol'],
} as const satisfies Partial<Metric>;

const hours = (ask: Ask): RawBuilder<unknown> =>
  sql`"rollup_person_hour" r where ${inDays(sql`r."day"`, ask)} and r."person" in (${learnerSymbols(ask)})`;
const SUMS = sql`sum(x."n") as "n", sum(x."answers") as "answers"`;

type HourSum = { day: number; hour: number; device: number; n: number; answers: number };
/** Events and answers of each day, hour and device: by the counts of the company less those of who is no learner. */
const sumsOf = (log: Log, ask: Ask): Promise<HourSum[]> => {
  const own = sql`select r."day", r."hour", r."device", r."n", r."answers" from ${hours(ask)}`;
  const rest = sql`select r."day", r."hour", r."device", r."n", r."answers" from "rollup_hour_device" r
      where r."org" = ${orgSymbol(ask)} and ${inDays(sql`r."day"`, ask)}
    union all select r."day", r."hour", r."device", -r."n", -r."answers" from "rollup_person_hour" r
      where ${inDays(sql`r."day"`, ask)} and r."person" in (select d."person" from "rollup_person_day" d
        where d."org" = ${orgSymbol(ask)} and d."person" not in (${learnerSymbols(ask)}))`;
  return rowsOf(
    log,
    sql<HourSum>`select x."day", x."hour", x."device", ${SUMS} from (${namesPeople(ask) ? own : rest}) x
      group by x."day", x."hour", x."device" having sum(x."n") > 0`,
  );
};

/** Devices of one column of bits: 24 for each. */
const PER_COLUMN = 2;
const COLUMNS = Array.from({ length: Math.ceil(DEVICES.length / PER_COLUMN) }, (_, i) => i);
type Bits = { person: number; day: number } & Record<`b${number}`, number>;
/** Hours in which each learner was there: a row for a person and day, bit 24 * (device in its column) + hour. */
const bitsOf = (log: Log, ask: Ask): Promise<Bits[]> => {
  const bits = COLUMNS.map((i) => {
    const at = sql.lit(i * PER_COLUMN);
    const next = sql.lit(i * PER_COLUMN + 1);
    return sql`sum(case when r."device" = ${at} then cast(1 as bigint) << r."hour"
      when r."device" = ${next} then cast(1 as bigint) << (r."hour" + 24) else 0 end) as ${sql.ref(`b${i}`)}`;
  });
  return rowsOf(
    log,
    sql<Bits>`select r."person", r."day", ${sql.join(bits)} from ${hours(ask)}
      group by r."person", r."day" order by r."person", r."day"`,
  );
};

/** The hours and devices of a row of bits. */
const eachHour = (row: Bits, visit: (hour: number, device: number) => void): void => {
  for (const column of COLUMNS) {
    let [rest, at] = [Number(row[`b${column}`]), 0];
    for (const half of [rest % 2 ** 24, Math.floor(rest / 2 ** 24)]) {
      for (rest = half; rest > 0; rest &= rest - 1)
        visit(31 - Math.clz32(rest & -rest), column * PER_COLUMN + at);
      at += 1;
    }
  }
};

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
  ask: async (log, asked) => {
    const to = Math.min(asked.filter.to, logToday(asked));
    const ask = { ...asked, filter: { ...asked.filter, to } };
    const people = new Map<number, number>();
    const latest = new Map<number, number>();
    for (const row of await bitsOf(log, ask))
      eachHour(row, (hour, device) => {
        const key = keyOf(weekday(row.day), hour, device);
        if (latest.get(key) === row.person) return;
        latest.set(key, row.person);
        people.set(key, (people.get(key) ?? 0) + 1);
      });
    const found = new Map<number, Count & { weekday: number; hour: number }>();
    for (const { day, hour, device, n, answers } of await sumsOf(log, ask)) {
      const key = keyOf(weekday(day), hour, device);
      const known = found.get(key) ?? {
        ...{ weekday: weekday(day), hour, device, n: 0, answers: 0, people: people.get(key) ?? 0 },
      };
      known.n += Number(n);
      known.answers += Number(answers);
      found.set(key, known);
    }
    const rows = [...found].sort(([a], [b]) => a - b).map(([, r]) => r);
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
      sql<Count>`select x."device", ${SUMS}, count(distinct x."person") as "people" from (select r.* from ${hours(ask)}) x
        group by x."device" order by x."device"`,
    );
    return rows.map(cells);
  },
};
