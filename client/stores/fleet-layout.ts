import type { DuelSide, Fleet, FleetBoat, Raft, Sailor } from './fleet.ts';
import type { Point, Size } from './layout.ts';

/** The bar with metres and question number lies over the band's top when the band begins at the window's top. */
const BAR = 76;
const WIDE = 700;
const LOW = 150;
/** Below this height the band shows nothing: the bar alone tells the race. */
export const LEAST_BAND = 96;
/** A dragon boat's picture, in its own px; the water line is at `water`. */
export const BOAT = { w: 1100, h: 300, water: 250 } as const;
/** Islands of the map that are to be seen at the horizon. */
export const FAR_ISLANDS = ['business', 'rules', 'team'] as const;
/** Most rafts drawn large, mine among them; most drawn small. */
const LARGE_RAFTS = { wide: 5, narrow: 3 } as const;
const SMALL_RAFTS = 14;

/** `low` = there is room for my own boat only. */
export type Sea = Size & { horizon: number; wide: boolean; low: boolean };
/** `scale` = px per px of the picture; `large` boats show their crew. */
export type BoatSpot = Point & { boat: FleetBoat; scale: number; large: boolean };
export type SideSpot = Point & { side: DuelSide; scale: number; left: boolean };
export type RaftSpot = Point & { raft: Raft; scale: number; large: boolean };
/** Where a name stands, in px of the band: the point is the left end, the middle or the right end of its flag. */
export type Flag = Point & {
  id: string;
  text: string;
  mine: boolean;
  by: 'left' | 'middle' | 'right';
  team?: FleetBoat['id'];
};

/** The sea of a band: `top` = the band's distance from the window's top. */
export const seaOf = ({ w, h }: Size, top = 0): Sea => {
  const bar = Math.max(0, BAR - top);
  return { w, h, horizon: Math.round(bar + (h - bar) * 0.25), wide: w >= WIDE, low: h - bar < LOW };
};

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
const water = (sea: Sea, share: number): number => sea.horizon + (sea.h - sea.horizon) * share;
const boatScale = ({ w, h, horizon, wide, low }: Sea): number =>
  Math.min(
    (wide ? Math.max(w * 0.5, Math.min(w * 0.8, 600)) : w * 0.916) / BOAT.w,
    (h - horizon) * (low ? 0.0042 : 0.0019),
    0.9,
  );

/** The two boats in front: mine and the nearest rival; for a spectator the first two. */
const nearBoats = (boats: readonly FleetBoat[]): FleetBoat[] => {
  const byMetres = boats.toSorted((a, b) => b.metres - a.metres || a.place - b.place);
  const mine = byMetres.find((b) => b.mine) ?? byMetres[0];
  if (!mine) return [];
  // Nobody is told who rows for another team of a show: a boat without a crew stays far away.
  const rivals = byMetres.filter((b) => b !== mine && b.rowers.length > 0);
  const nearest = rivals.toSorted(
    (a, b) => Math.abs(a.metres - mine.metres) - Math.abs(b.metres - mine.metres) || a.place - b.place,
  );
  return [mine, ...nearest.slice(0, 1)];
};

/** Metres ahead -> px, less and less per metre. */
const ahead = (metres: number, most: number): number => most * Math.tanh(metres / 55);

/** Boats of a race, the farthest from the eye first. Their distance along the course is told beside mine. */
export const boatSpots = (boats: readonly FleetBoat[], sea: Sea): BoatSpot[] => {
  const [mine, nearest] = nearBoats(boats);
  const rival = sea.low ? undefined : nearest;
  if (!mine) return [];
  const scale = boatScale(sea);
  const reach = Math.max(sea.w * 0.035, Math.min(sea.w * 0.16, ((sea.w - BOAT.w * scale) / 2) * 0.6));
  const lead = ahead(mine.metres - (nearest?.metres ?? mine.metres), reach);
  const middle = sea.w / 2;
  const far = boats
    .filter((b) => b !== mine && b !== rival)
    .toSorted((a, b) => a.id.localeCompare(b.id))
    .map((boat, i, all) => ({
      boat,
      scale: scale * (sea.wide ? 0.24 : 0.2) * (1 + i * 0.06),
      large: false,
      x: clamp(
        sea.w * (0.14 + (0.72 * (i + 0.5)) / all.length) + ahead(boat.metres - mine.metres, sea.w * 0.2),
        sea.w * 0.07,
        sea.w * 0.93,
      ),
      y: water(sea, 0.045 + i * 0.012),
    }));
  const rivals = rival
    ? [{ boat: rival, scale: scale * 0.84, large: true, x: middle - lead, y: water(sea, 0.35) }]
    : [];
  return [...far, ...rivals, { boat: mine, scale, large: true, x: middle + lead, y: water(sea, 0.76) }];
};

/** Both sides of a duel, mine on the left; together they lie nearer to the side that leads. */
export const sideSpots = (sides: readonly DuelSide[], sea: Sea): SideSpot[] => {
  const mine = sides.find((s) => s.mine) ?? sides[0];
  const other = sides.find((s) => s !== mine);
  if (!mine) return [];
  const lean = Math.tanh((mine.points - (other?.points ?? 0)) / 160) * sea.w * (sea.wide ? 0.1 : 0.05);
  const scale = Math.min((sea.h - sea.horizon) / (sea.low ? 190 : 300), sea.w / 780, 1.25);
  const apart = Math.min(sea.w * 0.255, 330 * scale);
  // A narrow sea is low: both lie farther out, so that their names stand below them.
  const y = water(sea, sea.wide ? 0.72 : 0.6);
  return [mine, other].flatMap((side, i) =>
    side ? [{ side, scale, left: i === 0, x: sea.w / 2 - lean + (i === 0 ? -apart : apart), y }] : [],
  );
};

