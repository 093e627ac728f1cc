import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue, dimensionOf, verbOf } from '../../server/domain/events/index.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';
import { auditFaults, coinsByReason, missingOf } from './accounts.ts';
import { type Player, playerAt } from './player.ts';
import { newTrainer } from './trainer.ts';

const ANSWERED = catalogue['question.answered'].code;
const DAY = 86_400_000;
const BOTS = 20;
/** These go on beyond the first island. */
const TRAVELLERS = 3;
const DAYS = 6;

let server: TestServer;
let players: Player[];
const islandsOf = (i: number): number => (i < TRAVELLERS ? 6 : 1);

const voyage = async (): Promise<Player[]> => {
  const pace = {
    now: () => server.clock.now(),
    wait: async (ms: number) => {
      server.clock.advance(ms);
      await new Promise((done) => setImmediate(done));
    },
  };
  const made = Array.from({ length: BOTS }, (_, i) =>
    playerAt(server.url, pace, {
      name: `小航${i + 1}`,
      code: server.company.code,
      skill: i < TRAVELLERS ? 0.96 : 0.35 + (0.6 * i) / BOTS,
      seed: 1000 + i,
      repeats: 0.1,
      nonsense: 0.08,
      thinkMs: [20, 400],
    }),
  );
  const code = await server.invite({ role: 'trainer', days: DAYS + 1 });
  const trainer = newTrainer({ url: server.url, code, login: 'lin' }, pace);
  await trainer.join();
  const morning = server.clock.now();
  for (let day = 0; day < DAYS; day++) {
    server.clock.set(Math.max(server.clock.now(), morning + day * DAY));
    await Promise.all(
      made.map(async (p, i) => {
        if (day === 0) await p.join();
        await p.playDay(islandsOf(i));
      }),
    );
    await trainer.markAll();
  }
  for (const p of made) await p.lookAtWorks();
  return made;
};

beforeAll(async () => {
  server = await startTestServer();
  const began = performance.now();
  players = await voyage();
  const calls = players.reduce((n, p) => n + p.line.count.calls, 0);
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(`voyage: ${BOTS} bots, ${DAYS} days, ${calls} calls in ${seconds.toFixed(1)} s\n`);
}, 200_000);
afterAll(() => server?.close());

describe('twenty players at once', () => {
  it('play without a fault, a changed repeat or accepted nonsense', () => {
    expect(players.flatMap((p) => p.journal.faults)).toEqual([]);
    const codes = new Set(players.flatMap((p) => [...p.journal.codes.keys()]));
    expect(codes.has('server.fault')).toBe(false);
    expect([...codes].sort()).toEqual(
      expect.arrayContaining([
        'attempt.unknown',
        'bad_request',
        'find.unknown',
        'ghost.unknown',
        'station.unknown',
      ]),
    );
  });

  it('leave a store in which every law holds: ledger, log and rollups', async () => {
    expect(await auditFaults(server.ctx.db)).toEqual([]);
  });

  it('own every answer, coin, event and station they were told of, exactly once', async () => {
    const faults = await Promise.all(players.map((p) => missingOf(server.ctx.db, p, ANSWERED)));
    expect(faults.flat()).toEqual([]);
  });

  it('earn what the rules pay, and the company has minted just that', async () => {
    const byReason = coinsByReason(players);
    const rows = await server.ctx.db.read
      .selectFrom('transfer')
      .innerJoin('entry', 'entry.transfer', 'transfer.id')
      .innerJoin('account', 'account.id', 'entry.account')
      .select(['transfer.reason', 'entry.amount'])
      .where('account.person', 'is not', null)
      .execute();
    const held: Record<string, number> = {};
    for (const r of rows) held[r.reason] = (held[r.reason] ?? 0) + r.amount;
    process.stdout.write(`coins by reason: ${JSON.stringify(held)}\n`);
    expect(held).toEqual(byReason);
    const mint = await server.ctx.db.read
      .selectFrom('account')
      .select('balance')
      .where('kind', '=', 'mint')
      .executeTakeFirstOrThrow();
    expect(mint.balance).toBe(-Object.values(byReason).reduce((a, b) => a + b, 0));
  });

  it('tame ghosts, win bosses, pass exams and open gold chests on the way', () => {
    const byReason = coinsByReason(players);
    for (const reason of ['card', 'practice', 'scenario', 'exam', 'boss', 'ghost', 'checkin', 'find'])
      expect(byReason[reason] ?? 0, reason).toBeGreaterThan(0);
  });

  it('some finish the whole quest of six islands, and the quest view says so', async () => {
    for (const p of players.slice(0, TRAVELLERS)) {
      const quest = await p.line.call('GET /api/quest', {});
      expect(p.journal.stations.size).toBe(54);
      expect(quest.current).toBeUndefined();
      expect(quest.coins).toBe(p.journal.coins('owed'));
    }
  });

  it('write all of it into the log, in every dimension that is played so far', async () => {
    const rows = await server.ctx.db.read.selectFrom('event').select('verb').execute();
    const counts: Record<string, number> = {};
    for (const { verb } of rows) {
      const name = verbOf(verb);
      const dimension = name ? (dimensionOf(name) ?? 'governance') : 'unknown';
      counts[dimension] = (counts[dimension] ?? 0) + 1;
    }
    process.stdout.write(`events: ${rows.length} ${JSON.stringify(counts)}\n`);
    for (const dimension of ['learning', 'result', 'game'])
      expect(counts[dimension], dimension).toBeGreaterThan(500);
    expect(counts.social).toBeGreaterThan(10);
    expect(counts.unknown).toBeUndefined();
    for (const p of players) {
      const log = await p.line.call('GET /api/log', {});
      expect(log.total).toBe(Object.values(log.dimensions).reduce((a, b) => a + b, 0));
      expect(log.verbs.find((v) => v.verb === 'question.answered')?.n ?? 0).toBeGreaterThan(20);
    }
  });
});
