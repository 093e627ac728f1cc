import type { CohortBoard, CohortView, MemberRow } from '../domain/api-cohorts.ts';
import { beginOf, extraDaysOf, playDayIn, voyageDay } from '../domain/calendar.ts';
import { expectedStations, memberState, neededStations } from '../domain/cohort.ts';
import { creditsOf, earnedCredits } from '../domain/credits.ts';
import { RuleError } from '../domain/errors.ts';
import {
  currentStation,
  type Days,
  findStation,
  openingDay,
  openingOf,
  standingAt,
} from '../domain/journey.ts';
import type { Quest } from '../domain/quest.ts';
import { cohortCalendar, needCohort } from './cohort.ts';
import {
  answerCounts,
  failureRows,
  type MemberRowOf,
  memberRows,
  openErrors,
  progressRows,
  questVersions,
  reminders,
  triedRows,
  waitingRows,
} from './cohort-facts.ts';
import type { Db } from './db.ts';
import { admittedTo } from './quest-audience.ts';
import type { CohortTable } from './tables.ts';

const MOST_OTHERS = 1_000;
const RESETTABLE = new Set(['exam', 'boss', 'assignment']);

type Place = { person: string; station: string };
const keyOf = ({ person, station }: Place): string => `${person} ${station}`;
type Progress = Map<string, { done: boolean; doneAt: number | null }>;

/** All that the board knows, each kind of fact by one query. */
const loadFacts = async (db: Db, cohort: CohortTable, now: number) => {
  const { id, quest } = cohort;
  const members = await memberRows(db, id, quest);
  const versions = await questVersions(
    db,
    quest,
    members.flatMap((m) => (m.version === null ? [] : [m.version])),
  );
  const definition = versions.byVersion.get(versions.newest);
  if (!definition) throw new RuleError('quest.unknown');
  const [progress, failures, tried, waiting, errors, answers, reminded] = await Promise.all([
    progressRows(db, id, quest),
    failureRows(db, id, quest),
    triedRows(db, id, quest),
    waitingRows(db, id, quest),
    openErrors(db, id, definition),
    answerCounts(db, id),
    reminders(db, id),
  ]);
  const byPerson = new Map<string, Progress>();
  for (const { person, station, doneAt } of progress) {
    const theirs = byPerson.get(person) ?? new Map();
    byPerson.set(person, theirs.set(station, { done: doneAt !== null, doneAt }));
  }
  const waits = new Map<string, number>();
  for (const w of waiting) for (const key of [w.person, keyOf(w)]) waits.set(key, (waits.get(key) ?? 0) + 1);
  return {
    now,
    cohort,
    members,
    definition,
    credits: new Map([...versions.byVersion].map(([version, q]) => [version, creditsOf(q)])),
    versions,
    byPerson,
    failures: new Map(failures.map((f) => [keyOf(f), Number(f.n)])),
    tried: new Set(tried.map((t) => t.person)),
    waits,
    errors,
    answers,
    reminded,
  };
};
type Facts = Awaited<ReturnType<typeof loadFacts>>;

/** Since when a member's current station is open: what was done last, or the day on which its island opened. */
const openSince = (m: MemberRowOf, quest: Quest, progress: Progress, days: Days, island: string): number => {
  let since = Number(m.startedAt ?? 0);
  for (const { doneAt } of progress.values()) since = Math.max(since, doneAt ?? 0);
  const place = quest.islands.find((i) => i.id === island);
  const day = place && openingDay(openingOf(quest, place).rule, days.calendar);
  return day === undefined ? since : Math.max(since, beginOf(days.calendar, day));
};

const memberRow = (f: Facts, m: MemberRowOf): MemberRow => {
  const version = m.version ?? f.versions.newest;
  const quest = f.versions.byVersion.get(version) ?? f.definition;
  const calendar = cohortCalendar(f.cohort, m.extensions);
  const days = { calendar, today: playDayIn(calendar, f.now) };
  const done: Progress = f.byPerson.get(m.person) ?? new Map();
  const at = currentStation(quest, done, days) ?? standingAt(quest, done, days);
  const since = openSince(m, quest, done, days, at.island);
  const here = keyOf({ person: m.person, station: at.station });
  const state = memberState({
    quest,
    done,
    days,
    graduated: m.graduatedAt !== null,
    started: done.size > 0 || f.tried.has(m.person),
    sinceDay: playDayIn(calendar, since),
    failures: f.failures.get(here) ?? 0,
    waiting: f.waits.has(here),
  });
  return {
    person: m.person,
    name: m.name,
    ...(m.department === null ? {} : { department: m.department }),
    state,
    island: at.island,
    station: at.station,
    stationName: findStation(quest, at.station).station.name,
    ...(state === 'stuck' ? { stuckSince: since } : {}),
    stationsDone: neededStations(quest).filter((s) => done.get(s.id)?.done).length,
    credits: earnedCredits(f.credits.get(version) ?? new Map(), done),
    ...(m.lastSeenAt === null ? {} : { lastSeenAt: Number(m.lastSeenAt) }),
    openErrors: f.errors.get(m.person) ?? 0,
    answers: f.answers.get(m.person) ?? 0,
    toMark: f.waits.get(m.person) ?? 0,
    extraDays: extraDaysOf(calendar),
    ...(f.reminded.has(m.person) ? { remindedAt: f.reminded.get(m.person) ?? 0 } : {}),
  };
};

