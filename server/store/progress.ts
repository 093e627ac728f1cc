import type { Outcome } from '../domain/api.ts';
import { type Days, islandDone, islandOpen } from '../domain/journey.ts';
import type { Island, Quest, Station } from '../domain/quest.ts';
import { playDay } from '../domain/time.ts';
import { joinOpenCohort } from './cohort.ts';
import type { Actor, Tx } from './commit.ts';
import { checkGraduation } from './graduation.ts';
import { type Applied, balanceOf, creditPerson } from './ledger.ts';
import { daysOf, progressOf } from './quest.ts';
import type { SailedQuest } from './quest-version.ts';

/** What a finished run at a station gives to the progress of a person. */
export type Finish = {
  station: Station;
  island: Island;
  /** False for a run that does not clear the station (a failed exam, a retreat). */
  clears: boolean;
  stars: number;
  /** 0..1 */
  best: number;
  tier: number;
  coins: number;
  reason: string;
  /** Makes the payment of this run happen once. */
  key: string;
  state?: string;
};

/** Puts a person into the quest, and into its open cohort, on the first step, and keeps them in its version from then
 * on. */
export const enrol = async (tx: Tx, actor: Actor, quest: SailedQuest): Promise<void> => {
  const done = await tx.db
    .insertInto('enrolment')
    .values({
      person: actor.person,
      quest: quest.id,
      startedAt: tx.now,
      startDay: playDay(tx.now, actor.zone),
      completedAt: null,
      version: quest.version,
    })
    .onConflict((oc) => oc.columns(['person', 'quest']).doNothing())
    .executeTakeFirst();
  if (done.numInsertedOrUpdatedRows !== 1n) return;
  const cohort = await joinOpenCohort(tx, actor, quest.id);
  const data = { source: 'assigned' as const, ...(cohort === undefined ? {} : { cohort }) };
  tx.emit(actor, { verb: 'programme.enrolled', obj: quest.id, data });
};

/** Keeps a station's own state (JSON) without clearing the station. */
export const keepState = async (
  tx: Tx,
  person: string,
  quest: string,
  island: string,
  station: string,
  state: string,
): Promise<void> => {
  await tx.db
    .insertInto('progress')
    .values({ person, station, quest, island, stars: 0, best: 0, paid: 0, tier: 0, doneAt: null, state })
    .onConflict((oc) => oc.columns(['person', 'station']).doUpdateSet({ state }))
    .execute();
};

const saveProgress = async (
  tx: Tx,
  person: string,
  quest: string,
  f: Finish,
  firstTime: boolean,
): Promise<void> => {
  const base = { stars: f.clears ? f.stars : 0, best: f.best, paid: f.coins, tier: f.tier };
  await tx.db
    .insertInto('progress')
    .values({
      person,
      station: f.station.id,
      quest,
      island: f.island.id,
      ...base,
      doneAt: f.clears ? tx.now : null,
      state: f.state ?? null,
    })
    .onConflict((oc) =>
      oc.columns(['person', 'station']).doUpdateSet((eb) => ({
        stars: eb
          .case()
          .when('progress.stars', '<', base.stars)
          .then(base.stars)
          .else(eb.ref('progress.stars'))
          .end(),
        best: eb
          .case()
          .when('progress.best', '<', base.best)
          .then(base.best)
          .else(eb.ref('progress.best'))
          .end(),
        tier: eb
          .case()
          .when('progress.tier', '<', base.tier)
          .then(base.tier)
          .else(eb.ref('progress.tier'))
          .end(),
        paid: eb('progress.paid', '+', base.paid),
        ...(firstTime ? { doneAt: tx.now } : {}),
        ...(f.state === undefined ? {} : { state: f.state }),
      })),
    )
    .execute();
};

type Progress = Awaited<ReturnType<typeof progressOf>>;

const starsOn = (island: Island, progress: Progress): number =>
  island.stations.reduce((n, s) => n + (progress.get(s.id)?.stars ?? 0), 0);

/** What this station's clearing opened and completed, told to the log. */
const tellJourney = (
  tx: Tx,
  actor: Actor,
  quest: Quest,
  island: Island,
  before: Progress,
  after: Progress,
  days: Days,
): void => {
  const done = quest.islands.flatMap((i) => i.stations).filter((s) => after.get(s.id)?.done).length;
  const all = quest.islands.reduce((n, i) => n + i.stations.length, 0);
  tx.emit(actor, { verb: 'quest.progressed', obj: quest.id, data: { progress: done / all } });
  for (const i of quest.islands) {
    if (!islandOpen(quest, before, i, days) && islandOpen(quest, after, i, days)) {
      tx.emit(actor, { verb: 'path.unlocked', obj: i.id, data: { by: 'prereq' } });
    }
  }
  if (!islandDone(before, island) && islandDone(after, island)) {
    const started = Math.min(...island.stations.map((s) => after.get(s.id)?.doneAt ?? tx.now));
    tx.emit(actor, {
      verb: 'island.completed',
      obj: island.id,
      ms: tx.now - started,
      data: { stars: starsOn(island, after) },
    });
  }
};

/** A run that brings nothing (a failed exam, a retreat, a card read again) moves no coins. */
const payFor = async (tx: Tx, actor: Actor, f: Finish): Promise<Applied> => {
  if (f.coins === 0) return { balance: await balanceOf(tx.db, actor.person), applied: false };
  return creditPerson(tx, actor, { amount: f.coins, reason: f.reason, ref: f.station.id, key: f.key });
};

/** Books a finished run: progress, coins, and what it opened. The caller holds the person. */
export const finishStation = async (tx: Tx, actor: Actor, quest: Quest, f: Finish): Promise<Outcome> => {
  const before = await progressOf(tx.db, actor.person, quest.id);
  const firstTime = f.clears && before.get(f.station.id)?.done !== true;
  await saveProgress(tx, actor.person, quest.id, f, firstTime);
  const paid = await payFor(tx, actor, f);
  const after = await progressOf(tx.db, actor.person, quest.id);
  if (firstTime) {
    const days = await daysOf(tx.db, actor, quest.id, tx.now);
    tellJourney(tx, actor, quest, f.island, before, after, days);
  }
  const allDone = (has: Progress): boolean => quest.islands.every((i) => islandDone(has, i));
  const questDone = !allDone(before) && allDone(after);
  if (questDone) {
    await tx.db
      .updateTable('enrolment')
      .set({ completedAt: tx.now })
      .where('person', '=', actor.person)
      .where('quest', '=', quest.id)
      .execute();
    const stars = quest.islands.reduce((n, i) => n + starsOn(i, after), 0);
    tx.emit(actor, { verb: 'quest.completed', obj: quest.id, data: { stars } });
  }
  await checkGraduation(tx, actor, quest, after);
  return {
    coins: paid.applied ? f.coins : 0,
    balance: paid.balance,
    stars: f.clears ? f.stars : 0,
    firstTime,
    islandDone: !islandDone(before, f.island) && islandDone(after, f.island),
    questDone,
  };
};
