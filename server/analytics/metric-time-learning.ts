import { sql } from 'kysely';
import { column, PEOPLE, PERSON, text } from './columns.ts';
import { type Ask, type Metric, rowsOf } from './metric.ts';
import { inDays, learnerSymbols, learnersIn } from './scope.ts';

type Time = { ms: number; days: number };

/** Active time and active days of each learner who was there: rows (person, ms, days). */
const timeByPerson = (ask: Ask) =>
  sql`select r."person", sum(r."activeMs") as "ms", sum(case when r."active" > 0 then 1 else 0 end) as "days"
    from "rollup_person_day" r where ${inDays(sql`r."day"`, ask)} and r."person" in (${learnerSymbols(ask)})
    group by r."person"`;
const perDay = ({ ms, days }: Time): number | null => (days === 0 ? null : ms / days);

const TIME = [
  column('ms', 'ms', text('学习时长', 'Learning time')),
  column('days', 'count', text('活跃天数（人次）', 'Active days')),
  column('per_day', 'ms', text('每个活跃日时长', 'Per active day')),
];
const RULE = text(
  '页面可见且在前台的时间之和，60 秒没有操作即停止计时。活跃日 = 当天至少有一次亲自操作。按日期和人群筛选；题库筛选不适用。',
  'Sum of the time in which the page was visible and in front; it stops after 60 seconds without input. An active day has at least one act of one’s own. Days and people narrow it, the bank does not.',
);
const shared = {
  verbs: ['activity.span'],
  atLeast: { n: 0, of: 'people' },
  interval: 'none',
} as const satisfies Partial<Metric>;
const READS = ['rollup_person_day', 'person', 'symbol'] as const;

/** Active time of all learners. */
export const timeLearning: Metric = {
  ...shared,
  id: 'time.learning',
  name: text('学习时长', 'Learning time'),
  definition: text(
    `${RULE.zh}人均 = 总时长 ÷ 活跃过的学员人数。`,
    `${RULE.en} Per learner = total / learners with an active day.`,
  ),
  columns: [...TIME, column('per_learner', 'ms', text('人均时长', 'Per learner')), PEOPLE],
  privacy: 'groups',
  reads: READS,
  ask: async (log, ask) => {
    const [row] = await rowsOf(
      log,
      sql<
        Time & { people: number }
      >`select coalesce(sum(x."ms"), 0) as "ms", coalesce(sum(x."days"), 0) as "days",
        coalesce(sum(case when x."days" > 0 then 1 else 0 end), 0) as "people" from (${timeByPerson(ask)}) x`,
    );
    const [ms, days, people] = [Number(row?.ms ?? 0), Number(row?.days ?? 0), Number(row?.people ?? 0)];
    return [
      { ms, days, per_day: perDay({ ms, days }), per_learner: people === 0 ? null : ms / people, people },
    ];
  },
};

/** Active time of each learner. */
export const timeByLearner: Metric = {
  ...shared,
  id: 'time.by_person',
  name: text('学员学习时长', 'Learning time by learner'),
  definition: text(
    `每位学员一行，没有活跃过的也列出。${RULE.zh}`,
    `One row for each learner, also for those who were not active. ${RULE.en}`,
  ),
  columns: [...PERSON, ...TIME],
  privacy: 'people',
  reads: [...READS, 'identity'],
  ask: async (log, ask) => {
    const rows = await rowsOf(
      log,
      sql<Time & { person: string; name: string; department: string | null }>`select p."id" as "person",
          coalesce(i."name", '') as "name", p."department", coalesce(x."ms", 0) as "ms", coalesce(x."days", 0) as "days"
        from "person" p left join "identity" i on i."person" = p."id" left join "symbol" s on s."text" = p."id"
        left join (${timeByPerson(ask)}) x on x."person" = s."id"
        where p."id" in (${learnersIn(ask)}) order by "ms" desc, p."id"`,
    );
    return rows.map(({ person, name, department, ms, days }) => {
      const time = { ms: Number(ms), days: Number(days) };
      return { person, name, department, ...time, per_day: perDay(time) };
    });
  },
};
