import { spawn } from 'node:child_process';
import { Agent } from 'node:http';
import { resolve } from 'node:path';
import { audit } from '../../server/store/audit.ts';
import { type Database, openDatabase, type Place } from '../../server/store/db.ts';
import { freePort } from '../bots/child.ts';
import {
  buyOne,
  type Fate,
  openCompany,
  putOnSale,
  rushFaults,
  seedBuyers,
  voucher,
} from '../bots/mall-crowd.ts';
import { perSecond, quantile } from './table.ts';

type Rush = { stock: number; buyers: number; limit: number; asked: number };
export type AtDoor = {
  requests: number;
  perSecond: number;
  boughtPerSecond: number;
  /** p50, p95, p99 in ms: of every reply, and from the first request to the fate. */
  replies: number[];
  fates: number[];
  waitings: number;
  longest: number;
};

/** The real server on a store; `stop` ends it as an operator does. */
const startServer = async ({ dataDir, databaseUrl }: Place, port: number) => {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((done, fail) => {
    child.once('exit', () => fail(new Error('the server ended while starting')));
    child.stdout.on('data', (text) => {
      if (String(text).includes('Ready in')) done();
    });
  });
  return async (): Promise<void> => {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await gone;
  };
};

const quantiles = (list: readonly number[]): number[] =>
  [0.5, 0.95, 0.99].map((share) => Math.round(quantile(list, share)));

const figuresOf = (fates: readonly Fate[], from: number): AtDoor => {
  const requests = fates.reduce((n, f) => n + f.waits.length, 0);
  const bought = fates.filter((f) => f.order);
  const ahead = fates.flatMap((f) => f.ahead);
  const until = (list: readonly Fate[]): number => Math.max(...list.map((f) => f.to)) - from;
  return {
    requests,
    perSecond: perSecond(requests, until(fates)),
    boughtPerSecond: perSecond(bought.length, until(bought)),
    replies: quantiles(fates.flatMap((f) => f.waits)),
    fates: quantiles(fates.map((f) => f.to - f.from)),
    waitings: ahead.length,
    longest: Math.max(0, ...ahead),
  };
};

const checkRush = async (db: Database, sku: string, rush: Rush, fates: readonly Fate[]): Promise<void> => {
  const faults = await rushFaults(db, sku, { stock: rush.stock, perPerson: rush.limit, fates });
  const broken = (await audit(db)).filter((c) => c.faults.length > 0);
  if (faults.length > 0 || broken.length > 0)
    throw new Error(`the rush does not hold: ${JSON.stringify([faults.slice(0, 5), broken])}`);
};

/** The same rush through the real HTTP door of a server of its own; everybody has a connection and sends at once. */
export const rushAtDoor = async (place: Place, rush: Rush): Promise<AtDoor> => {
  const before = await openDatabase(place);
  const ctx = { db: before, now: Date.now };
  const org = await openCompany(before);
  const buyers = await seedBuyers(ctx, org, rush.buyers, 1_000_000);
  const sku = await putOnSale(ctx, org, voucher(rush.limit), rush.stock);
  await before.close();
  const port = await freePort();
  const stop = await startServer(place, port);
  const agent = new Agent({ keepAlive: true, maxSockets: rush.buyers });
  const door = { url: `http://127.0.0.1:${port}`, agent };
  const from = performance.now();
  const wishes = Array.from({ length: rush.asked }, () => buyers).flat();
  const fates = await Promise.all(wishes.map((buyer) => buyOne(door, buyer, sku)));
  agent.destroy();
  await stop();
  const db = await openDatabase(place);
  await checkRush(db, sku, rush, fates);
  await db.close();
  return figuresOf(fates, from);
};
