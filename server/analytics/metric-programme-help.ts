import { sql } from 'kysely';
import { beginOf, playDayIn, voyageDay } from '../domain/calendar.ts';
import { memberState } from '../domain/cohort.ts';
import type { Row } from '../domain/figure.ts';
import { currentStation, openingDay, openingOf } from '../domain/journey.ts';
import { COHORT, column, PERSON, QUEST, STATION, text } from './columns.ts';
import { type Ask, type Log, type Metric, rowsOf } from './metric.ts';
import { type Plans, readPeople, readPlans, readVoyages, type Voyage } from './voyages.ts';

/** Nobody is stuck within a day of the last step, unless exams were failed. */
const LEAST_MS = 86_400_000;
const MOST_FAILED = 3;
const CHUNK = 500;

type Last = { person: string; quest: string; at: number | null };
type Place = { person: string; station: string };
type Step = Place & { doneAt: number | null };
const keyOf = (v: { person: string; quest: string }): string => `${v.person} ${v.quest}`;

const everyChunk = async <T>(
  people: readonly string[],
  read: (some: string[]) => Promise<T[]>,
): Promise<T[]> => {
  const all: T[] = [];
  for (let at = 0; at < people.length; at += CHUNK) all.push(...(await read(people.slice(at, at + CHUNK))));
  return all;
};

/** Voyages under way on which nothing was done for a day, or an exam or boss was failed three times. */
const suspects = async (log: Log, ask: Ask, voyages: readonly Voyage[]): Promise<Voyage[]> => {
  const sailing = voyages.filter((v) => v.startedAt !== null && v.graduatedAt === null);
  const people = [...new Set(sailing.map((v) => v.person))];
  const last = await everyChunk(people, (some) =>
    rowsOf(
      log,
      sql<Last>`select "person", "quest", max("doneAt") as "at" from "progress"
        where "person" in (${sql.join(some)}) group by "person", "quest"`,
    ),
  );
  const failed = await everyChunk(people, (some) =>
    rowsOf(
      log,
      sql<
        Place & { quest: string }
      >`select "person", "quest", "station" from "attempt" where "person" in (${sql.join(some)})
        and "kind" in ('exam', 'boss') and "status" = 'ended' and "day" > 0
        group by "person", "quest", "station" having count(*) >= ${sql.raw(String(MOST_FAILED))}`,
    ),
  );
  const lastAt = new Map(last.map((r) => [keyOf(r), Number(r.at ?? 0)]));
  const failing = new Set(failed.map(keyOf));
  return sailing.filter(
    (v) => failing.has(keyOf(v)) || ask.now - (lastAt.get(keyOf(v)) || (v.startedAt ?? 0)) >= LEAST_MS,
  );
};

type Facts = {
  steps: Map<string, Step[]>;
  tries: Map<string, number>;
  tried: Set<string>;
  waiting: Set<string>;
};
/** What these voyages have done, tried and handed in. */
const readFacts = async (log: Log, voyages: readonly Voyage[]): Promise<Facts> => {
  const people = [...new Set(voyages.map((v) => v.person))];
  const steps = await everyChunk(people, (some) =>
    rowsOf(
      log,
      sql<Step & { quest: string }>`select "person", "quest", "station", "doneAt" from "progress"
        where "person" in (${sql.join(some)}) order by "person", "station"`,
    ),
  );
  const tries = await everyChunk(people, (some) =>
    rowsOf(
      log,
      sql<
        Place & { quest: string; n: number }
      >`select "person", "quest", "station", sum(case when "kind" in ('exam', 'boss')
        and "status" = 'ended' and "day" > 0 then 1 else 0 end) as "n" from "attempt"
        where "person" in (${sql.join(some)}) group by "person", "quest", "station"`,
    ),
  );
  const waiting = await everyChunk(people, (some) =>
    rowsOf(
      log,
      sql<Place>`select "person", "station" from "submission" where "person" in (${sql.join(some)})
          and "state" in ('submitted', 'marking')
        union select a."person", a."station" from "attempt" a join "essay_response" r on r."attempt" = a."id"
          where a."person" in (${sql.join(some)}) and a."kind" = 'exam' and r."markedAt" is null`,
    ),
  );
  return {
    steps: Map.groupBy(steps, keyOf),
    tries: new Map(tries.map((t) => [`${t.person} ${t.station}`, Number(t.n)])),
    tried: new Set(tries.map(keyOf)),
    waiting: new Set(waiting.map((w) => `${w.person} ${w.station}`)),
  };
};

