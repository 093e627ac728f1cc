import type { Battle } from './battle-state.ts';

/** Two people who gave the same answers to everything, mistakes included. */
export type Alike = { people: [string, string]; answers: number; wrong: number };

const ANSWERS_LEAST = 5;
const WRONG_LEAST = 1;
/** What more people than this answered alike says nothing about two of them. */
const MOST_ALIKE = 6;

type Said = { choices: string[]; wrong: number };
const saidBy = (battle: Battle): Map<string, Said> => {
  const said = new Map<string, Said>();
  for (const [nth, { state, given }] of battle.rounds.entries()) {
    if (state !== 'revealed') continue;
    for (const [person, { choices, ok }] of given) {
      if (battle.seats.get(person)?.bot) continue;
      const one = said.get(person) ?? { choices: [], wrong: 0 };
      one.choices.push(`${nth}:${JSON.stringify(choices)}`);
      one.wrong += ok ? 0 : 1;
      said.set(person, one);
    }
  }
  return said;
};

/** Pairs of people with the same answers to the same questions: at least five, at least one of them wrong. */
export const alikeIn = (battle: Battle): Alike[] => {
  const groups = Map.groupBy(
    [...saidBy(battle)].filter(([, s]) => s.choices.length >= ANSWERS_LEAST && s.wrong >= WRONG_LEAST),
    ([, s]) => s.choices.join(' '),
  );
  return [...groups.values()].flatMap((group) =>
    group.length > MOST_ALIKE
      ? []
      : group.flatMap(([a, { choices, wrong }], i) =>
          group.slice(i + 1).map(([b]): Alike => ({ people: [a, b], answers: choices.length, wrong })),
        ),
  );
};
