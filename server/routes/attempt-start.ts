import { type Candidate, pickForm, type QuestionRef } from '../domain/attempt.ts';
import { pickBlueprint } from '../domain/blueprint.ts';
import { startBoss } from '../domain/boss.ts';
import { RuleError } from '../domain/errors.ts';
import { examTimeOver, startExam } from '../domain/exam.ts';
import { ghostAwake, startGhost } from '../domain/ghost.ts';
import { openStation } from '../domain/journey.ts';
import { startPractice } from '../domain/practice.ts';
import type { Station } from '../domain/quest.ts';
import {
  type Asking,
  bankOf,
  bossRules,
  examRules,
  isAsking,
  questionsOf,
  typesOf,
} from '../domain/quest-station.ts';
import { dice, seedOf } from '../domain/random.ts';
import { pickAdaptive } from '../domain/select.ts';
import { startTalk } from '../domain/talk-run.ts';
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
import { daysOf, progressOf } from '../store/quest.ts';
import type { SailedQuest } from '../store/quest-version.ts';
import { endExam } from './attempt-end.ts';
import { bossHpOn } from './quest-view.ts';

/** Questions retired since the quest was published leave rows short: others of the bank take their places. */
const pickExam = (
  station: Extract<Station, { kind: 'exam' }>,
  candidates: readonly Candidate[],
  last: ReadonlySet<string>,
  random: () => number,
): QuestionRef[] => {
  const n = questionsOf(station);
  if (!station.blueprint) return pickForm(candidates, n, last, random);
  const { questions } = pickBlueprint(station.blueprint, candidates, last, random);
  const drawn = new Set(questions.map((q) => q.question));
  const others = candidates.filter((c) => !drawn.has(c.question) && c.type !== 'essay');
  return [...questions, ...pickForm(others, n - questions.length, last, random)];
};

const pick = (
  station: Asking,
  candidates: readonly Candidate[],
  last: ReadonlySet<string>,
  random: () => number,
): QuestionRef[] => {
  if (station.kind === 'exam') return pickExam(station, candidates, last, random);
  const n = questionsOf(station);
  return station.kind === 'practice'
    ? pickAdaptive(candidates, n, random)
    : pickForm(candidates, n, last, random);
};

/** The state of a new attempt at a station: its questions are chosen by a seed of person, station and number.
 * Throws `station.no_questions`. */
const newState = async (
  tx: Tx,
  by: Actor,
  p: { bank: string; station: Asking; bossHp: number },
  nth: number,
  last: ReadonlySet<string>,
): Promise<AttemptState> => {
  const { bank, station } = p;
  const source = { bank, points: station.points, types: typesOf(station) };
  const when = { now: tx.now, day: playDay(tx.now, by.zone) };
  const candidates = await candidatesOf(tx.db, by.person, source, when);
  const random = dice(seedOf(`${by.person}:${station.id}:${nth}`));
  const questions = pick(station, candidates, last, random);
  if (questions.length === 0) throw new RuleError('station.no_questions');
  if (station.kind === 'practice') return startPractice(questions, tx.now);
  if (station.kind === 'exam') return startExam(questions, tx.now, examRules(station).ms);
  return startBoss(questions, p.bossHp, tx.now, bossRules(station).shields);
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
  quest: SailedQuest,
  stationId: string,
): Promise<Attempt> => {
  await holdPerson(tx, by.person);
  await enrol(tx, by, quest);
  const progress = await progressOf(tx.db, by.person, quest.id);
  const days = await daysOf(tx.db, by, quest.id, tx.now);
  const { island, station } = openStation(quest, progress, stationId, days);
  const open = await findOpenAttempt(tx, by.person, station.id, station.kind);
  if (open?.state.kind === 'exam' && examTimeOver(open.state, tx.now)) {
    await endExam(tx, by, quest, open);
  } else if (open) {
    return open;
  }
  const place = { quest: quest.id, island: island.id, station: station.id };
  if (station.kind === 'scenario') {
    const { n } = await attemptsBefore(tx, by.person, station.id);
    return begin(tx, by, place, n + 1, startTalk(station.talk));
  }
  if (!isAsking(station)) throw new RuleError('station.wrong_kind');
  const day = playDay(tx.now, by.zone);
  if (station.kind === 'exam') {
    const taken = (await examsOn(tx.db, by.person, day)).get(station.id) ?? 0;
    if (taken >= examRules(station).attemptsADay) throw new RuleError('exam.no_attempts_left');
  }
  const { n, last } = await attemptsBefore(tx, by.person, station.id);
  const bossHp = Math.max(1, bossHpOn(day, progress.get(station.id)?.state, station));
  const state = await newState(tx, by, { bank: bankOf(island, station), station, bossHp }, n + 1, last);
  return begin(tx, by, place, n + 1, state);
};

/** One more try at a missed question. Throws `ghost.unknown`, `ghost.asleep`. */
export const startAtGhost = async (tx: Tx, by: Actor, quest: SailedQuest, id: string): Promise<Attempt> => {
  await holdPerson(tx, by.person);
  const found = await findGhost(tx.db, by.person, id);
  if (!quest.islands.some((i) => i.stations.some((s) => s.id === found.station)))
    throw new RuleError('ghost.unknown');
  const open = await findOpenGhostAttempt(tx, by.person, found);
  if (open) return open;
  if (!ghostAwake(found.ghost, playDay(tx.now, by.zone))) throw new RuleError('ghost.asleep');
  const state = startGhost(id, { question: found.question, version: found.version }, tx.now);
  return begin(tx, by, { quest: quest.id, island: found.island, station: found.station }, 1, state);
};
