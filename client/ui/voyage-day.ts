import type { QuestView } from '../../server/domain/api.ts';

/** Where a voyage stands: a day counts from 1 to its last one only. */
export type VoyagePhase = 'before' | 'during' | 'after';
export const phaseOf = ({ day, days }: Pick<QuestView, 'day' | 'days'>): VoyagePhase => {
  if (day < 1) return 'before';
  return day > days ? 'after' : 'during';
};
