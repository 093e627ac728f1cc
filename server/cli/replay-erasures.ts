import { readConfig } from '../config.ts';
import { openDatabase } from '../store/db.ts';
import { listFile, readErased, replayErasures } from '../store/erasure-list.ts';
import { scrubFiles } from '../store/erasure-scrub.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Run it after a backup was restored, before the server is started: nobody who was erased comes back with it. */
const run = async (): Promise<void> => {
  const config = readConfig();
  const { dataDir, databaseUrl } = config;
  const db = await openDatabase({ dataDir, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  try {
    const list = await readErased(dataDir);
    print(`${list.length} erasures are in ${listFile(dataDir)}.`);
    const again = await replayErasures({ db, now: Date.now, config });
    if (again.length > 0) await scrubFiles(db, dataDir, undefined, true);
    print(again.length === 0 ? 'Nobody has come back.' : `Erased again: ${again.length}.`);
  } finally {
    await db.close();
  }
};

await run();