const viewOf = (f: Facts, rows: readonly MemberRow[]): CohortView => {
  const { cohort, definition } = f;
  const calendar = cohortCalendar(cohort);
  const count = (state: MemberRow['state']): number => rows.filter((r) => r.state === state).length;
  return {
    id: cohort.id,
    quest: cohort.quest,
    name: cohort.name,
    startDay: cohort.startDay,
    zone: cohort.zone,
    rest: calendar.rest,
    open: cohort.open === 1,
    questName: definition.name,
    archived: cohort.archivedAt !== null,
    members: rows.length,
    notStarted: count('not-started'),
    stuck: count('stuck'),
    graduated: count('graduated'),
    day: voyageDay(calendar, playDayIn(calendar, f.now)),
    days: definition.days,
  };
};

/** Learners whom the quest admits or who have begun it, and who are in no cohort of it. */
const othersOf = async (db: Db, { org, quest }: CohortTable): Promise<CohortBoard['others']> => {
  const admitted = await admittedTo(db, org, quest);
  const rows = await db
    .selectFrom('person')
    .innerJoin('identity', 'identity.person', 'person.id')
    .leftJoin('department', 'department.id', 'person.department')
    .leftJoin('enrolment as e', (j) => j.onRef('e.person', '=', 'person.id').on('e.quest', '=', quest))
    .select(['person.id', 'person.department as place', 'identity.name', 'department.name as department'])
    .select('e.startedAt')
    .where('person.org', '=', org)
    .where('person.role', '=', 'learner')
    .where('person.id', 'not in', (eb) =>
      eb
        .selectFrom('cohort_member as m')
        .innerJoin('cohort', 'cohort.id', 'm.cohort')
        .select('m.person')
        .where('cohort.quest', '=', quest),
    )
    .orderBy('person.createdAt', 'desc')
    .execute();
  return rows
    .filter((r) => r.startedAt !== null || admitted(r.id, r.place))
    .slice(0, MOST_OTHERS)
    .map((r) => ({
      person: r.id,
      name: r.name,
      ...(r.department === null ? {} : { department: r.department }),
    }));
};

/** Who of a cohort is where. Throws `cohort.unknown`. */
export const boardOf = async (db: Db, org: string, id: string, now: number): Promise<CohortBoard> => {
  const row = await needCohort(db, org, id);
  const [facts, others] = await Promise.all([loadFacts(db, row, now), othersOf(db, row)]);
  const members = facts.members.map((m) => memberRow(facts, m));
  const cohort = viewOf(facts, members);
  const stations = neededStations(facts.definition).length;
  return {
    cohort,
    stations,
    expected: expectedStations(stations, cohort.day, cohort.days),
    members,
    others,
    places: facts.definition.islands.flatMap((island) =>
      island.stations
        .filter((s) => RESETTABLE.has(s.kind))
        .map((s) => ({ island: island.name, station: s.id, name: s.name, kind: s.kind })),
    ),
  };
};

const loadView = async (db: Db, row: CohortTable, now: number): Promise<CohortView> => {
  const facts = await loadFacts(db, row, now);
  return viewOf(
    facts,
    facts.members.map((m) => memberRow(facts, m)),
  );
};

/** One cohort with its figures. Throws `cohort.unknown`. */
export const cohortView = async (db: Db, org: string, id: string, now: number): Promise<CohortView> =>
  loadView(db, await needCohort(db, org, id), now);

/** Every cohort of a company, newest first. */
export const cohortsOf = async (db: Db, org: string, now: number): Promise<CohortView[]> => {
  const rows = await db
    .selectFrom('cohort')
    .selectAll()
    .where('org', '=', org)
    .orderBy('startDay', 'desc')
    .orderBy('createdAt', 'desc')
    .execute();
  const views: CohortView[] = [];
  for (const row of rows) views.push(await loadView(db, row, now));
  return views;
};

/** A quest in the version that a member sails, else its newest. Throws `quest.unknown`. */
export const questOfMember = async (db: Db, quest: string, person: string): Promise<Quest> => {
  const enrolled = await db
    .selectFrom('enrolment')
    .select('version')
    .where('quest', '=', quest)
    .where('person', '=', person)
    .executeTakeFirst();
  const { newest, byVersion } = await questVersions(db, quest, enrolled ? [enrolled.version] : []);
  const found = byVersion.get(enrolled?.version ?? newest) ?? byVersion.get(newest);
  if (!found) throw new RuleError('quest.unknown');
  return found;
};
