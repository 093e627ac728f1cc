import { z } from 'zod';
import type { BadgeInfo, BadgeView } from './api-honour.ts';
import { MEASURES, type Measures } from './honour.ts';
import { LocalText } from './text-shape.ts';

export const BADGE_RULES = 1;
const goal = z.int().min(1);

/** content/catalog/badges.yaml; a badge is named after the figure that earns it. */
export const Badges = z.array(
  z.strictObject({
    id: z.enum(MEASURES),
    icon: z.string().min(1).max(60),
    name: LocalText,
    hint: LocalText,
    at: z.tuple([goal, goal, goal]).refine(([a, b, c]) => a < b && b < c, 'each tier takes more'),
  }),
);
export type Badge = z.output<typeof Badges>[number];

/** 0 = none yet, 1 bronze, 2 silver, 3 gold. */
export const badgeTier = (badge: Pick<BadgeInfo, 'at'>, n: number): number =>
  badge.at.filter((goal) => n >= goal).length;

/** A badge as its owner sees it: the tier reached and the next goal. `tier` is never below what was earned before. */
export const badgeView = (badge: Badge, measures: Measures, earned: number): Omit<BadgeView, 'earnedAt'> => {
  const n = measures[badge.id];
  const tier = Math.max(earned, badgeTier(badge, n));
  const of = badge.at[tier];
  return { id: badge.id, tier, n, ...(of === undefined ? {} : { next: { n: Math.min(n, of), of } }) };
};
