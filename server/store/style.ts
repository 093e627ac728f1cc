import type { StyleWord } from '../domain/api-trait.ts';
import type { Db } from './db.ts';
import { findSymbol } from './symbol.ts';

const LEAST = 20;
const SHARE = 0.3;

/** Plain words for what somebody does often, from counts alone: no trait, no judgement, nothing kept. */
export const styleOf = async (db: Db, person: string): Promise<StyleWord[]> => {
  const symbol = await findSymbol(db, person);
  if (symbol === undefined) return [];
  const hours = await db
    .selectFrom('rollup_person_hour')
    .select(['hour', 'n'])
    .where('person', '=', symbol)
    .execute();
  const sum = (keep: (hour: number) => boolean): number =>
    hours.reduce((n, h) => (keep(h.hour) ? n + Number(h.n) : n), 0);
  const all = sum(() => true);
  if (all < LEAST) return [];
  const pairs = await db
    .selectFrom('rollup_person_item')
    .select((eb) => [
      eb.fn.sum<number>('answers').as('answers'),
      eb.fn.sum<number>('corrected').as('corrected'),
    ])
    .select((eb) => eb.fn.countAll<number>().as('items'))
    .where('person', '=', symbol)
    .executeTakeFirst();
  const words: StyleWord[] = [
    { id: 'owl', n: sum((h) => h >= 21 || h < 4) },
    { id: 'lark', n: sum((h) => h >= 5 && h < 9) },
    { id: 'noon', n: sum((h) => h >= 12 && h < 14) },
  ].filter((w) => w.n / all >= SHARE);
  const corrected = Number(pairs?.corrected ?? 0);
  if (corrected >= 5) words.push({ id: 'reviser', n: corrected });
  const items = Number(pairs?.items ?? 0);
  if (items >= 100) words.push({ id: 'explorer', n: items });
  return words;
};
