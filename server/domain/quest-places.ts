import type { Places, Quest } from './quest.ts';

type Spot = Places['landscape'];
type Span = readonly [top: number, bottom: number];

/** Centres of the first and the last column of the sea. */
const [LEFT, RIGHT] = [150, 1130];
/** Most islands that stand one to a column; more stand two to a column. */
const ALONE = 6;

/** The free height of a column of width `w`: the map's panels lie upper left, lower right and at the foot. */
const freeHeight = (x: number, w: number): Span => {
  const top = x - w / 2 < 316 ? 316 : 96;
  const bottom = x + w / 2 > 850 ? 530 : 680;
  return [top, bottom];
};

const heightsIn = ([top, bottom]: Span, w: number): { high: number; low: number } => {
  const [up, down] = [w * 0.36, Math.max(w * 0.36, w * 0.26 + 50)];
  return { high: top + up, low: Math.max(top + up, bottom - down) };
};

/** Landscape: from the lower left to the upper right of a 1280x800 sea, low and high in turn. */
const landscapeSpots = (n: number): Spot[] => {
  const each = n <= ALONE ? 1 : 2;
  const columns = Math.ceil(n / each);
  const step = columns === 1 ? 0 : (RIGHT - LEFT) / (columns - 1);
  const w = each === 2 ? 168 : Math.round(Math.min(250, n === 1 ? 250 : step * 1.1));
  return Array.from({ length: n }, (_, i) => {
    const column = Math.floor(i / each);
    const x = columns === 1 ? 600 : LEFT + column * step;
    const { high, low } = heightsIn(freeHeight(x, w), w);
    const isLow = each === 1 ? column % 2 === 0 : (i + column) % 2 === 0;
    const y = n === 1 ? (high + low) / 2 : isLow ? low : high;
    return { x: Math.round(x), y: Math.round(y), w };
  });
};

/** Portrait: one island after the other up a strip of 390 wide, left and right in turn, the first at the bottom. */
const portraitSpots = (n: number): Spot[] =>
  Array.from({ length: n }, (_, i) => ({
    x: n === 1 ? 195 : i % 2 === 0 ? 124 : 266,
    y: 190 + (n - 1 - i) * 200,
    w: 196,
  }));

/** Where `n` islands lie when nobody has placed them, in the order of the voyage. */
export const placesOf = (n: number): Places[] => {
  const portrait = portraitSpots(n);
  return landscapeSpots(n).map((landscape, i) => ({ landscape, portrait: portrait[i] ?? landscape }));
};

/** The place of every island of a quest: as it was set when all are set, else laid out anew. */
export const placedIslands = (quest: Pick<Quest, 'islands'>): Places[] => {
  const set = quest.islands.flatMap((i) => (i.place ? [i.place] : []));
  return set.length === quest.islands.length ? set : placesOf(quest.islands.length);
};
