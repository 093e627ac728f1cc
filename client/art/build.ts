// Builds what the game shows into client/public: `node client/art/build.ts [--draft] [part...]`.
// A part whose parameters and code have not changed is not built again; a part is named whole or by its first word.

import { fleetParts } from './fleet.ts';
import { fontParts } from './fonts.ts';
import { iconParts } from './icons.ts';
import { islandParts } from './islands.ts';
import { levelParts } from './levels.ts';
import { hashOf, isBuilt, readManifest, saveFiles, writeManifest } from './manifest.ts';
import type { Part, Quality } from './part.ts';
import { propParts } from './props.ts';
import { cloudParts } from './sea.ts';

const PARTS: Record<string, () => Part[]> = {
  icons: iconParts,
  atlas: propParts,
  clouds: cloudParts,
  fleet: fleetParts,
  fonts: fontParts,
  islands: islandParts,
  levels: levelParts,
};

const wantedParts = (names: string[]): Part[] => {
  const isWanted = (name: string) =>
    names.length === 0 || names.some((n) => n === name || n.startsWith(`${name}/`));
  const parts = Object.entries(PARTS).flatMap(([name, list]) => (isWanted(name) ? list() : []));
  const isNamed = (part: Part) =>
    names.some((name) => part.name === name || part.name.startsWith(`${name}/`));
  return names.length === 0 ? parts : parts.filter(isNamed);
};

const buildPart = async (part: Part, quality: Quality): Promise<void> => {
  const hash = hashOf(part);
  const former = readManifest()[part.name];
  if (isBuilt(former, hash)) return;
  const started = performance.now();
  const files = await part.build(quality);
  const record = saveFiles(files, quality === 'draft' ? 'draft' : hash, former);
  writeManifest({ ...readManifest(), [part.name]: record });
  const kilobytes = Math.round(Object.values(record.files).reduce((sum, bytes) => sum + bytes, 0) / 1024);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${part.name}: ${files.length} files, ${kilobytes} KB, ${seconds} s`);
};

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('--'));
const quality: Quality = args.includes('--draft') ? 'draft' : 'full';
for (const part of wantedParts(names)) await buildPart(part, quality);
