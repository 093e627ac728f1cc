import { createStore } from 'zustand/vanilla';
import type { GhostView, IslandView, PeerView, StationView } from '../../server/domain/api.ts';
import {
  type ArtPoint,
  cameraOn,
  clampCamera,
  isPortrait,
  type LevelArt,
  levelLayout,
  mapLayout,
  type Point,
  type Size,
} from './layout.ts';

export type { ArtPoint, LevelArt, Point, Size } from './layout.ts';

/** An island as the map draws it. `peers` stand on it as critters. */
export type MapIslandInput = Pick<IslandView, 'id' | 'place' | 'state' | 'style'> & {
  peers?: Pick<PeerView, 'id' | 'avatar'>[];
};
export type MapIsland = MapIslandInput;
/** Where my ship lies and its paint, and whose critter (avatar seed) is mine. */
export type Ship = { island: string; avatar: string; skin?: string | undefined };
/** The opened island; a dig spot and a bottle are drawn only when the data has them. */
export type IslandInput = Pick<IslandView, 'id' | 'style'> & { dig?: boolean; bottle?: boolean };
export type StationInput = Pick<StationView, 'id' | 'kind' | 'state' | 'stars' | 'boss' | 'optional'>;
export type GhostInput = Pick<GhostView, 'id' | 'station' | 'awake' | 'rightDays'>;
export type PeerInput = Pick<PeerView, 'id' | 'avatar' | 'station'>;
/** `station` absent = my critter waits at the dock; `skin` = the paint of my ship. */
export type MeInput = { avatar: string; station?: string; skin?: string | undefined };

export type TapKind = 'island' | 'station' | 'ghost' | 'coin' | 'dig' | 'bottle' | 'peer' | 'fauna';
export type Tap = { kind: TapKind; id: string };

/** Coins fly from a thing of the world (or a screen point) to `to`, a screen point in CSS px (the HUD's pill). */
export type WorldEffect =
  | { kind: 'coins'; from: string | Point; to?: Point; count?: number }
  | { kind: 'stars'; at: string; stars: number }
  | { kind: 'fog-lift'; island: string }
  | { kind: 'shake' }
  | { kind: 'confetti' };

export type World = {
  scene: 'none' | 'map' | 'island' | 'battle';
  island?: string;
  /** World px at the viewport's top left corner: labels stand in a div moved by minus this. */
  camera: Point;
  /** Viewport in CSS px. */
  size: Size;
  portrait: boolean;
  reduced: boolean;
  /** The first frame of the present scene was painted. */
  drawn: boolean;
  /** No WebGL: the plain lists take over. */
  failed: boolean;
  focus?: string;
  /** Counts the calls of focusOn: asking for the same focus again pans again. */
  looks: number;
  /** Screen point, in CSS px, to which coins fly: the HUD's coin pill. */
  purse?: Point;
  /** Station where my critter stands, or 'dock'. */
  me?: string;
  /** Station the screens last named as mine. */
  home?: string;
  /** Station my critter walks to. */
  goal?: string;
  walking: boolean;
  /** A second tap on the goal: the walk becomes a jump. */
  hurry: boolean;
  level?: LevelArt;
  islands: MapIsland[];
  ship?: Ship;
  open?: IslandInput;
  stations: StationInput[];
  ghosts: GhostInput[];
  /** Coin spots already picked, `coin-0` ... */
  picked: string[];
  peers: PeerInput[];
  avatar?: string;
  /** Paint of the ship that is drawn; absent = bare wood. */
  skin?: string | undefined;
};

const store = createStore<World>(() => ({
  scene: 'none',
  camera: { x: 0, y: 0 },
  size: { w: 1280, h: 800 },
  portrait: false,
  reduced: false,
  drawn: false,
  failed: false,
  looks: 0,
  walking: false,
  hurry: false,
  islands: [],
  stations: [],
  ghosts: [],
  picked: [],
  peers: [],
}));
const { getState, setState } = store;
const STILL = { walking: false, hurry: false } as const;

const listeners = <T>() => {
  const all = new Set<(value: T) => void>();
  return {
    tell: (value: T) => {
      for (const listener of [...all]) listener(value);
    },
    on: (listener: (value: T) => void) => {
      all.add(listener);
      return () => {
        all.delete(listener);
      };
    },
  };
};
const taps = listeners<Tap>();
const effects = listeners<WorldEffect>();

/** Size of the present world in px; the viewport while nothing is known of it. */
export const worldSize = (state: World): Size => {
  if (state.scene === 'map') return mapLayout(state.size, state.islands).world;
  if (state.scene === 'island' && state.level) return levelLayout(state.size, state.level).world;
  return state.size;
};

const COIN = /^coin-(\d+)$/;

/** Fans out the nth of several who stand at one place, away from their station. */
const beside = (at: ArtPoint | undefined, station: ArtPoint | undefined, nth: number): ArtPoint | undefined =>
  at && station && [at[0] + Math.sign(at[0] - station[0]) * nth * 58, at[1] + (nth % 2) * 16];

const nthAt = (
  all: { id: string; station: string }[],
  id: string,
): { station: string; nth: number } | undefined => {
  const station = all.find((one) => one.id === id)?.station;
  if (station === undefined) return undefined;
  return { station, nth: all.filter((one) => one.station === station).findIndex((one) => one.id === id) };
};

