import { useCallback } from 'react';
import type { Quest } from '../../../server/domain/quest.ts';
import { loadDraft } from '../../net/quests.ts';
import { useLoaded } from '../parts/use-loaded.ts';

/** A quest with its islands and days; `isSure` = its draft is as it was published. Undefined until it is known. */
export const usePublished = (quest: string): { definition: Quest; isSure: boolean } | undefined => {
  const { value } = useLoaded(
    useCallback(async () => (quest === '' ? undefined : loadDraft(quest)), [quest]),
  );
  return value?.id === quest ? { definition: value.definition, isSure: !value.changed } : undefined;
};
