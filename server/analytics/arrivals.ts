import { sql } from 'kysely';
import { logDayBegin, logDayEnd } from '../domain/log-day.ts';
import { activatedVoyages } from './activation.ts';
import { type Ask, type Log, rowsOf } from './metric.ts';
import { learnerSymbols, learnersIn } from './scope.ts';
import { type Plans, readIslands, readPlans, readVoyages, type Voyage } from './voyages.ts';

/** Who came on the filter's days, and how far they have got since. People by id. */
export type Arrivals = {
  invited: number;
  accounts: Set<string>;
  activated: Set<string>;
  /** Enrolled at least 72 hours ago. */
  enrolled: Set<string>;
  graduated: Set<string>;
  plans: Plans;
  voyages: Voyage[];
};

/** Invitations of those days that nobody has used. An invitation knows its department only. */
const openInvites = async (log: Log, ask: Ask, from: number, to: number): Promise<number> => {
  const { department, post, cohort, quest } = ask.filter;
  if (post !== undefined || cohort !== undefined || quest !== undefined) return 0;
  const place =
    department === undefined
      ? sql`1 = 1`
      : sql`i."department" in (with recursive d("id") as (select "id" from "department" where "id" = ${department}
          union all select c."id" from "department" c join d on c."parent" = d."id") select "id" from d)`;
  const [row] = await rowsOf(
    log,
    sql<{
      n: number;
    }>`select count(*) as "n" from "invite" i where i."org" = ${ask.org} and i."kind" = 'invite'
      and i."role" = 'learner' and i."usedAt" is null and i."createdAt" >= ${from} and i."createdAt" < ${to}
      and ${place}`,
  );
  return Number(row?.n ?? 0);
};

const keyOf = (v: { person: string; quest: string }): string => `${v.person} ${v.quest}`;
const peopleOf = (rows: readonly { person: string }[], among: ReadonlySet<string>): Set<string> =>
  new Set(rows.flatMap(({ person }) => (among.has(person) ? [person] : [])));

export const readArrivals = async (log: Log, ask: Ask): Promise<Arrivals> => {
  const [from, to] = [logDayBegin(ask.filter.from, ask.zone), logDayEnd(ask.filter.to, ask.zone)];
  const came = await rowsOf(
    log,
    sql<{ person: string }>`select p."id" as "person" from "person" p where p."createdAt" >= ${from}
      and p."createdAt" < ${to} and p."id" in (${learnersIn(ask)})`,
  );
  const accounts = new Set(came.map((r) => r.person));
  const plans = await readPlans(log, ask);
  const voyages = (await readVoyages(log, ask, plans)).filter((v) => accounts.has(v.person));
  const keys = await activatedVoyages(log, ask, plans, voyages);
  const old = ask.now - 72 * 3_600_000;
  return {
    invited: accounts.size + (await openInvites(log, ask, from, to)),
    accounts,
    activated: peopleOf(
      voyages.filter((v) => keys.has(keyOf(v))),
      accounts,
    ),
    enrolled: peopleOf(
      voyages.filter((v) => v.startedAt !== null && v.startedAt <= old),
      accounts,
    ),
    graduated: peopleOf(
      voyages.filter((v) => v.doneAt !== null),
      accounts,
    ),
    plans,
    voyages,
  };
};

/** Of those who came: who has ever been active, and who has finished half of the islands. */
export const readSteps = async (
  log: Log,
  ask: Ask,
  { accounts, plans, voyages }: Arrivals,
): Promise<{ active: Set<string>; half: Set<string> }> => {
  const seen = await rowsOf(
    log,
    sql<{
      person: string;
    }>`select s."text" as "person" from "symbol" s where s."id" in (${learnerSymbols(ask)})
      and exists (select 1 from "rollup_person_day" r where r."person" = s."id" and r."active" > 0)`,
  );
  const islands = await readIslands(log, ask, plans, voyages);
  const half = voyages.filter((v) => {
    const all = plans.of(v.quest, v.version)?.islands.length ?? 0;
    return all > 0 && 2 * (islands.get(keyOf(v))?.size ?? 0) >= all;
  });
  return { active: peopleOf(seen, accounts), half: peopleOf(half, accounts) };
};
