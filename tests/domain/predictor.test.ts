import { describe, expect, it } from 'vitest';
import { FEATURES, featuresOf, predict, train, untrained } from '../../server/domain/predictor.ts';
import { dice } from '../../server/domain/random.ts';
import { type AnswerLog, replay, weightsFrom } from '../../server/domain/replay.ts';
import { aucOf, normalFrom } from './cohort.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 16, 1);
const fresh = {
  p: 0.7,
  point: { wins: 0, fails: 0, recent: 0.5 },
  overall: { n: 0, recent: 0.5 },
  level: { n: 0, wins: 0, fails: 0 },
  now: NOW,
};

/** Learners who learn a question by meeting it and forget it with time: what Elo alone cannot say. */
const learning = (people: number, answers: number, seed: number, memory = true): AnswerLog => {
  const random = dice(seed);
  const normal = normalFrom(random);
  const questions = Array.from({ length: 60 }, (_, index) => ({
    ...{ index, id: `q-${index}`, group: `bank:${index % 6}`, guess: 0.25, prior: -0.5, b: -0.5 },
  }));
  const truth = questions.map(normal);
  const theta = Array.from({ length: people }, normal);
  const log: AnswerLog = { questions, people, answers: { person: [], item: [], ok: [], ms: [], at: [] } };
  const met = new Map<string, { strength: number; at: number }>();
  for (let round = 0; round < answers; round++)
    for (let u = 0; u < people; u++) {
      const item = Math.floor(random() * 60);
      const at = NOW + round * 6 * HOUR;
      const known = met.get(`${u} ${item}`);
      const kept = known && memory ? known.strength * Math.exp(-(at - known.at) / (200 * HOUR)) : 0;
      const s = 1 / (1 + Math.exp((truth[item] ?? 0) - (theta[u] ?? 0) - kept));
      const ok = random() < 0.25 + 0.75 * s;
      met.set(`${u} ${item}`, { strength: kept + 1.2, at });
      for (const [column, value] of Object.entries({ person: u, item, ok: ok ? 1 : 0, ms: 9_000, at }))
        log.answers[column as keyof AnswerLog['answers']].push(value);
    }
  return log;
};

describe('the next-answer model', () => {
  it('says what Elo says until it is trained', () => {
    for (const p of [0.05, 0.3, 0.7, 0.95])
      expect(predict(untrained().weights, featuresOf({ ...fresh, p }))).toBeCloseTo(p, 9);
  });

  it('sees thirteen things: counts as ln(1 + n), shares about a half, the last result, the gap in hours, the odds of the question', () => {
    const x = featuresOf({
      p: 0.6,
      point: { wins: 3, fails: 1, recent: 0.9 },
      overall: { n: 19, recent: 0.4 },
      level: { n: 8, wins: 6, fails: 2 },
      item: { wins: 2, fails: 0, lastOk: false, lastAt: NOW - 9 * HOUR },
      now: NOW,
    });
    expect(x).toHaveLength(FEATURES);
    // logit .6, ln 4, ln 2, ln 3, ln 20, ln 10, a third of the logit, ln 2.5
    const wanted = [
      ...[1, 0.405465, 1.386294, Math.LN2, 1.098612, 0, 0.4, -0.1, -1, 2.995732, Math.LN10],
      ...[0.135155, 0.916291],
    ];
    for (const [i, value] of wanted.entries()) expect(x[i]).toBeCloseTo(value, 6);
  });

  it('goes towards what happened, with steps that get smaller where much was seen', () => {
    const model = untrained();
    const x = featuresOf(fresh);
    const said = Array.from({ length: 300 }, () => train(model, x, true));
    expect(said[0]).toBeCloseTo(0.7, 9);
    expect(said.at(-1)).toBeGreaterThan(0.9);
    expect(model.n).toBe(300);
    const [one, two] = [(said[1] ?? 0) - (said[0] ?? 0), (said[299] ?? 0) - (said[298] ?? 0)];
    expect(one).toBeGreaterThan(10 * two);
  });

  it('tells right from wrong better than Elo where learners learn and forget', () => {
    const log = learning(80, 150, 4);
    const replayed = replay(log);
    expect(replayed.model.n).toBe(80 * 150);
    expect(replayed.loss.model).toBeLessThan(replayed.loss.elo - 0.005);
    const warm = replayed.said.slice(replayed.said.length / 2);
    const auc = {
      elo: aucOf(warm.map((s) => ({ p: s.elo, ok: s.ok }))),
      model: aucOf(warm),
    };
    expect(auc.elo).toBeGreaterThan(0.6);
    expect(auc.model).toBeGreaterThan(auc.elo + 0.005);
  });

  it('is used only where it says more than Elo, from five hundred answers on', () => {
    const plain = untrained().weights;
    expect(weightsFrom(replay(learning(4, 100, 5)))).toEqual(plain);
    expect(weightsFrom(replay(learning(80, 150, 4)))).not.toEqual(plain);
    const worse = {
      model: { ...untrained(), weights: [9], n: 9_000 },
      loss: { elo: 0.5, model: 0.51 },
      said: [],
      items: [],
    };
    expect(weightsFrom(worse)).toEqual(plain);
  });
});
