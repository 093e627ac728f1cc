import type { Level } from '../../../server/domain/api-practice.ts';

/** A plant that grows, for the level of a knowledge point. */
export const LEVEL_ICON: Record<Level, string> = {
  unseen: 'compass',
  learning: 'seedling',
  growing: 'herb',
  mastered: 'glowing-star',
};
