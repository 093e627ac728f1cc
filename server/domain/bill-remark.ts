import { z } from 'zod';

export const TONES = ['proud', 'warm', 'witty', 'calm'] as const;
/** What a remark may ask of a bill. `accuracy` in percent; `hour` 0 to 23, absent when nothing was right; `grown` =
 * answers more than in the period before. */
export const REMARK_FIGURES = [
  'days',
  'minutes',
  'answers',
  'correct',
  'accuracy',
  'repaired',
  'hour',
  'cards',
  'helped',
  'helpedBy',
  'together',
  'islands',
  'titles',
  'badges',
  'medals',
  'coinsIn',
  'coinsOut',
  'balance',
  'reading',
  'grown',
] as const;
export type RemarkFigure = (typeof REMARK_FIGURES)[number];
export type RemarkFigures = Partial<Record<RemarkFigure, number>>;

const Span = z
  .strictObject({ min: z.int().exactOptional(), max: z.int().exactOptional() })
  .refine(({ min, max }) => min !== undefined || max !== undefined, 'a condition asks for something')
  .refine(({ min = -Infinity, max = Infinity }) => min <= max, 'from little to much');
const text = z.string().min(1).max(120);
const RemarkShape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  /** All of them have to hold; empty = always. */
  when: z.partialRecord(z.enum(REMARK_FIGURES), Span),
  zh: text,
  en: text,
  tone: z.enum(TONES),
});
export type Remark = z.output<typeof RemarkShape>;

const listed = z
  .array(RemarkShape)
  .refine((all) => new Set(all.map((r) => r.id)).size === all.length, 'each once');
/** So many have no condition, so that one is left when the last three bills have said three of them. */
const spare = (all: readonly Remark[]): boolean =>
  all.filter((r) => Object.keys(r.when).length === 0).length >= 4;

/** content/catalog/remarks.yaml: what a bill says, and the wishes of an annual report; the first that fits is taken. */
export const Remarks = z.strictObject({
  remarks: listed.min(40).refine(spare, 'four remarks without a condition'),
  wishes: listed
    .min(4)
    .refine((all) => all.some((r) => Object.keys(r.when).length === 0), 'a wish for everybody'),
});
export type Remarks = z.output<typeof Remarks>;

const fits = ({ when }: Remark, figures: RemarkFigures): boolean =>
  Object.entries(when).every(([name, { min = -Infinity, max = Infinity }]) => {
    const value = figures[name as RemarkFigure];
    return value !== undefined && value >= min && value <= max;
  });

/** The first remark that fits and was not said lately; of those without a condition at last. */
export const chooseRemark = (
  remarks: readonly Remark[],
  figures: RemarkFigures,
  lately: readonly string[],
): Pick<Remark, 'id' | 'zh' | 'en' | 'tone'> => {
  const fitting = remarks.filter((r) => fits(r, figures));
  const chosen = fitting.find((r) => !lately.includes(r.id)) ?? fitting.at(-1);
  if (!chosen) throw new Error('no remark fits');
  const { id, zh, en, tone } = chosen;
  return { id, zh, en, tone };
};
