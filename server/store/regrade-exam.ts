import type { ExamState } from '../domain/exam.ts';
import { findStation } from '../domain/journey.ts';
import type { Quest } from '../domain/quest.ts';
import { examRules, payOf } from '../domain/quest-station.ts';
import { correctedExam, type ExamCorrection } from '../domain/regrade.ts';
import { EXAM_EXCELLENT, starsOf } from '../domain/rewards.ts';
import { type Attempt, saveAttempt } from './attempt.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { finishStation } from './progress.ts';
import { progressOf } from './quest.ts';

type ExamAttempt = Attempt & { state: ExamState };

const examAt = (quest: Quest, id: string) => {
  const { island, station } = findStation(quest, id);
  if (station.kind !== 'exam') throw new Error(`${id} is no exam`);
  return { island, station };
};

/** What a corrected state means for its exam. */
export const correctionAt = (quest: Quest, attempt: ExamAttempt, after: ExamState): ExamCorrection =>
  correctedExam(attempt.state, after, examRules(examAt(quest, attempt.station).station).pass);

const wasPaid = async (db: Db, org: string, attempt: string): Promise<boolean> =>
  (await db
    .selectFrom('transfer')
    .select('id')
    .where('org', '=', org)
    .where('key', 'in', [`attempt:${attempt}`, `regrade:${attempt}`])
    .executeTakeFirst()) !== undefined;

const isExcellent = (score: number): boolean => score >= EXAM_EXCELLENT - 1e-9;

/** Coins that a correction brings: those of a first pass, or what was missing of an excellent one that was paid. */
const coinsOf = async (
  tx: Tx,
  by: Actor,
  quest: Quest,
  attempt: ExamAttempt,
  c: ExamCorrection,
): Promise<{ coins: number; key: string }> => {
  const { station } = examAt(quest, attempt.station);
  const pay = payOf(station);
  const done = (await progressOf(tx.db, by.person, quest.id)).get(station.id)?.done === true;
  if (c.passes === 'gained' && !done)
    return { coins: pay.first + (isExcellent(c.to) ? pay.excellent : 0), key: `regrade:${attempt.id}` };
  const bonus = isExcellent(c.to) && !isExcellent(c.from) && (await wasPaid(tx.db, by.org, attempt.id));
  return { coins: bonus ? pay.excellent : 0, key: `regrade:excellent:${attempt.id}` };
};

/**
 * Saves a corrected exam that was decided before: its score in the log, and upwards also progress, island and coins, once.
 * Nothing that was reached or paid is taken away. `by` = the learner; the caller holds the person.
 */
export const bookCorrection = async (
  tx: Tx,
  by: Actor,
  quest: Quest,
  attempt: ExamAttempt,
  after: ExamState,
  reason: string,
): Promise<ExamCorrection> => {
  const { island, station } = examAt(quest, attempt.station);
  const c = correctionAt(quest, attempt, after);
  await saveAttempt(tx, attempt.id, c.state, false);
  const waits = after.items.some((i) => i.essay === 'pending');
  if (c.from === c.to || waits) return c;
  const data = { from: c.from, reason };
  tx.emit(by, { verb: 'score.corrected', obj: station.id, ctx: attempt.id, score: c.to, data });
  if (c.to < c.from) return c;
  const passed = c.state.kept === true || c.to >= examRules(station).pass - 1e-9;
  const paid = await coinsOf(tx, by, quest, attempt, c);
  const stars = starsOf('exam', c.to);
  const finish = { clears: passed, stars, best: c.to, tier: 0, reason: 'exam' };
  await finishStation(tx, by, quest, { station, island, ...finish, ...paid });
  return c;
};
