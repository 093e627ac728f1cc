import { sql } from 'kysely';
import { Z } from '../domain/figure.ts';
import { AVERAGE_B, INITIAL_ANSWERS } from '../domain/mastery.ts';
import { column, PEOPLE, text } from './columns.ts';
import { type Metric, rowsOf } from './metric.ts';
import { learnersIn } from './scope.ts';

type Found = {
  bank: string;
  point: string;
  people: number;
  before: number;
  now: number;
  change: number;
  squares: number;
};

/** What learners could do after their first ten answers at a knowledge point, and what they can do now. */
export const levelBeforeAfter: Metric = {
  id: 'level.before_after',
  name: text('知识点前后对比', 'Level before and after'),
  definition: text(
    `每个知识点：学员答对一道中等难度题的预计概率，比较“起点”（答满前 ${INITIAL_ANSWERS} 题时）与现在，取各人平均；变化按人配对，附 95% 区间（正态，两人起）。只含在该知识点和总体上都答满 ${INITIAL_ANSWERS} 题的学员。按人群和题库筛选；日期不影响它。没有对照组，变化不等于培训的效果。`,
    `For each knowledge point, the expected chance of a right answer to an average question: at the start (after the first ${INITIAL_ANSWERS} answers) and now, means over learners; the change is paired by learner, with its 95 % interval (normal, from two learners on). Only learners with ${INITIAL_ANSWERS} answers at the point and in all. People and bank narrow it, days do not. Without a comparison group a change is not the effect of the training.`,
  ),
  columns: [
    column('bank', 'bank', text('题库', 'Bank')),
    column('point', 'point', text('知识点', 'Knowledge point')),
    PEOPLE,
    column('n', 'count', text('学员数', 'Learners')),
    column('before', 'share', text('起点', 'At the start')),
    column('after', 'share', text('现在', 'Now')),
    column('change', 'change', text('变化（百分点）', 'Change (points)')),
    column('low', 'change', text('区间下限', 'Low')),
    column('high', 'change', text('区间上限', 'High')),
  ],
  verbs: ['mastery.changed'],
  atLeast: { n: 20, of: 'people' },
  interval: 'normal',
  privacy: 'groups',
  reads: ['skill', 'person'],
  ask: async (log, ask) => {
    const { bank } = ask.filter;
    const p = (overall: string, point: string) =>
      sql`1.0 / (1.0 + exp(${AVERAGE_B} - ${sql.ref(overall)} - ${sql.ref(point)}))`;
    const rows = await rowsOf(
      log,
      sql<Found>`select x."bank", x."point", count(*) as "people", avg(x."before") as "before", avg(x."now") as "now",
          avg(x."now" - x."before") as "change",
          sum((x."now" - x."before") * (x."now" - x."before")) as "squares"
        from (select k."bank", k."point", ${p('o.initial', 'k.initial')} as "before", ${p('o.theta', 'k.theta')} as "now"
          from "skill" k join "skill" o on o."person" = k."person" and o."bank" = '' and o."point" = ''
          where k."point" <> '' and k."initial" is not null and o."initial" is not null
            ${bank === undefined ? sql`` : sql`and k."bank" = ${bank}`} and k."person" in (${learnersIn(ask)})) x
        group by x."bank", x."point" order by x."bank", x."point"`,
    );
    return rows.map((r) => {
      const [n, change] = [Number(r.people), Number(r.change)];
      const variance = n < 2 ? undefined : Math.max(0, Number(r.squares) - n * change * change) / (n - 1);
      const half = variance === undefined ? undefined : Z * Math.sqrt(variance / n);
      return {
        ...{ bank: r.bank, point: r.point, people: n, n, before: Number(r.before), after: Number(r.now) },
        change: 100 * change,
        low: half === undefined ? null : 100 * (change - half),
        high: half === undefined ? null : 100 * (change + half),
      };
    });
  },
};
