/// <reference lib="webworker" />
import { type FinishedIsland, finishIsland, type IslandRequest } from './finish.ts';

export type Order = { id: number; request: IslandRequest };
export type Delivery = { id: number; island: FinishedIsland } | { id: number; fault: string };

self.onmessage = ({ data: { id, request } }: MessageEvent<Order>): void => {
  finishIsland(request).then(
    (island) =>
      self.postMessage({ id, island } satisfies Delivery, { transfer: [island.picture, island.mask] }),
    (fault: unknown) => self.postMessage({ id, fault: String(fault) } satisfies Delivery),
  );
};
