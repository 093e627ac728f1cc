import type { SurveyResult } from './api-station.ts';
import { RuleError } from './errors.ts';
import type { Survey, SurveyAnswers, SurveyItem } from './survey.ts';

/** Results of fewer people are hidden (analytics.md 2). */
export const FEWEST_ANSWERS = 5;

/** One opinion as it is kept: a number (a choice by its index) or words. */
export type Opinion = { item: string; value: number | null; text: string | null };

const RANGE: Record<'rating' | 'nps', [number, number]> = { rating: [1, 5], nps: [0, 10] };

const opinionOf = (item: SurveyItem, answer: number | string): Opinion => {
  if (item.kind === 'text') {
    if (typeof answer !== 'string') throw new RuleError('answer.shape');
    return { item: item.id, value: null, text: answer };
  }
  const [low, high] = item.kind === 'choice' ? [0, item.options.length - 1] : RANGE[item.kind];
  if (typeof answer !== 'number' || answer < low || answer > high) throw new RuleError('answer.shape');
  return { item: item.id, value: answer, text: null };
};

/** The opinions in a set of answers, in the survey's order. Throws `answer.shape` for what fits no item, and when every
 * item was left out. */
export const opinionsOf = (survey: Survey, answers: SurveyAnswers): Opinion[] => {
  const known = new Set(survey.items.map((i) => i.id));
  if (Object.keys(answers).some((id) => !known.has(id))) throw new RuleError('answer.shape');
  const opinions = survey.items.flatMap((item) => {
    const answer = answers[item.id];
    return answer === undefined ? [] : [opinionOf(item, answer)];
  });
  if (opinions.length === 0) throw new RuleError('answer.shape');
  return opinions;
};

/**
 * Net promoter score in points, -100 to 100: share of 9-10 minus share of 0-6, with its standard error
 * sqrt((p + d - (p - d)^2) / n) in points (analytics.md 2).
 */
export const npsOf = (values: readonly number[]): { score: number; se: number } => {
  const n = values.length;
  const p = values.filter((v) => v >= 9).length / n;
  const d = values.filter((v) => v <= 6).length / n;
  return { score: 100 * (p - d), se: 100 * Math.sqrt((p + d - (p - d) ** 2) / n) };
};

type ItemResult = SurveyResult['items'][number];
const numbersOf = (item: SurveyItem, values: readonly number[]): Partial<ItemResult> => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  if (item.kind === 'rating') return { mean, satisfied: values.filter((v) => v >= 4).length / values.length };
  if (item.kind === 'nps') return { mean, nps: npsOf(values) };
  if (item.kind === 'choice')
    return { counts: item.options.map((_, i) => values.filter((v) => v === i).length) };
  return {};
};

/** What each item said; an item with fewer than five answers says only how many there are. */
export const surveyResult = (survey: Survey, opinions: readonly Opinion[]): ItemResult[] => {
  const byItem = Map.groupBy(opinions, (o) => o.item);
  return survey.items.map((item) => {
    const all = byItem.get(item.id) ?? [];
    const shown = { id: item.id, n: all.length };
    if (all.length < FEWEST_ANSWERS) return shown;
    if (item.kind === 'text') return { ...shown, texts: all.flatMap((o) => o.text ?? []) };
    return {
      ...shown,
      ...numbersOf(
        item,
        all.flatMap((o) => o.value ?? []),
      ),
    };
  });
};
