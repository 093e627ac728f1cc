import { join, resolve } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import { hashToken, newLinkCode } from '../../server/auth.ts';
import { readConfig } from '../../server/config.ts';
import type { Ctx } from '../../server/context.ts';
import { dice } from '../../server/domain/random.ts';
import { prepareCompany } from '../../server/jobs/content.ts';
import { guardServer } from '../../server/rooms/guard.ts';
import { liveLine } from '../../server/rooms/line.ts';
import { commit } from '../../server/store/commit.ts';
import { openDatabase } from '../../server/store/db.ts';
import { createInvite } from '../../server/store/person.ts';
import type { HarbourData } from './harbour.ts';

const DAY = 86_400_000;

/** The real server in a thread of its own, with every door; only its clock and its dice are the simulation's. */
const start = async ({ clock, seed }: HarbourData) => {
  const config = { ...readConfig(), port: 0, host: '127.0.0.1' };
  const { dataDir, databaseUrl } = config;
  const db = await openDatabase({ dataDir, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  const now = (): number => clock[0] ?? 0;
  const ctx: Ctx = {
    db,
    now,
    random: dice(seed),
    log: pino({ level: config.logLevel }),
    config,
    line: liveLine(),
  };
  const root = resolve(import.meta.dirname, '../..');
  const contentDir = join(root, 'content');
  const company = await prepareCompany(ctx, contentDir);
  const app = createApp(ctx, { contentDir, clientDir: join(root, 'dist/client') });
  guardServer(app, ctx);
  await app.listen(0, '127.0.0.1');
  const bound = app.transport.server?.address();
  if (typeof bound !== 'object' || bound === null) throw new Error('the server has no port');
  const trainer = newLinkCode();
  await commit(ctx, (tx) =>
    createInvite(tx, {
      org: company.id,
      codeHash: hashToken(trainer),
      kind: 'invite',
      role: 'trainer',
      expiresAt: tx.now + 7 * DAY,
    }),
  );
  const close = async (): Promise<void> => {
    await app.gracefullyShutdown(false);
    await db.close();
  };
  return { ready: { url: `http://127.0.0.1:${bound.port}`, code: company.code, trainer }, close };
};

const port = parentPort;
if (!port) throw new Error('this file is run by harbour.ts');
const { ready, close } = await start(workerData as HarbourData);
port.once('message', () => {
  close().then(
    () => port.close(),
    (error: unknown) => {
      throw error;
    },
  );
});
port.postMessage(ready);
