import type { VisitView } from '../domain/api-friends.ts';
import { RuleError } from '../domain/errors.ts';
import { islandDone, standingAt } from '../domain/journey.ts';
import type { Quest } from '../domain/quest.ts';
import type { Actor } from './commit.ts';
import type { Db } from './db.ts';
import { facesOf } from './face.ts';
import { blockedOf } from './friend.ts';
import { daysOf, progressOf } from './quest.ts';
import { findQuest, isPreview } from './quest-version.ts';

const MOST_IN_BOOK = 20;

type Progress = Awaited<ReturnType<typeof progressOf>>;
/** How far a person is on the voyage they sail; undefined = on none, or trying out a draft. */
export type Standing = {
  quest: Quest;
  progress: Progress;
  island: string;
  station: string;
  islands: { done: number; of: number };
  stars: number;
};

export const standingOf = async (db: Db, of: Actor, now: number): Promise<Standing | undefined> => {
  try {
    const quest = await findQuest(db, of);
    if (isPreview(quest.id)) return undefined;
    const [progress, days] = await Promise.all([
      progressOf(db, of.person, quest.id),
      daysOf(db, of, quest.id, now),
    ]);
    const done = quest.islands.filter((i) => islandDone(progress, i)).length;
    const stars = [...progress.values()].reduce((n, p) => n + p.stars, 0);
    const islands = { done, of: quest.islands.length };
    return { quest, progress, ...standingAt(quest, progress, days), islands, stars };
  } catch (error) {
    if (error instanceof RuleError && error.code === 'quest.unknown') return undefined;
    throw error;
  }
};

/** The cheers left on a person's islands, newest first; not those of people who are blocked. */
export const guestBook = async (db: Db, person: string): Promise<VisitView['book']> => {
  const blocked = await blockedOf(db, person);
  const rows = await db
    .selectFrom('cheer')
    .select(['person', 'kind', 'at'])
    .where('other', '=', person)
    .where('place', '!=', '')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_IN_BOOK * 2)
    .execute();
  const shown = rows.filter((r) => !blocked.has(r.person)).slice(0, MOST_IN_BOOK);
  const faces = await facesOf(
    db,
    shown.map((r) => r.person),
  );
  return shown.flatMap(({ person: from, kind, at }) => {
    const face = faces.get(from);
    return face ? [{ face, kind: kind as VisitView['book'][number]['kind'], at: Number(at) }] : [];
  });
};

/** The island on which somebody is now, with what was reached there. Throws `visit.closed` when there is none. */
export const islandOfNow = async (
  db: Db,
  of: Actor,
  now: number,
): Promise<Pick<VisitView, 'island' | 'station' | 'islands' | 'tamed'>> => {
  const standing = await standingOf(db, of, now);
  const at = standing?.quest.islands.findIndex((i) => i.id === standing.island) ?? -1;
  const island = standing?.quest.islands[at];
  if (!standing || !island) throw new RuleError('visit.closed');
  const stations = island.stations.map((s) => {
    const { id, kind, name } = s;
    const row = standing.progress.get(id);
    const shown = { id, kind, name, stars: row?.stars ?? 0, done: row?.done ?? false };
    return s.kind === 'boss' ? { ...shown, boss: s.boss } : shown;
  });
  const tamed = await db
    .selectFrom('ghost')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('person', '=', of.person)
    .where('tamedAt', 'is not', null)
    .executeTakeFirstOrThrow();
  const { id, name, about, icon } = island;
  return {
    island: {
      id,
      name,
      about,
      icon,
      ...(island.style === undefined ? {} : { style: island.style }),
      order: at + 1,
      stars: stations.reduce((n, s) => n + s.stars, 0),
      stations,
    },
    station: standing.station,
    islands: standing.islands,
    tamed: Number(tamed.n),
  };
};
