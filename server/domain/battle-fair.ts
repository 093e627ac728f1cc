import { askedIn } from './battle-clock.ts';
import type { Battle, Given, Round } from './battle-state.ts';

/** Something a person should look at (analytics.md 3.8); never a penalty by itself. */
export type Oddity = {
  kind: 'too_fast' | 'twin';
  people: string[];
  facts: Record<string, number | string>;
};

/** Nobody reads and answers within this time after a question stands on the screen (analytics.md 3.8). */
export const TOO_FAST_MS = 350;
const TOO_FAST_TIMES = 2;
const HARD = 4;
/** Two people's same mistake within this time of each other, so often, looks like one hand. */
export const TWIN_MS = 400;
const TWIN_TIMES = 3;
/** Or: all answers alike and about as fast, over so many questions with so many of the same mistakes. */
const VECTOR_MS = 1_000;
const VECTOR_LEAST = 8;
const VECTOR_WRONG = 2;
/** A mistake that more than this share makes is the question's, not two people's: it counts for nothing. */
const COMMON_SHARE = 0.25;
const COMMON_FROM = 8;

const revealed = (battle: Battle): Round[] => battle.rounds.filter((r) => r.state === 'revealed');
const isPerson = (battle: Battle, person: string): boolean => battle.seats.get(person)?.bot === undefined;

/** Time since the question could be read: a reading phase before the clock counts, the credited round trip does not. */
const seenFor = (battle: Battle, { elapsedMs, creditMs }: Given): number =>
  elapsedMs + creditMs + battle.rules.readingMs;

const tooFast = (battle: Battle): Oddity[] => {
  const found = new Map<string, { times: number; hard: number; least: number }>();
  for (const round of revealed(battle)) {
    if (round.nth === 2) continue;
    const hard = askedIn(battle, round).question.difficulty >= HARD;
    for (const [person, given] of round.given) {
      const ms = seenFor(battle, given);
      if (ms >= TOO_FAST_MS || !isPerson(battle, person)) continue;
      const row = found.get(person) ?? { times: 0, hard: 0, least: ms };
      row.times += 1;
      row.hard += hard && given.ok ? 1 : 0;
      row.least = Math.min(row.least, ms);
      found.set(person, row);
    }
  }
  return [...found].flatMap(([person, { times, hard, least }]) =>
    times > TOO_FAST_TIMES || hard > 0
      ? [{ kind: 'too_fast' as const, people: [person], facts: { times, hard, least } }]
      : [],
  );
};

type Said = { person: string; at: number };
/** People by the mistake they made, without the mistakes that many make. */
const mistakesOf = (battle: Battle, round: Round): Said[][] => {
  const by = new Map<string, Said[]>();
  let n = 0;
  for (const [person, { ok, choices, elapsedMs }] of round.given) {
    if (!isPerson(battle, person)) continue;
    n += 1;
    if (ok) continue;
    const key = JSON.stringify(choices);
    const group = by.get(key);
    if (group) group.push({ person, at: elapsedMs });
    else by.set(key, [{ person, at: elapsedMs }]);
  }
  const rare = (group: Said[]): boolean => n < COMMON_FROM || group.length <= COMMON_SHARE * n;
  return [...by.values()].filter((group) => group.length > 1 && rare(group));
};

type Pair = { a: string; b: string; near: number; alike: number };
const pairsOf = (battle: Battle): Pair[] => {
  const pairs = new Map<string, Pair>();
  const note = (one: Said, two: Said): void => {
    const [a, b] = one.person < two.person ? [one.person, two.person] : [two.person, one.person];
    const key = `${a} ${b}`;
    const pair = pairs.get(key) ?? { a, b, near: 0, alike: 0 };
    pair.alike += 1;
    pair.near += two.at - one.at <= TWIN_MS ? 1 : 0;
    pairs.set(key, pair);
  };
  for (const round of revealed(battle))
    for (const group of mistakesOf(battle, round)) {
      group.sort((x, y) => x.at - y.at);
      for (const [i, one] of group.entries())
        for (let j = i + 1; j < group.length; j++) {
          const two = group[j];
          if (!two || two.at - one.at > VECTOR_MS) break;
          note(one, two);
        }
    }
  return [...pairs.values()];
};

/** How many questions two people answered, each alike and about as fast; 0 when one differs. */
const sameVector = (battle: Battle, { a, b }: Pair): number => {
  let n = 0;
  for (const { given } of revealed(battle)) {
    const [x, y] = [given.get(a), given.get(b)];
    if (!x && !y) continue;
    if (!x || !y || JSON.stringify(x.choices) !== JSON.stringify(y.choices)) return 0;
    if (Math.abs(x.elapsedMs - y.elapsedMs) > VECTOR_MS) return 0;
    n += 1;
  }
  return n;
};

const twins = (battle: Battle): Oddity[] =>
  pairsOf(battle).flatMap((pair) => {
    const { a, b, near, alike } = pair;
    const whole = alike >= VECTOR_WRONG ? sameVector(battle, pair) : 0;
    if (near < TWIN_TIMES && whole < VECTOR_LEAST) return [];
    return [{ kind: 'twin' as const, people: [a, b], facts: { near, alike, whole } }];
  });

/** What looks odd in a battle: answers faster than reading (more than two, or a right one to a hard question), and two
 * people with the same rare mistakes at the same time. Bots and ghosts are left out. */
export const oddities = (battle: Battle): Oddity[] => [...tooFast(battle), ...twins(battle)];
