import { packAtlas } from './atlas.ts';
import { readParameters } from './content.ts';
import { cloud, fogBank } from './drawings/cloud.ts';
import { pier, puff, ship } from './drawings/ship.ts';
import type { BuiltFile, Part } from './part.ts';
import { drawTrimmed, type Picture } from './raster.ts';

type SeaParameters = {
  clouds: number[];
  cloudWidth: number;
  fogs: number[];
  fogWidth: number;
  shipWidth: number;
  puffWidth: number;
  pierWidth: number;
};

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

/** The sea atlas (clouds, fog, ship, pier, puff), from content/art/sea.yaml. */
export const cloudParts = (): Part[] => {
  const inputs = readParameters<SeaParameters>('sea.yaml');
  return [{ name: 'clouds', module: import.meta.filename, inputs, build: () => seaAtlas(inputs) }];
};
