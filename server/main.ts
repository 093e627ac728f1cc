import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { type Cluster, openCluster } from './cluster.ts';
import { type Config, readConfig } from './config.ts';
import type { Ctx } from './context.ts';
import { startAsks } from './jobs/asks.ts';
import { startAwards } from './jobs/awards.ts';
import { startBills } from './jobs/bills.ts';
import { startClosing } from './jobs/close-exams.ts';
import { prepareCompany, trainerCode } from './jobs/content.ts';
import { startDesk } from './jobs/desk.ts';
import { startFeedback } from './jobs/feedback.ts';
import { startForecasts } from './jobs/forecasts.ts';
import { startHonours } from './jobs/honours.ts';
import { startLrs } from './jobs/lrs.ts';
import { startPulse } from './jobs/pulse.ts';
import { startReach } from './jobs/reach.ts';
import { startRecalibration } from './jobs/recalibration.ts';
import { startReminders } from './jobs/reminders.ts';
import { startRetention } from './jobs/retention.ts';
import { startSeasons } from './jobs/seasons.ts';
import { sealSecrets } from './jobs/secrets.ts';
import { startStatistics } from './jobs/statistics.ts';
import { startUpkeep } from './jobs/upkeep.ts';
import { startWaking } from './rooms/battle-wake.ts';
import { guardServer } from './rooms/guard.ts';
import { liveLine } from './rooms/line.ts';
import { endExam } from './routes/attempt-end.ts';
import { openDatabase } from './store/db.ts';
import { alone } from './store/lease.ts';

const root = resolve(import.meta.dirname, '..');

const addressOf = (config: Config, port: number): string =>
  config.publicUrl ??
  `http://${config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host}:${port}`;

/** Fails with a cure when the port is taken; the live server itself would only log it and hang. */
const checkPort = (port: number, host: string): Promise<void> =>
  new Promise((free, taken) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = `Port ${port} on ${host} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm start`;
      taken(
        new Error(error.code === 'EADDRINUSE' ? inUse : `Cannot listen on ${host}:${port}: ${error.message}`),
      );
    });
    probe.listen(port, host, () => probe.close(() => free()));
  });

const say = (lines: [string, string][]): void => {
  const width = Math.max(...lines.map(([label]) => label.length));
  process.stdout.write(
    `\n${lines.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`).join('\n')}\n\n`,
  );
};

const joinCluster = async (
  { redisUrl, publicAddress }: Config,
  log: Ctx['log'],
): Promise<Cluster | undefined> =>
  redisUrl === undefined || publicAddress === undefined
    ? undefined
    : openCluster({ redisUrl, publicAddress, log });

/** Opens the store, prepares the company, listens; returns the address and how to stop. */
export const startServer = async (config: Config) => {
  const log = pino({ level: config.logLevel });
  await checkPort(config.port, config.host);
  const db = await openDatabase({
    dataDir: config.dataDir,
    ...(config.databaseUrl === undefined ? {} : { databaseUrl: config.databaseUrl }),
  });
  const ctx: Ctx = { db, now: Date.now, random: Math.random, log, config, line: liveLine(log) };
  const contentDir = join(root, 'content');
  // Of two processes that start at once only one founds the company.
  const company = await alone(db, 'start', async () => {
    await sealSecrets(ctx);
    return prepareCompany(ctx, contentDir);
  });
  const desk = startDesk(ctx);
  const cluster = await joinCluster(config, log);
  const places = { contentDir, clientDir: config.clientDir ?? join(root, 'dist/client') };
  const app = createApp(ctx, places, cluster?.live);
  await app.listen(config.port, config.host);
  guardServer(app, ctx);
  const bound = app.transport.server?.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : config.port;
  const address = addressOf(config, port);
  const stopClosing = startClosing(ctx, endExam);
  const stopReminders = startReminders(ctx);
  const stopHonours = startHonours(ctx);
  const stopAsks = startAsks(ctx);
  const stopAwards = startAwards(ctx);
  const stopSeasons = startSeasons(ctx);
  const stopWaking = startWaking(ctx);
  const looks = [startBills, startFeedback, startReach, startLrs, startRetention, startForecasts];
  const stopLooks = [...looks, startUpkeep, startPulse].map((start) => start(ctx));
  const statistics = startStatistics(ctx);
  const stopRecalibration = startRecalibration(ctx);
  const stop = async (): Promise<void> => {
    cluster?.stop();
    stopWaking();
    await stopClosing();
    for (const end of stopLooks) await end();
    await stopReminders();
    await stopAwards();
    await stopSeasons();
    await stopHonours();
    await stopAsks();
    await app.gracefullyShutdown(false);
    await statistics.stop();
    await stopRecalibration();
    await desk.stop();
    await db.close();
  };
  return { ctx, address, company, stop };
};

export const main = async (): Promise<void> => {
  const began = performance.now();
  const config = readConfig();
  const { ctx, address, company, stop } = await startServer(config);
  const trainer = await trainerCode(ctx, company.id);
  say([
    ['Learners join', `${address}/join/${company.code}`],
    ...(trainer ? [['Trainer (one-time)', `${address}/join/${trainer}`] as [string, string]] : []),
    ['Health', `${address}/api/health`],
    ['Data', config.databaseUrl ? 'PostgreSQL' : config.dataDir],
    ...(config.publicAddress ? [['This process', config.publicAddress] as [string, string]] : []),
    ['Ready in', `${((performance.now() - began) / 1000).toFixed(2)} s`],
  ]);
  // The live server waits for none of what it tells Redis: a fault there must not end the process.
  if (config.redisUrl !== undefined)
    process.on('unhandledRejection', (err) => ctx.log.error({ err }, 'nobody waited for this'));
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          ctx.log.error({ err: error }, 'stopping failed');
          process.exit(1);
        },
      );
    });
  }
};

if (import.meta.main) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
