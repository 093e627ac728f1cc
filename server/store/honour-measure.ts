import { type Measure, type Measures, NO_MEASURES } from '../domain/honour.ts';
import type { Db } from './db.ts';
import { kindnessOf } from './kindness.ts';

type Count = { person: string; what: Measure; n: number };

const answers = async (db: Db, people: readonly string[]): Promise<Count[]> => {
  const rows = await db
    .selectFrom('symbol as s')
    .innerJoin('rollup_person_day as d', 'd.person', 's.id')
    .select('s.text as person')
    .select((eb) => [
      eb.fn.sum<number>('d.answers').as('answers'),
      eb.fn.sum<number>('d.correct').as('right'),
    ])
    .where('s.text', 'in', people)
    .groupBy('s.text')
    .execute();
  return rows.flatMap(({ person, ...r }) => [
    { person, what: 'answers', n: Number(r.answers) },
    { person, what: 'right', n: Number(r.right) },
  ]);
};

const corrections = (db: Db, people: readonly string[]) =>
  db
    .selectFrom('correction')
    .select('person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('person', 'in', people)
    .where('day', 'is not', null)
    .groupBy('person')
    .execute();

const ghosts = (db: Db, people: readonly string[]) =>
  db
    .selectFrom('ghost')
    .select('person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('person', 'in', people)
    .where('tamedAt', 'is not', null)
    .groupBy('person')
    .execute();

const mastered = (db: Db, people: readonly string[]) =>
  db
    .selectFrom('skill')
    .select('person')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('person', 'in', people)
    .where('bank', '<>', '')
    .where('level', '=', 'mastered')
    .groupBy('person')
    .execute();

const battles = async (db: Db, people: readonly string[]): Promise<Count[]> => {
  const rows = await db
    .selectFrom('battle_result')
    .select(['person', 'mode', 'outcome'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('person', 'in', people)
    .groupBy(['person', 'mode', 'outcome'])
    .execute();
  return rows.flatMap(({ person, mode, outcome, n }): Count[] => [
    ...(outcome === 'left' ? [] : [{ person, what: 'battles' as const, n: Number(n) }]),
    ...(outcome === 'win' && mode === 'race' ? [{ person, what: 'races' as const, n: Number(n) }] : []),
    ...(outcome === 'win' && mode === 'duel' ? [{ person, what: 'duels' as const, n: Number(n) }] : []),
  ]);
};

const marks = async (db: Db, people: readonly string[]): Promise<Count[]> => {
  const rows = await db
    .selectFrom('honour_mark')
    .select(['person', 'what'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('person', 'in', people)
    .groupBy(['person', 'what'])
    .execute();
  return rows.map(({ person, what, n }) => ({ person, what: what as Measure, n: Number(n) }));
};

const plain = (db: Db, people: readonly string[]) =>
  db
    .selectFrom('person')
    .leftJoin('honour_person as h', 'h.person', 'person.id')
    .leftJoin('reading as r', 'r.person', 'person.id')
    .select(['person.id as person', 'person.streak', 'h.xp', 'r.days'])
    .where('person.id', 'in', people)
    .execute();

const named = (what: Measure, rows: readonly { person: string; n: number }[]): Count[] =>
  rows.map(({ person, n }) => ({ person, what, n: Number(n) }));

/** The figures of these people since the first day; who is unknown is missing. */
export const measuresOf = async (db: Db, people: readonly string[]): Promise<Map<string, Measures>> => {
  if (people.length === 0) return new Map();
  const found = new Map<string, Measures>();
  for (const { person, streak, xp, days } of await plain(db, people))
    found.set(person, { ...NO_MEASURES, points: xp ?? 0, streak, reading: days ?? 0 });
  const kind = await kindnessOf(db, people);
  const counts: Count[] = [
    ...(await answers(db, people)),
    ...named('corrected', await corrections(db, people)),
    ...named('ghosts', await ghosts(db, people)),
    ...named('mastered', await mastered(db, people)),
    ...(await battles(db, people)),
    ...(await marks(db, people)),
    ...[...kind].flatMap(([person, { helped, kindness }]): Count[] => [
      { person, what: 'helped', n: helped },
      { person, what: 'kindness', n: kindness },
    ]),
  ];
  for (const { person, what, n } of counts) {
    const measures = found.get(person);
    if (measures) measures[what] += n;
  }
  return found;
};
