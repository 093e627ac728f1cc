import type { LookPart, LookSlot } from '../../../server/domain/look.ts';
import { useT } from '../../i18n/index.ts';
import type { people } from '../../i18n/zh/people.ts';

type Text = Extract<keyof typeof people, `${LookSlot}.${string}`>;

/** What a part of a critter is called: every id of look.ts is a text of its own (a test demands it). */
export const usePartName = (): ((part: Pick<LookPart, 'id'>) => string) => {
  const t = useT('people');
  return ({ id }) => t(id as Text);
};
