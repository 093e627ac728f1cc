import { weekOf } from './calendar.ts';
import { addDays, playDay, playDayBegin } from './time.ts';

/** At most this many people in one group. */
export const LEAGUE_SIZE = 30;
/** From so many people of a tier on, those who did about as much last week sail together. */
export const BANDS_FROM = 4 * LEAGUE_SIZE;
/** A company that is one group sails together, whatever tier each of them has. */
export const TOGETHER = -1;

/** The Monday (YYYYMMDD) of the week in which an instant lies for a company. */
export const weekAt = (at: number, zone: string): number => weekOf(playDay(at, zone));

const HOUR = 3_600_000;
/** ms UTC at which a week ends: Monday 04:00 by the wall clock of the company, seven days after its own Monday. */
export const weekEnds = (week: number, zone: string): number => {
  const day = addDays(week, 7);
  const noon = Date.UTC(Math.floor(day / 10000), (Math.floor(day / 100) % 100) - 1, day % 100, 12);
  for (const hours of [0, -12, 12, -24, 24]) {
    const at = noon + hours * HOUR;
    if (playDay(at, zone) === day) return playDayBegin(at, zone);
  }
  throw new Error(`no such day in ${zone}: ${day}`);
};

/** How much somebody did last week, 0 to 3: equals meet equals. */
export const bandOf = (xpLastWeek: number): number => {
  if (xpLastWeek >= 600) return 3;
  if (xpLastWeek >= 200) return 2;
  return xpLastWeek > 0 ? 1 : 0;
};

/** How many places rise, by the size of the group. */
export const risingOf = (people: number): number => {
  if (people >= 20) return 7;
  if (people >= 12) return 5;
  if (people >= 6) return 3;
  return people >= 4 ? 2 : 1;
};

/** What last week was like: how many took part in the whole company and in one's own tier. */
export type LastWeek = { all: number; tier: number };
/** Which pool of groups somebody comes into; so many groups are reckoned with, `aim` people in each. */
export type Pool = { tier: number; band: number; plan: number; aim: number };
const FULL = { plan: 1, aim: LEAGUE_SIZE };
const evenly = (people: number): Pick<Pool, 'plan' | 'aim'> => {
  if (people <= LEAGUE_SIZE) return FULL;
  const plan = Math.ceil(people / LEAGUE_SIZE);
  return { plan, aim: Math.ceil(people / plan) };
};

/** A company of at most thirty sails together; from 120 people of a tier on, by what each did last week. */
export const poolOf = (tier: number, xpLastWeek: number, last: LastWeek): Pool => {
  if (last.all <= LEAGUE_SIZE) return { tier: TOGETHER, band: 0, ...FULL };
  if (last.tier >= BANDS_FROM) return { tier, band: bandOf(xpLastWeek), ...FULL };
  return { tier, band: 0, ...evenly(last.tier) };
};

/** The group one joins: the first below its aim, then one that is planned, then the emptiest with a place left; undefined =
 * a new one. */
export const groupFor = <G extends { nth: number; members: number }>(
  groups: readonly G[],
  { plan, aim }: Pick<Pool, 'plan' | 'aim'>,
): G | undefined => {
  const young = groups.filter((g) => g.members < aim).sort((a, b) => a.nth - b.nth)[0];
  if (young || groups.length < plan) return young;
  const free = groups.filter((g) => g.members < LEAGUE_SIZE);
  return free.sort((a, b) => a.members - b.members || a.nth - b.nth)[0];
};

export type Finisher = { person: string; xp: number; tier: number };
export type Finished = Finisher & { rank: number; rose: boolean; next: number };

/** How a week ends: equal points share a place, the places of `risingOf` rise one tier, nobody falls. */
export const finish = (people: readonly Finisher[], topTier: number): Finished[] => {
  const sorted = [...people].sort((a, b) => b.xp - a.xp || (a.person < b.person ? -1 : 1));
  const rising = risingOf(people.length);
  let rank = 0;
  return sorted.map((one, i) => {
    if (i === 0 || one.xp !== sorted[i - 1]?.xp) rank = i + 1;
    const rose = rank <= rising && one.xp > 0 && one.tier < topTier;
    return { ...one, rank, rose, next: one.tier + (rose ? 1 : 0) };
  });
};
