import { pickForm, pickPractice } from '../domain/attempt.ts';
import { startBoss } from '../domain/boss.ts';
import { RuleError } from '../domain/errors.ts';
import { examTimeOver, startExam } from '../domain/exam.ts';
import { ghostAwake, startGhost } from '../domain/ghost.ts';
import { openStation } from '../domain/journey.ts';
import { startPractice } from '../domain/practice.ts';
import type { Island, Quest, Station } from '../domain/quest.ts';
import { dice, seedOf } from '../domain/random.ts';
import {
  BOSS_QUESTIONS,
  EXAM_ATTEMPTS_A_DAY,
  EXAM_QUESTIONS,
  PRACTICE_QUESTIONS,
} from '../domain/rewards.ts';
import { playDay } from '../domain/time.ts';
import {
  type Attempt,
  type AttemptState,
  attemptsBefore,
  candidatesOf,
  examsOn,
  findGhost,
  findOpenAttempt,
  findOpenGhostAttempt,
  holdPerson,
  insertAttempt,
} from '../store/attempt.ts';
import type { Actor, Tx } from '../store/commit.ts';
import { enrol } from '../store/progress.ts';
import { progressOf } from '../store/quest.ts';
import { endExam } from './attempt-end.ts';
import { bossHpOn } from './quest-view.ts';

type Place = { quest: Quest; island: Island; station: Station };

/** The state of a new attempt at a station: its questions are chosen by a seed of person, station and number. */
const newState = async (
  tx: Tx,
  by: Actor,
  p: Place,
  nth: number,
  last: Set<string>,
  bossHp: number,
): Promise<AttemptState> => {
  const points = p.station.kind === 'practice' ? p.station.points : undefined;
  const candidates = await candidatesOf(tx.db, by.person, p.island.bank, points);
  const random = dice(seedOf(`${by.person}:${p.station.id}:${nth}`));
  if (p.station.kind === 'practice')
    return startPractice(pickPractice(candidates, PRACTICE_QUESTIONS, random), tx.now);
  if (p.station.kind === 'exam') return startExam(pickForm(candidates, EXAM_QUESTIONS, last, random), tx.now);
  if (p.station.kind === 'boss')
    return startBoss(pickForm(candidates, BOSS_QUESTIONS, last, random), bossHp, tx.now);
  throw new RuleError('station.wrong_kind');
};

const begin = async (
  tx: Tx,
  by: Actor,
  p: { quest: string; island: string; station: string },
  nth: number,
  state: AttemptState,
): Promise<Attempt> => {
  const day = playDay(tx.now, by.zone);
  const attempt = await insertAttempt(tx, { ...p, person: by.person, nth, day, state });
  tx.emit(by, { verb: 'attempt.started', obj: p.station, ctx: attempt.id, data: { kind: state.kind, nth } });
  return attempt;
};

/** The open attempt at a station, or a new one. Throws `station.*`, `island.locked`, `exam.no_attempts_left`. */
export const startAtStation = async (
  tx: Tx,
  by: Actor,
  quest: Quest,
  stationId: string,
): Promise<Attempt> => {
  await holdPerson(tx, by.person);
  await enrol(tx, by, quest.id);
  const progress = await progressOf(tx.db, by.person, quest.id);
  const { island, station } = openStation(quest, progress, stationId);
  const open = await findOpenAttempt(tx, by.person, station.id, station.kind);
  if (open?.state.kind === 'exam' && examTimeOver(open.state, tx.now)) {
    await endExam(tx, by, quest, open);
  } else if (open) {
    return open;
  }
  const day = playDay(tx.now, by.zone);
  if (station.kind === 'exam') {
    const taken = (await examsOn(tx.db, by.person, day)).get(station.id) ?? 0;
    if (taken >= EXAM_ATTEMPTS_A_DAY) throw new RuleError('exam.no_attempts_left');
  }
  const { n, last } = await attemptsBefore(tx, by.person, station.id);
  const bossHp = Math.max(1, bossHpOn(day, progress.get(station.id)?.state));
  const state = await newState(tx, by, { quest, island, station }, n + 1, last, bossHp);
  return begin(tx, by, { quest: quest.id, island: island.id, station: station.id }, n + 1, state);
};

/** One more try at a missed question. Throws `ghost.unknown`, `ghost.asleep`. */
export const startAtGhost = async (tx: Tx, by: Actor, quest: Quest, id: string): Promise<Attempt> => {
  await holdPerson(tx, by.person);
  const found = await findGhost(tx.db, by.person, id);
  const open = await findOpenGhostAttempt(tx, by.person, found);
  if (open) return open;
  if (!ghostAwake(found.ghost, playDay(tx.now, by.zone))) throw new RuleError('ghost.asleep');
  const state = startGhost(id, { question: found.question, version: found.version }, tx.now);
  return begin(tx, by, { quest: quest.id, island: found.island, station: found.station }, 1, state);
};
