import { createStore } from 'zustand/vanilla';
import type { BottleCount } from '../../server/domain/api-kind.ts';

/** Bottles of the island that was looked at last, by station; the station a new question begins with. */
export type Kind = { island?: string; bottles: Record<string, BottleCount>; about?: string };

export const kind = createStore<Kind>(() => ({ bottles: {} }));

export const setBottles = (island: string, bottles: Record<string, BottleCount>): void =>
  kind.setState({ island, bottles });
export const setBottlesAt = (station: string, { n, unread }: BottleCount): void =>
  kind.setState(({ bottles }) => ({ bottles: { ...bottles, [station]: { n, unread } } }));
export const askAbout = (station: string): void => kind.setState({ about: station });
export const takeAbout = (): string | undefined => {
  const { about } = kind.getState();
  kind.setState(({ about: _, ...rest }) => rest, true);
  return about;
};
