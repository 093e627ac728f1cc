import { packAtlas } from './atlas.ts';
import { readParameters } from './content.ts';
import { bubbles, gust, speedLine, waterShade } from './drawings/battle-bits.ts';
import { cloud } from './drawings/cloud.ts';
import { type BoatColours, dragonBoat, paddle } from './drawings/dragon-boat.ts';
import { duelHull, duelSail, rope, ropeRibbon } from './drawings/duel-boat.ts';
import { gull, pennant, raftLog } from './drawings/raft.ts';
import { puff } from './drawings/ship.ts';
import type { BuiltFile, Part } from './part.ts';
import { drawPicture, recipeOf } from './pictures.ts';
import { drawSvg, drawTrimmed, type Picture } from './raster.ts';

type FleetParameters = {
  boatWidth: number;
  paddleWidth: number;
  puffWidth: number;
  cloudWidth: number;
  clouds: number[];
  icons: Record<string, number>;
  teams: Record<string, BoatColours>;
};

const DUEL_WIDTH = 400;
const DUEL_MARKS = { red: 'square', blue: 'round' } as const;

/** Drawings that are laid over each other, or placed by their own px: their border stays. */
const whole = (p: FleetParameters): [string, string, number][] => [
  ...Object.entries(p.teams).map(([team, colours]): [string, string, number] => [
    `boat-${team}`,
    dragonBoat(colours),
    p.boatWidth,
  ]),
  ...Object.entries(DUEL_MARKS).flatMap(([team, mark]): [string, string, number][] => {
    const colours = p.teams[team];
    return colours
      ? [
          [`sail-${team}`, duelSail(colours, mark), DUEL_WIDTH],
          [`hull-${team}`, duelHull(colours), DUEL_WIDTH],
        ]
      : [];
  }),
  ['paddle', paddle, p.paddleWidth],
  ['puff', puff, p.puffWidth],
  ['rope', rope, 256],
  ['ribbon', ropeRibbon, 70],
  ['log', raftLog, 320],
  ['pennant', pennant, 110],
  ['gull-up', gull('up'), 188],
  ['gull-down', gull('down'), 188],
  ...Object.entries(bubbles()).map(([name, svg]): [string, string, number] => [
    name,
    svg,
    name === 'bubble-cheer' ? 96 : 64,
  ]),
  ['line', speedLine, 200],
  ['shade', waterShade, 256],
  ['gust', gust, 150],
];

const pictureOf = async (svg: string, width: number): Promise<Picture> => {
  const png = drawSvg(svg, width);
  return { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
};

const pictures = (p: FleetParameters): Promise<[string, Picture]>[] => [
  ...whole(p).map(
    async ([name, svg, width]): Promise<[string, Picture]> => [name, await pictureOf(svg, width)],
  ),
  ...p.clouds.map(
    async (seed, i): Promise<[string, Picture]> => [
      `cloud${i + 1}`,
      await drawTrimmed(cloud(seed), p.cloudWidth),
    ],
  ),
  ...Object.entries(p.icons).map(
    async ([slug, width]): Promise<[string, Picture]> => [slug, await drawPicture(slug, width)],
  ),
];

/** The atlas of the battles: boats of all teams, rafts, sailing boats and what happens around them. */
export const fleetParts = (): Part[] => {
  const p = readParameters<FleetParameters>('fleet.yaml');
  const inputs = [p, Object.keys(p.icons).map(recipeOf)];
  const build = async (): Promise<BuiltFile[]> => packAtlas('art/fleet', await Promise.all(pictures(p)), 86);
  return [{ name: 'fleet', module: import.meta.filename, inputs, build }];
};
