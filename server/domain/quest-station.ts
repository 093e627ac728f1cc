import type { Island, Station } from './quest.ts';
import { AUTO_GRADED, type QuestionType } from './question.ts';
import {
  BOSS_HP,
  BOSS_SHIELDS,
  COINS,
  EXAM_ATTEMPTS_A_DAY,
  EXAM_PASS,
  EXAM_QUESTIONS,
  PRACTICE_QUESTIONS,
  practiceCoins,
  tierOf,
} from './rewards.ts';

type Of<K extends Station['kind']> = Extract<Station, { kind: K }>;
/** The stations that ask questions of a bank. */
export type Asking = Of<'practice' | 'exam' | 'boss'>;
export const isAsking = (station: Station): station is Asking =>
  station.kind === 'practice' || station.kind === 'exam' || station.kind === 'boss';

/** The bank whose questions a station asks. */
export const bankOf = (island: Pick<Island, 'bank'>, station: Station): string =>
  isAsking(station) ? (station.bank ?? island.bank) : island.bank;

const hasEssayRow = (station: Asking): boolean =>
  station.kind === 'exam' && station.blueprint?.some((row) => row.essay === true) === true;

/** The types a station draws: what the server marks by itself, and the essays that an exam asks for. */
export const typesOf = (station: Asking): readonly QuestionType[] => {
  const types = station.types ?? AUTO_GRADED;
  return hasEssayRow(station) && !types.includes('essay') ? [...types, 'essay'] : types;
};

/** How many essays an exam may ask at most. */
export const essaysOf = (station: Of<'exam'>): number => {
  if (station.blueprint) return station.blueprint.reduce((n, row) => n + (row.essay ? row.n : 0), 0);
  return station.types?.includes('essay') ? questionsOf(station) : 0;
};

/** How many questions a station asks; a boss as many as it has HP. */
export const questionsOf = (station: Station): number => {
  if (station.kind === 'card') return 1;
  if (station.kind === 'survey') return station.survey.items.length;
  if (!isAsking(station)) return 0;
  if (station.kind === 'practice') return station.questions ?? PRACTICE_QUESTIONS;
  if (station.kind === 'boss') return station.hp ?? BOSS_HP;
  if (station.blueprint) return station.blueprint.reduce((n, row) => n + row.n, 0);
  return station.questions ?? EXAM_QUESTIONS;
};

export type ExamRules = { ms: number; pass: number; attemptsADay: number };
/** The clock, the share to pass and the attempts a day of an exam. */
export const examRules = (station: Of<'exam'>): ExamRules => ({
  ms: Math.round(station.minutes * 60_000),
  pass: station.pass ?? EXAM_PASS,
  attemptsADay: station.attemptsADay ?? EXAM_ATTEMPTS_A_DAY,
});

export type BossRules = { hp: number; shields: number };
export const bossRules = (station: Of<'boss'>): BossRules => ({
  hp: station.hp ?? BOSS_HP,
  shields: station.shields ?? BOSS_SHIELDS,
});

/** What a station pays. `first`: a card, each right answer of a practice, an exam passed, a boss beaten, a work accepted;
 * `excellent`: at most that on top, of an assignment by its rubric. */
export type Pay = { first: number; excellent: number; again: number };

/**
 * What a station pays, so that no station is worth more than its work: a trainer may set `coins` up to twice what
 * rewards.ts pays (quest.ts MOST_PAID); an exam or a boss shorter than the usual ten pays its share of a full one; for
 * playing again there is never more than today.
 */
export const payOf = (station: Station): Pay => {
  const share = Math.min(1, questionsOf(station) / 10);
  const part = (coins: number): number => Math.round(coins * share);
  if (station.kind === 'card') return { first: station.coins ?? COINS.card, excellent: 0, again: 0 };
  if (station.kind === 'scenario') return { first: station.coins ?? COINS.scenario, excellent: 0, again: 0 };
  if (station.kind === 'survey') return { first: station.coins ?? COINS.survey, excellent: 0, again: 0 };
  if (station.kind === 'assignment')
    return { first: station.coins ?? COINS.assignment, excellent: COINS.assignmentRubric, again: 0 };
  if (station.kind === 'practice')
    return { first: station.coins ?? COINS.practiceRight, excellent: 0, again: COINS.practiceRightAgain };
  if (station.kind === 'exam')
    return { first: part(station.coins ?? COINS.examPass), excellent: part(COINS.examExcellent), again: 0 };
  return { first: part(station.coins ?? COINS.boss), excellent: 0, again: part(COINS.bossAgain) };
};

/** The most that a station can still pay, for its label. */
export const mostCoins = (station: Station, before: { done: boolean; tier: number }): number => {
  const { first, excellent, again } = payOf(station);
  if (station.kind === 'practice') {
    const questions = questionsOf(station);
    return practiceCoins(questions, tierOf(questions), before, first);
  }
  return before.done ? again : first + excellent;
};
