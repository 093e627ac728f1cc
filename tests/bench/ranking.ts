import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { uuidv7 } from 'uuidv7';
import { createRanking, type Ranking } from '../../server/domain/ranking.ts';
import { standingsOf } from '../../server/store/board-score.ts';
import { commit, type StoreCtx } from '../../server/store/commit.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import { diceOf, quantile, type Result, round } from './table.ts';

const PEOPLE = 1_000_000;
const ROUNDS = 20_000;
const REDIS_ROUNDS = 2_000;
const MOST_POINTS = 5_000;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() => resolve(typeof at === 'object' && at !== null ? at.port : 0));
    });
  });

/** A Redis of its own that keeps nothing; undefined = none is installed. */
const startRedis = async (): Promise<{ redis: Redis; stop: () => Promise<void> } | undefined> => {
  const port = await freePort();
  const child = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  });
  const missing = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(true));
    child.once('spawn', () => resolve(false));
  });
  if (missing) return undefined;
  const redis = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 100 });
  redis.on('error', () => undefined);
  await redis.ping();
  const stop = async (): Promise<void> => {
    await redis.quit();
    child.kill();
    await new Promise((resolve) => child.once('exit', resolve));
  };
  return { redis, stop };
};

/** Median microseconds of one call. */
const timed = (n: number, work: (i: number) => unknown): number => {
  const samples: number[] = [];
  for (let i = 0; i < n; i++) {
    const from = process.hrtime.bigint();
    work(i);
    samples.push(Number(process.hrtime.bigint() - from) / 1000);
  }
  return quantile(samples, 0.5);
};
const timedAsync = async (n: number, work: (i: number) => Promise<unknown>): Promise<number> => {
  const samples: number[] = [];
  for (let i = 0; i < n; i++) {
    const from = process.hrtime.bigint();
    await work(i);
    samples.push(Number(process.hrtime.bigint() - from) / 1000);
  }
  return quantile(samples, 0.5);
};

type Four = { update: number; rank: number; near: number; top: number };
type Ask = { ids: string[]; scores: number[]; pick: (i: number) => string };

const ofOurs = (ranking: Ranking, { pick }: Ask): Four => ({
  update: timed(ROUNDS, (i) => ranking.set(pick(i), (i * 7919) % MOST_POINTS)),
  rank: timed(ROUNDS, (i) => ranking.rankOf(pick(i + 1))),
  near: timed(ROUNDS, (i) => ranking.near(pick(i + 2), 5)),
  top: timed(ROUNDS, () => ranking.top(100)),
});

const ofRedis = async (redis: Redis, { ids, scores, pick }: Ask): Promise<Four> => {
  for (let at = 0; at < ids.length; at += 5_000) {
    const piece = ids.slice(at, at + 5_000).flatMap((id, i) => [scores[at + i] ?? 0, id]);
    await redis.zadd('board', ...piece);
  }
  const near = async (i: number): Promise<void> => {
    const rank = (await redis.zrevrank('board', pick(i + 2))) ?? 0;
    await redis.zrevrange('board', Math.max(0, rank - 5), rank + 5, 'WITHSCORES');
  };
  return {
    update: await timedAsync(REDIS_ROUNDS, (i) => redis.zadd('board', (i * 7919) % MOST_POINTS, pick(i))),
    rank: await timedAsync(REDIS_ROUNDS, (i) => redis.zrevrank('board', pick(i + 1))),
    near: await timedAsync(REDIS_ROUNDS, near),
    top: await timedAsync(REDIS_ROUNDS, () => redis.zrevrange('board', 0, 99, 'WITHSCORES')),
  };
};

const seedPoints = async (db: Database, org: string, { ids, scores }: Ask): Promise<void> => {
  const ctx: StoreCtx = { db, now: Date.now };
  for (let at = 0; at < ids.length; at += 10_000)
    await commit(ctx, async (tx) => {
      for (let from = at; from < at + 10_000; from += 1_000) {
        const rows = ids.slice(from, from + 1_000).map((person, i) => ({
          person,
          org,
          xp: scores[from + i] ?? 0,
          tier: 0,
          rev: 1,
        }));
        if (rows.length > 0) await tx.db.insertInto('honour_person').values(rows).execute();
      }
    });
};

/** Reads everybody's points from the store and ranks them; `cpu` = what the processor had to do for it, which does not
 * drift with what else runs on the machine. */
const rebuild = async (db: Database, org: string): Promise<{ ranking: Ranking; ms: number; cpu: number }> => {
  const from = performance.now();
  const before = process.cpuUsage();
  const { ids, scores } = await standingsOf(db.read, { org, measure: 'xp', least: 0 });
  const ranking = createRanking(ids, scores);
  const { user, system } = process.cpuUsage(before);
  return { ranking, ms: performance.now() - from, cpu: (user + system) / 1000 };
};

const QUESTIONS = ['update', 'rank', 'near', 'top'] as const;
const WORDS = { update: 'update', rank: 'rank of one', near: 'neighbours +-5', top: 'top 100' };

/** Exact ranks among a million: our ranking in process against a Redis sorted set over loopback, in one run. */
export const bench = async (): Promise<Result> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-bench-'));
  const db = await openDatabase({ dataDir });
  const dice = diceOf(11);
  const ids = Array.from({ length: PEOPLE }, () => uuidv7());
  const scores = ids.map(() => 1 + Math.floor(dice() ** 2 * MOST_POINTS));
  const ask: Ask = { ids, scores, pick: (i) => ids[(i * 104_729) % PEOPLE] ?? '' };
  const org = uuidv7();
  await seedPoints(db, org, ask);
  const builds = [await rebuild(db, org), await rebuild(db, org), await rebuild(db, org)];
  const { ranking } = builds[2] as (typeof builds)[number];
  const of = (what: 'ms' | 'cpu'): number =>
    Math.round(
      quantile(
        builds.map((b) => b[what]),
        0.5,
      ),
    );
  const ours = ofOurs(ranking, ask);
  const server = await startRedis();
  const theirs = server ? await ofRedis(server.redis, ask) : undefined;
  await server?.stop();
  await db.close();
  await rm(dataDir, { recursive: true });
  const ratios = theirs ? QUESTIONS.map((q) => ours[q] / theirs[q]) : [];
  const ratio = round(Math.max(...ratios, 0), 4);
  return {
    title: `Ranking among ${PEOPLE.toLocaleString('en')} people, median microseconds`,
    rows: [
      ...QUESTIONS.map((q): [string, string] => {
        const other = theirs
          ? `Redis ${round(theirs[q], 0)}, ratio ${round(ours[q] / theirs[q], 4)}`
          : 'no Redis here';
        return [WORDS[q], `${round(ours[q])}   ${other}`];
      }),
      ['rebuilt from the store, ms (goal <= 1,000)', String(of('ms'))],
      ['of it at work, ms', String(of('cpu'))],
      ['the worst ratio to Redis (goal <= 0.05)', theirs ? ratio.toFixed(4) : '-'],
    ],
    json: {
      people: PEOPLE,
      rebuildMs: of('ms'),
      rebuildCpuMs: of('cpu'),
      ...Object.fromEntries(QUESTIONS.map((q) => [`${q}Us`, round(ours[q])])),
      ...(theirs ? Object.fromEntries(QUESTIONS.map((q) => [`${q}RedisUs`, round(theirs[q])])) : {}),
      ratio,
    },
  };
};
