import { createStore } from 'zustand/vanilla';
import type { IslandView, QuestView, StationView } from '../../server/domain/api.ts';
import type { VoyageView } from '../../server/domain/api-quests.ts';

/** The voyage as the server last told it. `fault` = the code of the refusal or 'offline' when loading failed;
 * `voyages` = the quests I may sail, when they were asked for. */
export type Quest = { view?: QuestView; fault?: string; voyages?: VoyageView[] };

export const quest = createStore<Quest>(() => ({}));

export const setQuest = (view: QuestView): void =>
  quest.setState(({ voyages }) => ({ view, ...(voyages === undefined ? {} : { voyages }) }), true);
export const setVoyages = (voyages: VoyageView[]): void => quest.setState({ voyages });
export const setCoins = (coins: number): void =>
  quest.setState((s) => (s.view === undefined ? s : { view: { ...s.view, coins } }));

export const islandOf = (view: QuestView | undefined, id: string): IslandView | undefined =>
  view?.islands.find((i) => i.id === id);
export const stationOf = (view: QuestView | undefined, id: string): StationView | undefined =>
  view?.islands.flatMap((i) => i.stations).find((s) => s.id === id);
export const starsOf = (island: IslandView): number => island.stations.reduce((n, s) => n + s.stars, 0);
export const doneOf = (island: IslandView): number =>
  island.stations.filter((s) => s.state === 'done').length;
