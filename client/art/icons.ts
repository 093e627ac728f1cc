import { iconsOfContent, readParameters } from './content.ts';
import type { BuiltFile, Part } from './part.ts';
import { recipeOf, svgOf } from './pictures.ts';
import { drawSvg, webp } from './raster.ts';

const SIZE = 96;
const LARGE_SIZE = 384;

type IconList = { ui: string[]; large: string[] };

/** Slugs of the user interface's own icons, from content/art/icons.yaml. */
export const iconSlugs = (): string[] => [...new Set(readParameters<IconList>('icons.yaml').ui)];

const drawIcon = async (slug: string, size: number, folder: string): Promise<BuiltFile> => ({
  path: `${folder}/${slug}.webp`,
  data: await webp(drawSvg(svgOf(slug), size), 88),
});

/** DOM icons: 96 px for the user interface and content, 384 px for the pictures of content, the chests and what the interface shows big. */
export const iconParts = (): Part[] => {
  const uses = iconsOfContent();
  const small = [...new Set([...iconSlugs(), ...uses.map((use) => use.slug)])].sort();
  const large = [
    ...readParameters<IconList>('icons.yaml').large,
    ...uses.filter((use) => use.large).map((use) => use.slug),
    ...small.filter((slug) => slug.startsWith('chest-')),
  ];
  const pictures = [...new Set(large)].sort();
  return [
    {
      name: 'icons',
      module: import.meta.filename,
      inputs: [small.map(recipeOf), pictures],
      build: () =>
        Promise.all([
          ...small.map((slug) => drawIcon(slug, SIZE, 'icons')),
          ...pictures.map((slug) => drawIcon(slug, LARGE_SIZE, 'icons/large')),
        ]),
    },
  ];
};
