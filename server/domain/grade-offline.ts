import type { Answer, KeyView, PartMark, QuestionView, Verdict } from './answer.ts';
import { markNumeric, markShort } from './grade-text.ts';
import type { LocalText } from './text.ts';

type GapKey = Extract<KeyView, { gaps: unknown }>['gaps'][number];
type Unit = { unit?: LocalText };

/** A readable key as a pattern again: `…` stood for any text, a star for itself. */
const patternOf = (readable: string): string => readable.replaceAll('*', '\\*').replaceAll('…', '*');
const shortScore = (key: readonly string[], typed: string): number =>
  markShort({ key: key.map(patternOf) }, typed).score;
const numberScore = (key: { value: number; tolerance: number }, { unit }: Unit, typed: string): number =>
  markNumeric({ key: key.value, tolerance: key.tolerance, ...(unit ? { unit } : {}) }, typed).score;

const isNumbers = (list: readonly unknown[]): list is number[] => list.every((x) => typeof x === 'number');
const shareInPlace = (given: Answer, wanted: readonly number[]): number =>
  Array.isArray(given) && given.length === wanted.length
    ? given.filter((x, i) => x === wanted[i]).length / wanted.length
    : 0;
const sameSet = (given: Answer, wanted: readonly number[]): boolean =>
  Array.isArray(given) &&
  new Set(given).size === wanted.length &&
  given.every((x) => wanted.includes(Number(x)));

const gapScore = (key: GapKey, gap: Unit, part: number | string | undefined): number => {
  if (typeof key === 'number') return part === key ? 1 : 0;
  if (typeof part !== 'string') return 0;
  return Array.isArray(key) ? shortScore(key, part) : numberScore(key, gap, part);
};
const clozeParts = (question: QuestionView, keys: readonly GapKey[], answer: Answer): PartMark[] =>
  keys.map((key, i) => {
    const gap = question.type === 'cloze' ? question.gaps[i] : undefined;
    const unit = gap?.kind === 'numeric' && gap.unit !== undefined ? { unit: gap.unit } : {};
    return { score: gapScore(key, unit, Array.isArray(answer) ? answer[i] : undefined) };
  });

const scoreOf = (question: QuestionView, key: KeyView, answer: Answer): number => {
  if (Array.isArray(key)) {
    if (!isNumbers(key)) return typeof answer === 'string' ? shortScore(key as string[], answer) : 0;
    if (question.type === 'multiple') return sameSet(answer, key) ? 1 : 0;
    return shareInPlace(answer, key);
  }
  if (typeof key !== 'object') return answer === key ? 1 : 0;
  if ('gaps' in key) return 0;
  return typeof answer === 'string'
    ? numberScore(key, question.type === 'numeric' && question.unit ? { unit: question.unit } : {}, answer)
    : 0;
};

/**
 * What a device without a network says of an answer, by the key in its pack. It knows no partial marks of single options, no
 * weights of gaps and no second units: the server, which does, has the last word when it scores the claim.
 */
export const gradeOffline = (
  question: QuestionView,
  key: KeyView,
  answer: Answer,
  explanation?: LocalText,
): Verdict => {
  const cloze = typeof key === 'object' && 'gaps' in key;
  const parts = cloze ? clozeParts(question, key.gaps, answer) : undefined;
  const score =
    parts === undefined
      ? scoreOf(question, key, answer)
      : parts.reduce((sum, p) => sum + p.score, 0) / Math.max(1, parts.length);
  return {
    ok: score >= 1 - 1e-9,
    score,
    key,
    ...(explanation ? { explanation } : {}),
    ...(parts ? { parts } : {}),
  };
};
