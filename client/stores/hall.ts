import { createStore } from 'zustand/vanilla';
import type { BattleHall, DockNews } from '../../server/domain/api-battle.ts';

export type Matched = DockNews['matched'];
/** The search for a partner: `since` = clock of the page in ms; `live` = false after its line was lost. */
export type Search = { since: number; live: boolean; matched?: Matched; fault?: string };
export type Hall = {
  /** What can be played, as the server last told it; `fault` = why it could not be loaded again. */
  view?: BattleHall;
  fault?: string;
  search?: Search;
};

/** The hall of battles. */
export const hall = createStore<Hall>(() => ({}));

export const resetHall = (): void => hall.setState({}, true);
export const setHall = (view: BattleHall): void =>
  hall.setState(({ fault: _, ...rest }) => ({ ...rest, view }), true);
export const setHallFault = (fault: string): void => hall.setState({ fault });

export const beginSearch = (since: number): void => hall.setState({ search: { since, live: true } });
export const endSearch = (): void => hall.setState(({ search: _, ...rest }) => rest, true);
/** News of a search that still goes on; of one that was given up nothing is kept. */
export const tellSearch = (part: Partial<Omit<Search, 'since'>>): void =>
  hall.setState((s) => (s.search === undefined ? s : { search: { ...s.search, ...part } }));

/** Battles that wait for me, for the mark at the hall's door. */
export const waitingFor = (view: BattleHall | undefined): number =>
  view === undefined
    ? 0
    : view.invited.length +
      view.mine.filter((b) => b.status === 'running').length +
      view.challenges.filter((c) => !c.mine && c.to !== undefined && c.status === 'open').length;