type Stuck = { voyage: Voyage; station: string; island: string; since: number; failures: number };
const stuckAt = (v: Voyage, plans: Plans, f: Facts, now: number): Stuck | undefined => {
  const quest = plans.of(v.quest, v.version);
  if (!quest) return undefined;
  const { calendar } = v;
  const days = { calendar, today: playDayIn(calendar, now) };
  const steps = f.steps.get(keyOf(v)) ?? [];
  const done = new Map(steps.map((s) => [s.station, { done: s.doneAt !== null }]));
  const at = currentStation(quest, done, days);
  const island = quest.islands.find((i) => i.id === at?.island);
  if (!at || !island) return undefined;
  const opened = openingDay(openingOf(quest, island).rule, calendar);
  const since = Math.max(
    v.startedAt ?? 0,
    ...steps.map((s) => Number(s.doneAt ?? 0)),
    opened === undefined ? 0 : beginOf(calendar, opened),
  );
  const failures = f.tries.get(`${v.person} ${at.station}`) ?? 0;
  const state = memberState({
    ...{ quest, done, days, failures, graduated: v.graduatedAt !== null },
    started: steps.length > 0 || f.tried.has(keyOf(v)),
    sinceDay: playDayIn(calendar, since),
    waiting: f.waiting.has(`${v.person} ${at.station}`),
  });
  return state === 'stuck' ? { voyage: v, ...at, since, failures } : undefined;
};

/** Who is stuck where and since when, the longest first; no scores. */
export const programmeHelpList: Metric = {
  id: 'programme.help_list',
  name: text('需要帮一把的人', 'Who needs a hand'),
  definition: text(
    '卡在同一站点满 2 个计划日，或同一场考试、首领失败满 3 次的学员，卡得最久的排在前面；等待批改的不算，不显示任何分数。名单看的是现在，与所选日期无关。',
    'Learners who have been at the same station for 2 programme days, or failed the same exam or boss 3 times, the longest first; who waits for a mark is not listed, and no scores are shown. As of now, whatever the days of the filter.',
  ),
  columns: [
    ...PERSON,
    QUEST,
    COHORT,
    STATION,
    column('since', 'day', text('从哪天起', 'Since')),
    column('days', 'count', text('已卡天数', 'Days stuck')),
    column('failures', 'count', text('失败次数', 'Failures')),
  ],
  verbs: [],
  atLeast: { n: 1, of: 'people' },
  interval: 'none',
  privacy: 'people',
  reads: ['enrolment', 'progress', 'attempt', 'submission', 'essay_response', 'cohort', 'cohort_member'],
  ask: async (log, ask) => {
    const plans = await readPlans(log, ask);
    const voyages = await suspects(log, ask, await readVoyages(log, ask, plans));
    if (voyages.length === 0) return [];
    const facts = await readFacts(log, voyages);
    const people = await readPeople(log, ask);
    const rows = voyages.flatMap((v): Row[] => {
      const found = stuckAt(v, plans, facts, ask.now);
      if (!found) return [];
      const who = people.get(v.person);
      const since = playDayIn(v.calendar, found.since);
      const today = voyageDay(v.calendar, playDayIn(v.calendar, ask.now));
      return [
        {
          ...{ person: v.person, name: who?.name ?? '', department: who?.department ?? null },
          ...{ quest: v.quest, cohort: v.cohort, station: found.station, since },
          days: Math.max(0, today - Math.max(1, voyageDay(v.calendar, since))),
          failures: found.failures,
        },
      ];
    });
    return rows.sort(
      (a, b) => Number(b.days) - Number(a.days) || (String(a.person) < String(b.person) ? -1 : 1),
    );
  },
};
