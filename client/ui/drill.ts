import type { DrillChoice } from '../../server/domain/api-practice.ts';
import type { Screen } from '../stores/screen.ts';

/** The set that an address asks for; undefined when it names none that the server knows. */
export const choiceOf = (now: Extract<Screen, { name: 'drill' }>): DrillChoice | undefined => {
  const { purpose, bank, point, station } = now;
  if (purpose === 'review') return { purpose };
  if (purpose === 'point')
    return bank === undefined || point === undefined ? undefined : { purpose, bank, point };
  return purpose === 'warm-up' && station !== undefined ? { purpose, station } : undefined;
};
