import type { QuestView } from '../../server/domain/api.ts';
import { islandOf } from '../stores/quest.ts';
import { go } from '../stores/screen.ts';
import { say } from '../stores/toast.ts';
import { islandReason } from './locked.ts';

/** Opens an island, or says why it is still in the fog. */
export const openIsland = (view: QuestView, id: string): void => {
  const island = islandOf(view, id);
  if (island === undefined) return;
  if (island.state === 'locked') say(islandReason(view, island), { icon: 'locked' });
  else go({ name: 'island', island: id });
};
