import { rateSides, type Side, type Skill } from '../domain/battle-rating.ts';
import { FRESH_RATING } from './battle-info.ts';
import { insertAll, insertPlan, putCell, putCells, selectAll, selectPlan } from './bulk.ts';
import { sinkOf, type Tx } from './commit.ts';

const FIND = selectPlan('rating', ['person', 'mu', 'sigma', 'n'], { person: 'text' });
const SAVE = insertPlan(
  'rating',
  ['person', 'org', 'mu', 'sigma', 'n', 'updatedAt'],
  `on conflict ("person") do update set "mu" = excluded."mu", "sigma" = excluded."sigma", "n" = excluded."n",
  "updatedAt" = excluded."updatedAt"`,
);

type Row = Skill & { person: string; n: number };
export type Change = { before: Skill; after: Skill };

/** Rates the sides of a battle and keeps it; gives what changed by person. Call it once per battle, people held. */
export const rateBattle = async (
  tx: Tx,
  org: string,
  sides: readonly Side[],
): Promise<Map<string, Change>> => {
  const people = sides.flatMap((s) => s.people).sort();
  if (people.length === 0) return new Map();
  const rows = await selectAll<Row>(sinkOf(tx), FIND, people, putCell);
  const known = new Map(rows.map((r) => [r.person, r]));
  const before = (person: string): Skill => known.get(person) ?? FRESH_RATING;
  const rated = rateSides(sides, before);
  const cells = people.map((person) => {
    const { mu, sigma } = rated.get(person) ?? before(person);
    return [person, org, mu, sigma, (known.get(person)?.n ?? 0) + 1, tx.now];
  });
  await insertAll(sinkOf(tx), SAVE, cells, putCells);
  return new Map([...rated].map(([person, after]) => [person, { before: before(person), after }]));
};
