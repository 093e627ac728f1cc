import { packAtlas } from './atlas.ts';
import { readParameters } from './content.ts';
import type { Part } from './part.ts';
import { drawPicture, recipeOf, sourceOf } from './pictures.ts';
import { propsOfIslands } from './plans.ts';
import type { Picture } from './raster.ts';

const frames = (): [string, number][] =>
  Object.entries(readParameters<{ frames: Record<string, number> }>('props.yaml').frames);

/** Icons that the atlas and the islands are made of. */
export const propSlugs = (): string[] =>
  [...frames().map(([slug]) => slug), ...propsOfIslands()].map(sourceOf);

/** The one atlas of all scenes, from content/art/props.yaml. */
export const propParts = (): Part[] => [
  {
    name: 'atlas',
    module: import.meta.filename,
    inputs: frames().map(([slug, width]) => [recipeOf(slug), width]),
    build: async () => {
      const pictures = await Promise.all(
        frames().map(
          async ([slug, width]): Promise<[string, Picture]> => [slug, await drawPicture(slug, width)],
        ),
      );
      return packAtlas('art/props', pictures, 86);
    },
  },
];
