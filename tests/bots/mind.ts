import type { QuestionView } from '../../server/domain/answer.ts';
import { dice, seedOf } from '../../server/domain/random.ts';
import type { LocalText } from '../../server/domain/text.ts';

const DAY = 86_400_000;
/** Logits: how far people, points of one person and questions of one difficulty lie apart. */
const SPREAD = { person: 0.8, point: 0.6, item: 0.5 };
/** Difficulty 1..5 -> logits; 3 is an average question for an average new hire. */
const STEP = 0.55;
const START = 0.75;
/** What a right answer and an explained mistake add to a point, and an explanation to its question, in logits. */
const GAIN = { right: 0.06, explained: 0.12, question: 1.9 };
/** Time after which a memory is down to 37 %: of a point's gain, and of one explanation. */
const FADE = { point: 20 * DAY, question: 5 * DAY };
const SLIP = 0.04;

export type Mood = 'calm' | 'rushing' | 'careful';
const MOODS: Record<Mood, { pace: number; logit: number; change: number; hint: number }> = {
  calm: { pace: 1, logit: 0, change: 0.05, hint: 0.12 },
  rushing: { pace: 0.5, logit: -0.5, change: 0.02, hint: 0.02 },
  careful: { pace: 1.45, logit: 0.3, change: 0.11, hint: 0.25 },
};

/** What somebody does with one question. `rtMs` = paint to commit. */
export type Thought = { right: boolean; rtMs: number; changes: number; hint: boolean };

type Trace = { strength: number; at: number };
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Standard normal of two dice throws (Box-Muller). */
export const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
/** Log-normal around its median. */
export const lognormal = (random: () => number, median: number, sigma: number): number =>
  median * Math.exp(sigma * normal(random));

/** The share right by blind choice. */
const guessOf = (view: QuestionView): number => {
  if (view.type === 'single') return 1 / view.options.length;
  if (view.type === 'true-false') return 0.5;
  return view.type === 'multiple' ? 0.08 : 0.02;
};

/** Characters to read. */
export const charsOf = (text: LocalText): number => (text.zh ?? text.en ?? '').length;
const lengthOf = (view: QuestionView): number => {
  const texts = [view.stem];
  if ('options' in view) texts.push(...view.options);
  if (view.type === 'matching') texts.push(...view.lefts, ...view.rights);
  if (view.type === 'ordering' || view.type === 'categorising') texts.push(...view.items);
  return texts.reduce((n, text) => n + charsOf(text), 0);
};

/** Known to the simulation only: how hard a question really is, whatever its author thought. Logits. */
export const hardnessOf = (view: Pick<QuestionView, 'id' | 'difficulty'>): number =>
  (view.difficulty - 3) * STEP + SPREAD.item * normal(dice(seedOf(`item ${view.id}`)));

/**
 * A learner's latent ability: one level for the person, one for each knowledge point, what was learned in the game, and
 * what of it is forgotten. `headStart` shifts the person.
 */
export const newMind = (seed: number, headStart = 0) => {
  const random = dice(seed);
  const level = START + headStart + SPREAD.person * normal(random);
  const talents = new Map<string, number>();
  const points = new Map<string, Trace>();
  const questions = new Map<string, Trace>();
  let mood: Mood = 'calm';

  const talentOf = (point: string): number => {
    const known = talents.get(point);
    if (known !== undefined) return known;
    const talent = SPREAD.point * normal(dice(seedOf(`${seed} ${point}`)));
    talents.set(point, talent);
    return talent;
  };
  const left = (trace: Trace | undefined, fade: number, now: number): number =>
    trace ? trace.strength * Math.exp(-(now - trace.at) / fade) : 0;
  const pointOf = (view: QuestionView): string => view.point?.id ?? '';

  /** Ability at a question now, less its hardness. */
  const edge = (view: QuestionView, now: number): number => {
    const known = left(points.get(pointOf(view)), FADE.point, now);
    const remembered = left(questions.get(view.id), FADE.question, now);
    return level + talentOf(pointOf(view)) + known + remembered + MOODS[mood].logit - hardnessOf(view);
  };
  const think = (view: QuestionView, now: number): Thought => {
    const at = MOODS[mood];
    const lead = edge(view, now);
    const guess = guessOf(view);
    const hint = view.hasHint && random() < at.hint * (lead < 0.5 ? 2 : 0.5);
    const p = guess + (1 - guess - SLIP) * sigmoid(lead + (hint ? 0.8 : 0));
    const median = (2600 + 70 * lengthOf(view)) * Math.exp(-0.18 * Math.max(-2, Math.min(2, lead))) * at.pace;
    const rtMs = Math.round(Math.min(120_000, Math.max(700, lognormal(random, median, 0.4))));
    return { right: random() < p, rtMs, changes: random() < at.change ? 1 : 0, hint };
  };
  const grow = (map: Map<string, Trace>, key: string, gain: number, fade: number, now: number): void => {
    map.set(key, { strength: Math.min(3.5, left(map.get(key), fade, now) + gain), at: now });
  };
  /** Takes in a verdict; `read` = the explanation was looked at for long enough. */
  const learn = (view: QuestionView, ok: boolean, read: boolean, now: number): void => {
    if (ok) grow(points, pointOf(view), GAIN.right, FADE.point, now);
    else if (read) grow(points, pointOf(view), GAIN.explained, FADE.point, now);
    if (read || ok) grow(questions, view.id, ok ? GAIN.question / 2 : GAIN.question, FADE.question, now);
  };
  /** A new session, another mood: most are calm. */
  const feel = (): Mood => {
    const throwOf = random();
    mood = throwOf < 0.18 ? 'rushing' : throwOf < 0.4 ? 'careful' : 'calm';
    return mood;
  };
  const readMs = (chars: number): number =>
    Math.round(lognormal(random, (900 + 75 * chars) * MOODS[mood].pace, 0.35));
  return { level, think, learn, feel, readMs, mood: () => mood };
};
export type Mind = ReturnType<typeof newMind>;
