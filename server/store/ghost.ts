import { answerGhost, type Ghost, ghostAwake } from '../domain/ghost.ts';
import { COINS } from '../domain/rewards.ts';
import { playDay } from '../domain/time.ts';
import { findGhost, saveGhost, spawnGhost } from './attempt.ts';
import type { Actor, Tx } from './commit.ts';
import { creditPerson } from './ledger.ts';
import { ghostOf } from './quest.ts';
import { isPreview } from './quest-version.ts';

/** The ghost after an answer to its question; `coins` = what taming it paid just now. */
export type Met = { ghost: Ghost; coins: number };
type Found = { id: string; ghost: Ghost };

/** The one rule of what an answer does to a ghost, by whatever door it came; tamed, it pays once. */
export const settle = async (tx: Tx, by: Actor, { id, ghost: before }: Found, ok: boolean): Promise<Met> => {
  if (before.tamed) return { ghost: before, coins: 0 };
  const ghost = answerGhost(before, ok, playDay(tx.now, by.zone));
  await saveGhost(tx, id, ghost);
  if (!ghost.tamed) return { ghost, coins: 0 };
  const pay = { amount: COINS.ghostTamed, reason: 'ghost', ref: id, key: `ghost:${id}` };
  const { applied } = await creditPerson(tx, by, pay);
  return { ghost, coins: applied ? COINS.ghostTamed : 0 };
};

/** An answer in an attempt at this ghost: wrong, it yawns. Throws `ghost.unknown`. */
export const meetGhost = async (tx: Tx, by: Actor, id: string, ok: boolean): Promise<Met> =>
  settle(tx, by, await findGhost(tx.db, by.person, id), ok);

/** The ghost of a question that is not tamed yet; a preview knows only ghosts of its own. */
const waitingGhost = async (tx: Tx, by: Actor, question: string): Promise<Found | undefined> => {
  const row = await tx.db
    .selectFrom('ghost')
    .select(['id', 'island', 'rightDays', 'rightDay', 'asleepDay', 'tamedAt'])
    .where('person', '=', by.person)
    .where('question', '=', question)
    .where('tamedAt', 'is', null)
    .executeTakeFirst();
  if (!row || isPreview(row.island) !== (by.preview === true)) return undefined;
  return { id: row.id, ghost: ghostOf(row) };
};

/** An answer given elsewhere than at a ghost; `again` = a second asking in the same attempt, whose key was just told. */
export type Passing = { question: string; island: string; station: string; ok: boolean; again: boolean };
/**
 * Right: counts for the ghost of the question when that is awake. Wrong: a ghost is born at the place, or starts anew.
 */
export const meetInPassing = async (
  tx: Tx,
  by: Actor,
  { ok, again, ...place }: Passing,
): Promise<{ met?: Met; born: boolean }> => {
  if (!ok) {
    await spawnGhost(tx, { person: by.person, ...place }, by.preview);
    return { born: true };
  }
  const found = again ? undefined : await waitingGhost(tx, by, place.question);
  if (!found || !ghostAwake(found.ghost, playDay(tx.now, by.zone))) return { born: false };
  return { met: await settle(tx, by, found, true), born: false };
};
