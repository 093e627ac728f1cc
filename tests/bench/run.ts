import { type Result, report } from './table.ts';

/** Name -> the file that measures it. */
const BENCHES: Record<string, () => Promise<{ bench: () => Promise<Result> }>> = {
  ingest: () => import('./ingest.ts'),
  ledger: () => import('./ledger.ts'),
  bank: () => import('./bank.ts'),
  statistics: () => import('./statistics.ts'),
  dashboards: () => import('./dashboards.ts'),
  mastery: () => import('./mastery.ts'),
  battle: () => import('./battle.ts'),
  cluster: () => import('./cluster.ts'),
  erasure: () => import('./erasure.ts'),
  mall: () => import('./mall.ts'),
  ranking: () => import('./ranking.ts'),
  browser: () => import('./browser.ts'),
};

const name = process.argv[2] ?? '';
const load = BENCHES[name];
if (load) process.stdout.write(`${report(await (await load()).bench())}\n`);
else {
  process.stderr.write(`Which bench? ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 1;
}
