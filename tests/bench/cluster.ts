import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@colyseus/sdk';
import { Redis } from 'ioredis';
import { hashToken, newLinkCode, newRoomToken, shareRoomSecret } from '../../server/auth.ts';
import { PRESETS } from '../../server/domain/battle-shape.ts';
import { commit } from '../../server/store/commit.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import { createInvite } from '../../server/store/person.ts';
import { freePort, startChild } from '../bots/child.ts';
import { startRedis } from '../bots/cluster-ground.ts';
import { browserAt } from '../helpers/server.ts';
import { ourHost, ourPlayer, type Player } from './battle-players.ts';
import { cpuOf, shareOf } from './cluster-share.ts';
import { signIn } from './people.ts';
import { startPostgres } from './postgres-server.ts';
import { type Result, round } from './table.ts';

const SHOWS = Number(process.env.SHOWS ?? 10);
const PLAYERS = Number(process.env.PLAYERS ?? 50);
/** Of one core, for each server process. */
const SHARE = Number(process.env.SHARE ?? 0.1);
const WINDOW_MS = Number(process.env.WINDOW ?? 20_000);
/** Without a limit, so that code is compiled; then with it. */
const WARM_MS = 5_000;
const SETTLE_MS = 3_000;
/** A killed process is noticed within this time. */
const GONE_MS = 5_000;
/** More than are asked. */
const QUESTIONS = 40;

const browserUrl = (port: number): string => `http://127.0.0.1:${port}`;
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

type Machine = Awaited<ReturnType<typeof openMachine>>;
const openMachine = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-bench-cluster-'));
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  if (!postgres) throw new Error('this bench needs PostgreSQL and redis-server on the machine');
  const start = async (n: number) => {
    const port = await freePort();
    const child = await startChild(port, dataDir, join(dataDir, 'code'), {
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      PUBLIC_URL: browserUrl(port),
      PUBLIC_ADDRESS: `127.0.0.1:${port}`,
      COLYSEUS_SEAT_RESERVATION_TIME: '60',
    });
    const share = shareOf(String(n));
    share?.add(child.pid);
    return { port, child, share };
  };
  return { dataDir, postgres, redis, start };
};
type Process = Awaited<ReturnType<Machine['start']>>;

/** Questions of the company with four options and more. */
const singlesIn = async (db: Database): Promise<string[]> => {
  const rows = await db.read
    .selectFrom('question')
    .innerJoin('bank', 'bank.id', 'question.bank')
    .innerJoin('question_version as v', (join) =>
      join.onRef('v.question', '=', 'question.id').onRef('v.version', '=', 'question.version'),
    )
    .select(['question.id', 'v.content'])
    .where('question.type', '=', 'single')
    .where('question.state', '=', 'ready')
    .orderBy('question.id')
    .execute();
  const isFull = ({ content }: { content: string }): boolean =>
    (JSON.parse(content) as { options: unknown[] }).options.length >= 4;
  return rows
    .filter(isFull)
    .slice(0, QUESTIONS)
    .map((r) => r.id);
};

type Host = Awaited<ReturnType<typeof ourHost>>;
type Show = { host: Host; players: Player[]; end: () => Promise<void> };
type People = { trainer: string; learners: string[]; questions: string[] };

const openShow = async (people: People, ports: number[], n: number): Promise<Show> => {
  const port = ports[n % ports.length] ?? 0;
  const browser = browserAt(browserUrl(port));
  browser.setCookie(people.trainer);
  const { questions } = people;
  const rules = { ...PRESETS.standard, rounds: questions.length, auto: false, readingMs: 0 };
  const { id } = await browser.call('POST /api/battles', {
    body: { mode: 'show', title: `bench ${n}`, rules, source: { questions } },
  });
  const token = async (): Promise<string> => (await browser.call('POST /api/room-token', { body: {} })).token;
  const show = { port, battle: id };
  const host = await ourHost(show, await token());
  const mine = people.learners.slice(n * PLAYERS, (n + 1) * PLAYERS);
  // They ask the processes in turn for their seat, as through a proxy.
  const at = (i: number) => ({ ...show, port: ports[i % ports.length] ?? port });
  const players = await Promise.all(mine.map((s, i) => ourPlayer(at(i), newRoomToken(s, Date.now()))));
  const end = async (): Promise<void> => {
    const client = new Client(browserUrl(port));
    client.http.authToken = await token();
    const line = await client.joinOrCreate('battle', { battle: id, as: 'host' });
    line.reconnection.enabled = false;
    line.onMessage('*' as never, () => undefined);
    await line.request('host' as never, { act: 'end' } as never);
    await Promise.all([line.leave(), host.close(), ...players.map((p) => p.close())]);
  };
  return { host, players, end };
};

/** Question after question until it is time; everybody answers as soon as the clock runs. */
const play = async ({ host, players }: Show, isOver: () => boolean, count: () => void): Promise<void> => {
  for (let n = 0; !isOver(); n++) {
    // Shows of a company do not go in step.
    await pause(Math.random() * 200);
    await host.next();
    await host.opened(n);
    await Promise.all(players.map((player) => player.answer(n).then(count)));
    await host.closed(n);
    // To the reveal, and over the board to the next question.
    await host.next();
    await host.next();
  }
};

