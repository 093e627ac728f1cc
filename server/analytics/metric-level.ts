import { sql } from 'kysely';
import { Z } from '../domain/figure.ts';
import { AVERAGE_B, INITIAL_ANSWERS } from '../domain/mastery.ts';
import { column, PEOPLE, text } from './columns.ts';
import { type Metric, rowsOf } from './metric.ts';
import { learnersIn } from './scope.ts';

type Pair = { bank: string; point: string; start: number; end: number };
/** Sums over the learners of one knowledge point. */
type Group = { bank: string; point: string; people: number; before: number; now: number; squares: number };

/** The expected chance of a right answer to an average question at a level in logits. */
const chance = (level: number): number => 1 / (1 + Math.exp(AVERAGE_B - level));
const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By bank and point. Counted here: sorting every pair for a group costs SQLite more than giving it. */
const groupsOf = (pairs: readonly Pair[]): Group[] => {
  const banks = new Map<string, Map<string, Group>>();
  for (const { bank, point, start, end } of pairs) {
    const points = banks.get(bank) ?? new Map<string, Group>();
    banks.set(bank, points);
    const group = points.get(point) ?? { bank, point, people: 0, before: 0, now: 0, squares: 0 };
    points.set(point, group);
    const [before, now] = [chance(Number(start)), chance(Number(end))];
    group.people += 1;
    group.before += before;
    group.now += now;
    group.squares += (now - before) ** 2;
  }
  return [...banks.values()]
    .flatMap((points) => [...points.values()])
    .sort((a, b) => byName(a.bank, b.bank) || byName(a.point, b.point));
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
    const rows = await rowsOf(
      log,
      sql<Pair>`select k."bank", k."point", o."initial" + k."initial" as "start", o."theta" + k."theta" as "end"
        from (select s."person", s."initial", s."theta" from "skill" s where s."bank" = '' and s."point" = ''
          and s."initial" is not null and s."person" in (${learnersIn(ask)})) o
        join "skill" k on k."person" = o."person"
        where k."point" <> '' and k."initial" is not null
          ${bank === undefined ? sql`` : sql`and k."bank" = ${bank}`}`,
    );
    return groupsOf(rows).map((r) => {
      const n = r.people;
      const change = (r.now - r.before) / n;
      const variance = n < 2 ? undefined : Math.max(0, r.squares - n * change * change) / (n - 1);
      const half = variance === undefined ? undefined : Z * Math.sqrt(variance / n);
      return {
        ...{ bank: r.bank, point: r.point, people: n, n, before: r.before / n, after: r.now / n },
        change: 100 * change,
        low: half === undefined ? null : 100 * (change - half),
        high: half === undefined ? null : 100 * (change + half),
      };
    });
  },
};
