import { sql } from 'kysely';
import { beginOf, voyageDay } from '../domain/calendar.ts';
import type { Row } from '../domain/figure.ts';
import { daysBetween, playDay } from '../domain/time.ts';
import { COHORT, column, PERSON, QUEST, text } from './columns.ts';
import { type Ask, type Log, type Metric, rowsOf } from './metric.ts';
import { learnersIn } from './scope.ts';
import { readPeople, readPlans, readVoyages, type Voyage } from './voyages.ts';

const anyQuest = (ask: Ask): Ask => {
  const { quest: _, ...filter } = ask.filter;
  return { ...ask, filter };
};

type Idle = { person: string; createdAt: number; lastSeenAt: number | null; remindedAt: number | null };
/** Learners of the filter who have neither tried nor done anything in the quest (absent: in any). */
const idlePeople = (log: Log, ask: Ask): Promise<Idle[]> => {
  const { quest } = ask.filter;
  const here = (table: string) =>
    quest === undefined ? sql`1 = 1` : sql`${sql.ref(`${table}.quest`)} = ${quest}`;
  return rowsOf(
    log,
    sql<Idle>`select p."id" as "person", p."createdAt", p."lastSeenAt", (select max(m."at") from "message" m
        where m."person" = p."id" and m."kind" = 'reminder') as "remindedAt" from "person" p
      where p."id" in (${learnersIn(anyQuest(ask))})
        and not exists (select 1 from "progress" g where g."person" = p."id" and ${here('g')})
        and not exists (select 1 from "attempt" a where a."person" = p."id" and ${here('a')})
      order by p."id"`,
  );
};

/** Who has not begun, the longest idle first. Whose cohort begins later is not missed yet. */
export const programmeNotStarted: Metric = {
  id: 'programme.not_started',
  name: text('还没开始的人', 'Who has not started'),
  definition: text(
    '有账号但还没有尝试或完成过任何站点的学员（筛选了任务时只看该任务），等得最久的排在前面。从开账号、进班、开班三者中最晚的一天算起；班期还没开始的不列。名单看的是现在，与所选日期无关。',
    'Learners with an account who have neither tried nor finished any station (of the quest, when one is chosen), the longest idle first. Days are counted from the account, joining the cohort or the cohort’s first day, whichever came last; whose cohort begins later is not listed. As of now, whatever the days of the filter.',
  ),
  columns: [
    ...PERSON,
    QUEST,
    COHORT,
    column('since', 'day', text('起算日', 'Since')),
    column('idle', 'count', text('已等待天数', 'Days idle')),
    column('seen', 'day', text('最近登录', 'Last seen')),
    column('reminded', 'day', text('最近提醒', 'Last reminded')),
  ],
  verbs: [],
  atLeast: { n: 1, of: 'people' },
  interval: 'none',
  privacy: 'people',
  reads: ['person', 'progress', 'attempt', 'cohort_member', 'cohort', 'message'],
  ask: async (log, ask) => {
    const plans = await readPlans(log, ask);
    const waits = new Map<string, Voyage>();
    for (const v of await readVoyages(log, ask, plans)) waits.set(v.person, v);
    const people = await readPeople(log, ask);
    const today = playDay(ask.now, ask.zone);
    const dayOf = (at: number | null): number | null => (at === null ? null : playDay(Number(at), ask.zone));
    const narrow = ask.filter.cohort !== undefined;
    return (await idlePeople(log, ask))
      .flatMap(({ person, createdAt, lastSeenAt, remindedAt }): Row[] => {
        const v = waits.get(person);
        if (narrow && !v) return [];
        if (v && voyageDay(v.calendar, playDay(ask.now, v.calendar.zone)) < 1) return [];
        const began = v ? beginOf(v.calendar, v.calendar.startDay) : 0;
        const since = playDay(Math.max(Number(createdAt), v?.joinedAt ?? 0, began), ask.zone);
        const who = people.get(person);
        return [
          {
            ...{ person, name: who?.name ?? '', department: who?.department ?? null },
            ...{ quest: v?.quest ?? ask.filter.quest ?? null, cohort: v?.cohort ?? null, since },
            idle: Math.max(0, daysBetween(since, today)),
            ...{ seen: dayOf(lastSeenAt), reminded: dayOf(remindedAt) },
          },
        ];
      })
      .sort((a, b) => Number(b.idle) - Number(a.idle) || (String(a.person) < String(b.person) ? -1 : 1));
  },
};
