import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BattleTab, enterBattle } from '../helpers/battle.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';
import { newDepartment } from '../store/bank-people.ts';

const HOUR = 3_600_000;
type Joined = Awaited<ReturnType<TestServer['joined']>>;
let server: TestServer;
let trainer: Joined;
let battle: string;
let red: Joined;
let blue: Joined;
let alsoBlue: Joined;
let outsider: Joined;

/** Somebody who has joined and works in a department. */
const worker = async (name: string, department: string): Promise<Joined> => {
  const who = await server.joined(name);
  await server.ctx.db.internal.writer
    .updateTable('person')
    .set({ department })
    .where('id', '=', who.me.person.id)
    .execute();
  return who;
};

beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.joined('教官', 'trainer');
  const org = trainer.me.org.id;
  const [north, south] = [await newDepartment(server.ctx, org), await newDepartment(server.ctx, org)];
  red = await worker('甲', await newDepartment(server.ctx, org, north));
  blue = await worker('乙', south);
  alsoBlue = await worker('丙', south);
  outsider = await server.joined('丁');
  const cup = await trainer.call('POST /api/tournaments', {
    body: {
      ...{ name: '秋季赛', kind: 'knock-out', departments: [north, south] },
      ...{ startsAt: server.clock.now() + HOUR, everyMs: HOUR },
    },
  });
  battle = cup.matches[0]?.battle ?? '';
}, 60_000);
afterAll(() => server.close());

const teamOf = async (tab: BattleTab): Promise<string | undefined> => (await tab.view()).me?.team;

describe('a match of two departments', () => {
  it('seats everybody in the boat of the own department, and nobody changes boats', async () => {
    const tabs: BattleTab[] = [];
    for (const who of [blue, alsoBlue, red]) tabs.push(await enterBattle(server, who, battle));
    const [first, second, third] = tabs as [BattleTab, BattleTab, BattleTab];
    const boats = async () => [await teamOf(first), await teamOf(second), await teamOf(third)];
    expect(await boats()).toEqual(['blue', 'blue', 'red']);
    await expect(second.ask('team', { team: 'red' })).rejects.toThrow('battle.own_boat');
    const host = await enterBattle(server, trainer, battle, 'host');
    await expect(host.ask('team', { team: 'red', person: first.person })).rejects.toThrow('battle.own_boat');
    await expect(host.ask('balance')).rejects.toThrow('battle.own_boat');
    expect(await boats()).toEqual(['blue', 'blue', 'red']);
    for (const { room } of [...tabs, host]) await room.leave();
  });

  it('has no seat for people of neither department, not even for who planned it', async () => {
    await expect(enterBattle(server, outsider, battle)).rejects.toThrow('battle.not_invited');
    await expect(enterBattle(server, trainer, battle)).rejects.toThrow('battle.not_invited');
  });
});
