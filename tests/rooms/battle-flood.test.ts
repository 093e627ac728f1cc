import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoomToken } from '../../server/auth.ts';
import { PRESETS } from '../../server/domain/battle-shape.ts';
import { enterBattle, openBattleBy } from '../helpers/battle.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

const OFFICE = '203.0.113.7';
const SCRIPT = '198.51.100.9';
const OFFICE_SIZE = 60;

type Joined = Awaited<ReturnType<TestServer['joined']>>;
let server: TestServer;
let trainer: Joined;

beforeAll(async () => {
  server = await startTestServer({ config: { trustProxy: true } });
  trainer = await server.joined('教官', 'trainer');
});
afterAll(() => server.close());

const people = async (n: number): Promise<Joined[]> => {
  const out: Joined[] = [];
  for (let i = 0; i < n; i++) {
    out.push(await server.joined(`同事${i}`));
    server.clock.advance(10_000);
  }
  return out;
};
const rules = { ...PRESETS.standard, auto: false };
const from = (address: string) => ({ 'x-forwarded-for': address });
/** Asks for a seat without taking it: what a script does. */
const ask = async (who: Joined, battle: string, address: string): Promise<number> => {
  const token = newRoomToken(who.me.session, server.clock.now());
  const res = await fetch(`${server.url}/matchmake/joinOrCreate/battle`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...from(address) },
    body: JSON.stringify({ battle, as: 'player' }),
  });
  await res.body?.cancel();
  return res.status;
};

describe('a flood of joins', () => {
  it('does not stop an office of sixty behind one address', async () => {
    const office = await people(OFFICE_SIZE);
    const battle = await openBattleBy(server, trainer, { mode: 'show', rules });
    const tabs = await Promise.all(
      office.map((who) => enterBattle(server, who, battle, 'player', from(OFFICE))),
    );
    expect((await tabs[0]?.view())?.counts.seats).toBe(OFFICE_SIZE);
    await Promise.all(tabs.map((t) => t.room.leave()));
  }, 120_000);

  it('is slowed when one address asks fifty times a second, and a person when asking over and over', async () => {
    const battle = await openBattleBy(server, trainer, { mode: 'show', rules });
    const crowd = await people(20);
    const asked: number[] = [];
    // Fifty a second for ten seconds: each of the twenty people stays below the own limit for a while.
    for (let i = 0; i < 500; i++) {
      asked.push(await ask(crowd[i % 20] as Joined, battle, SCRIPT));
      server.clock.advance(20);
    }
    const let_in = asked.filter((status) => status === 200).length;
    expect(let_in).toBeLessThanOrEqual(420);
    expect(asked.at(-1)).not.toBe(200);
    const one = crowd[0] as Joined;
    server.clock.advance(60_000);
    const alone: number[] = [];
    for (let i = 0; i < 60; i++) alone.push(await ask(one, battle, OFFICE));
    expect(alone.filter((status) => status === 200).length).toBeLessThanOrEqual(30);
  }, 120_000);

  it('lets those come back who have a seat, from an address that asks too often', async () => {
    const [who, ...crowd] = await people(21);
    const battle = await openBattleBy(server, trainer, { mode: 'show', rules });
    const tab = await enterBattle(server, who as Joined, battle, 'player', from(SCRIPT));
    await tab.room.leave();
    for (let i = 0; i < 400; i++) await ask(crowd[i % 20] as Joined, battle, SCRIPT);
    const stranger = await server.joined('生人');
    expect(await ask(stranger, battle, SCRIPT)).not.toBe(200);
    const back = await enterBattle(server, who as Joined, battle, 'player', from(SCRIPT));
    expect((await back.view()).me?.id).toBe(who?.me.person.id);
    await back.room.leave();
  }, 120_000);
});
