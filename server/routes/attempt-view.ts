import type { Verdict } from '../domain/answer.ts';
import type { AttemptView, ItemView, Outcome } from '../domain/api.ts';
import { type Item, itemSeed, type QuestionRef } from '../domain/attempt.ts';
import { type BossState, bossResult } from '../domain/boss.ts';
import { RuleError } from '../domain/errors.ts';
import { type ExamState, tallyExam } from '../domain/exam.ts';
import { blankVerdict, gradeAnswer, type KnownQuestion, viewOf } from '../domain/grade.ts';
import { findStation } from '../domain/journey.ts';
import type { Island, Quest, Station } from '../domain/quest.ts';
import { bankOf, bossRules, examRules, payOf } from '../domain/quest-station.ts';
import type { Question } from '../domain/question.ts';
import { gradeBy } from '../domain/regrade.ts';
import { BOSS_HP, BOSS_SHIELDS, COINS, EXAM_PASS, tierOf } from '../domain/rewards.ts';
import { talkView } from '../domain/talk-run.ts';
import type { LocalText } from '../domain/text.ts';
import type { Attempt } from '../store/attempt.ts';
import type { Db } from '../store/db.ts';
import { findAnywhere } from '../store/practice.ts';
import { findQuestions } from '../store/quest.ts';
import { drillPart } from './drill.ts';

/** What is said of an ended item: by the version it was shown in, or by the later one that it was graded anew by. */
const revealOf = (question: Question, seed: number, item: Item, by?: Question): Verdict => {
  if (item.answer === undefined) return blankVerdict(question, seed);
  if (by) return gradeBy(question, by, seed, item.answer);
  const { verdict } = gradeAnswer(question, seed, item.answer);
  if (item.essay !== 'marked' || question.type !== 'essay') return verdict;
  const { pending: _, ...said } = verdict;
  const { ok = false, score = 0, marks = [] } = item;
  const { sample } = question;
  return { ...said, ok, score, essay: { marks, ...(sample ? { sample } : {}) } };
};

const itemView = (
  attempt: Attempt,
  known: KnownQuestion,
  { item, index, by }: Shown & { by: Question | undefined },
  reveal: boolean,
): ItemView => {
  const seed = itemSeed(attempt.id, index);
  const verdict = reveal ? revealOf(known.question, seed, item, by) : undefined;
  return {
    item: index,
    question: viewOf(known, seed),
    again: item.again,
    ...(item.answer === undefined ? {} : { answer: item.answer }),
    ...(item.flagged === undefined ? {} : { flagged: item.flagged }),
    ...(verdict ? { verdict } : {}),
  };
};

const weakOf = (state: ExamState, questions: KnownQuestion[]) => {
  const missed = new Map<string, { id: string; name: LocalText; missed: number }>();
  state.items.forEach((item, i) => {
    const point = questions[i]?.point;
    if (!point || item.ok || item.essay === 'pending') return;
    const before = missed.get(point.id)?.missed ?? 0;
    missed.set(point.id, { id: point.id, name: point.name, missed: before + 1 });
  });
  return [...missed.values()].sort((a, b) => b.missed - a.missed);
};

const examPart = (attempt: Attempt, state: ExamState, station: Station, questions: KnownQuestion[]) => {
  const pass = station.kind === 'exam' ? examRules(station).pass : EXAM_PASS;
  const { right, total, score, pending, passed } = tallyExam(state, pass);
  const result = {
    score,
    right,
    total,
    passed: passed === true,
    ...(pending > 0 ? { pending: { essays: pending, decided: passed !== undefined } } : {}),
    pass,
    nth: attempt.nth,
    weak: weakOf(state, questions),
  };
  return { kind: 'exam' as const, endsAt: state.endsAt, ...(attempt.status === 'ended' ? { result } : {}) };
};

