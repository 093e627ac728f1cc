import type { Places } from '../../server/domain/quest.ts';

export type Point = { x: number; y: number };
export type Size = { w: number; h: number };
export type Box = Point & Size;

/** Point of a level picture, in the picture's pixels. */
export type ArtPoint = readonly [number, number];
/** What /art/level/<island>.json says of the picture: dock, nine stations and the path between, in its pixels. */
export type LevelArt = {
  w: number;
  h: number;
  dock: ArtPoint;
  stations: readonly ArtPoint[];
  path: readonly ArtPoint[];
  spots: {
    coins: readonly ArtPoint[];
    ghosts: readonly ArtPoint[];
    peers: readonly ArtPoint[];
    dig: ArtPoint;
    bottle: ArtPoint;
  };
};

const PHONE_WIDTH = 700;
const TOP_BAR = 82;
/** Space a phone's bottom card and navigation take; the map can be panned above it. */
const PHONE_CARD = 300;
/** Smallest world in landscape: below it the world stays this big and is panned. */
const LEAST_MAP: Size = { w: 1100, h: 700 };
const STRIP = 170;

/** True when the phone layout is used. */
export const isPortrait = (viewport: Size): boolean => viewport.w < PHONE_WIDTH;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** Areas of the viewport that the map's fixed panels cover: no island may lie under them. */
export const hudBoxes = (viewport: Size): Box[] => {
  const { w, h } = viewport;
  if (isPortrait(viewport))
    return [
      { x: 0, y: 0, w, h: TOP_BAR },
      { x: 0, y: h - PHONE_CARD, w, h: PHONE_CARD },
    ];
  return [
    { x: 0, y: 0, w, h: TOP_BAR },
    { x: 16, y: 104, w: 248, h: 194 },
    { x: w - 360, y: h - 244, w: 344, h: 228 },
    { x: w / 2 - 214, y: h - 94, w: 428, h: 78 },
  ];
};

/** An island on the map, in world px: centre, width, scale of its furniture, where its label's top centre goes. */
export type IslandSpot = Point & { id: string; w: number; scale: number; label: Point };
export type MapLayout = { world: Size; islands: IslandSpot[] };

type Placed = { id: string; place: Places; state?: 'done' | 'current' | 'locked' };

/** The area an island with its label needs around its centre. */
export const islandBox = (spot: Pick<IslandSpot, 'x' | 'y' | 'w'>): Box => {
  const up = spot.w * 0.36;
  const down = Math.max(spot.w * 0.36, spot.w * 0.26 + 50);
  return { x: spot.x - spot.w / 2, y: spot.y - up, w: spot.w, h: up + down };
};

export const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

const MARGIN = 8;

const smallestPush = (box: Box, wall: Box): Point => {
  const pushes = [
    { x: wall.x + wall.w + MARGIN - box.x, y: 0 },
    { x: wall.x - MARGIN - box.x - box.w, y: 0 },
    { x: 0, y: wall.y + wall.h + MARGIN - box.y },
    { x: 0, y: wall.y - MARGIN - box.y - box.h },
  ];
  return pushes.reduce((best, p) => (Math.abs(p.x + p.y) < Math.abs(best.x + best.y) ? p : best));
};

const pushedOut = (spot: Pick<IslandSpot, 'x' | 'y' | 'w'>, walls: Box[]): Point => {
  let placed = spot;
  for (let round = 0; round < 3; round++)
    for (const wall of walls) {
      const box = islandBox(placed);
      if (!overlaps(box, wall)) continue;
      const push = smallestPush(box, wall);
      placed = { ...placed, x: placed.x + push.x, y: placed.y + push.y };
    }
  return placed;
};

const withLabel = (id: string, at: Point, w: number, scale: number, locked: boolean): IslandSpot => {
  const below = w * (w < 220 ? 0.24 : 0.26) + (locked ? -4 : 2);
  return { id, ...at, w, scale, label: { x: at.x, y: at.y + below } };
};

const portraitMap = (viewport: Size, islands: readonly Placed[]): MapLayout => {
  const stretch = viewport.w / 390;
  const scale = clamp(stretch, 0.8, 1.4);
  const spots = islands.map(({ id, place: { portrait: p }, state }) =>
    withLabel(id, { x: p.x * stretch, y: p.y * scale }, p.w * scale, scale, state === 'locked'),
  );
  const lowest = Math.max(0, ...spots.map((s) => islandBox(s).y + islandBox(s).h));
  const h = Math.max(viewport.h, 1330 * scale, lowest + PHONE_CARD + 24);
  return { world: { w: viewport.w, h: Math.ceil(h) }, islands: spots };
};

