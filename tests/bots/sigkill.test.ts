import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../server/domain/events/index.ts';
import { dice } from '../../server/domain/random.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import { auditFaults, missingOf } from './accounts.ts';
import { type Child, freePort, startChild } from './child.ts';
import { type Player, playerAt } from './player.ts';

/** How often the server is killed; KILLS=200 for a longer campaign. */
const KILLS = Number(process.env.KILLS ?? 20);
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);
const BOTS = 5;
const ANSWERED = catalogue['question.answered'].code;
/** A life of the server after it is ready, in ms; from the middle of the first requests on. */
const LIFE: [number, number] = [20, 600];

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

let dataDir: string;
let child: Child;
let db: Database;
let players: Player[];
let playing = true;
let lives = 0;

const playOn = async (p: Player): Promise<void> => {
  await p.join();
  while (playing) {
    // Nothing left today: an exam failed three times, say. The finds and repeats go on.
    if (!(await p.step(6))) await sleep(50);
  }
};

const campaign = async (port: number): Promise<void> => {
  const random = dice(SEED);
  for (lives = 0; lives < KILLS; lives++) {
    await sleep(LIFE[0] + random() * (LIFE[1] - LIFE[0]));
    await child.kill();
    child = await startChild(port, dataDir, join(dataDir, 'code'));
  }
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'archipelago-sigkill-'));
  const port = await freePort();
  child = await startChild(port, dataDir, join(dataDir, 'code'));
  await child.stop();
  child = await startChild(port, dataDir, join(dataDir, 'code'));
  const pace = { now: Date.now, wait: sleep };
  players = Array.from({ length: BOTS }, (_, i) =>
    playerAt(`http://127.0.0.1:${port}`, pace, {
      name: `浪里${i + 1}`,
      code: child.joinCode,
      skill: 0.7 + 0.06 * i,
      seed: SEED + i,
      repeats: 0.1,
      nonsense: 0.03,
      thinkMs: [0, 15],
    }),
  );
  const began = performance.now();
  const games = players.map(playOn);
  await Promise.race([campaign(port), Promise.all(games)]);
  playing = false;
  await Promise.all(games);
  const exit = await child.stop();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const calls = players.reduce((n, p) => n + p.line.count.calls, 0);
  const lost = players.reduce((n, p) => n + p.line.count.lost, 0);
  const answers = players.reduce((n, p) => n + p.journal.answers.size, 0);
  process.stdout.write(
    `sigkill: seed ${SEED}, ${lives} kills in ${seconds} s, ${calls} calls (${lost} lost and repeated), ` +
      `${answers} answers, ${players.reduce((n, p) => n + p.journal.coins('owed'), 0)} coins, last exit ${exit}\n`,
  );
  db = await openDatabase({ dataDir });
}, 235_000);

afterAll(async () => {
  await child?.kill();
  await db?.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe(`a server that is killed ${KILLS} times while people play`, () => {
  it('was really killed in the middle of requests, and people went on every time', () => {
    expect(lives).toBe(KILLS);
    expect(players.reduce((n, p) => n + p.line.count.lost, 0)).toBeGreaterThan(KILLS);
    for (const p of players) expect(p.journal.answers.size).toBeGreaterThan(10);
  });

  it('has every acknowledged answer, verdict, coin, client event and station exactly once', async () => {
    const faults = await Promise.all(players.map((p) => missingOf(db, p, ANSWERED)));
    expect(faults.flat()).toEqual([]);
  });

  it('has a store in which every law holds', async () => {
    expect(await auditFaults(db)).toEqual([]);
  });

  it('opened one account for each person, however often the join was repeated', async () => {
    const people = await db.read.selectFrom('person').select('id').where('role', '=', 'learner').execute();
    expect(people).toHaveLength(BOTS);
  });
});
