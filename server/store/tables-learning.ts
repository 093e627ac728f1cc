/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Json = string;
type Flag = 0 | 1;
type Ms = number;

/**
 * What a person can do: `bank` and `point` '' = overall, else one knowledge point. `theta` in logits; `recent` = EWMA of
 * results; `last` = the last results as a text of 0 and 1, newest last; `initial` = theta after the first ten answers.
 */
export type SkillTable = {
  person: string;
  bank: string;
  point: string;
  theta: number;
  n: number;
  wins: number;
  fails: number;
  recent: number;
  last: string;
  initial: number | null;
  level: string;
  updatedAt: Ms;
};
/**
 * How hard a question is, in logits; `anchor` = its Rasch difficulty of the last recalibration, from `anchorN` answers;
 * `slope` = its 2PL discrimination from 500 learners on; `rt*` = number, sum and sum of squares of ln(ms) of its right answers.
 */
export type ItemLevelTable = {
  question: string;
  b: number;
  n: number;
  wins: number;
  fails: number;
  anchor: number | null;
  anchorN: number;
  slope: number | null;
  rtN: number;
  rtSum: number;
  rtSquares: number;
  updatedAt: Ms;
};
/**
 * What a person remembers of a question: FSRS stability (days), difficulty and state; when it is due. `wrongDay` = play
 * day of the last wrong answer, `durable` = right again a day or more after it; `run` = right answers in a row; `paid` =
 * paid answers on `paidDay`.
 */
export type MemoryTable = {
  person: string;
  question: string;
  dueAt: Ms;
  stability: number;
  difficulty: number;
  reps: number;
  lapses: number;
  state: number;
  lastAt: Ms;
  lastOk: Flag;
  run: number;
  wins: number;
  fails: number;
  wrongDay: number | null;
  durable: Flag;
  paidDay: number | null;
  paid: number;
};
/** The weights of the next-answer model of a company, as its last recalibration left them. */
export type PredictorTable = { org: string; weights: Json; n: number; updatedAt: Ms };
/** Questions that a learner took along to practise without a network; `content` = their refs; one claim each. */
export type OfflinePackTable = {
  id: string;
  person: string;
  at: Ms;
  content: Json;
  claimed: Json;
};
