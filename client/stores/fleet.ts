import { createStore } from 'zustand/vanilla';
import type { Cheer, TeamId } from '../../server/domain/battle-shape.ts';
import type { Size } from './layout.ts';

/**
 * What the canvas of a battle draws: boats of a race, two sailing boats of a duel, rafts of a survival.
 *
 * A screen puts `<FleetBand />` (client/ui/FleetBand.tsx) where the sea shall be seen: the band fills its positioned
 * parent, brings the canvas there, draws the flags with the names, and takes both away when it leaves. Then the screen
 * only calls `setFleet({ ... })` whenever its battle changes (whole lists; what has not changed is not drawn anew),
 * `cheerIn(person, cheer)` on every cheer, and `endFleet()` when it leaves. Reduced motion is known from `world`.
 * All numbers and points are texts of the screen, not of the canvas.
 */
export type FleetMode = 'race' | 'duel' | 'survival';
/** `wait` = before the first question, paddles rest; `reveal` = bubbles say who was right; `over` = the winner is cheered. */
export type FleetPhase = 'wait' | 'open' | 'reveal' | 'over';

/** Somebody on the water. `avatar` = seed of the critter. */
export type Sailor = {
  /** The person. */
  id: string;
  avatar: string;
  /** Dots or, once answered, a check stand over the head. Leave it out where nobody may know. */
  answered?: boolean;
  /** After the reveal. */
  ok?: boolean;
  /** Not connected: drawn pale. */
  away?: boolean;
};
/** `n` = which surge (the round): another one plays speed lines, stars and the drum. */
export type Surge = { metres: number; n: number };
export type FleetBoat = {
  id: TeamId;
  /** Text of the flag, as it shall be read: `赤龙队 · 你的船`. */
  name: string;
  metres: number;
  /** 1 = first. */
  place: number;
  mine: boolean;
  rowers: Sailor[];
  surge?: Surge;
  /** Far behind: the wind helps. */
  tailWind?: boolean;
};
/** One side of a duel; mine is drawn in red on the left. The rope leans to the side with more points. */
export type DuelSide = Sailor & { name: string; points: number; mine: boolean };
/** `logs` left of three; `out` = flies on as a seagull. */
export type Raft = Sailor & { name: string; logs: number; out: boolean; mine: boolean };

export type Fleet = {
  mode: FleetMode;
  phase: FleetPhase;
  /** Race, and a show with teams (points as metres): two to eight. */
  boats: FleetBoat[];
  /** Metres of the finish: its buoys come into sight when a boat is near. */
  goal?: number;
  /** Duel: two. */
  sides: DuelSide[];
  /** Survival: up to a hundred, the best first; mine and those next to it in the list are drawn large. */
  rafts: Raft[];
  /** Who cheers right now. */
  cheers: Record<string, Cheer>;
  /** The band in CSS px from the window's corner; absent = no battle is on the screen. */
  band?: { x: number; y: number } & Size;
};

const NONE: Fleet = { mode: 'race', phase: 'wait', boats: [], sides: [], rafts: [], cheers: {} };
/** How long a cheer stands over a head. */
export const CHEER_MS = 2_000;

export const fleet = createStore<Fleet>(() => NONE);

/** Tells what is drawn; fields left out stay as they are. */
export const setFleet = (next: Partial<Omit<Fleet, 'cheers' | 'band'>>): void => fleet.setState(next);

const ends = new Map<string, ReturnType<typeof setTimeout>>();

/** Shows a cheer over somebody's head for two seconds. */
export const cheerIn = (person: string, cheer: Cheer): void => {
  clearTimeout(ends.get(person));
  fleet.setState((s) => ({ cheers: { ...s.cheers, [person]: cheer } }));
  const end = (): void => {
    ends.delete(person);
    fleet.setState(({ cheers: { [person]: _over, ...cheers } }) => ({ cheers }));
  };
  ends.set(person, setTimeout(end, CHEER_MS));
};

/** The battle is left: nothing of it stays. */
export const endFleet = (): void => {
  for (const end of ends.values()) clearTimeout(end);
  ends.clear();
  fleet.setState(({ band }) => ({ ...NONE, ...(band && { band }) }), true);
};

/** Where the band lies; undefined = it is gone. */
export const setBand = (band: Fleet['band']): void =>
  fleet.setState(({ band: _before, ...rest }) => ({ ...rest, ...(band && { band }) }), true);
