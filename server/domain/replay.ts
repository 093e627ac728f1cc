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

/** `said` = every answer, predicted by Elo and the model before they learned from it; `loss` = the mean log loss of both in
 * the second half; `items` = where the questions stand at the end. */
export type Replayed = {
  model: Predictor;
  loss: { elo: number; model: number };
  said: { elo: number; p: number; ok: boolean }[];
  items: readonly ItemLevel[];
};

type Met = { wins: number; fails: number; lastOk: boolean; lastAt: number };
const lossOf = (p: number, ok: boolean): number => -Math.log(Math.max(1e-9, ok ? p : 1 - p));

/** Where everybody stands in the middle of the log, as the doors would know it then. */
type Standings = {
  overall: Map<number, Skill>;
  points: Map<string, Skill>;
  met: Map<number, Met>;
  items: ItemLevel[];
};
type Answer = { person: number; question: AskedQuestion; pair: number; ok: boolean; now: number };

/** Learns from one answer; gives what Elo and the model said before. */
const step = (model: Predictor, all: Standings, a: Answer): { elo: number; p: number; ok: boolean } => {
  const { person, question, pair, ok, now } = a;
  const pointKey = `${person} ${question.group}`;
  const before = {
    overall: all.overall.get(person) ?? FRESH_SKILL,
    point: all.points.get(pointKey) ?? FRESH_SKILL,
    item: all.items[question.index] ?? { b: question.prior, n: 0, wins: 0, fails: 0 },
  };
  const known = all.met.get(pair);
  const after = afterAnswer(before, { ok, guess: question.guess });
  const p = train(model, featuresOf({ p: after.p, ...before, level: before.item, item: known, now }), ok);
  all.overall.set(person, after.overall);
  if (after.point) all.points.set(pointKey, after.point);
  if (!known) all.items[question.index] = after.item;
  const { wins = 0, fails = 0 } = known ?? {};
  all.met.set(pair, { wins: wins + (ok ? 1 : 0), fails: fails + (ok ? 0 : 1), lastOk: ok, lastAt: now });
  return { elo: after.p, p, ok };
};

/** Hears of a person's overall skill after each of their answers; `person` as in the log, `at` ms. */
export type Hear = (person: number, at: number, overall: Skill) => void;

/** Trains the next-answer model on a company's log from the first answer on, as the doors learned from it. */
export const replay = ({ questions, answers }: AnswerLog, hear?: Hear): Replayed => {
  const model = untrained();
  const all: Standings = { overall: new Map(), points: new Map(), met: new Map(), items: [] };
  const n = answers.ok.length;
  const said: Replayed['said'] = [];
  for (let k = 0; k < n; k++) {
    const person = answers.person[k] ?? 0;
    const question = questions[answers.item[k] ?? 0];
    if (!question) continue;
    const pair = person * questions.length + question.index;
    const ok = answers.ok[k] === 1;
    const one = step(model, all, { person, question, pair, ok, now: answers.at[k] ?? 0 });
    said.push(one);
    const skill = all.overall.get(person);
    if (hear && skill) hear(person, answers.at[k] ?? 0, skill);
  }
  const loss = { elo: 0, model: 0 };
  const half = said.slice(Math.ceil(said.length / 2));
  for (const { elo, p, ok } of half) {
    loss.elo += lossOf(elo, ok) / half.length;
    loss.model += lossOf(p, ok) / half.length;
  }
  return { model, loss, said, items: all.items };
};

const FEWEST_ANSWERS = 500;
/** The weights to use: what was learned where it says more than Elo does, else Elo's own. */
export const weightsFrom = ({ model, loss }: Replayed): number[] =>
  model.n >= FEWEST_ANSWERS && loss.model < loss.elo ? model.weights : untrained().weights;