const artPointOf = (
  { stations, ghosts, peers }: World,
  level: LevelArt,
  id: string,
): ArtPoint | undefined => {
  if (id === 'dock' || id === 'dig' || id === 'bottle') return id === 'dock' ? level.dock : level.spots[id];
  const coin = COIN.exec(id)?.[1];
  if (coin !== undefined) return level.spots.coins[Number(coin)];
  const indexOf = (station: string): number => stations.findIndex((s) => s.id === station);
  const standing = (
    one: { station: string; nth: number },
    spots: readonly ArtPoint[],
  ): ArtPoint | undefined => {
    const i = indexOf(one.station);
    return beside(spots[i], level.stations[i], one.nth);
  };
  const ghost = nthAt(ghosts, id);
  if (ghost) return standing(ghost, level.spots.ghosts);
  const peer = nthAt(peers, id);
  return peer ? standing(peer, level.spots.peers) : level.stations[indexOf(id)];
};

/** World px of an island (on the map), or of a station, ghost, peer, coin, 'dock', 'dig', 'bottle' (on an island). */
export const placeOf = (state: World, id: string): Point | undefined => {
  if (state.scene === 'map') return mapLayout(state.size, state.islands).islands.find((i) => i.id === id);
  const art = state.level && artPointOf(state, state.level, id);
  return art && state.level && levelLayout(state.size, state.level).toScreen(art);
};

const cameraAtFocus = (state: World): Point => {
  const place = state.focus === undefined ? undefined : placeOf(state, state.focus);
  return place
    ? cameraOn(place, state.size, worldSize(state))
    : clampCamera(state.camera, state.size, worldSize(state));
};

/** Shows the map. The camera starts at the island left, else at the ship; on the map already, it stays. */
const showMap = (islands: MapIslandInput[], ship?: Ship): void => {
  const { focus, island, me: _me, goal: _goal, level: _level, open: _open, ...state } = getState();
  const again = state.scene === 'map';
  const at = again ? focus : (island ?? ship?.island);
  const next: World = {
    ...state,
    ...STILL,
    scene: 'map',
    islands,
    drawn: again && state.drawn,
    ...(at !== undefined && { focus: at }),
    ...(ship && { ship, avatar: ship.avatar, skin: ship.skin }),
  };
  const camera = again ? clampCamera(state.camera, state.size, worldSize(next)) : cameraAtFocus(next);
  setState({ ...next, camera }, true);
};

/**
 * Shows an island. My critter stands at `me.station`; when that changes, or back from a play screen, it walks there from
 * where it stood.
 */
const showIsland = (
  open: IslandInput,
  stations: StationInput[],
  ghosts: GhostInput[],
  picked: string[],
  peers: PeerInput[],
  me: MeInput,
): void => {
  const { level, goal: _goal, ...state } = getState();
  const data = { open, stations, ghosts, picked, peers, avatar: me.avatar, skin: me.skin };
  const home = me.station === undefined ? {} : { home: me.station };
  if (state.scene === 'island' && state.island === open.id) {
    setState({ ...data, ...home });
    if (me.station !== undefined && me.station !== state.home) walkTo(me.station);
    return;
  }
  const back = state.island === open.id;
  const at = (back ? state.me : undefined) ?? me.station ?? 'dock';
  const same = back && level ? { level } : {};
  setState(
    {
      ...state,
      ...STILL,
      ...data,
      ...same,
      ...home,
      scene: 'island',
      island: open.id,
      me: at,
      focus: at,
      drawn: false,
    },
    true,
  );
  setState({ camera: cameraAtFocus(getState()) });
  if (me.station !== undefined && at !== me.station) walkTo(me.station);
};

/** A play screen covers the world: the scenes sleep. */
const hide = (): void => setState({ ...STILL, scene: 'none', drawn: false });

/** Shows the battle of the fleet store, in its band. */
const showBattle = (): void => {
  if (getState().scene !== 'battle') setState({ ...STILL, scene: 'battle', drawn: false });
};

/** Brings an island or a station into view; the scene pans, without a scene the camera jumps. */
const focusOn = (id: string): void => {
  setState((state) => ({ focus: id, looks: state.looks + 1 }));
  if (!getState().drawn) setState({ camera: cameraAtFocus(getState()) });
};

/** Sends my critter to a station; the same station again makes it jump. Without a scene it is there at once. */
const walkTo = (station: string): void => {
  const { me, goal, walking, drawn } = getState();
  focusOn(station);
  if (!drawn) setState({ ...STILL, me: station });
  else if (me !== station || walking)
    setState({ goal: station, hurry: walking && goal === station, walking: true });
};

/** The scene reports that my critter reached a station of its way; the walk ends at the goal. */
const arrive = (station: string): void => {
  const ended = getState().goal === station;
  setState(ended ? { ...STILL, me: station } : { me: station });
};

/** The viewport in CSS px changed. */
const resize = (size: Size): void => {
  setState({ size, portrait: isPortrait(size) });
  setState({ camera: cameraAtFocus(getState()) });
};

/** Moves the camera, kept inside the world. */
const moveCamera = (to: Point): void =>
  setState((state) => ({ camera: clampCamera(to, state.size, worldSize(state)) }));

/** The level picture's points are known: labels can be placed. */
const setLevel = (level: LevelArt): void => {
  setState({ level });
  setState({ camera: cameraAtFocus(getState()) });
};

/** The bridge between screens and scenes. Labels stand where layout.ts says, moved by `camera`. */
export const world = {
  ...store,
  showMap,
  showIsland,
  showBattle,
  hide,
  focusOn,
  walkTo,
  arrive,
  resize,
  moveCamera,
  setLevel,
  /** Something of the world was tapped (in the canvas, or its label). */
  tap: taps.tell,
  /** Listens to taps; returns the unsubscriber. */
  onTap: taps.on,
  /** Plays an effect in the world, when there is one. */
  effect: effects.tell,
  /** For scenes: listens to effects; returns the unsubscriber. */
  onEffect: effects.on,
};