const bossPart = (state: BossState, island: Island, station: Station) => {
  const rules = station.kind === 'boss' ? bossRules(station) : { hp: BOSS_HP, shields: BOSS_SHIELDS };
  const result = bossResult(state);
  return {
    kind: 'boss' as const,
    boss: station.kind === 'boss' ? station.boss : { name: island.name, icon: island.icon },
    hp: state.hp,
    maxHp: rules.hp,
    shields: state.shields,
    maxShields: rules.shields,
    run: state.run,
    answered: state.items.filter((i) => i.ok !== undefined).length,
    total: state.total,
    ...(result ? { result } : {}),
  };
};

const kindPart = (
  attempt: Attempt,
  { island, station }: { island: Island; station: Station },
  questions: KnownQuestion[],
  ghost?: GhostPart,
) => {
  const { state } = attempt;
  if (state.kind === 'exam') return examPart(attempt, state, station, questions);
  if (state.kind === 'boss') return bossPart(state, island, station);
  if (state.kind === 'scenario') {
    if (station.kind !== 'scenario') throw new RuleError('station.wrong_kind');
    return talkView(station.talk, state, attempt.id);
  }
  if (state.kind === 'ghost') {
    return {
      kind: 'ghost' as const,
      ghost: state.ghost,
      rightDays: ghost?.rightDays ?? 0,
      tamed: ghost?.tamed ?? false,
    };
  }
  return {
    kind: 'practice' as const,
    total: state.total,
    answered: state.items.filter((i) => i.ok !== undefined && !i.again).length,
    right: state.right,
    run: state.run,
    bestRun: state.bestRun,
    tier: tierOf(state.bestRun),
    earned: state.right * payOf(station).first + COINS.chest[tierOf(state.bestRun)],
  };
};

type GhostPart = { rightDays: number; tamed: boolean };

type Shown = { item: Item; index: number };
const shownItems = (attempt: Attempt): Shown[] => {
  const all = attempt.state.items.map((item, index) => ({ item, index }));
  if (attempt.state.kind === 'exam' || attempt.status === 'ended') return all;
  return all.filter(({ item }) => item.ok === undefined).slice(-1);
};

type Finder = (refs: readonly QuestionRef[]) => Promise<KnownQuestion[]>;

/** The later versions that items were graded anew by, by question and version. */
const gradersOf = async (find: Finder, shown: readonly Shown[]): Promise<Map<string, Question>> => {
  const refs = shown.flatMap(({ item: { question, gradedBy } }) =>
    gradedBy === undefined ? [] : [{ question, version: gradedBy }],
  );
  const known = await find(refs);
  return new Map(known.map((k) => [`${k.question.id}@${k.version}`, k.question]));
};

/** An attempt as its player may see it: no key of an item that is still open. */
export const attemptView = async (
  db: Db,
  quest: Quest,
  attempt: Attempt,
  now: number,
  more: { outcome?: Outcome; ghost?: GhostPart } = {},
): Promise<AttemptView> => {
  const { state } = attempt;
  const place = state.kind === 'drill' ? undefined : findStation(quest, attempt.station);
  const find: Finder = (refs) =>
    place ? findQuestions(db, bankOf(place.island, place.station), refs) : findAnywhere(db, refs);
  const ended = attempt.status === 'ended';
  const shown = shownItems(attempt);
  const questions = await find(shown.map((s) => s.item));
  const graders = await gradersOf(find, shown);
  const items = shown.flatMap(({ item, index }, i) => {
    const known = questions[i];
    if (!known) return [];
    const by = graders.get(`${item.question}@${item.gradedBy}`);
    return [itemView(attempt, known, { item, index, by }, ended)];
  });
  return {
    id: attempt.id,
    island: attempt.island,
    station: attempt.station,
    status: attempt.status,
    startedAt: attempt.startedAt,
    serverNow: now,
    items,
    ...(more.outcome ? { outcome: more.outcome } : {}),
    ...(state.kind === 'drill'
      ? drillPart(state, questions)
      : kindPart(attempt, findStation(quest, attempt.station), questions, more.ghost)),
  };
};
