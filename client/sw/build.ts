import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;
type Bundle = Rolldown.OutputBundle;

/** What the shell needs without a network is what a learner sees: not the studio, not the drawn world. */
const OTHERS = /[\\/](studio|scenes)[\\/]/;
const FONTS = ['ui-500', 'ui-800', 'num-900', 'display-zh', 'display-en'].map(
  (name) => `/fonts/${name}.woff2`,
);
const ICONS = ['brain', 'check-mark-button', 'compass', 'fire', 'light-bulb', 'ring-buoy', 'desert-island'];
const icons = [...ICONS.map((name) => `/icons/${name}.webp`), '/icons/large/compass.webp'];

const chunkOf = (bundle: Bundle, name: string): Chunk | undefined => {
  const found = bundle[name];
  return found?.type === 'chunk' ? found : undefined;
};

/** Scripts and styles that a learner's screens load, from the entry on. */
export const shellFiles = (bundle: Bundle, entry: Chunk): string[] => {
  const seen = new Set<string>();
  const styles = new Set<string>();
  const visit = (chunk: Chunk | undefined): void => {
    if (chunk === undefined || seen.has(chunk.fileName) || OTHERS.test(chunk.facadeModuleId ?? '')) return;
    seen.add(chunk.fileName);
    for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) visit(chunkOf(bundle, name));
  };
  visit(entry);
  return [...seen, ...styles].map((name) => `/${name}`).sort();
};

/** Changes with any file of the client, also with a picture whose name stays. */
const versionOf = (bundle: Bundle, publicDir: string): string => {
  const hash = createHash('sha256');
  for (const name of Object.keys(bundle).sort()) {
    const found = bundle[name];
    if (name !== 'sw.js' && found !== undefined)
      hash.update(name).update(found.type === 'chunk' ? found.code : found.source);
  }
  for (const path of globSync('**/*.*', { cwd: publicDir }).sort())
    hash.update(path).update(readFileSync(join(publicDir, path)));
  return hash.digest('hex').slice(0, 16);
};

/** Tells the worker which build it belongs to and what to keep of it. */
export const shell = (publicDir: string): Plugin => ({
  name: 'shell',
  apply: 'build',
  enforce: 'post',
  generateBundle: (_options, bundle) => {
    const worker = chunkOf(bundle, 'sw.js');
    const entry = Object.values(bundle).find(
      (c): c is Chunk => c.type === 'chunk' && c.isEntry && c.fileName !== 'sw.js',
    );
    if (worker === undefined || entry === undefined) throw new Error('The build has no worker or no entry.');
    const said = {
      version: versionOf(bundle, publicDir),
      files: [...shellFiles(bundle, entry), ...FONTS, ...icons],
    };
    worker.code = `const __SHELL__ = ${JSON.stringify(said)};\n${worker.code}`;
  },
});
