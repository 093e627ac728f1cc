import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { BuiltFile, Part } from './part.ts';
import { PLACES } from './places.ts';

/** What was built from what: the hash of a part's inputs and code, and the size of each of its files in bytes. */
export type PartRecord = { hash: string; files: Record<string, number> };
export type Manifest = Record<string, PartRecord>;

const MANIFEST_PATH = join(PLACES.public, 'art/manifest.json');

export const readManifest = (): Manifest =>
  existsSync(MANIFEST_PATH) ? (JSON.parse(readFileSync(MANIFEST_PATH, 'utf8')) as Manifest) : {};

export const writeManifest = (manifest: Manifest): void => {
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => a.localeCompare(b)));
  mkdirSync(dirname(MANIFEST_PATH), { recursive: true });
  writeFileSync(MANIFEST_PATH, `${JSON.stringify(sorted, null, 1)}\n`);
};

const RELATIVE_IMPORT = /from '(\.[^']+\.ts)'/g;
/** Its drawings come into a part by name: their SVG is among the part's inputs, so that a new one spoils no other part. */
const DRAWINGS_BY_NAME = join(import.meta.dirname, 'drawings/index.ts');

const modulesBehind = (path: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(path) || path === DRAWINGS_BY_NAME) return seen;
  seen.add(path);
  for (const [, target] of readFileSync(path, 'utf8').matchAll(RELATIVE_IMPORT))
    if (target) modulesBehind(resolve(dirname(path), target), seen);
  return seen;
};

/** Hash of everything that decides a part's files: its inputs, its module and all modules that one imports. */
export const hashOf = (part: Part): string => {
  const hash = createHash('sha256').update(JSON.stringify(part.inputs));
  for (const path of [...modulesBehind(part.module)].sort()) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
};

const fileAt = (path: string) => join(PLACES.public, path);

/** True when a record was made from this hash and all its files lie there with the recorded sizes. */
export const isBuilt = (record: PartRecord | undefined, hash: string): boolean =>
  record?.hash === hash &&
  Object.entries(record.files).every(
    ([path, bytes]) => existsSync(fileAt(path)) && statSync(fileAt(path)).size === bytes,
  );

/** Writes a part's files, removes those of its former record that are gone, returns the new record. */
export const saveFiles = (files: BuiltFile[], hash: string, former: PartRecord | undefined): PartRecord => {
  const record: PartRecord = { hash, files: {} };
  for (const { path, data } of files) {
    mkdirSync(dirname(fileAt(path)), { recursive: true });
    writeFileSync(fileAt(path), data);
    record.files[path] = data.length;
  }
  for (const path of Object.keys(former?.files ?? {}))
    if (!(path in record.files)) rmSync(fileAt(path), { force: true });
  return record;
};
