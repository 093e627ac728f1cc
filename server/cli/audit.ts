import { existsSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { audit } from '../store/audit.ts';
import { databaseFile, openDatabase } from '../store/db.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const run = async (): Promise<number> => {
  const { dataDir, databaseUrl } = readConfig();
  if (databaseUrl === undefined && !existsSync(databaseFile(dataDir))) {
    print(`There is no store in ${dataDir}.`);
    return 1;
  }
  const db = await openDatabase({ dataDir, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  try {
    const checks = await audit(db);
    for (const { name, faults } of checks)
      print(faults.length === 0 ? `holds   ${name}` : `BROKEN  ${name}: ${faults.join(', ')}`);
    const bad = checks.filter((c) => c.faults.length > 0).length;
    print(bad === 0 ? `All ${checks.length} checks hold.` : `${bad} of ${checks.length} checks do not hold.`);
    return bad === 0 ? 0 : 1;
  } finally {
    await db.close();
  }
};

process.exitCode = await run();
