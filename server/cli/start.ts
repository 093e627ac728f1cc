import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { main } from '../main.ts';

const root = resolve(import.meta.dirname, '../..');
const stampFile = join(root, 'dist/client/.inputs');
const INPUTS = ['client', 'server/domain', 'package-lock.json', 'vite.config.ts'];

const filesOf = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .map((name) => join(path, name))
        .filter((file) => statSync(file).isFile())
    : [path];

/** Names, sizes and times of everything the client is built from. */
const inputsHash = (): string => {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap((i) => filesOf(join(root, i))).sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
};

/** Builds the client when it was never built or something it is made from has changed. */
const buildClient = async (): Promise<void> => {
  const inputs = inputsHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === inputs) return;
  process.stdout.write('Building the client (only after a change) ...\n');
  const { build } = await import('vite');
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(stampFile, inputs);
};

await buildClient();
await main();
