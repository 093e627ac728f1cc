import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { openPglite } from './database.ts';

/** Before the tests: one PostgreSQL with all its tables is kept as a file, and every test begins with a copy of it. */
export default async (): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'archipelago-pg-'));
  const file = join(folder, 'template.tar');
  const pglite = await PGlite.create();
  const db = await openPglite(pglite);
  await writeFile(file, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
  await db.close();
  process.env.PG_TEMPLATE = file;
  return () => rm(folder, { recursive: true, force: true });
};
