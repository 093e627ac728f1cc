import { type Calendar, dayOf, playDayIn } from '../domain/calendar.ts';
import type { Column, Row } from '../domain/figure.ts';
import { MOST_ISLANDS, type Quest } from '../domain/quest.ts';
import { COHORT, column, PERSON, QUEST, text } from './columns.ts';
import type { Metric } from './metric.ts';
import { readIslands, readPeople, readPlans, readVoyages, type Voyage } from './voyages.ts';

export const ISLAND_STATES = {
  done: text('按时完成', 'Done on time'),
  'done-late': text('迟些完成', 'Done late'),
  late: text('已过期限', 'Late'),
  open: text('未到期限', 'Not due yet'),
};
type IslandState = keyof typeof ISLAND_STATES;

/** The programme day by whose end island `k` (from 1) of `of` should be done: an even share of the days. */
export const dueDay = (days: number, k: number, of: number): number =>
  Math.max(1, Math.ceil((days * k) / of));

type Dues = { today: number; days: number[] };
/** Today and the day by which each island is due; voyages of a cohort share a calendar, so they are counted once for it. */
const duesAt = (now: number) => {
  const known = new Map<Quest, Map<Calendar, Dues>>();
  return ({ calendar }: Voyage, quest: Quest): Dues => {
    const of = known.get(quest) ?? new Map<Calendar, Dues>();
    known.set(quest, of);
    const all = quest.islands.length;
    const dues = of.get(calendar) ?? {
      today: playDayIn(calendar, now),
      days: quest.islands.map((_, k) => dayOf(calendar, dueDay(quest.days, k + 1, all))),
    };
    of.set(calendar, dues);
    return dues;
  };
};

const stateOf = (v: Voyage, due: number, at: number | undefined, today: number): IslandState => {
  if (at !== undefined) return playDayIn(v.calendar, at) <= due ? 'done' : 'done-late';
  return today > due ? 'late' : 'open';
};

const ISLANDS: Column[] = Array.from({ length: MOST_ISLANDS }, (_, i) =>
  column(`island${i + 1}`, 'text', text(`第 ${i + 1} 岛`, `Island ${i + 1}`), ISLAND_STATES),
);

/** One row a voyage: each island done on time, done late, late or not due; null = the quest has no such island. */
export const programmeIslands: Metric = {
  id: 'programme.islands',
  name: text('每人的岛屿进度', 'Islands by person'),
  definition: text(
    '每人一行，逐岛看是否按时：第 k 座岛应在计划天数的 k ÷ 岛屿总数处完成（向上取整），日子按班期日历算，休息日和个人延期都算进去。名单看的是现在，与所选日期无关。',
    'One row a person: island k should be done by k / islands of the planned days (rounded up), by the cohort’s calendar with its rest days and personal extensions. As of now, whatever the days of the filter.',
  ),
  columns: [
    ...PERSON,
    QUEST,
    COHORT,
    column('done', 'count', text('完成岛屿', 'Islands done')),
    column('of', 'count', text('岛屿总数', 'Islands')),
    column('late', 'count', text('逾期岛屿', 'Islands late')),
    column('finished', 'flag', text('已完成', 'Completed')),
    ...ISLANDS,
  ],
  verbs: ['island.completed'],
  atLeast: { n: 1, of: 'people' },
  interval: 'none',
  privacy: 'people',
  reads: ['enrolment', 'progress', 'cohort', 'cohort_member', 'quest_version', 'identity'],
  ask: async (log, ask) => {
    const plans = await readPlans(log, ask);
    const voyages = await readVoyages(log, ask, plans);
    const islands = await readIslands(log, ask, plans, voyages);
    const people = await readPeople(log, ask);
    const duesOf = duesAt(ask.now);
    const rows = voyages.flatMap((v): Row[] => {
      const quest = plans.of(v.quest, v.version);
      if (!quest) return [];
      const done = islands.get(`${v.person} ${v.quest}`) ?? new Map<string, number>();
      const { today, days } = duesOf(v, quest);
      const states = quest.islands.map((i, k) => stateOf(v, days[k] ?? 0, done.get(i.id), today));
      const who = people.get(v.person);
      return [
        {
          ...{ person: v.person, name: who?.name ?? '', department: who?.department ?? null },
          ...{ quest: v.quest, cohort: v.cohort, done: done.size, of: quest.islands.length },
          ...{ late: states.filter((s) => s === 'late').length, finished: v.doneAt === null ? 0 : 1 },
          ...Object.fromEntries(ISLANDS.map((c, i) => [c.id, states[i] ?? null])),
        },
      ];
    });
    return rows.sort(
      (a, b) =>
        Number(b.late) - Number(a.late) ||
        Number(a.done) - Number(b.done) ||
        (String(a.person) < String(b.person) ? -1 : 1) ||
        (String(a.quest) < String(b.quest) ? -1 : 1),
    );
  },
};
