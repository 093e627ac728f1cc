import { readAnswerLog } from '../analytics/answer-log.ts';
import { figure } from '../analytics/figure.ts';
import { calibrate, FEWEST_HELPING } from '../domain/calibration.ts';
import { type Row, rateOf } from '../domain/figure.ts';
import {
  aucOf,
  type Bin,
  brierOf,
  brierSkillOf,
  calibrationOf,
  eceOf,
  logLossOf,
  type Said,
} from '../domain/quality.ts';
import { type AnswerLog, replay } from '../domain/replay.ts';
import type { StoreCtx } from '../store/commit.ts';
import { readOnly } from '../store/db.ts';
import { type Given, saveInteractions } from '../store/interactions.ts';

/** How good predictions are; `auc` and `brierSkill` null where only one outcome happened. */
export type Quality = {
  n: number;
  auc: number | null;
  brier: number;
  brierSkill: number | null;
  logLoss: number;
  ece: number;
};
export type ItemDifficulty = {
  item: string;
  /** Logits; greater = harder. By Rasch from 20 first answers on, before by the running estimate. */
  b: number;
  method: 'rasch' | 'elo';
  se: number | null;
  /** First answers, and the share of right ones. */
  n: number;
  correct: number;
};
export type Replay = {
  answers: number;
  people: number;
  items: number;
  skills: number;
  correct: number;
  /** Every answer predicted before it was seen, by the model that learns as it goes; `warm` = the second half. */
  prediction: Quality & { warm: Quality | null; calibration: Bin[] };
  /** The same by skill and difficulty alone. */
  elo: Quality;
  difficulties: ItemDifficulty[];
  /** Where fewer than ten questions have the figure's twenty people, those of fewer follow, with `few` = 1. */
  mostMissed: Row[];
};

const quality = (said: readonly Said[]): Quality => ({
  n: said.length,
  auc: aucOf(said) ?? null,
  brier: brierOf(said),
  brierSkill: brierSkillOf(said) ?? null,
  logLoss: logLossOf(said),
  ece: eceOf(said),
});

/** First answers of every question: how many, how many right. */
const firstsOf = ({ questions, answers }: AnswerLog): { n: number; right: number }[] => {
  const firsts = questions.map(() => ({ n: 0, right: 0 }));
  const met = new Set<number>();
  for (const [k, person] of answers.person.entries()) {
    const item = answers.item[k] ?? 0;
    const pair = person * questions.length + item;
    const first = firsts[item];
    if (!first || met.has(pair)) continue;
    met.add(pair);
    first.n += 1;
    first.right += answers.ok[k] ?? 0;
  }
  return firsts;
};

const difficultiesOf = (
  log: AnswerLog,
  levels: readonly { b: number }[],
  names: Map<string, string>,
): ItemDifficulty[] => {
  const anchors = new Map(calibrate(log, FEWEST_HELPING).anchors.map((a) => [a.question, a]));
  const firsts = firstsOf(log);
  return log.questions
    .map(({ id, index }): ItemDifficulty => {
      const anchor = anchors.get(id);
      const { n = 0, right = 0 } = firsts[index] ?? {};
      const found = anchor
        ? { b: anchor.b, method: 'rasch' as const, se: anchor.se }
        : { b: levels[index]?.b ?? 0, method: 'elo' as const, se: null };
      return { item: names.get(id) ?? id, ...found, n, correct: n === 0 ? 0 : right / n };
    })
    .sort((a, b) => b.b - a.b);
};

const MOST = 10;
/** The figure's rows, then questions that it leaves out because too few people met them, by the same lower bound. */
const withFew = (rows: readonly Row[], log: AnswerLog): Row[] => {
  const told = new Set(rows.map((row) => row.question));
  const firsts = firstsOf(log);
  const few = log.questions.flatMap(({ id, index }): Row[] => {
    const { n = 0, right = 0 } = firsts[index] ?? {};
    return n === 0 || told.has(id)
      ? []
      : [{ question: id, hits: n - right, ...rateOf(n - right, n), people: n, few: 1 }];
  });
  few.sort((a, b) => Number(b.low) - Number(a.low) || Number(b.n) - Number(a.n));
  return rows.length >= MOST ? [...rows] : [...rows, ...few];
};

/**
 * Plays answers from elsewhere through the log of a new company and computes from the log alone what the product computes
 * of its own: predictions made before each answer, difficulties, the ten most missed.
 */
export const replayAnswers = async (
  ctx: StoreCtx,
  name: string,
  given: readonly Given[],
): Promise<Replay> => {
  const { org, zone, items, people, skills } = await saveInteractions(ctx, name, given);
  const read = readOnly(ctx.db.read);
  const log = await readAnswerLog(read, org);
  const { said, items: levels } = replay(log);
  const model = said.map(({ p, ok }) => ({ p, ok }));
  const warm = model.slice(Math.ceil(model.length / 2));
  const filter = { from: 19_700_101, to: 99_991_231 };
  const missed = await figure(read, {
    id: 'items.most_missed',
    org,
    zone,
    now: ctx.now(),
    today: filter.to,
    filter,
  });
  return {
    answers: said.length,
    people,
    items: items.size,
    skills,
    correct: model.filter((one) => one.ok).length / model.length,
    prediction: {
      ...quality(model),
      warm: warm.length === 0 ? null : quality(warm),
      calibration: calibrationOf(model),
    },
    elo: quality(said.map(({ elo, ok }) => ({ p: elo, ok }))),
    difficulties: difficultiesOf(log, levels, items),
    mostMissed: withFew(missed.rows, log)
      .slice(0, MOST)
      .map((row) => ({ ...row, item: items.get(String(row.question)) ?? null })),
  };
};
