import { type RawBuilder, sql } from 'kysely';
import type { Rest } from '../domain/api-cohorts.ts';
import { type Calendar, type Extension, ownCalendar } from '../domain/calendar.ts';
import type { Quest, Station } from '../domain/quest.ts';
import { type Ask, type Log, rowsOf } from './metric.ts';
import { learnersIn } from './scope.ts';

/** One learner in one quest: begun, or put into a cohort of it. Times in ms; `startDay` = the programme's first day. */
export type Voyage = {
  person: string;
  quest: string;
  cohort: string | null;
  version: number;
  startedAt: number | null;
  /** All islands done or graduated, whichever came first. */
  doneAt: number | null;
  graduatedAt: number | null;
  joinedAt: number | null;
  calendar: Calendar;
};
export type Plans = {
  newest: Map<string, Quest>;
  of: (quest: string, version: number) => Quest | undefined;
  /** Newest first. */
  versions: (quest: string) => Quest[];
};

/** The quests of the company in their newest versions and in those that are sailed. */
export const readPlans = async (log: Log, { org }: Ask): Promise<Plans> => {
  const rows = await rowsOf(
    log,
    sql<{ quest: string; version: number; newest: number; definition: string }>`select v."quest", v."version",
        q."version" as "newest", v."definition" from "quest_version" v join "quest" q on q."id" = v."quest"
      where q."org" = ${org} and (v."version" = q."version" or exists (select 1 from "enrolment" e
        where e."quest" = v."quest" and e."version" = v."version")) order by v."quest", v."version"`,
  );
  const newest = new Map<string, Quest>();
  const all = new Map<string, Quest>();
  for (const row of rows) {
    const quest = JSON.parse(row.definition) as Quest;
    all.set(`${row.quest} ${row.version}`, quest);
    if (row.version === row.newest) newest.set(row.quest, quest);
  }
  return {
    newest,
    of: (quest, version) => all.get(`${quest} ${version}`) ?? newest.get(quest),
    versions: (quest) =>
      rows
        .filter((row) => row.quest === quest)
        .reverse()
        .flatMap((row) => all.get(`${quest} ${row.version}`) ?? []),
  };
};

/** The filter without its quest: a member of a cohort who has not begun is in no quest yet. */
const anyQuest = (ask: Ask): Ask => {
  const { quest: _, ...filter } = ask.filter;
  return { ...ask, filter };
};

type Begun = {
  person: string;
  quest: string;
  version: number;
  startedAt: number;
  startDay: number;
  completedAt: number | null;
  graduatedAt: number | null;
};
type Member = {
  person: string;
  quest: string;
  cohort: string;
  joinedAt: number;
  extensions: string;
  startDay: number;
  zone: string;
  rest: string;
};

const only = (column: RawBuilder<unknown>, quest: string | undefined): RawBuilder<unknown> =>
  quest === undefined ? sql`1 = 1` : sql`${column} = ${quest}`;

const begunRows = (log: Log, ask: Ask): Promise<Begun[]> =>
  rowsOf(
    log,
    sql<Begun>`select e."person", e."quest", e."version", e."startedAt", e."startDay", e."completedAt",
        e."graduatedAt" from "enrolment" e
      where e."person" in (${learnersIn(anyQuest(ask))}) and ${only(sql`e."quest"`, ask.filter.quest)}
      order by e."person", e."quest"`,
  );

const memberRows = (log: Log, ask: Ask): Promise<Member[]> =>
  rowsOf(
    log,
    sql<Member>`select m."person", c."quest", c."id" as "cohort", m."joinedAt", m."extensions", c."startDay",
        c."zone", c."rest" from "cohort_member" m join "cohort" c on c."id" = m."cohort"
      where m."person" in (${learnersIn(anyQuest(ask))}) and ${only(sql`c."quest"`, ask.filter.quest)}
      order by m."person", c."quest"`,
  );

const calendars = () => {
  const known = new Map<string, Calendar>();
  return (m: Member): Calendar => {
    const key = `${m.cohort} ${m.extensions}`;
    const found = known.get(key) ?? {
      zone: m.zone,
      startDay: m.startDay,
      rest: JSON.parse(m.rest) as Rest,
      extensions: JSON.parse(m.extensions) as Extension[],
    };
    known.set(key, found);
    return found;
  };
};

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
const asNumber = (n: number | null): number | null => (n === null ? null : Number(n));

