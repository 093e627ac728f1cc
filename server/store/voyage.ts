import { sql } from 'kysely';
import type { VoyageView } from '../domain/api-quests.ts';
import { RuleError } from '../domain/errors.ts';
import type { Quest } from '../domain/quest.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { sailableBy, sailedOf } from './quest-audience.ts';
import { endPreview } from './quest-preview.ts';
import { isPreview } from './quest-version.ts';

const doneIn = async (db: Db, person: string): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('progress')
    .select(['quest', sql<number>`count(*)`.as('n')])
    .where('person', '=', person)
    .where('doneAt', 'is not', null)
    .groupBy('quest')
    .execute();
  return new Map(rows.map((r) => [r.quest, Number(r.n)]));
};

/** The quests a person may sail, oldest first; what was begun is shown in the version it was begun with. */
export const voyagesOf = async (db: Db, by: Actor): Promise<VoyageView[]> => {
  const sailable = await sailableBy(db, by);
  if (sailable.length === 0) return [];
  const versions = await db
    .selectFrom('quest_version')
    .select(['quest', 'version', 'definition'])
    .where((eb) =>
      eb.or(
        sailable.map((s) => eb.and([eb('quest', '=', s.id), eb('version', '=', s.enrolled ?? s.newest)])),
      ),
    )
    .execute();
  const person = await db.selectFrom('person').select('quest').where('id', '=', by.person).executeTakeFirst();
  const chosen = person?.quest ?? null;
  const current = isPreview(chosen) ? undefined : sailedOf(sailable, chosen)?.id;
  const done = await doneIn(db, by.person);
  return sailable.flatMap((s) => {
    const row = versions.find((v) => v.quest === s.id);
    if (!row) return [];
    const { name, islands } = JSON.parse(row.definition) as Quest;
    const stations = islands.reduce((n, i) => n + i.stations.length, 0);
    const reached = Math.min(stations, done.get(s.id) ?? 0);
    return [
      { quest: s.id, name, islands: islands.length, done: reached, stations, current: s.id === current },
    ];
  });
};

/** Goes on with another quest; the one before keeps all that was reached in it. Throws `quest.not_open`. */
export const chooseVoyage = async (tx: Tx, by: Actor, quest: string): Promise<void> => {
  const sailable = await sailableBy(tx.db, by);
  if (!sailable.some((s) => s.id === quest)) throw new RuleError('quest.not_open');
  await endPreview(tx, by.person);
  await tx.db.updateTable('person').set({ quest }).where('id', '=', by.person).execute();
};
