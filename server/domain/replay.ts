import { afterAnswer, FRESH_SKILL, type ItemLevel, type Skill } from './mastery.ts';
import { featuresOf, type Predictor, train, untrained } from './predictor.ts';

/** A question as calibration sees it: `group` = its bank and point, `prior` = the author's b, `b` = the present one. */
export type AskedQuestion = {
  index: number;
  id: string;
  group: string;
  guess: number;
  prior: number;
  b: number;
};
/** Answers in the order of arrival as columns; `person` and `item` are indexes, `ms` -1 = not known, `at` ms UTC. */
export type AnswerLog = {
  questions: AskedQuestion[];
  people: number;
  answers: { person: number[]; item: number[]; ok: number[]; ms: number[]; at: number[] };
};

/** `loss` = mean log loss over the second half of the log, each answer predicted before it was learned from. */
export type Replayed = { model: Predictor; loss: { elo: number; model: number } };

type Met = { wins: number; fails: number; lastOk: boolean; lastAt: number };
const lossOf = (p: number, ok: boolean): number => -Math.log(Math.max(1e-9, ok ? p : 1 - p));

/** Trains the next-answer model on a company's log from the first answer on, as the doors learned from it. */
export const replay = ({ questions, answers }: AnswerLog): Replayed => {
  const model = untrained();
  const overall = new Map<number, Skill>();
  const points = new Map<string, Skill>();
  const met = new Map<number, Met>();
  const items = questions.map((q): ItemLevel => ({ b: q.prior, n: 0, wins: 0, fails: 0 }));
  const n = answers.ok.length;
  const half = Math.floor(n / 2);
  const loss = { elo: 0, model: 0 };
  for (let k = 0; k < n; k++) {
    const person = answers.person[k] ?? 0;
    const index = answers.item[k] ?? 0;
    const question = questions[index];
    const item = items[index];
    if (!question || !item) continue;
    const ok = answers.ok[k] === 1;
    const now = answers.at[k] ?? 0;
    const pointKey = `${person} ${question.group}`;
    const pair = person * questions.length + index;
    const before = {
      overall: overall.get(person) ?? FRESH_SKILL,
      point: points.get(pointKey) ?? FRESH_SKILL,
      item,
    };
    const known = met.get(pair);
    const after = afterAnswer(before, { ok, guess: question.guess });
    const p = train(model, featuresOf({ p: after.p, ...before, item: known, now }), ok);
    if (k >= half) {
      loss.elo += lossOf(after.p, ok) / (n - half);
      loss.model += lossOf(p, ok) / (n - half);
    }
    overall.set(person, after.overall);
    if (after.point) points.set(pointKey, after.point);
    if (!known) items[index] = after.item;
    const { wins = 0, fails = 0 } = known ?? {};
    met.set(pair, { wins: wins + (ok ? 1 : 0), fails: fails + (ok ? 0 : 1), lastOk: ok, lastAt: now });
  }
  return { model, loss };
};

const FEWEST_ANSWERS = 500;
/** The weights to use: what was learned where it says more than Elo does, else Elo's own. */
export const weightsFrom = ({ model, loss }: Replayed): number[] =>
  model.n >= FEWEST_ANSWERS && loss.model < loss.elo ? model.weights : untrained().weights;
