import { z } from 'zod';

/** What is said in the live rooms: shapes shared by the room's door and the client. */

const Place = z.string().min(1).max(64);
/** Where my critter stands now; `station` is missing while I look at the map. */
export const Move = z.strictObject({ island: Place, station: Place.optional() });
export type Move = z.output<typeof Move>;
/** `to` = the person greeted. */
export const Wave = z.strictObject({ to: Place });
export type Wave = z.output<typeof Wave>;

/** A colleague on the map. `station` is '' on the open sea; `online` is false while the way back is held free. */
export type LivePeer = {
  id: string;
  name: string;
  avatar: string;
  island: string;
  station: string;
  online: boolean;
};
/** Somebody greets me. */
export type WaveNotice = { from: string; name: string };
/** A refused command; `details.seconds` says how long to wait. */
export type LiveRefusal = { code: string; details: Record<string, number | string> };

/** One greeting per pair in three seconds. */
export const WAVE_PACE = { perMinute: 20, burst: 1 };
