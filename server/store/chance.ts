import { type ItemLevel, priorOf, successOf } from '../domain/mastery.ts';
import { featuresOf, predict } from '../domain/predictor.ts';
import type { QuestionType } from '../domain/question.ts';
import type { Db } from './db.ts';
import { weightsOf } from './mastery.ts';

/** What a person brings to any question. */
export type Self = {
  overall: { theta: number; n: number; recent: number };
  weights: readonly number[];
};

/** Overall skill of a person and the weights of the company's next-answer model. */
export const findSelf = async (db: Db, person: string): Promise<Self> => {
  const row = await db
    .selectFrom('person')
    .leftJoin('skill as o', (j) =>
      j.onRef('o.person', '=', 'person.id').on('o.bank', '=', '').on('o.point', '=', ''),
    )
    .leftJoin('predictor as w', 'w.org', 'person.org')
    .select(['person.org', 'o.theta', 'o.n', 'o.recent', 'w.weights'])
    .where('person.id', '=', person)
    .executeTakeFirst();
  return {
    overall: { theta: row?.theta ?? 0, n: row?.n ?? 0, recent: row?.recent ?? 0.5 },
    weights: weightsOf(row?.org ?? '', row?.weights ?? null),
  };
};

/** A question beside what is known of it and of one person at it; null = nothing. */
export type ChanceRow = {
  type: string;
  difficulty: number;
  b: ItemLevel['b'] | null;
  levelN: number | null;
  levelWins: number | null;
  levelFails: number | null;
  theta: number | null;
  pointWins: number | null;
  pointFails: number | null;
  recent: number | null;
  wins: number | null;
  fails: number | null;
  lastOk: 0 | 1 | null;
  lastAt: number | null;
};

/** The guess as far as the type tells it: options are counted only where the text is read (`guessOf`). */
const GUESS: Partial<Record<QuestionType, number>> = { single: 0.25, 'true-false': 0.5, multiple: 0.05 };

/** The probability that a person answers a question right now, by the model that also writes `pPred`. */
export const chanceOf = ({ overall, weights }: Self, row: ChanceRow, now: number): number => {
  const p = successOf({
    overall,
    point: { theta: row.theta ?? 0 },
    item: { b: row.b ?? priorOf(row.difficulty).b },
    guess: GUESS[row.type as QuestionType] ?? 0,
  });
  const item =
    row.lastAt === null
      ? undefined
      : {
          wins: row.wins ?? 0,
          fails: row.fails ?? 0,
          lastOk: row.lastOk === 1,
          lastAt: Number(row.lastAt),
        };
  const point = { wins: row.pointWins ?? 0, fails: row.pointFails ?? 0, recent: row.recent ?? 0.5 };
  const level = { n: row.levelN ?? 0, wins: row.levelWins ?? 0, fails: row.levelFails ?? 0 };
  return predict(weights, featuresOf({ p, point, overall, level, item, now }));
};
