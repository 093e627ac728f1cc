import { z } from 'zod';
import { LocalText } from './text-shape.ts';

/** The five factors, in the order they are shown. */
export const FACTORS = [
  'openness',
  'conscientiousness',
  'extraversion',
  'agreeableness',
  'stability',
] as const;
export type Factor = (typeof FACTORS)[number];

/** One statement; `key` -1 = agreeing speaks against the factor. */
export const TraitItem = z.strictObject({
  id: z.string().min(1).max(20),
  factor: z.enum(FACTORS),
  key: z.union([z.literal(1), z.literal(-1)]),
  text: LocalText,
});
export type TraitItem = z.output<typeof TraitItem>;

const Named = z.strictObject({ name: LocalText, low: LocalText, high: LocalText });
/** `alpha` = internal consistency of 5-item scales of these factors in a public sample of 2,800 people, not in ours. */
export const TraitForm = z.strictObject({
  scale: z.array(LocalText).length(5),
  factors: z.record(z.enum(FACTORS), Named),
  alpha: z.record(z.enum(FACTORS), z.number().min(0).max(1)),
  items: z.array(TraitItem).length(25),
});
export type TraitForm = z.output<typeof TraitForm>;

/** `score` 0 to 100 of the scale's range; the band is one standard error of measurement to each side. */
export type TraitScore = {
  factor: Factor;
  score: number;
  low: number;
  high: number;
  alpha: number;
  sem: number;
};

/** The spread of people's scores, as a share of the range: published 5-item scales lie near it. */
const SPREAD = 20;
/** Standard error of measurement in T points (spread 10). */
export const semOf = (alpha: number): number => 10 * Math.sqrt(1 - alpha);

/**
 * A score for each factor whose five items are all answered: the mean of the answers, 1 to 5, turned where the key is -1. The
 * band is +-1.96 standard errors: wide, because five items say little.
 */
export const traitScores = (
  { items, alpha }: Pick<TraitForm, 'items' | 'alpha'>,
  answers: Readonly<Record<string, number>>,
): TraitScore[] =>
  FACTORS.flatMap((factor) => {
    const own = items.filter((i) => i.factor === factor);
    const values = own.flatMap(({ id, key }) => {
      const said = answers[id];
      return said === undefined ? [] : [key === 1 ? said : 6 - said];
    });
    if (values.length < own.length || own.length === 0) return [];
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const score = Math.round((mean - 1) * 25);
    const sem = semOf(alpha[factor]);
    const half = Math.round((1.96 * sem * SPREAD) / 10);
    const band = { low: Math.max(0, score - half), high: Math.min(100, score + half) };
    return [{ factor, score, ...band, alpha: alpha[factor], sem: Math.round(1.96 * sem * 10) / 10 }];
  });
