import { matchMaker } from '@colyseus/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewBattle } from '../../server/domain/api-battle.ts';
import { LEAD_MS, PRESETS } from '../../server/domain/battle-shape.ts';
import { attendBattles } from '../../server/jobs/reminders.ts';
import { wakeBattles } from '../../server/rooms/battle-wake.ts';
import { findBattle } from '../../server/store/battle.ts';
import { loadInputs } from '../../server/store/battle-journal.ts';
import { type BattleTab, enterBattle, openBattleBy, say } from '../helpers/battle.ts';
import { until } from '../helpers/lobby.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

const MINUTE = 60_000;
type Joined = Awaited<ReturnType<TestServer['joined']>>;
let server: TestServer;
let trainer: Joined;
let people: Joined[];

beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.joined('教官', 'trainer');
  people = [];
  for (const name of ['甲', '乙', '丙']) people.push(await server.joined(name));
}, 60_000);
afterAll(() => server.close());

const rules = { ...PRESETS.standard, rounds: 3 };
const enter = (n: number, battle: string): Promise<BattleTab> =>
  enterBattle(server, people[n] as Joined, battle);
const seated = async (body: NewBattle, n: number) => {
  server.clock.advance(2 * MINUTE);
  const battle = await openBattleBy(server, trainer, body);
  const tabs: BattleTab[] = [];
  for (let i = 0; i < n; i++) tabs.push(await enter(i, battle));
  return { battle, tabs };
};
const begun = async (tabs: readonly BattleTab[]): Promise<void> => {
  for (const tab of tabs) await tab.ready();
  await until(() => tabs.every((t) => t.count('question') === 1));
};
const kinds = async (battle: string): Promise<string[]> =>
  (await loadInputs(server.ctx.db.read, battle)).map((i) => i.kind);
const statusOf = async (battle: string): Promise<string> =>
  (await findBattle(server.ctx.db.read, (people[0] as Joined).me.org.id, battle)).status;
const leave = async (tabs: readonly BattleTab[]): Promise<void> => {
  for (const { room } of tabs) if (room.connection.isOpen) await room.leave();
};
const moment = (): Promise<void> => new Promise((done) => setTimeout(done, 150));

describe('a battle without anybody', () => {
  it('waits after a minute and goes on when somebody is back, on the same question', async () => {
    const { battle, tabs } = await seated({ mode: 'race', rules }, 2);
    await begun(tabs);
    const before = await tabs[0]?.view();
    await leave(tabs);
    await moment();
    server.clock.advance(MINUTE + 1_000);
    await expect.poll(() => kinds(battle)).toContain('pause');
    const round = (await kinds(battle)).filter((k) => k === 'step').length;
    server.clock.advance(3 * MINUTE);
    const back = await enter(0, battle);
    await expect.poll(() => kinds(battle)).toContain('go');
    expect((await kinds(battle)).filter((k) => k === 'step')).toHaveLength(round);
    expect((await back.view()).info.id).toBe(before?.info.id);
    expect((await back.view()).paused).toBe(false);
    await leave([back]);
  });

  it('is called off after ten minutes, and nobody is rated for it', async () => {
    const { battle, tabs } = await seated({ mode: 'duel', rules }, 2);
    await begun(tabs);
    await leave(tabs);
    await moment();
    server.clock.advance(MINUTE + 1_000);
    await moment();
    server.clock.advance(10 * MINUTE);
    await expect.poll(() => statusOf(battle)).toBe('void');
    const rows = await server.ctx.db.read
      .selectFrom('battle_result')
      .select('after')
      .where('battle', '=', battle)
      .execute();
    expect(rows.every((r) => r.after === null)).toBe(true);
    await expect(enter(0, battle)).rejects.toThrow('battle.over');
  });

  it('lies in the store while it has not begun, and everybody finds the seat again', async () => {
    const { battle, tabs } = await seated({ mode: 'race', rules }, 2);
    const roomId = tabs[0]?.room.roomId ?? '';
    await leave(tabs);
    await expect.poll(() => matchMaker.getLocalRoomById(roomId), { timeout: 5_000 }).toBeUndefined();
    const back = await enter(1, battle);
    expect((await back.view()).counts).toMatchObject({ seats: 2, online: 1 });
    await leave([back]);
  });
});

describe('a battle whose server was killed and to which nobody comes back', () => {
  it('is woken once, waits, and ends', async () => {
    const { battle, tabs } = await seated({ mode: 'duel', rules }, 2);
    await begun(tabs);
    await expect.poll(() => statusOf(battle)).toBe('running');
    expect(await wakeBattles(server.ctx)).toBe(0);
    await matchMaker.getLocalRoomById(tabs[0]?.room.roomId ?? '').disconnect();
    expect(await wakeBattles(server.ctx)).toBe(1);
    expect(await wakeBattles(server.ctx)).toBe(0);
    await moment();
    server.clock.advance(10 * MINUTE);
    await moment();
    await expect.poll(() => statusOf(battle)).toBe('void');
  });
});

