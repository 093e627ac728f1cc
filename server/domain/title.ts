import { z } from 'zod';
import type { Progress, TitleInfo } from './api-honour.ts';
import type { Measures } from './honour.ts';
import { LocalText } from './text-shape.ts';

export const TITLE_RULES = 1;
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** content/catalog/titles.yaml */
export const Titles = z.strictObject({
  titles: z.array(
    z.strictObject({
      id: slug,
      family: z.enum(['points', 'skill', 'kindness', 'correction', 'reading']),
      at: z.int().min(0),
      name: LocalText,
      hint: LocalText,
    }),
  ),
  leagues: z.array(z.strictObject({ id: slug, name: LocalText })).min(2),
});

/** What a family of titles is earned by. */
export const measureOf = (family: TitleInfo['family'], measures: Measures): number =>
  ({
    points: measures.points,
    skill: measures.mastered,
    kindness: measures.kindness,
    correction: measures.corrected,
    reading: measures.reading,
  })[family];

/** Ids of the titles that these figures have earned; the first by points comes with the first point. */
export const titlesEarned = (titles: readonly TitleInfo[], measures: Measures): string[] =>
  titles.filter((t) => measureOf(t.family, measures) >= Math.max(1, t.at)).map((t) => t.id);

/** The highest title by points, worn by who has chosen none. */
export const titleByPoints = (titles: readonly TitleInfo[], xp: number): string | undefined =>
  titles.filter((t) => t.family === 'points' && xp >= t.at).sort((a, b) => b.at - a.at)[0]?.id;

/** How far it is to a title, never above its goal. */
export const titleProgress = (title: TitleInfo, measures: Measures): Progress => {
  const of = Math.max(1, title.at);
  return { n: Math.min(of, measureOf(title.family, measures)), of };
};
