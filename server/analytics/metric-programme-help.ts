import { sql } from 'kysely';
import { beginOf, playDayIn, voyageDay } from '../domain/calendar.ts';
import { memberState } from '../domain/cohort.ts';
import type { Row } from '../domain/figure.ts';
import { currentStation, openingDay, openingOf } from '../domain/journey.ts';
import { COHORT, column, PERSON, QUEST, STATION, text } from './columns.ts';
import { type Log, type Metric, rowsOf } from './metric.ts';
import { type Plans, readPeople, readPlans, readVoyages, type Voyage } from './voyages.ts';

/** Nobody is stuck within a day of the last step, unless exams were failed. */
const LEAST_MS = 86_400_000;
const MOST_FAILED = 3;
const CHUNK = 500;

type Place = { person: string; station: string };
type Step = Place & { doneAt: number | null };
const keyOf = (v: { person: string; quest: string }): string => `${v.person} ${v.quest}`;

/** Rows by voyage; those of one person follow one another. */
const byVoyage = (rows: readonly (Step & { quest: string })[]): Map<string, Step[]> => {
  const all = new Map<string, Step[]>();
  let [person, quest, theirs]: [string, string, Step[]] = ['', '', []];
  for (const row of rows) {
    if (row.person !== person || row.quest !== quest) {
      ({ person, quest } = row);
      theirs = all.get(keyOf(row)) ?? [];
      all.set(keyOf(row), theirs);
    }
    theirs.push(row);
  }
  return all;
};

const everyChunk = async <T>(
  people: readonly string[],
  read: (some: string[]) => Promise<T[]>,
): Promise<T[]> => {
  const all: T[] = [];
  for (let at = 0; at < people.length; at += CHUNK) all.push(...(await read(people.slice(at, at + CHUNK))));
  return all;
};

type Facts = {
  steps: Map<string, Step[]>;
  /** Exams and bosses that ended, by `person station`. */
  tries: Map<string, number>;
  /** Voyages with as many tries at one station as call for help. */
  failing: Set<string>;
};
/** What these people have done, and which exams they have tried. */
const readFacts = async (log: Log, people: readonly string[]): Promise<Facts> => {
  const steps = await everyChunk(people, (some) =>
    rowsOf(
      log,
      sql<Step & { quest: string }>`select "person", "quest", "station", "doneAt" from "progress"
        where "person" in (${sql.join(some)})`,
    ),
  );
  const tries = await everyChunk(people, (some) =>
    rowsOf(
      log,
      sql<
        Place & { quest: string; n: number }
      >`select "person", "quest", "station", count(*) as "n" from "attempt"
        where "person" in (${sql.join(some)}) and "kind" in ('exam', 'boss') and "status" = 'ended' and "day" > 0
        group by "person", "quest", "station"`,
    ),
  );
  return {
    steps: byVoyage(steps),
    tries: new Map(tries.map((t) => [`${t.person} ${t.station}`, Number(t.n)])),
    failing: new Set(tries.filter((t) => Number(t.n) >= MOST_FAILED).map(keyOf)),
  };
};

/** Voyages under way on which nothing was done for a day, or an exam or boss was failed three times. */
const suspects = (voyages: readonly Voyage[], { steps, failing }: Facts, now: number): Voyage[] =>
  voyages.filter((v) => {
    if (failing.has(keyOf(v))) return true;
    const last = (steps.get(keyOf(v)) ?? []).reduce((at, s) => Math.max(at, Number(s.doneAt ?? 0)), 0);
    return now - (last || (v.startedAt ?? 0)) >= LEAST_MS;
  });

type More = { tried: Set<string>; waiting: Set<string> };
/** Of these voyages: on which of those without a step something was tried, and what waits for a mark. */
const readMore = async (log: Log, voyages: readonly Voyage[], { steps }: Facts): Promise<More> => {
  const idle = voyages.filter((v) => !steps.has(keyOf(v))).map((v) => v.person);
  const tried = await everyChunk([...new Set(idle)], (some) =>
    rowsOf(
      log,
      sql<{ person: string; quest: string }>`select distinct "person", "quest" from "attempt"
        where "person" in (${sql.join(some)})`,
    ),
  );
  const waiting = await everyChunk([...new Set(voyages.map((v) => v.person))], (some) =>
    rowsOf(
      log,
      sql<Place>`select "person", "station" from "submission" where "person" in (${sql.join(some)})
          and "state" in ('submitted', 'marking')
        union select a."person", a."station" from "essay_response" r join "attempt" a on a."id" = r."attempt"
          where a."person" in (${sql.join(some)}) and a."kind" = 'exam' and r."markedAt" is null`,
    ),
  );
  return {
    tried: new Set(tried.map(keyOf)),
    waiting: new Set(waiting.map((w) => `${w.person} ${w.station}`)),
  };
};

type Stuck = { voyage: Voyage; station: string; island: string; since: number; failures: number };
const stuckAt = (v: Voyage, plans: Plans, f: Facts & More, now: number): Stuck | undefined => {
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
    const sailing = (await readVoyages(log, ask, plans)).filter(
      (v) => v.startedAt !== null && v.graduatedAt === null,
    );
    const known = await readFacts(log, [...new Set(sailing.map((v) => v.person))]);
    const voyages = suspects(sailing, known, ask.now);
    if (voyages.length === 0) return [];
    const facts = { ...known, ...(await readMore(log, voyages, known)) };
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
