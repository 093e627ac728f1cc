import { LOOK_PARTS, type LookPart, type LookSlot } from '../../../server/domain/look.ts';
import { useT } from '../../i18n/index.ts';
import type { people } from '../../i18n/zh/people.ts';

type Text = Extract<keyof typeof people, `${LookSlot}.${string}`>;

/** What a part of a critter is called: every id of look.ts is a text of its own (a test demands it). */
export const usePartName = (): ((part: Pick<LookPart, 'id'>) => string) => {
  const t = useT('people');
  return ({ id }) => t(id as Text);
};

/** What a good of the mall gives to wear: the kind of thing and its name. */
export const useWearName = (): ((id: string) => string) => {
  const t = useT('people');
  const nameOf = usePartName();
  return (id) => {
    const slot = LOOK_PARTS.find((part) => part.id === id)?.slot;
    const kind = slot ? t(`slot.${slot}`) : t(id.startsWith('frame.') ? 'wear.frame' : 'wear.skin');
    return `${kind} · ${nameOf({ id })}`;
  };
};
