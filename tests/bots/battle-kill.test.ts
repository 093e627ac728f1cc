import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashToken, newLinkCode } from '../../server/auth.ts';
import { PRESETS } from '../../server/domain/battle-shape.ts';
import { catalogue } from '../../server/domain/events/index.ts';
import { dice } from '../../server/domain/random.ts';
import { commit } from '../../server/store/commit.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import { createInvite } from '../../server/store/person.ts';
import { browserAt } from '../helpers/server.ts';
import { auditFaults } from './accounts.ts';
import { arriveAt, type Bather, hostBattle, playBattle } from './battle-crowd.ts';
import { type Child, freePort, startChild } from './child.ts';

/** `BATTLES=20 PLAYERS=200` is the whole campaign. */
const BATTLES = Number(process.env.BATTLES ?? 1);
const PLAYERS = Number(process.env.PLAYERS ?? 24);
const ROUNDS = 4;
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);
const ANSWERED = catalogue['question.answered'].code;
const LONGEST_BATTLE_MS = 120_000;

let dataDir: string;
let child: Child;
let db: Database;
let host: Bather;
let crowd: Bather[];
const battles: string[] = [];
/** Of every kill: ms from the moment the server was ready again until the last player was back in the room. */
const returns: number[] = [];
const unfinished: string[] = [];

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** A one-time code for the trainer, written as the command line does it, while no server runs. */
const inviteTrainer = async (): Promise<string> => {
  const code = newLinkCode();
  const store = await openDatabase({ dataDir });
  const { id } = await store.read.selectFrom('org').select('id').executeTakeFirstOrThrow();
  const invite = { org: id, codeHash: hashToken(code), kind: 'invite', role: 'trainer' } as const;
  await commit({ db: store, now: Date.now }, (tx) =>
    createInvite(tx, { ...invite, expiresAt: tx.now + 3_600_000 }),
  );
  await store.close();
  return code;
};

const arriveHost = async (url: string, code: string): Promise<Bather> => {
  const browser = browserAt(url);
  const account = { login: 'show-master', password: 'mango-tree-42' };
  const me = await browser.call('POST /api/join', { body: { code, name: '主持人', lang: 'zh', ...account } });
  return { me, browser, receipts: new Map(), late: new Set(), faults: [], backs: [] };
};

const playOne = async (url: string, port: number, random: () => number, n: number): Promise<void> => {
  const rules = { ...PRESETS.standard, rounds: ROUNDS, auto: false };
  const { id } = await host.browser.call('POST /api/battles', { body: { mode: 'show', rules } });
  battles.push(id);
  const around = { url, battle: id };
  const seats = crowd.map((bot, i) => playBattle(bot, around, SEED + n * 1000 + i));
  seats.push(hostBattle(host, around, PLAYERS));
  const begun = async (): Promise<void> => {
    while (seats.at(-1)?.view()?.phase === 'lobby' || !seats.at(-1)?.view()) await sleep(20);
  };
  await begun();
  await sleep(random() * ROUNDS * 1_800);
  await child.kill();
  child = await startChild(port, dataDir, join(dataDir, 'code'));
  const ready = performance.now();
  const all = Promise.all(seats.map((s) => s.done));
  const end = sleep(LONGEST_BATTLE_MS).then(() => 'late' as const);
  if ((await Promise.race([all, end])) === 'late') unfinished.push(id);
  for (const seat of seats) seat.stop();
  const firstBacks = crowd.map((bot) => bot.backs.find((at) => at > ready - child.startMs) ?? Infinity);
  returns.push(Math.max(0, Math.max(...firstBacks) - ready));
};

beforeAll(
  async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'archipelago-battle-kill-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    child = await startChild(port, dataDir, join(dataDir, 'code'));
    await child.stop();
    const code = await inviteTrainer();
    child = await startChild(port, dataDir, join(dataDir, 'code'));
    host = await arriveHost(url, code);
    crowd = await Promise.all(
      Array.from({ length: PLAYERS }, (_, i) => arriveAt(url, child.joinCode, `浪${i + 1}`)),
    );
    const random = dice(SEED);
    for (let n = 0; n < BATTLES; n++) await playOne(url, port, random, n);
    await sleep(1_500);
    await child.stop();
    db = await openDatabase({ dataDir });
    const receipts = crowd.reduce((n, bot) => n + bot.receipts.size, 0);
    const late = crowd.reduce((n, bot) => n + bot.late.size, 0);
    process.stdout.write(
      `battle kills: seed ${SEED}, ${BATTLES} shows of ${PLAYERS} players, one SIGKILL each, ${receipts} receipts, ` +
        `${late} too late, back after ready: worst ${Math.max(...returns).toFixed(0)} ms\n`,
    );
  },
  240_000 + BATTLES * 60_000,
);

afterAll(async () => {
  await child?.kill();
  await db?.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe(`${BATTLES} shows whose server is killed in the middle`, () => {
  it('go on at the same question and come to their end', async () => {
    expect(unfinished).toEqual([]);
    const rows = await db.read.selectFrom('battle').select(['id', 'status']).execute();
    for (const id of battles) expect(rows.find((r) => r.id === id)?.status).toBe('done');
  });

  it('have everybody back within ten seconds, by themselves', () => {
    expect(returns).toHaveLength(BATTLES);
    for (const ms of returns) expect(ms).toBeLessThan(10_000);
  });

  it('count every acknowledged answer exactly once, as it was given', async () => {
    const inputs = await db.read
      .selectFrom('battle_input')
      .select(['battle', 'person', 'data'])
      .where('kind', '=', 'answer')
      .execute();
    const kept = new Map<string, { id: string; answer: unknown }[]>();
    for (const row of inputs) {
      const data = JSON.parse(row.data) as { id: string; round: number; answer: unknown };
      const key = `${row.person} ${row.battle} ${data.round}`;
      kept.set(key, [...(kept.get(key) ?? []), data]);
    }
    for (const [key, list] of kept) expect(list, key).toHaveLength(1);
    for (const bot of crowd)
      for (const [key, receipt] of bot.receipts) {
        const [stored] = kept.get(`${bot.me.person.id} ${key}`) ?? [];
        expect(stored, key).toMatchObject({ id: receipt.id, answer: receipt.answer });
      }
    const promised = crowd.reduce((n, bot) => n + bot.receipts.size, 0);
    expect(promised).toBeGreaterThan((BATTLES * PLAYERS * ROUNDS) / 2);
  });

  it('tell the log of every counted answer once, and give every player one result', async () => {
    const events = await db.read
      .selectFrom('event')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('verb', '=', ANSWERED)
      .executeTakeFirstOrThrow();
    const inputs = await db.read
      .selectFrom('battle_input')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('kind', '=', 'answer')
      .executeTakeFirstOrThrow();
    expect(events.n).toBe(inputs.n);
    const results = await db.read.selectFrom('battle_result').select(['battle', 'person']).execute();
    expect(results).toHaveLength(BATTLES * PLAYERS);
  });

  it('refused nobody honest and kept every law of the store', async () => {
    expect([host, ...crowd].flatMap((bot) => bot.faults)).toEqual([]);
    expect(await auditFaults(db)).toEqual([]);
  });
});
