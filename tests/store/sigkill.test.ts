import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UUID } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue } from '../../server/domain/events/index.ts';
import { audit } from '../../server/store/audit.ts';
import type { Actor } from '../../server/store/commit.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import { seedPeople } from '../helpers/database.ts';

const KILLS = 50;
const CHILD = join(import.meta.dirname, 'kill-child.ts');
let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'archipelago-kill-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Lets a child play for a while after its start and kills it; gives the facts it had acknowledged. */
const playAndKill = async (people: Actor[], lifeMs: number): Promise<string[]> => {
  const child = spawn(process.execPath, [CHILD, dataDir, JSON.stringify(people)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the child ended by itself')));
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.startsWith('ready')) resolve();
    });
  });
  await ready;
  await sleep(lifeMs);
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
  return said
    .split('\n')
    .slice(1, said.endsWith('\n') ? undefined : -1)
    .filter((line) => line !== '');
};

type Held = { answers: Map<string, number>; coins: Map<string, number>; events: Set<string> };
const heldBy = async ({ read }: Database): Promise<Held> => {
  const answered = catalogue['question.answered'].code;
  const answers = await read
    .selectFrom('event_text')
    .select((e) => ['ctx', e.fn.countAll<number>().as('n')])
    .where('verb', '=', answered)
    .groupBy('ctx')
    .execute();
  const coins = await read
    .selectFrom('transfer')
    .select((e) => ['key', e.fn.countAll<number>().as('n')])
    .groupBy('key')
    .execute();
  const events = await read
    .selectFrom('event')
    .select('id')
    .where('verb', '=', catalogue['nav.viewed'].code)
    .execute();
  return {
    answers: new Map(answers.map((r) => [r.ctx ?? '', r.n])),
    coins: new Map(coins.map((r) => [r.key, r.n])),
    events: new Set(events.map((r) => UUID.ofInner(new Uint8Array(r.id)).toString())),
  };
};

/** Facts that were acknowledged and are not there exactly once. */
const lost = (facts: string[], held: Held): string[] =>
  facts.filter((fact) => {
    const [kind, id = ''] = fact.split(' ');
    if (kind === 'answer') return held.answers.get(id) !== 1 || held.coins.get(id) !== 1;
    if (kind === 'gift') return held.coins.get(id) !== 1;
    return !held.events.has(id);
  });

test(`what was acknowledged is there once after each of ${KILLS} kills, and every law holds`, {
  timeout: 240_000,
}, async () => {
  const first = await openDatabase({ dataDir });
  const people = await seedPeople({ db: first, now: Date.now }, 6);
  await first.close();
  const facts: string[] = [];
  for (let kill = 1; kill <= KILLS; kill++) {
    facts.push(...(await playAndKill(people, Math.random() * 80)));
    const db = await openDatabase({ dataDir });
    expect(lost(facts, await heldBy(db)), `after kill ${kill}`).toEqual([]);
    expect(
      (await audit(db)).filter((c) => c.faults.length > 0),
      `after kill ${kill}`,
    ).toEqual([]);
    await db.close();
  }
  expect(facts.length).toBeGreaterThan(KILLS);
});
