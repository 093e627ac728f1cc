import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Signed } from '../../server/auth.ts';
import { openBattle } from '../../server/domain/battle.ts';
import { MODE_RULES } from '../../server/domain/battle-shape.ts';
import { createCheers } from '../../server/rooms/battle-cheer.ts';
import { createCrowd } from '../../server/rooms/battle-crowd.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const refusal = (work: () => void): string => {
  try {
    work();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

it('eighty rowers who cheer at once are no flood: a room takes twenty, then ten a second', async () => {
  const teams = ['red', 'blue', 'gold', 'green', 'purple', 'orange', 'teal', 'pink'] as const;
  const battle = openBattle({
    id: 'b',
    mode: 'race',
    rules: MODE_RULES.race,
    seed: 1,
    teams: [...teams],
    solo: false,
  });
  const rowers = Array.from({ length: 80 }, (_, i) => `p${i}`);
  const seat = battle.seats;
  for (const [i, person] of rowers.entries())
    seat.set(person, {
      ...{
        person,
        team: teams[i % teams.length] ?? 'red',
        factor: 1,
        theta: 0,
        ready: false,
        since: 0,
        gone: false,
      },
      ...{
        points: 0,
        right: 0,
        answered: 0,
        streak: 0,
        bestStreak: 0,
        timeMs: 0,
        missed: 0,
        logs: 3,
        ranks: [],
      },
    });
  const log = pino({ level: 'silent' });
  const cheers = createCheers({ ctx: server.ctx, log, battle: () => battle, crowd: createCrowd() });
  const by = (person: string): Signed => ({ person }) as Signed;
  const taken = (): number => rowers.filter((p) => refusal(() => cheers.say(by(p), 'clap')) === '').length;
  expect(taken()).toBe(20);
  server.clock.advance(1_000);
  expect(taken()).toBe(10);
  server.clock.advance(60_000);
  expect(taken()).toBe(20);
});
