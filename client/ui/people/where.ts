import { useStore } from 'zustand';
import type { Seen } from '../../../server/domain/api-friends.ts';
import { pick, useT } from '../../i18n/index.ts';
import { islandOf, quest } from '../../stores/quest.ts';

/** An island of my voyage by its name; undefined for those of others. */
export const useIslandNames = (): ((id: string) => string | undefined) => {
  const view = useStore(quest, (s) => s.view);
  return (id) => {
    const island = view === undefined ? undefined : islandOf(view, id);
    return island === undefined ? undefined : pick(island.name);
  };
};

/** Where somebody is, in words. */
export const useWhere = (): ((seen: Seen) => string) => {
  const t = useT('people');
  const nameOf = useIslandNames();
  return ({ online, at }) => {
    if (!online) return t('seen.away');
    if (at === undefined || at.island === '') return t('seen.sea');
    const island = nameOf(at.island);
    return island === undefined ? t('seen.else') : t('seen.island', { island });
  };
};
