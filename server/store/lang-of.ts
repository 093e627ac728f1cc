import type { Lang } from '../domain/text.ts';
import type { Db } from './db.ts';

const ROWS = 500;

/** The language of each of these people's screens; zh unless they have chosen another. */
export const langsOf = async (db: Db, people: readonly string[]): Promise<Map<string, Lang>> => {
  const out = new Map<string, Lang>();
  for (let at = 0; at < people.length; at += ROWS) {
    const rows = await db
      .selectFrom('person')
      .select(['id', 'settings'])
      .where('id', 'in', people.slice(at, at + ROWS))
      .execute();
    for (const { id, settings } of rows)
      out.set(id, (JSON.parse(settings) as { lang?: Lang }).lang === 'en' ? 'en' : 'zh');
  }
  return out;
};
