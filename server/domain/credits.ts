import type { CreditsView } from './api-programme.ts';
import type { Done } from './journey.ts';
import { CREDIT_KINDS, type CreditKind, type Quest, type Station, type StationKind } from './quest.ts';

/** All credits of a quest together. */
export const ALL_CREDITS = 100;
const DEFAULT_SHARES: Record<CreditKind, number> = { required: 40, elective: 30, practice: 30 };
const KIND_OF: Record<StationKind, CreditKind> = {
  card: 'required',
  exam: 'required',
  assignment: 'required',
  scenario: 'elective',
  survey: 'elective',
  practice: 'practice',
  boss: 'practice',
};

/** Which share a station counts in. */
export const creditKindOf = (station: Station): CreditKind => station.credits?.kind ?? KIND_OF[station.kind];

/** Shares out whole points in proportion to the weights; what rounding leaves goes to the largest remainders (Hare). */
export const shareOut = (points: number, weights: readonly number[]): number[] => {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (weights.length === 0) return [];
  const exact = weights.map((w) => (sum === 0 ? points / weights.length : (points * w) / sum));
  const shares = exact.map(Math.floor);
  const left = points - shares.reduce((a, b) => a + b, 0);
  const order = exact
    .map((x, i) => ({ i, rest: x - Math.floor(x) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order.slice(0, left)) shares[i] = (shares[i] ?? 0) + 1;
  return shares;
};

const stationsOf = (quest: Quest): Station[] => quest.islands.flatMap((i) => i.stations);
const given = (station: Station): number => station.credits?.points ?? 0;

/** What the trainer set by hand, in all. */
export const givenCredits = (quest: { islands: readonly { stations: readonly Station[] }[] }): number =>
  quest.islands.flatMap((i) => i.stations).reduce((sum, s) => sum + given(s), 0);

/** How many points the stations without credits of their own share, by kind; a kind that has none passes its part on. */
const freePoints = (quest: Quest, stations: readonly Station[], points: number): number[] => {
  const shares = quest.credits ?? DEFAULT_SHARES;
  const free = stations.filter((s) => s.credits === undefined);
  const has = CREDIT_KINDS.map((kind) => free.some((s) => creditKindOf(s) === kind));
  const parts = CREDIT_KINDS.map((kind) => {
    const own = stations.filter((s) => s.credits?.kind === kind).reduce((sum, s) => sum + given(s), 0);
    return Math.max(0, shares[kind] - own);
  });
  const heir = has.indexOf(true);
  const weights: number[] = parts.map((part, i) => (has[i] ? part : 0));
  const passedOn = parts.reduce((sum, part, i) => sum + (has[i] ? 0 : part), 0);
  weights[heir] = (weights[heir] ?? 0) + passedOn;
  if (!weights.some((w) => w > 0)) weights[heir] = 1;
  return shareOut(points, weights);
};

/**
 * What clearing each station counts, by station id: its own credits, else its kind's share (40 required, 30 elective, 30
 * practice unless the quest says otherwise) spread by minutes. The sum is always exactly 100.
 */
export const creditsOf = (quest: Quest): Map<string, number> => {
  const stations = stationsOf(quest);
  const fixed = stations.reduce((sum, s) => sum + given(s), 0);
  const free = stations.filter((s) => s.credits === undefined);
  if (free.length === 0 || fixed >= ALL_CREDITS) {
    const points = shareOut(ALL_CREDITS, stations.map(given));
    return new Map(stations.map((s, i) => [s.id, points[i] ?? 0]));
  }
  const credits = new Map(stations.map((s) => [s.id, given(s)]));
  const parts = freePoints(quest, stations, ALL_CREDITS - fixed);
  CREDIT_KINDS.forEach((kind, k) => {
    const of = free.filter((s) => creditKindOf(s) === kind);
    const points = shareOut(
      parts[k] ?? 0,
      of.map((s) => s.minutes),
    );
    of.forEach((s, i) => {
      credits.set(s.id, points[i] ?? 0);
    });
  });
  return credits;
};

/** The credits of what is done, of 100. */
export const earnedCredits = (credits: ReadonlyMap<string, number>, done: Done): number => {
  let sum = 0;
  for (const [station, points] of credits) if (done.get(station)?.done) sum += points;
  return sum;
};

/** The check-list: every station with its credits, and how much of each kind is there. */
export const creditsView = (quest: Quest, done: Done): CreditsView => {
  const credits = creditsOf(quest);
  const stations = quest.islands.flatMap((island) =>
    island.stations.map((s) => ({
      station: s.id,
      island: island.id,
      name: s.name,
      kind: creditKindOf(s),
      points: credits.get(s.id) ?? 0,
      done: done.get(s.id)?.done === true,
    })),
  );
  const sumOf = (list: typeof stations): number => list.reduce((sum, s) => sum + s.points, 0);
  return {
    earned: earnedCredits(credits, done),
    kinds: CREDIT_KINDS.map((kind) => {
      const of = stations.filter((s) => s.kind === kind);
      return { kind, earned: sumOf(of.filter((s) => s.done)), of: sumOf(of) };
    }),
    stations,
  };
};
