import { rateOf } from '../domain/figure.ts';
import { readArrivals, readSteps } from './arrivals.ts';
import { column, PEOPLE, rateColumns, text } from './columns.ts';
import type { Metric } from './metric.ts';

const STEPS = {
  invited: text('受邀', 'Invited'),
  account: text('有账号', 'Has an account'),
  active: text('首次活动', 'First activity'),
  activated: text('已激活', 'Activated'),
  half: text('走完一半岛屿', 'Half of the islands'),
  graduated: text('完成或毕业', 'Completed or graduated'),
};

/** invited -> account -> first activity -> activated -> half of the islands -> graduated. */
export const activityFunnel: Metric = {
  id: 'activity.funnel',
  name: text('从受邀到毕业', 'From invited to graduated'),
  definition: text(
    '所选日期内到来的学员走到了哪一步（看到今天为止）。受邀 = 这些天开的账号 + 这些天发出还没人用的邀请；邀请只能按部门筛选。激活 = 报名后 72 小时内学完第一课并答题至少 10 次。占比以受邀人数为分母，“上一步占比”以上一步为分母。',
    'How far the learners who came on these days have got by now. Invited = accounts of these days + invitations of these days that nobody has used (which can be narrowed by department only). Activated = first lesson finished and at least 10 answers within 72 hours of enrolling. The rate is of the invited; the other one of the step before.',
  ),
  columns: [
    column('step', 'text', text('步骤', 'Step'), STEPS),
    PEOPLE,
    ...rateColumns(text('受邀人数', 'Invited'), text('占受邀', 'Of the invited')),
    column('ofLast', 'share', text('占上一步', 'Of the step before')),
  ],
  verbs: [],
  atLeast: { n: 5, of: 'people' },
  interval: 'wilson',
  privacy: 'groups',
  reads: [
    'invite',
    'person',
    'enrolment',
    'cohort_member',
    'progress',
    'rollup_person_day',
    'rollup_person_item',
  ],
  ask: async (log, ask) => {
    const a = await readArrivals(log, ask);
    const { active, half } = await readSteps(log, ask, a);
    const counts = {
      invited: a.invited,
      account: a.accounts.size,
      active: active.size,
      activated: a.activated.size,
      half: half.size,
      graduated: a.graduated.size,
    };
    if (counts.invited === 0) return [];
    let before = counts.invited;
    return Object.entries(counts).map(([step, people]) => {
      const ofLast = before === 0 ? null : people / before;
      before = people;
      return { step, people, ...rateOf(people, counts.invited), ofLast };
    });
  },
};