/**
 * Everybody of the filter with each quest they have begun or were put into, by person and quest. A cohort in the filter
 * leaves its own voyages only.
 */
export const readVoyages = async (log: Log, ask: Ask, plans: Plans): Promise<Voyage[]> => {
  const [begun, members] = [await begunRows(log, ask), await memberRows(log, ask)];
  const calendarOf = calendars();
  const member = new Map(members.map((m) => [`${m.person} ${m.quest}`, m]));
  const of = (m: Member | undefined) => ({
    cohort: m?.cohort ?? null,
    joinedAt: asNumber(m?.joinedAt ?? null),
  });
  const voyages = begun.map((e): Voyage => {
    const key = `${e.person} ${e.quest}`;
    const m = member.get(key);
    member.delete(key);
    return {
      ...{ person: e.person, quest: e.quest, version: e.version, startedAt: Number(e.startedAt), ...of(m) },
      graduatedAt: asNumber(e.graduatedAt),
      doneAt: least(asNumber(e.graduatedAt), asNumber(e.completedAt)),
      calendar: m ? calendarOf(m) : ownCalendar(ask.zone, e.startDay),
    };
  });
  for (const m of member.values())
    voyages.push({
      ...{ person: m.person, quest: m.quest, version: 0, startedAt: null, doneAt: null, graduatedAt: null },
      ...{ ...of(m), calendar: calendarOf(m) },
    });
  const { cohort } = ask.filter;
  return voyages.filter((v) => plans.newest.has(v.quest) && (cohort === undefined || v.cohort === cohort));
};

/** Voyages whose programme began on the filter's days. */
export const begunInFilter = (voyages: readonly Voyage[], { filter }: Ask): Voyage[] =>
  voyages.filter(({ calendar: { startDay } }) => startDay >= filter.from && startDay <= filter.to);

/** The stations an island needs; one of optional stations needs them all. */
export const neededOn = (stations: readonly Station[]): Station[] => {
  const needed = stations.filter((s) => s.optional !== true);
  return needed.length > 0 ? needed : [...stations];
};

type IslandRow = { person: string; island: string; n: number; at: number };
/** When each island was finished: voyage key (`person quest`) -> island -> ms. */
export const readIslands = async (
  log: Log,
  ask: Ask,
  plans: Plans,
  voyages: readonly Voyage[],
): Promise<Map<string, Map<string, number>>> => {
  const done = new Map<string, Map<string, number>>();
  const versions = new Map<string, Voyage>();
  for (const v of voyages) if (v.startedAt !== null) versions.set(`${v.quest} ${v.version}`, v);
  for (const { quest, version } of versions.values()) {
    const islands = plans.of(quest, version)?.islands ?? [];
    const needs = new Map(islands.map((i) => [i.id, neededOn(i.stations).length]));
    const needed = new Set(islands.flatMap((i) => neededOn(i.stations)).map((s) => s.id));
    const optional = islands.flatMap((i) => i.stations).flatMap(({ id }) => (needed.has(id) ? [] : [id]));
    const but = optional.length === 0 ? sql`1 = 1` : sql`p."station" not in (${sql.join(optional)})`;
    const rows = await rowsOf(
      log,
      sql<IslandRow>`select p."person", p."island", count(*) as "n", max(p."doneAt") as "at" from "enrolment" e
        join "progress" p on p."person" = e."person" and p."quest" = e."quest"
        where e."quest" = ${quest} and e."version" = ${version} and p."doneAt" is not null and ${but}
          and e."person" in (${learnersIn(anyQuest(ask))})
        group by p."person", p."island" order by p."person", p."island"`,
    );
    for (const { person, island, n, at } of rows) {
      if (Number(n) < (needs.get(island) ?? Number.POSITIVE_INFINITY)) continue;
      const key = `${person} ${quest}`;
      const theirs = done.get(key) ?? new Map<string, number>();
      done.set(key, theirs.set(island, Number(at)));
    }
  }
  return done;
};

type Someone = { person: string; name: string; department: string | null };
/** Names and departments of the filter's learners, by id. */
export const readPeople = async (log: Log, ask: Ask): Promise<Map<string, Someone>> => {
  const rows = await rowsOf(
    log,
    sql<Someone>`select p."id" as "person", coalesce(i."name", '') as "name", p."department" from "person" p
      left join "identity" i on i."person" = p."id" where p."id" in (${learnersIn(anyQuest(ask))})
      order by p."id"`,
  );
  return new Map(rows.map((r) => [r.person, r]));
};
