import { packAtlas } from './atlas.ts';
import { readParameters } from './content.ts';
import { cloud, fogBank } from './drawings/cloud.ts';
import { type BoatColours, dragonBoat, paddle } from './drawings/dragon-boat.ts';
import { pier, puff, ship } from './drawings/ship.ts';
import type { BuiltFile, Part } from './part.ts';
import { drawSvg, drawTrimmed, type Picture, webp } from './raster.ts';

type SeaParameters = {
  clouds: number[];
  cloudWidth: number;
  fogs: number[];
  fogWidth: number;
  shipWidth: number;
  puffWidth: number;
  pierWidth: number;
  teams: Record<string, BoatColours>;
};

const BOAT_WIDTH = 1100;
const PADDLE_WIDTH = 40;

const seaDrawings = (p: SeaParameters): [string, string, number][] => [
  ...p.clouds.map((seed, i): [string, string, number] => [`cloud${i + 1}`, cloud(seed), p.cloudWidth]),
  ...p.fogs.map((seed, i): [string, string, number] => [`fog${i + 1}`, fogBank(seed), p.fogWidth]),
  ['ship', ship, p.shipWidth],
  ['puff', puff, p.puffWidth],
  ['pier', pier(), p.pierWidth],
];

const seaAtlas = async (p: SeaParameters): Promise<BuiltFile[]> => {
  const pictures = await Promise.all(
    seaDrawings(p).map(
      async ([name, svg, width]): Promise<[string, Picture]> => [name, await drawTrimmed(svg, width)],
    ),
  );
  return packAtlas('art/sea', pictures, 86);
};

const boatFiles = (p: SeaParameters): Promise<BuiltFile[]> =>
  Promise.all(
    [
      ...Object.entries(p.teams).map(([team, colours]) => [team, dragonBoat(colours), BOAT_WIDTH] as const),
      ['paddle', paddle, PADDLE_WIDTH] as const,
    ].map(async ([name, svg, width]) => ({
      path: `art/boats/${name}.webp`,
      data: await webp(drawSvg(svg, width), 88),
    })),
  );

/** The sea atlas (clouds, fog, ship, pier, puff), from content/art/sea.yaml. */
export const cloudParts = (): Part[] => {
  const inputs = readParameters<SeaParameters>('sea.yaml');
  return [{ name: 'clouds', module: import.meta.filename, inputs, build: () => seaAtlas(inputs) }];
};

/** The dragon boats and their paddle, from content/art/sea.yaml. */
export const boatParts = (): Part[] => {
  const inputs = readParameters<SeaParameters>('sea.yaml');
  return [{ name: 'boats', module: import.meta.filename, inputs, build: () => boatFiles(inputs) }];
};
