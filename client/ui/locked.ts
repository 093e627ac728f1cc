import type { IslandView, QuestView } from '../../server/domain/api.ts';
import { pick, textOf } from '../i18n/index.ts';

/** Why an island is still in the fog: which one comes before it, or in how many days it opens. */
export const islandReason = (view: QuestView, island: IslandView): string => {
  const t = textOf('map');
  const { lock } = island;
  if (lock?.inDays !== undefined) return t('locked.days', { count: lock.inDays });
  const before = view.islands.find((i) => (lock ? i.id === lock.island : i.order === island.order - 1));
  if (before === undefined) return '';
  return t(lock?.rule === 'after-island' ? 'locked.island' : 'locked.why', { name: pick(before.name) });
};

/** Why a station is not open yet: which one has to be finished first. */
export const stationReason = (island: IslandView, station: string): string => {
  const at = island.stations.findIndex((s) => s.id === station);
  const open = island.stations.slice(0, Math.max(0, at)).find((s) => s.state === 'current');
  const before = open ?? island.stations[at - 1];
  return before === undefined ? '' : textOf('island')('locked.why', { name: pick(before.name) });
};
