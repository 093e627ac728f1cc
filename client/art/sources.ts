// Fetches the huge sources of the art build into .cache/art-sources and takes from them what is used.
// Run it when an icon is new or a font is built: `node client/art/sources.ts`.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { iconPath, iconsOfContent } from './content.ts';
import { drawingNames } from './drawings/index.ts';
import { iconSlugs } from './icons.ts';
import { PLACES } from './places.ts';
import { propSlugs } from './props.ts';
import { SOURCE_VERSIONS } from './source-versions.ts';

const isInstalled = (name: string, version: string): boolean => {
  const manifest = join(PLACES.sources, 'node_modules', name, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version;
};

const install = (): void => {
  const missing = Object.entries(SOURCE_VERSIONS).filter(([name, version]) => !isInstalled(name, version));
  if (missing.length === 0) return;
  mkdirSync(PLACES.sources, { recursive: true });
  const packages = missing.map(([name, version]) => `${name}@${version}`);
  const options = ['--prefix', PLACES.sources, '--save-exact', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', ['install', ...options, ...packages], { stdio: 'inherit' });
  if (status !== 0) throw new Error('npm could not install the art sources');
};

type IconSet = {
  icons: Record<string, { body: string; width?: number; height?: number }>;
  aliases?: Record<string, { parent: string }>;
};

const svgOf = (set: IconSet, slug: string): string | undefined => {
  const icon = set.icons[slug] ?? set.icons[set.aliases?.[slug]?.parent ?? ''];
  if (!icon) return undefined;
  const box = `0 0 ${icon.width ?? 32} ${icon.height ?? 32}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${box}">${icon.body}</svg>\n`;
};

const usedSlugs = (): string[] => {
  const own = new Set(drawingNames());
  const used = [...iconSlugs(), ...propSlugs(), ...iconsOfContent().map((use) => use.slug)];
  return [...new Set(used)].filter((slug) => !own.has(slug)).sort();
};

/** Extracts each used icon; returns the names the set does not have. */
const extractIcons = (): string[] => {
  const path = join(PLACES.sources, 'node_modules/@iconify-json/fluent-emoji/icons.json');
  const set = JSON.parse(readFileSync(path, 'utf8')) as IconSet;
  mkdirSync(join(PLACES.art, 'icons'), { recursive: true });
  return usedSlugs().filter((slug) => {
    const svg = svgOf(set, slug);
    if (svg) writeFileSync(iconPath(slug), svg);
    return svg === undefined;
  });
};

install();
copyFileSync(
  join(PLACES.sources, 'node_modules/@dicebear/styles/src/critters.json'),
  join(PLACES.art, 'critters.json'),
);
const unknown = extractIcons();
if (unknown.length > 0) {
  console.error(`not in Fluent Emoji and not drawn by us: ${unknown.join(', ')}`);
  process.exitCode = 1;
}
