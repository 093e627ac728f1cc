import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PLACES } from './places.ts';

/** Reads a parameter file of content/art. */
export const readParameters = <T>(name: string): T =>
  parse(readFileSync(join(PLACES.art, name), 'utf8')) as T;

/** Every YAML and Markdown file of content/, except the art parameters: [path, text]. */
export const contentFiles = (): [string, string][] =>
  globSync('**/*.{yaml,yml,csv,gift,md}', { cwd: PLACES.content })
    .filter((path) => !path.startsWith('art'))
    .sort()
    .map((path) => [path, readFileSync(join(PLACES.content, path), 'utf8')]);

export type IconUse = { slug: string; large: boolean };

const iconFieldsOf = (value: unknown): [field: string, slug: string][] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]): [string, string][] =>
    (field === 'icon' || field === 'picture') && typeof inner === 'string'
      ? [[field, inner]]
      : iconFieldsOf(inner),
  );
};

/** Icons that content names in `icon:` and `picture:`; `large` when one is shown as a picture or on an island. */
export const iconsOfContent = (): IconUse[] => {
  const uses = new Map<string, boolean>();
  for (const [path, text] of contentFiles().filter(([path]) => /ya?ml$/.test(path)))
    for (const [field, slug] of iconFieldsOf(parse(text)))
      uses.set(slug, uses.get(slug) || field === 'picture' || path.includes('islands'));
  return [...uses].map(([slug, large]) => ({ slug, large })).sort((a, b) => a.slug.localeCompare(b.slug));
};

export const iconPath = (slug: string): string => join(PLACES.art, 'icons', `${slug}.svg`);

/** SVG of an icon extracted by sources.ts. */
export const readIcon = (slug: string): string => {
  if (!existsSync(iconPath(slug)))
    throw new Error(`no content/art/icons/${slug}.svg: run \`node client/art/sources.ts\``);
  return readFileSync(iconPath(slug), 'utf8');
};
