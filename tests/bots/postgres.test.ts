import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../server/domain/events/index.ts';
import { openPgliteDatabase } from '../helpers/database.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';
import { auditFaults, coinsByReason, missingOf } from './accounts.ts';
import { type Player, playerAt } from './player.ts';

const ANSWERED = catalogue['question.answered'].code;
const DAY = 86_400_000;
const SKILLS = [0.5, 0.75, 0.9, 0.97];

let server: TestServer;
let players: Player[];

beforeAll(async () => {
  server = await startTestServer({ db: await openPgliteDatabase() });
  const { clock, url, company } = server;
  const wait = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await new Promise((done) => setImmediate(done));
  };
  players = SKILLS.map((skill, i) => {
    const habits = {
      name: `象岛${i + 1}`,
      code: company.code,
      skill,
      seed: 500 + i,
      repeats: 0.15,
      nonsense: 0.1,
    };
    return playerAt(url, { now: clock.now, wait }, { ...habits, thinkMs: [20, 400] });
  });
  const morning = clock.now();
  for (let day = 0; day < 3; day++) {
    clock.set(Math.max(clock.now(), morning + day * DAY));
    await Promise.all(
      players.map(async (p) => {
        if (day === 0) await p.join();
        await p.playDay(1);
      }),
    );
  }
}, 200_000);
afterAll(() => server?.close());

describe('the first island on PostgreSQL', () => {
  it('is played as on SQLite: everything told is there once, and every law of the store holds', async () => {
    for (const p of players) expect(await missingOf(server.ctx.db, p, ANSWERED)).toEqual([]);
    expect(await auditFaults(server.ctx.db)).toEqual([]);
  });

  it('is finished by those who know their things, who are paid for it', () => {
    expect(players.at(-1)?.journal.stations.size).toBe(9);
    const coins = coinsByReason(players);
    for (const reason of ['card', 'practice', 'exam', 'boss', 'checkin', 'find'])
      expect(coins[reason] ?? 0, reason).toBeGreaterThan(0);
  });
});
