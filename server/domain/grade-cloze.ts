import type { Answer, GapView, KeyView, PartMark } from './answer.ts';
import { RuleError } from './errors.ts';
import { at, gapOrder } from './grade-shown.ts';
import { clamped, type Mark, markNumeric, markShort, readableKey, saying } from './grade-text.ts';
import type { Gap, Option, Question } from './question.ts';

type Cloze = Extract<Question, { type: 'cloze' }>;
type GapKey = Extract<KeyView, { gaps: unknown }>['gaps'][number];
type Part = Extract<Answer, readonly unknown[]>[number];

/** The mark of choosing one option: 1 for the key, else what the option itself brings, never below 0. */
export const markChosen = (options: readonly Option[], key: number, picked: number): Mark => {
  const { score, feedback } = at(options, picked);
  return { score: picked === key ? 1 : clamped(score ?? 0), choices: [picked], ...saying(feedback) };
};

export const gapView = (gap: Gap, i: number, seed: number): GapView => {
  if (gap.kind === 'choice')
    return { kind: gap.kind, options: gapOrder(gap, i, seed).map((k) => at(gap.options, k).text) };
  if (gap.kind === 'numeric') return { kind: gap.kind, ...(gap.unit ? { unit: gap.unit } : {}) };
  return { kind: gap.kind };
};

const gapKey = (gap: Gap, i: number, seed: number): GapKey => {
  if (gap.kind === 'choice') return gapOrder(gap, i, seed).indexOf(gap.key);
  return gap.kind === 'short' ? gap.key.map(readableKey) : { value: gap.key, tolerance: gap.tolerance };
};
export const clozeKey = (q: Cloze, seed: number): KeyView => ({
  gaps: q.gaps.map((gap, i) => gapKey(gap, i, seed)),
});

const markGap = (gap: Gap, i: number, seed: number, part: Part): Mark => {
  if (gap.kind === 'choice') {
    if (typeof part !== 'number') throw new RuleError('answer.shape');
    if (part < 0) return { score: 0, choices: [-1] };
    return markChosen(gap.options, gap.key, at(gapOrder(gap, i, seed), part));
  }
  if (typeof part !== 'string') throw new RuleError('answer.shape');
  return gap.kind === 'short' ? markShort(gap, part) : markNumeric(gap, part);
};

/** Each gap by its own rule; the score is the weighted share. Throws `answer.shape`. */
export const markCloze = (q: Cloze, seed: number, parts: readonly Part[]): Mark & { parts: PartMark[] } => {
  if (parts.length !== q.gaps.length) throw new RuleError('answer.shape');
  const marks = q.gaps.map((gap, i) => markGap(gap, i, seed, at(parts, i)));
  const weightOf = (i: number): number => q.gaps[i]?.weight ?? 1;
  const whole = q.gaps.reduce((sum, _, i) => sum + weightOf(i), 0);
  const got = marks.reduce((sum, mark, i) => sum + mark.score * weightOf(i), 0);
  return {
    score: marks.every((mark) => mark.score >= 1) ? 1 : got / whole,
    choices: marks.flatMap((mark) => mark.choices),
    parts: marks.map(({ score, feedback }) => ({ score, ...saying(feedback) })),
  };
};
