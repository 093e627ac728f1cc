import type { Face } from '../domain/face.ts';
import type { Db } from './db.ts';

/** How these people are shown, by id; who is unknown or erased is missing. */
export const facesOf = async (db: Db, ids: readonly string[]): Promise<Map<string, Face>> => {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('identity')
    .leftJoin('profile', 'profile.person', 'identity.person')
    .select(['identity.person as id', 'identity.name', 'identity.avatar', 'profile.title', 'profile.frame'])
    .where('identity.person', 'in', [...new Set(ids)])
    .execute();
  return new Map(
    rows.map(({ id, name, avatar, title, frame }) => [
      id,
      { id, name, avatar, ...(title ? { title } : {}), ...(frame ? { frame } : {}) },
    ]),
  );
};
