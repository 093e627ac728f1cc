import type { Answer, KeyView, QuestionView } from './answer.ts';
import type { AnswerCounts } from './api-battle.ts';
import { roundSeed } from './battle-answer.ts';
import { askedIn } from './battle-clock.ts';
import type { Battle, Given, Round } from './battle-state.ts';
import { blankVerdict, viewOf } from './grade.ts';
import { foldText } from './grade-text.ts';

const MOST_TEXTS = 10;

type Tally = Map<string, { label: string; n: number; right: boolean }>;
const add = (tally: Tally, id: string, label: string, right: boolean): void => {
  const found = tally.get(id);
  if (found) found.n += 1;
  else tally.set(id, { label, n: 1, right });
};
const rowsOf = (tally: Tally): AnswerCounts =>
  [...tally.values()].map(({ label, n, right }) => ({ choice: label, n, right }));

/** Options by their shown index, those that nobody chose too; several for one answer of a `multiple`. */
const countOptions = (n: number, key: KeyView, given: Iterable<Given>): AnswerCounts => {
  const keys = new Set<unknown>(Array.isArray(key) ? key : [key]);
  const counts = Array.from({ length: n }, (_, i) => ({ choice: String(i), n: 0, right: keys.has(i) }));
  for (const { answer } of given)
    for (const part of new Set(Array.isArray(answer) ? answer : [answer])) {
      const row = typeof part === 'number' ? counts[part] : undefined;
      if (row) row.n += 1;
    }
  return counts;
};

const countTexts = (given: Iterable<Given>): AnswerCounts => {
  const tally: Tally = new Map();
  for (const { answer, ok } of given) add(tally, foldText(String(answer)), String(answer).trim(), ok);
  return rowsOf(tally)
    .sort((a, b) => b.n - a.n || (a.choice < b.choice ? -1 : 1))
    .slice(0, MOST_TEXTS);
};

const SHARES = ['full', 'part', 'none'] as const;
const countShares = (given: Iterable<Given>): AnswerCounts => {
  const counts = SHARES.map((choice) => ({ choice, n: 0, right: choice === 'full' }));
  for (const { ok, score } of given) {
    const row = counts[ok ? 0 : score > 0 ? 1 : 2];
    if (row) row.n += 1;
  }
  return counts;
};

const countTruth = (key: boolean, given: Iterable<Given>): AnswerCounts => {
  const answers: Answer[] = [...given].map((g) => g.answer);
  return [true, false].map((choice) => ({
    choice: String(choice),
    n: answers.filter((a) => a === choice).length,
    right: choice === key,
  }));
};

const count = (view: QuestionView, key: KeyView, given: Given[]): AnswerCounts => {
  switch (view.type) {
    case 'single':
    case 'multiple':
      return countOptions(view.options.length, key, given);
    case 'true-false':
      return countTruth(key === true, given);
    case 'short':
    case 'numeric':
      return countTexts(given);
    default:
      return countShares(given);
  }
};

/** How often each choice was given in round `nth`: shown index of an option, `true`/`false`, a typed text (the ten most
 * frequent), or for questions of several parts `full`, `part`, `none`. Tells what is right: after the reveal only. */
export const countsOf = (battle: Battle, nth = battle.rounds.length - 1): AnswerCounts => {
  const round = battle.rounds[nth];
  return round ? countGiven(battle, nth, round, round.given) : [];
};

const countGiven = (battle: Battle, nth: number, round: Round, given: Map<string, Given>): AnswerCounts => {
  const known = askedIn(battle, round);
  const seed = roundSeed(battle, nth);
  return count(viewOf(known, seed), blankVerdict(known.question, seed).key, [...given.values()]);
};

/** The same without the key, for the host who may ask once more; nothing for questions of several parts, whose counts
 * are all about what is right. */
export const closedCounts = (battle: Battle): { choice: string; n: number }[] | undefined => {
  const round = battle.rounds.at(-1);
  if (battle.phase !== 'closed' || !round) return undefined;
  const { type } = askedIn(battle, round).question;
  const parts = ['matching', 'ordering', 'cloze', 'categorising'].includes(type);
  return parts ? undefined : countsOf(battle).map(({ choice, n }) => ({ choice, n }));
};