const landscapeMap = (viewport: Size, islands: readonly Placed[]): MapLayout => {
  const world = { w: Math.max(viewport.w, LEAST_MAP.w), h: Math.max(viewport.h, LEAST_MAP.h) };
  const scale = clamp(Math.min(world.w / 1280, world.h / 800), 0.8, 1.6);
  const walls = hudBoxes(world);
  const spots = islands.map(({ id, place: { landscape: p }, state }) => {
    const w = p.w * scale;
    const { x, y } = pushedOut({ x: (p.x * world.w) / 1280, y: (p.y * world.h) / 800, w }, walls);
    return withLabel(id, { x, y }, w, scale, state === 'locked');
  });
  return { world, islands: spots };
};

/** Places the islands of the map in world px; the world is at least as big as the viewport and may need panning. */
export const mapLayout = (viewport: Size, islands: readonly Placed[]): MapLayout =>
  isPortrait(viewport) ? portraitMap(viewport, islands) : landscapeMap(viewport, islands);

export type LevelLayout = {
  world: Size;
  /** World px per pixel of the level picture. */
  scale: number;
  /** Where the picture's top left corner lies in the world. */
  offset: Point;
  /** Point of the picture -> world px. On screen it lies at that minus the camera. */
  toScreen: (point: ArtPoint) => Point;
};

const levelAt = (world: Size, scale: number, offset: Point): LevelLayout => ({
  world,
  scale,
  offset,
  toScreen: ([x, y]) => ({ x: offset.x + x * scale, y: offset.y + y * scale }),
});

/** The point of the viewport to which the camera brings what it follows, as shares of width and height. */
export const FOCUS = { x: 0.5, y: 0.36 } as const;

/** Height of that point in px; on a short phone higher up, so that the card does not cover what is followed. */
const focusHeight = (viewport: Size): number => {
  const share = viewport.h * FOCUS.y;
  return isPortrait(viewport) ? Math.min(share, (TOP_BAR + viewport.h - PHONE_CARD) / 2) : share;
};

/** Room beside the picture, on the dock's side, for pier and ship: as a share of the picture's width. */
const LANDING = 0.16;

type Art = Pick<LevelArt, 'w' | 'h' | 'dock'>;

const isDockLeft = ({ w, dock }: Art): boolean => dock[0] < w / 2;

const portraitLevel = (viewport: Size, art: Art): LevelLayout => {
  const scale = clamp(viewport.w / 390, 0.85, 1.3) * (968 / art.w);
  const shore = viewport.w * 0.2;
  const landing = Math.max(shore, art.w * scale * LANDING);
  const offset = { x: isDockLeft(art) ? landing : shore, y: viewport.h * 0.2 };
  const world = { w: art.w * scale + shore + landing, h: art.h * scale + offset.y + viewport.h * 0.5 };
  return levelAt(world, scale, offset);
};

/** Places the level picture: whole between HUD and strip when it fits, else at a readable size that is panned. */
export const levelLayout = (viewport: Size, art: Art): LevelLayout => {
  if (isPortrait(viewport)) return portraitLevel(viewport, art);
  const fit = Math.min((viewport.w - 40) / (art.w * (1 + LANDING)), (viewport.h - 178) / art.h);
  const scale = Math.max(fit, 860 / art.w);
  const landing = art.w * scale * LANDING;
  const w = Math.max(viewport.w, art.w * scale + landing + 40);
  const h = scale === fit ? viewport.h : Math.max(viewport.h, art.h * scale + 44 + STRIP);
  const spare = w - art.w * scale;
  const x = isDockLeft(art) ? Math.max(spare / 2, landing + 10) : Math.min(spare / 2, spare - landing - 10);
  const taken = scale === fit ? 178 : 44 + STRIP;
  const y = 44 + Math.max(0, (h - taken - art.h * scale) / 2);
  return levelAt({ w, h }, scale, { x, y });
};

/** The camera inside its world: nothing beyond the world is ever shown. */
export const clampCamera = (camera: Point, viewport: Size, world: Size): Point => ({
  x: clamp(camera.x, 0, Math.max(0, world.w - viewport.w)),
  y: clamp(camera.y, 0, Math.max(0, world.h - viewport.h)),
});

/** The camera that brings a world point to the focus of the viewport, as far as the world reaches. */
export const cameraOn = (point: Point, viewport: Size, world: Size): Point =>
  clampCamera({ x: point.x - viewport.w * FOCUS.x, y: point.y - focusHeight(viewport) }, viewport, world);
