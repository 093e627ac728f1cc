import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEAD_MS, PRESETS } from '../../server/domain/battle-shape.ts';
import { findBattle } from '../../server/store/battle.ts';
import { type BattleTab, enterBattle, enterDock, openBattleBy, say } from '../helpers/battle.ts';
import { until } from '../helpers/lobby.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

type Joined = Awaited<ReturnType<TestServer['joined']>>;
let server: TestServer;
let people: Joined[];

beforeAll(async () => {
  server = await startTestServer();
  people = [];
  for (const name of ['甲', '乙', '丙']) people.push(await server.joined(name));
}, 60_000);
afterAll(() => server.close());

const at = (n: number): Joined => people[n] as Joined;
/** So many duels against bots are behind this person: they count for no rating. */
const seasoned = async (who: Joined, n: number): Promise<void> => {
  const row = {
    ...{ person: who.me.person.id, org: who.me.org.id, mode: 'duel', team: null, rank: 2, of: 2 },
    ...{ points: 80, right: 1, answered: 5, bestStreak: 1, climb: 0, outcome: 'lose', awards: '[]' },
    ...{ coins: 5, before: null, after: null, at: 0 },
  };
  const rows = Array.from({ length: n }, (_, i) => ({ ...row, battle: `bot-duel-${i}` }));
  await server.ctx.db.internal.writer.insertInto('battle_result').values(rows).execute();
};
/** Plays a duel to its end; `answers` = who is right. */
const finish = async (tabs: readonly BattleTab[], rounds: number): Promise<void> => {
  for (const tab of tabs) await tab.ready();
  for (let round = 0; round < rounds; round++) {
    await until(() => tabs.every((t) => t.last('question')?.round === round));
    server.clock.advance(LEAD_MS + 900);
    for (const [i, tab] of tabs.entries()) await say(tab, i === 0);
    // A bot or a ghost takes its time.
    await until(() => {
      server.clock.advance(500);
      return tabs.every((t) => t.last('reveal')?.round === round);
    });
    server.clock.advance(6_000);
  }
  await until(() => tabs.every((t) => t.last('view')?.phase === 'done'));
};

describe('the dock', () => {
  it('brings two who wait together at once, in a duel for the two of them alone', async () => {
    const a = await enterDock(server, at(0));
    const b = await enterDock(server, at(1));
    await until(() => a.matched.length === 1 && b.matched.length === 1);
    expect(a.matched[0]).toMatchObject({ against: 'person', battle: b.matched[0]?.battle });
    const battle = a.matched[0]?.battle ?? '';
    await expect(enterBattle(server, at(2), battle)).rejects.toThrow('battle.not_invited');
    const tabs = [await enterBattle(server, at(0), battle), await enterBattle(server, at(1), battle)];
    // Nobody has to press anything: two who are there begin after a moment.
    await until(() => {
      server.clock.advance(1_000);
      return tabs.every((t) => t.count('question') === 1);
    });
    for (const tab of tabs) await tab.room.leave();
    for (const { room } of [a, b]) await room.leave();
  });

  it('gives a newcomer who finds nobody within five seconds a bot that says that it is one', async () => {
    const a = await enterDock(server, at(2));
    await until(() => {
      server.clock.advance(30);
      return a.matched.length === 1;
    });
    expect(a.matched[0]?.against).toBe('bot');
    expect(a.matched[0]?.waitMs).toBeLessThanOrEqual(6_000);
    const tab = await enterBattle(server, at(2), a.matched[0]?.battle ?? '');
    await until(() => tab.last('seats')?.seats?.length === 2 || tab.count('question') > 0 || tick());
    const { seats } = await tab.view();
    expect(seats.find((s) => s.id !== tab.person)?.bot).toBe('bot');
    await finish([tab], 5);
    expect(tab.last('view')?.seats.find((s) => s.bot)?.points).toBeGreaterThanOrEqual(0);
    await tab.room.leave();
    await a.room.leave();
  }, 30_000);

  it('gives others the recorded run of a real colleague, named as such, and never the same run twice', async () => {
    const [one, two] = [at(0), at(1)];
    const battle = await openBattleBy(server, one, {
      mode: 'duel',
      people: [two.me.person.id],
      rules: { ...PRESETS.standard, rounds: 5 },
    });
    const played = [await enterBattle(server, one, battle), await enterBattle(server, two, battle)];
    await finish(played, 5);
    await expect
      .poll(async () => (await findBattle(server.ctx.db.read, one.me.org.id, battle)).status)
      .toBe('done');
    for (const tab of played) await tab.room.leave();
    const third = await server.joined('老手');
    await seasoned(third, 3);
    const dock = await enterDock(server, third);
    await until(() => {
      server.clock.advance(30);
      return dock.matched.length === 1;
    });
    expect(dock.matched[0]).toMatchObject({ against: 'ghost' });
    expect(dock.matched[0]?.waitMs).toBeLessThanOrEqual(6_000);
    const tab = await enterBattle(server, third, dock.matched[0]?.battle ?? '');
    const { seats } = await tab.view();
    expect(seats.find((s) => s.id !== tab.person)).toMatchObject({ bot: 'ghost', name: '甲' });
    await finish([tab], 5);
    // The winner of the recorded duel had everything right.
    const ghost = tab.last('view')?.seats.find((s) => s.bot === 'ghost');
    expect(ghost?.points).toBeGreaterThan(300);
    await tab.room.leave();
    await dock.room.leave();
    const again = await enterDock(server, third);
    await until(() => {
      server.clock.advance(30);
      return again.matched.length === 1;
    });
    const rowed = await findBattle(server.ctx.db.read, one.me.org.id, again.matched[0]?.battle ?? '');
    expect(rowed.run).not.toBe(battle);
    await again.room.leave();
  }, 60_000);
});

const tick = (): boolean => {
  server.clock.advance(600);
  return false;
};
