import { readIcon, readParameters } from './content.ts';
import { drawingNamed } from './drawings/index.ts';
import { drawTrimmed, type Picture, recolour } from './raster.ts';

type Recolouring = { from: string; hue: number; saturation: number; brightness: number };

const recolourings = readParameters<Record<string, Recolouring>>('recoloured.yaml');

/** The icon whose SVG a picture is made of: itself, or the one it recolours. */
export const sourceOf = (slug: string): string => recolourings[slug]?.from ?? slug;

/** SVG of a picture: a drawing of our own or an extracted icon, before any recolouring. */
export const svgOf = (slug: string): string => drawingNamed(slug) ?? readIcon(sourceOf(slug));

/** What decides a picture, for a part's inputs. */
export const recipeOf = (slug: string): unknown => [slug, svgOf(slug), recolourings[slug]];

/** Draws a picture at a width and cuts off its transparent border. */
export const drawPicture = async (slug: string, width: number): Promise<Picture> => {
  const picture = await drawTrimmed(svgOf(slug), width);
  const change = recolourings[slug];
  return change ? recolour(picture, change) : picture;
};
