import { useStore } from 'zustand';
import type { GhostView, IslandView, StationView } from '../../server/domain/api.ts';
import { textOf } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { pickCoin } from '../net/quest.ts';
import { quest } from '../stores/quest.ts';
import { go } from '../stores/screen.ts';
import { say } from '../stores/toast.ts';
import { faultText } from './fault-text.ts';
import { stationReason } from './locked.ts';

/** Opens a station's play screen; a locked one says why instead. */
export const enterStation = (island: IslandView, id: string): void => {
  const station = island.stations.find((s) => s.id === id);
  if (station === undefined) return;
  if (station.state === 'locked') say(stationReason(island, id), { icon: 'locked' });
  else go({ name: station.kind === 'card' ? 'card' : 'attempt', island: island.id, station: id });
};

export const ghostToTame = (island: IslandView): GhostView | undefined => island.ghosts.find((g) => g.awake);

/** Opens the one question of a ghost; a sleeping one says so. */
export const tame = (island: IslandView, ghost: GhostView): void => {
  if (!ghost.awake) say(textOf('errors')('ghost.asleep'), { icon: 'ghost' });
  else go({ name: 'attempt', island: island.id, station: ghost.station, ghost: ghost.id });
};

/** The study card to look at again: the last finished one before a station. */
export const cardBefore = (island: IslandView, station: StationView): StationView | undefined =>
  island.stations
    .slice(0, island.stations.indexOf(station))
    .findLast((s) => s.kind === 'card' && s.state === 'done');

/** The boss of an island that can be met with a crew now; a preview has no company. */
export const useCrewBoss = (island: IslandView): StationView | undefined => {
  const alone = useStore(quest, (s) => s.view?.preview === true);
  return alone ? undefined : island.stations.find((s) => s.kind === 'boss' && s.state !== 'locked');
};
export const meetAsCrew = (island: IslandView, boss: StationView): void =>
  go({ name: 'crew', island: island.id, station: boss.id });

/** Picks a coin of the path; the world lets it fly to the purse when it is gone from `picked`. */
export const pickUp = async (island: string, spot: string): Promise<void> => {
  try {
    const found = await pickCoin(island, spot);
    say(textOf('island')('coin.got', { count: found.coins }), { icon: 'coin', tone: 'good' });
  } catch (fault) {
    say(faultText(faultOf(fault)), { icon: 'coin' });
  }
};
