import { readConfig } from '../config.ts';
import { openDatabase } from '../store/db.ts';

const { dataDir, databaseUrl } = readConfig();
const db = await openDatabase({ dataDir, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
const { migrated } = db.internal;
process.stdout.write(
  migrated.length === 0 ? 'The store is up to date.\n' : `Migrated: ${migrated.join(', ')}\n`,
);
await db.close();
