import type { IslandStyle } from '../../../server/domain/quest.ts';
import type { View } from '../island/relief.ts';
import type { Shape } from '../island/shape.ts';
import { terrainOf } from '../island/terrain.ts';
import { diceOf, seedOf } from './dice.ts';
import { isSurrounded } from './level-plan.ts';

export const MAP_VIEW: View = { pitch: 0.6, heightScale: 0.34, topPad: 0.5 };

const RADIUS = { small: 0.66, medium: 0.75, large: 0.84 } as const;

/** Hills and streams of the small picture, as the built islands of these lands have them. */
const relief = (
  style: IslandStyle,
  random: () => number,
): Pick<Shape, 'peaks' | 'levels' | 'hill' | 'amplitude' | 'streams'> => {
  const near = (x: number): number => x + (random() - 0.5) * 0.2;
  const side = random() < 0.5 ? -1 : 1;
  switch (style.biome) {
    case 'beach':
      return {
        peaks: [{ u: near(0.28 * side), v: near(-0.32), r: 0.5, height: 0.95 }],
        levels: 1,
        hill: 0.1,
        amplitude: 0.17,
      };
    case 'forest': {
      const x = near(0.05 * side);
      return {
        peaks: [{ u: near(-0.26 * side), v: near(-0.28), r: 0.46, height: 0.55 }],
        levels: 2,
        hill: 0.5,
        amplitude: 0.58,
        streams: [
          {
            kind: 'water',
            width: 0.035,
            points: [
              [x, 0],
              [x - 0.05, 0.22],
              [x + 0.03, 0.44],
              [x, 0.95],
            ],
          },
        ],
      };
    }
    case 'fort':
      return {
        peaks: [{ u: near(0), v: near(-0.14), r: 0.68, height: 1.05 }],
        levels: 1,
        hill: 0.1,
        amplitude: 0.26,
      };
    case 'volcano': {
      const [u, v] = [near(0), near(-0.18)];
      return {
        peaks: [{ u, v, r: 0.6, height: 1, crater: 0.19 }],
        levels: 4,
        hill: 0.2,
        amplitude: 0.6,
        streams: [
          {
            kind: 'lava',
            width: 0.04,
            points: [
              [u, v + 0.02],
              [u + 0.1 * side, v + 0.32],
              [u + 0.04 * side, v + 0.56],
              [u + 0.12 * side, 0.95],
            ],
          },
        ],
      };
    }
    case 'blossom':
      return {
        peaks: [{ u: near(0.3 * side), v: near(-0.3), r: 0.54, height: 1 }],
        levels: 1,
        hill: 0.2,
        amplitude: 0.18,
        streams: [
          {
            kind: 'water',
            width: 0.1,
            points: [
              [-0.24 * side, 0.3],
              [-0.3 * side, 0.33],
            ],
          },
        ],
      };
    case 'snow':
      return {
        peaks: [{ u: near(0), v: near(-0.18), r: 0.58, height: 0.85 }],
        levels: 3,
        hill: 0.1,
        amplitude: 0.6,
      };
  }
};

const attempted = (style: IslandStyle, attempt: number): Shape => {
  const random = diceOf(style, 11, attempt);
  const r = RADIUS[style.size];
  const bay = style.biome === 'beach' || random() < 0.3;
  const bayAt = 0.3 + random() * 0.2;
  const hills = relief(style, random);
  const k = r / RADIUS.large;
  return {
    seed: (seedOf(style) * 16 + attempt) % 1_000_003,
    aspect: 1,
    lobes: [
      { u: 0, v: 0, ru: r, rv: r * 0.96, exponent: 2.4 },
      { u: (random() - 0.5) * 0.24, v: (random() - 0.5) * 0.2, ru: r * 0.9, rv: r * 0.86, exponent: 2.2 },
    ],
    ...(bay && { bays: [{ u: (random() < 0.5 ? -1 : 1) * bayAt, v: r * 0.86, r: 0.22 * r + 0.04 }] }),
    roughness: 0.24,
    ...hills,
    peaks: hills.peaks.map((p) => ({ ...p, u: p.u * k, v: p.v * k, r: p.r * k })),
  };
};

/** Cells across the coarse ground on which a shape is judged. */
const SURVEY = 90;
const ATTEMPTS = 12;

/** The shape of an island on the map: the first one whose coast lies wholly inside the picture. */
export const planMap = (style: IslandStyle): Shape => {
  for (let attempt = 0; ; attempt++) {
    const shape = attempted(style, attempt);
    if (attempt >= ATTEMPTS || isSurrounded(terrainOf(shape, SURVEY))) return shape;
  }
};
