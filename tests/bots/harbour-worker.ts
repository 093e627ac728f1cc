import { join, resolve } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import { hashToken, newLinkCode } from '../../server/auth.ts';
import { readConfig } from '../../server/config.ts';
import type { Ctx } from '../../server/context.ts';
import { dice } from '../../server/domain/random.ts';
import { settleAsks } from '../../server/jobs/asks.ts';
import { closeAwards } from '../../server/jobs/awards.ts';
import { prepareCompany } from '../../server/jobs/content.ts';
import { followHonours } from '../../server/jobs/honours.ts';
import { attendSeasons } from '../../server/jobs/seasons.ts';
import { guardServer } from '../../server/rooms/guard.ts';
import { liveLine } from '../../server/rooms/line.ts';
import { commit } from '../../server/store/commit.ts';
import { openDatabase } from '../../server/store/db.ts';
import { createInvite } from '../../server/store/person.ts';
import type { HarbourData, HarbourWish } from './harbour.ts';

const DAY = 86_400_000;
const MOST_TRIES = 200;

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
  /** What main.ts does by the real clock, once: the jobs that a clock drives. Reads the log to its end. */
  const attend = async (): Promise<void> => {
    await settleAsks(ctx);
    await closeAwards(ctx);
    await attendSeasons(ctx);
    for (let tries = 0; !(await followHonours(ctx)) && tries < MOST_TRIES; tries++)
      await new Promise((again) => setTimeout(again, 20));
  };
  const close = async (): Promise<void> => {
    await app.gracefullyShutdown(false);
    await db.close();
  };
  return { ready: { url: `http://127.0.0.1:${bound.port}`, code: company.code, trainer }, attend, close };
};

const port = parentPort;
if (!port) throw new Error('this file is run by harbour.ts');
const { ready, attend, close } = await start(workerData as HarbourData);
const obey = async (wish: HarbourWish): Promise<void> => {
  await (wish === 'attend' ? attend() : close());
  if (wish === 'close') port.close();
  else port.postMessage('attended');
};
port.on('message', (wish: HarbourWish) => {
  obey(wish).catch((error: unknown) => {
    throw error;
  });
});
port.postMessage(ready);