/** My raft and its neighbours in the order of the list. */
const nearRafts = (rafts: readonly Raft[], most: number): Raft[] => {
  const at = Math.max(
    0,
    rafts.findIndex((r) => r.mine),
  );
  const from = clamp(at - Math.floor(most / 2), 0, Math.max(0, rafts.length - most));
  return rafts.slice(from, from + most);
};

/** Places of the large rafts beside mine: shares of the width and of the water, size. */
const BESIDE = [
  [0.2, 0.42, 0.72],
  [0.8, 0.42, 0.72],
  [0.35, 0.24, 0.56],
  [0.65, 0.24, 0.56],
] as const;

/** A gull over a low sea flies lower and is smaller: its rider's head stays under the bar. */
const aloft = (raft: Raft, sea: Sea, { y, scale }: { y: number; scale: number }) =>
  raft.out && sea.low ? { y: water(sea, y + 0.2), scale: scale * 0.66 } : { y: water(sea, y), scale };

/** Rafts of a survival, the farthest first; those that are too many for the sea are not drawn. */
export const raftSpots = (rafts: readonly Raft[], sea: Sea): RaftSpot[] => {
  const near = nearRafts(rafts, LARGE_RAFTS[sea.wide ? 'wide' : 'narrow']);
  const mine = near.find((r) => r.mine) ?? near[0];
  if (!mine) return [];
  const scale = Math.min((sea.h - sea.horizon) / (sea.low ? 170 : 290), sea.w / 460, 1.3);
  const beside = near
    .filter((r) => r !== mine)
    .map((raft, i) => {
      const [x, y, k] = BESIDE[i] ?? BESIDE[0];
      return { raft, large: true, x: sea.w * x, ...aloft(raft, sea, { y, scale: scale * k }) };
    });
  const small = rafts
    .filter((r) => !near.includes(r))
    .slice(0, SMALL_RAFTS)
    .map((raft, i, all) => ({
      raft,
      scale: scale * 0.2,
      large: false,
      x: sea.w * (0.06 + (0.88 * (i + 0.5)) / all.length),
      y: water(sea, i % 2 === 0 ? 0.05 : 0.09),
    }));
  const middle = { raft: mine, large: true, x: sea.w / 2, ...aloft(mine, sea, { y: 0.76, scale }) };
  const all = [...small, ...beside, middle];
  return all.toSorted((a, b) => a.y - b.y);
};

/** Whose critters are to be seen in this sea. */
export const sailorsIn = (fleet: Fleet, sea: Sea): Sailor[] => {
  if (fleet.mode === 'duel') return sideSpots(fleet.sides, sea).map((s) => s.side);
  if (fleet.mode === 'survival') return raftSpots(fleet.rafts, sea).flatMap((s) => (s.large ? [s.raft] : []));
  return boatSpots(fleet.boats, sea).flatMap((s) => (s.large ? s.boat.rowers : []));
};

/** Behind its boat; before it when a boat in front of it lies there. */
const besideBoat = ({ boat, x, scale }: BoatSpot, sea: Sea): Pick<Flag, 'x' | 'by'> =>
  !boat.mine && x > sea.w / 2
    ? { by: 'left', x: Math.min(sea.w - 110, x + 545 * scale + 10) }
    : { by: 'right', x: Math.max(110, x - 470 * scale - 24) };

const boatFlags = (fleet: Fleet, sea: Sea): Flag[] =>
  boatSpots(fleet.boats, sea)
    .filter(({ large }) => large && sea.wide)
    .map((spot) => ({
      id: spot.boat.id,
      team: spot.boat.id,
      text: spot.boat.name,
      mine: spot.boat.mine,
      ...besideBoat(spot, sea),
      y: spot.y - 6 * spot.scale,
    }));

/** The sails of a duel: mine red, the other one blue. */
const teamOf = ({ left }: SideSpot): FleetBoat['id'] => (left ? 'red' : 'blue');

/** A flag's half height and what a screen's panel covers of the band's foot. */
const FLAG_FOOT = { wide: 44, narrow: 34 } as const;

/** The names on the water; boats of a narrow or low sea have no room for theirs, the bar above names them. */
export const flagsOf = (fleet: Fleet, sea: Sea): Flag[] => {
  if (sea.low) return [];
  if (fleet.mode === 'race') return boatFlags(fleet, sea);
  const spots =
    fleet.mode === 'duel'
      ? sideSpots(fleet.sides, sea).map((s) => ({ ...s, who: s.side, low: 34, team: teamOf(s) }))
      : raftSpots(fleet.rafts, sea).flatMap((s) =>
          s.large ? [{ ...s, who: s.raft, low: s.raft.out ? -58 : 34, team: undefined }] : [],
        );
  return spots.map(({ who, x, y, scale, low, team }) => ({
    id: who.id,
    ...(team === undefined ? {} : { team }),
    text: who.name,
    mine: who.mine,
    by: 'middle',
    x,
    y: Math.min(sea.h - FLAG_FOOT[sea.wide ? 'wide' : 'narrow'], y + low * scale),
  }));
};
