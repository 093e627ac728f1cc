import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { BottleCount } from '../../../server/domain/api-kind.ts';
import { islandBottles } from '../../net/kind.ts';
import { kind, setBottles } from '../../stores/kind.ts';

const NONE: BottleCount = { n: 0, unread: 0 };
/** What was told this long ago is asked for again. */
const FRESH_MS = 60_000;
let asked = { island: '', at: 0 };

const refresh = (island: string): void => {
  const now = performance.now();
  if (asked.island === island && now - asked.at < FRESH_MS) return;
  asked = { island, at: now };
  islandBottles(island).then(
    (bottles) => setBottles(island, bottles),
    () => undefined,
  );
};

/** How many bottles lie at a station of this island; all of the island are asked for at once. Without a network: none. */
export const useBottles = (island: string, station: string): BottleCount => {
  useEffect(() => refresh(island), [island]);
  return useStore(kind, (s) => (s.island === island ? s.bottles[station] : undefined)) ?? NONE;
};