type Measured = { perSecond: number; cpuMs: number };

const measure = async (processes: Process[], people: People): Promise<Measured> => {
  const ports = processes.map((p) => p.port);
  const shows: Show[] = [];
  for (let n = 0; n < SHOWS; n++) shows.push(await openShow(people, ports, n));
  const limit = (to: number | undefined): void => {
    for (const { share } of processes) share?.limit(to);
  };
  const cpu = (): number => processes.reduce((sum, { child }) => sum + (cpuOf(child.pid) ?? Number.NaN), 0);
  let answers = 0;
  let isOver = false;
  const count = (): void => {
    answers += 1;
  };
  const ends = shows.map((show) => play(show, () => isOver, count));
  await pause(WARM_MS);
  limit(SHARE);
  await pause(SETTLE_MS);
  const [before, from, used] = [answers, performance.now(), cpu()];
  await pause(WINDOW_MS);
  const [done, ms, spent] = [answers - before, performance.now() - from, cpu() - used];
  isOver = true;
  limit(undefined);
  await Promise.all(ends);
  await Promise.all(shows.map((show) => show.end()));
  return { perSecond: (done * 1000) / ms, cpuMs: (1000 * spent) / done };
};

const peopleOf = async (db: Database, port: number): Promise<People> => {
  const { id: org } = await db.read.selectFrom('org').select('id').executeTakeFirstOrThrow();
  const learners: string[] = [];
  for (let n = 0; n < SHOWS; n++) learners.push(...(await signIn(db, org, PLAYERS)));
  const code = newLinkCode();
  await commit({ db, now: Date.now }, (tx) =>
    createInvite(tx, {
      ...{ org, codeHash: hashToken(code), kind: 'invite', role: 'trainer' },
      expiresAt: tx.now + 3_600_000,
    }),
  );
  const browser = browserAt(browserUrl(port));
  const account = { login: 'bench-host', password: 'mango-tree-42' };
  await browser.call('POST /api/join', { body: { code, name: '主持人', lang: 'zh', ...account } });
  return { trainer: browser.cookie(), learners, questions: await singlesIn(db) };
};

/** Tokens of this process count at the servers. */
const shareSecret = async (redisUrl: string): Promise<void> => {
  const line = new Redis(redisUrl);
  await shareRoomSecret(async (ours) => (await line.get('room-secret')) ?? ours);
  await line.quit();
};

const mean = (a = 0, b = 0): number => (a + b) / 2;

const resultOf = ([a, b]: [Measured, Measured], two: Measured, isLimited: boolean): Result => {
  const one = { perSecond: mean(a.perSecond, b.perSecond), cpuMs: mean(a.cpuMs, b.cpuMs) };
  const ratio = two.perSecond / one.perSecond;
  // What two processes could do when nothing but themselves held them up.
  const byCpu = (2 * one.cpuMs) / two.cpuMs;
  const share = `${round(SHARE * 100, 0)}% of a core`;
  const row = (m: Measured): string =>
    `${m.perSecond.toFixed(0)} answers/s, ${m.cpuMs.toFixed(2)} ms CPU an answer`;
  return {
    title: `${SHOWS} shows of ${PLAYERS} who answer at once; Redis and PostgreSQL beside`,
    rows: [
      ['one process', row(a)],
      ['two processes', row(two)],
      ['one process again', row(b)],
      [
        'each process has',
        isLimited ? share : 'what the machine gives: no limit could be set, see the ratio by CPU',
      ],
      ['answers a second, two against the mean of one (goal 1.7)', `${round(ratio)}x`],
      ['by server CPU an answer', `${round(byCpu)}x`],
    ],
    json: {
      ...{ shows: SHOWS, players: PLAYERS, share: isLimited ? SHARE : 0 },
      ...{ one: round(one.perSecond), two: round(two.perSecond) },
      ...{ cpuOne: round(one.cpuMs, 3), cpuTwo: round(two.cpuMs, 3) },
      ...{ ratio: round(ratio), ratioByCpu: round(byCpu) },
    },
  };
};

/**
 * One process against two in one run. Players, Redis, PostgreSQL and servers share a machine: where cgroups can be
 * written, each server process gets the same small share of a core, so that it is the bottleneck.
 */
export const bench = async (): Promise<Result> => {
  const { dataDir, postgres, redis, start } = await openMachine();
  const processes: Process[] = [];
  const db = await openDatabase({ dataDir, databaseUrl: postgres.url });
  try {
    processes.push(await start(1));
    await shareSecret(redis.url);
    const people = await peopleOf(db, processes[0]?.port ?? 0);
    const before = await measure(processes, people);
    const second = await start(2);
    processes.push(second);
    const two = await measure(processes, people);
    await second.child.kill();
    await pause(GONE_MS);
    // Once more alone: the first process has had time to get warm.
    const after = await measure(processes.slice(0, 1), people);
    const isLimited = processes.every(({ share }) => share !== undefined);
    return resultOf([before, after], two, isLimited);
  } finally {
    for (const { child, share } of processes) {
      await child.kill();
      share?.end();
    }
    await db.close();
    await redis.kill();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};
