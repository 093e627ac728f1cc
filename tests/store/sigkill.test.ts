import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UUID } from 'uuidv7';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
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

/** The lines a child has said so far, the last one only when it is whole. */
const linesOf = (said: string): string[] => said.split('\n').slice(0, -1);

type Child = {
  /** Opens the store and plays. */
  go: () => void;
  /** Resolves when the child has said that many lines; rejects when it ends by itself. */
  said: (lines: number) => Promise<void>;
  /** Kills it; gives every line it has said. */
  kill: () => Promise<string[]>;
};
/**
 * A child loads its modules while its parent still looks at what the one before has left; compiled once for all of
 * them, because fifty starts cost more than all that is tested.
 */
const childFor = (people: Actor[]): Child => {
  const child = spawn(process.execPath, [CHILD, dataDir, JSON.stringify(people)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dataDir, 'compiled') },
  });
  const closed = new Promise<'closed'>((resolve) => child.once('close', () => resolve('closed')));
  let said = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
  });
  return {
    go: () => child.stdin.write('go\n'),
    said: async (lines) => {
      while (linesOf(said).length < lines) {
        const news = new Promise((resolve) => child.stdout.once('data', resolve));
        if ((await Promise.race([news, closed])) === 'closed') throw new Error('the child ended by itself');
      }
    },
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
      return linesOf(said);
    },
  };
};

/** Lets a child play until it has acknowledged something and a while longer; gives the facts it acknowledged. */
const playAndKill = async (child: Child, lifeMs: number): Promise<string[]> => {
  child.go();
  await child.said(1);
  await sleep(lifeMs);
  return child.kill();
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
  let next = childFor(people);
  onTestFinished(async () => void (await next.kill()));
  for (let kill = 1; kill <= KILLS; kill++) {
    const child = next;
    const told = await playAndKill(child, Math.random() * 80);
    if (kill < KILLS) next = childFor(people);
    expect(told.length, `kill ${kill}`).toBeGreaterThan(0);
    facts.push(...told);
    const db = await openDatabase({ dataDir });
    expect(lost(facts, await heldBy(db)), `after kill ${kill}`).toEqual([]);
    expect(
      (await audit(db)).filter((c) => c.faults.length > 0),
      `after kill ${kill}`,
    ).toEqual([]);
    await db.close();
  }
});
