import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Real question files that lie beside the repository; tests on them are skipped where they are absent. */
const root = resolve(import.meta.dirname, '../../../shared/data/questions');
export const HAVE_REAL_FILES = existsSync(join(root, 'expected.json'));

export type Expected = {
  format: string;
  file: string;
  encoding: string;
  count: number;
  types: Record<string, number>;
};

/** The real files of these formats (all without any) with what an independent reader found in them. */
export const expectedFiles = (...formats: string[]): Expected[] => {
  if (!HAVE_REAL_FILES) return [];
  const all = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Expected[];
  return all
    .filter((e) => formats.length === 0 || formats.includes(e.format))
    .map((e) => ({ ...e, types: Array.isArray(e.types) ? {} : e.types }));
};

export const realFile = (file: string): { name: string; bytes: Uint8Array } => ({
  name: file,
  bytes: new Uint8Array(readFileSync(join(root, file))),
});
