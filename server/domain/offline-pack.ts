import type { QuestionRef } from './attempt.ts';

/** As many questions as an offline pack holds. */
export const PACK_QUESTIONS = 20;

/** A question that a person knows the answer of; `missed` = answered wrong at least once. Times in ms UTC. */
export type Packable = QuestionRef & { dueAt: number; due: boolean; missed: boolean };

const rank = ({ due, missed }: Packable): number => (due ? 0 : missed ? 1 : 2);
/** What a pack holds: what is due first, then what was missed once, then the rest; each in the order it falls due. */
export const pickPack = (known: readonly Packable[]): QuestionRef[] =>
  known
    .toSorted((a, b) => rank(a) - rank(b) || a.dueAt - b.dueAt || (a.question < b.question ? -1 : 1))
    .slice(0, PACK_QUESTIONS)
    .map(({ question, version }) => ({ question, version }));
