import type { Db } from './db.ts';

/** `helped` = answers that were accepted; `kindness` = 5 for each of them, 1 for a like from a colleague. */
export type Kindness = { helped: number; kindness: number };
/** Likes of one and the same colleague count at most so often: two friends make nobody kind. */
const MOST_LIKES = 5;
const HELP = 5;

const accepted = (db: Db, people: readonly string[]) =>
  db
    .selectFrom('ask_answer as a')
    .innerJoin('ask', 'ask.id', 'a.ask')
    .select('a.author as person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .whereRef('ask.answer', '=', 'a.id')
    .whereRef('ask.author', '<>', 'a.author')
    .where('ask.status', 'in', ['accepted', 'granted'])
    .where('a.author', 'in', people)
    .groupBy('a.author')
    .execute();

const likes = (db: Db, people: readonly string[]) =>
  db
    .selectFrom('reaction')
    .select('to as person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('to', 'in', people)
    .where('at', '>', 0)
    .groupBy(['to', 'person'])
    .execute();

/** The kindness of these people since the first day; who has none is missing. */
export const kindnessOf = async (db: Db, people: readonly string[]): Promise<Map<string, Kindness>> => {
  const found = new Map<string, Kindness>();
  const add = (person: string, helped: number, kindness: number): void => {
    const before = found.get(person) ?? { helped: 0, kindness: 0 };
    found.set(person, { helped: before.helped + helped, kindness: before.kindness + kindness });
  };
  for (const { person, n } of await accepted(db, people)) add(person, Number(n), Number(n) * HELP);
  for (const { person, n } of await likes(db, people)) add(person, 0, Math.min(MOST_LIKES, Number(n)));
  return found;
};
