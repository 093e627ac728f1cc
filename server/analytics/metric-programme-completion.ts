import { beginOf, voyageDay } from '../domain/calendar.ts';
import { type Row, rateOf } from '../domain/figure.ts';
import { playDay } from '../domain/time.ts';
import { ACTIVATION_MS, activatedVoyages } from './activation.ts';
import { COHORT, column, PARTIAL, PEOPLE, QUEST, rateColumns, text } from './columns.ts';
import type { Ask, Log, Metric } from './metric.ts';
import { begunInFilter, type Plans, readPeople, readPlans, readVoyages, type Voyage } from './voyages.ts';

const READS = ['enrolment', 'cohort', 'cohort_member', 'quest_version', 'person'] as const;
const keyOf = (v: Voyage): string => `${v.person} ${v.quest}`;

/** True while the programme's planned days are not over for this learner. */
const stillRuns = (v: Voyage, plans: Plans, now: number): boolean =>
  voyageDay(v.calendar, playDay(now, v.calendar.zone)) <= (plans.newest.get(v.quest)?.days ?? 0);

const inFilter = async (log: Log, ask: Ask): Promise<{ plans: Plans; voyages: Voyage[] }> => {
  const plans = await readPlans(log, ask);
  return { plans, voyages: begunInFilter(await readVoyages(log, ask, plans), ask) };
};

const counted = (voyages: readonly Voyage[]) => {
  const done = voyages.filter((v) => v.doneAt !== null).length;
  return { people: new Set(voyages.map((v) => v.person)).size, done, ...rateOf(done, voyages.length) };
};

/** Completed / enrolled, by quest and cohort; those whose days are not over stand apart. */
export const programmeCompletion: Metric = {
  id: 'programme.completion',
  name: text('完成率', 'Completion'),
  definition: text(
    '所选日期内开航的人里，走完全部岛屿或达到毕业条件的人 ÷ 已报名的人（含班期里还没开始的成员，不含已移出班期又没开始的人）。计划天数还没过完的单列一行，标为“未满”。',
    'Of those whose voyage began on these days: all islands done or graduated / enrolled (members of a cohort who have not begun included; who was taken out without beginning is not). Those whose planned days are not over stand in a row of their own, marked as not complete.',
  ),
  columns: [
    QUEST,
    COHORT,
    PEOPLE,
    column('done', 'count', text('已完成', 'Completed')),
    ...rateColumns(text('已报名', 'Enrolled'), text('完成率', 'Completion')),
    PARTIAL,
  ],
  verbs: ['programme.enrolled', 'quest.completed', 'medal.granted'],
  atLeast: { n: 20, of: 'people' },
  interval: 'wilson',
  privacy: 'groups',
  reads: READS,
  ask: async (log, ask) => {
    const { plans, voyages } = await inFilter(log, ask);
    const groups = Map.groupBy(voyages, (v) =>
      JSON.stringify([v.quest, v.cohort, stillRuns(v, plans, ask.now) ? 1 : 0]),
    );
    return [...groups.keys()].sort().map((key): Row => {
      const [quest, cohort, partial] = JSON.parse(key) as [string, string | null, number];
      return { quest, cohort, ...counted(groups.get(key) ?? []), partial };
    });
  },
};

/** Completion by department, in the order of departments' ids. */
export const programmeDepartments: Metric = {
  id: 'programme.departments',
  name: text('各部门完成率', 'Completion by department'),
  definition: text(
    '按学员所在部门（不含下级）计算的完成率，附 95% 威尔逊区间；不足 5 人的部门不显示。“进行中”是计划天数还没过完的人，已计入分母。',
    'Completion of the learners of each department (without those below it), with the Wilson 95 % interval; departments of fewer than five people are not shown. “Still running” = planned days not over; they are in the denominator.',
  ),
  columns: [
    column('department', 'department', text('部门', 'Department')),
    PEOPLE,
    column('done', 'count', text('已完成', 'Completed')),
    ...rateColumns(text('已报名', 'Enrolled'), text('完成率', 'Completion')),
    column('running', 'count', text('进行中', 'Still running')),
  ],
  verbs: ['programme.enrolled', 'quest.completed', 'medal.granted'],
  atLeast: { n: 20, of: 'people' },
  interval: 'wilson',
  privacy: 'groups',
  reads: READS,
  ask: async (log, ask) => {
    const { plans, voyages } = await inFilter(log, ask);
    const people = await readPeople(log, ask);
    const groups = Map.groupBy(voyages, (v) => people.get(v.person)?.department ?? '');
    return [...groups.keys()].sort().map((department): Row => {
      const theirs = groups.get(department) ?? [];
      const running = theirs.filter((v) => v.doneAt === null && stillRuns(v, plans, ask.now)).length;
      return { department: department === '' ? null : department, ...counted(theirs), running };
    });
  },
};

/** First lesson finished and ten answers within 72 hours / enrolled at least 72 hours ago, by quest and cohort. */
export const programmeActivation: Metric = {
  id: 'programme.activation',
  name: text('激活率', 'Activation'),
  definition: text(
    '所选日期内开航的人里，报名后 72 小时内学完第一课并答题至少 10 次的人 ÷ 报名已满 72 小时的人。班期成员还没开始的，从进班和开班两者中较晚的时刻算起。',
    'Of those whose voyage began on these days: first lesson finished and at least 10 answers within 72 hours of enrolling / enrolled at least 72 hours ago. For members of a cohort who have not begun the clock starts when they were put in or when the cohort began, whichever is later.',
  ),
  columns: [
    QUEST,
    COHORT,
    PEOPLE,
    column('done', 'count', text('已激活', 'Activated')),
    ...rateColumns(text('报名满 72 小时', 'Enrolled 72 h ago'), text('激活率', 'Activation')),
  ],
  verbs: ['lesson.completed', 'question.answered'],
  atLeast: { n: 20, of: 'people' },
  interval: 'wilson',
  privacy: 'groups',
  reads: [...READS, 'progress', 'rollup_person_item', 'rollup_person_day', 'event'],
  ask: async (log, ask) => {
    const { plans, voyages } = await inFilter(log, ask);
    const since = (v: Voyage): number =>
      v.startedAt ?? Math.max(v.joinedAt ?? 0, beginOf(v.calendar, v.calendar.startDay));
    const old = voyages.filter((v) => since(v) <= ask.now - ACTIVATION_MS);
    const activated = await activatedVoyages(log, ask, plans, old);
    const groups = Map.groupBy(old, (v) => JSON.stringify([v.quest, v.cohort]));
    return [...groups.keys()].sort().map((key): Row => {
      const [quest, cohort] = JSON.parse(key) as [string, string | null];
      const theirs = groups.get(key) ?? [];
      const done = theirs.filter((v) => activated.has(keyOf(v))).length;
      const people = new Set(theirs.map((v) => v.person)).size;
      return { quest, cohort, people, done, ...rateOf(done, theirs.length) };
    });
  },
};