describe('a lobby without a host', () => {
  it('frees the seat of somebody who has been away for a minute and a half', async () => {
    const { tabs } = await seated({ mode: 'race', rules }, 3);
    await tabs[2]?.room.leave();
    await moment();
    server.clock.advance(91_000);
    await expect.poll(async () => (await tabs[0]?.view())?.counts.seats).toBe(2);
    await leave(tabs);
  });

  it('fills boats with bots at the start, labelled, and they row without holding anybody up', async () => {
    const { battle, tabs } = await seated({ mode: 'race', rules, bots: 2 }, 1);
    await begun(tabs);
    const view = await tabs[0]?.view();
    expect(view?.seats.filter((s) => s.bot === 'bot')).toHaveLength(3);
    expect(view?.seats.every((s) => s.name !== '')).toBe(true);
    server.clock.advance(LEAD_MS + 900);
    await say(tabs[0] as BattleTab, true);
    await until(() => {
      server.clock.advance(1_000);
      return tabs[0]?.count('reveal') === 1;
    });
    const answers = (await loadInputs(server.ctx.db.read, battle)).filter((i) => i.kind === 'answer');
    expect(new Set(answers.map((a) => a.person)).size).toBe(4);
    await leave(tabs);
  });
});

describe('a battle that is called off while people wait in its lobby', () => {
  const sentHome = async (battle: string, tabs: readonly BattleTab[]): Promise<void> => {
    const roomId = tabs[0]?.room.roomId ?? '';
    expect(roomId).not.toBe('');
    server.clock.advance(4_000);
    await until(() => tabs.every((t) => t.last('gone')?.reason === 'called_off' && t.left.length === 1));
    expect(tabs.every((t) => t.count('gone') === 1)).toBe(true);
    await expect.poll(() => matchMaker.getLocalRoomById(roomId)).toBeUndefined();
    expect(await statusOf(battle)).toBe('void');
    await expect(enter(0, battle)).rejects.toThrow('battle.over');
  };

  it('in the hall, tells them and takes its room away', async () => {
    const { battle, tabs } = await seated({ mode: 'race', rules }, 2);
    await trainer.call('POST /api/battles/cancel', { body: { battle } });
    await sentHome(battle, tabs);
  });

  it('because nobody began it for two hours, tells them and takes its room away', async () => {
    const { battle, tabs } = await seated({ mode: 'race', rules }, 2);
    server.clock.advance(121 * MINUTE);
    await moment();
    expect((await attendBattles(server.ctx)).calledOff).toBeGreaterThan(0);
    await sentHome(battle, tabs);
  });

  it('is not begun by a host who has not heard of it yet', async () => {
    const { battle, tabs } = await seated({ mode: 'show', rules: { ...rules, auto: false } }, 1);
    const host = await enterBattle(server, trainer, battle, 'host');
    await trainer.call('POST /api/battles/cancel', { body: { battle } });
    await expect(host.host('next')).rejects.toThrow();
    expect(await kinds(battle)).toEqual(['seat']);
    const everybody = [...tabs, host];
    await until(() => everybody.every((t) => t.last('gone')?.reason === 'called_off' && t.left.length === 1));
    expect(await statusOf(battle)).toBe('void');
  });

  it('at the moment of its start, either goes on or is off, for everybody alike', async () => {
    for (let n = 0; n < 6; n++) {
      const { battle, tabs } = await seated({ mode: 'show', rules: { ...rules, auto: false } }, 1);
      const host = await enterBattle(server, trainer, battle, 'host');
      const off = trainer.call('POST /api/battles/cancel', { body: { battle } });
      await new Promise((done) => setTimeout(done, n));
      const [begun, called] = await Promise.allSettled([host.host('next'), off]);
      expect([begun.status, called.status].sort()).toEqual(['fulfilled', 'rejected']);
      expect(await kinds(battle)).toEqual(begun.status === 'fulfilled' ? ['seat', 'start'] : ['seat']);
      expect(await statusOf(battle)).toBe(begun.status === 'fulfilled' ? 'running' : 'void');
      for (const { room } of [...tabs, host]) if (room.connection.isOpen) await room.leave();
    }
  });
});

describe('after a battle', () => {
  it('somebody asks for the same again, once for everybody', async () => {
    const { battle, tabs } = await seated(
      { mode: 'duel', rules: { ...rules, rounds: 1 }, people: people.map((p) => p.me.person.id) },
      2,
    );
    const [a, b] = tabs as [BattleTab, BattleTab];
    await expect(a.ask('rematch')).rejects.toThrow('battle.phase');
    await begun(tabs);
    server.clock.advance(LEAD_MS + 900);
    await say(a, true);
    await say(b, true);
    await until(() => tabs.every((t) => t.count('reveal') === 1));
    server.clock.advance(6_000);
    await until(() => tabs.every((t) => t.last('view')?.phase === 'done'));
    const [x, y] = await Promise.all([
      a.ask<{ rematch?: string }>('rematch'),
      b.ask<{ rematch?: string }>('rematch'),
    ]);
    expect(x.rematch).toBe(y.rematch);
    expect(x.rematch).not.toBe(battle);
    await until(() => tabs.every((t) => t.last('rematch')?.battle === x.rematch));
    const next = await enter(1, x.rematch ?? '');
    expect((await next.view()).info).toMatchObject({ mode: 'duel', rules: { rounds: 1 } });
    await leave([...tabs, next]);
  });

  it('the podium stays for ten minutes, then the room goes', async () => {
    const { tabs } = await seated({ mode: 'duel', rules: { ...rules, rounds: 1 } }, 2);
    await begun(tabs);
    server.clock.advance(LEAD_MS + 900);
    for (const tab of tabs) await say(tab, true);
    await until(() => tabs.every((t) => t.count('reveal') === 1));
    server.clock.advance(6_000);
    await until(() => tabs.every((t) => t.last('view')?.phase === 'done'));
    server.clock.advance(9 * MINUTE);
    await moment();
    expect(tabs.every((t) => t.left.length === 0)).toBe(true);
    server.clock.advance(MINUTE + 1_000);
    await until(() => tabs.every((t) => t.left.length === 1));
  });
});
