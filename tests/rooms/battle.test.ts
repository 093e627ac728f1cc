import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BattleRules } from '../../server/domain/battle-shape.ts';
import { LEAD_MS, PRESETS } from '../../server/domain/battle-shape.ts';
import { type BattleTab, enterBattle, openBattleBy, say, singles } from '../helpers/battle.ts';
import { until } from '../helpers/lobby.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

type Joined = Awaited<ReturnType<TestServer['joined']>>;
let server: TestServer;
let trainer: Joined;
let people: Joined[];

beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.joined('教官', 'trainer');
  people = [];
  for (const name of ['甲', '乙', '丙', '丁']) people.push(await server.joined(name));
}, 60_000);
afterAll(() => server.close());

const at = (n: number): Joined => people[n] as Joined;
const rules: BattleRules = { ...PRESETS.standard, rounds: 2, auto: false };
const opens = (): void => server.clock.advance(LEAD_MS + 1_000);

/** A hosted show of two questions with some players in their seats, its first question open. */
const show = async (n: number, changed: Partial<BattleRules> = {}) => {
  const battle = await openBattleBy(server, trainer, {
    mode: 'show',
    rules: { ...rules, ...changed },
    source: { questions: await singles(server, 2) },
  });
  const host = await enterBattle(server, trainer, battle, 'host');
  const tabs: BattleTab[] = [];
  for (let i = 0; i < n; i++) tabs.push(await enterBattle(server, at(i), battle));
  await host.host('next');
  await until(() => tabs.every((t) => t.count('question') === 1));
  opens();
  return { battle, host, tabs };
};
const end = async (...tabs: BattleTab[]): Promise<void> => {
  for (const { room } of tabs) if (room.connection.isOpen) await room.leave();
};

describe('a battle', () => {
  it('is a duel of two who are ready: questions, receipts, reveals, and a result in the books', async () => {
    const battle = await openBattleBy(server, at(0), {
      mode: 'duel',
      people: [at(1).me.person.id],
      rules: { ...PRESETS.standard, rounds: 2 },
    });
    const a = await enterBattle(server, at(0), battle);
    const b = await enterBattle(server, at(1), battle);
    await expect(enterBattle(server, at(2), battle)).rejects.toThrow('battle.not_invited');
    await a.ready();
    await b.ready();
    for (let round = 0; round < 2; round++) {
      await until(() => a.count('question') === round + 1 && b.count('question') === round + 1);
      opens();
      const receipt = await say(a, true);
      expect(receipt).toMatchObject({ battle, round, late: false, ruleVersion: 1 });
      await say(b, false);
      await until(() => a.count('reveal') === round + 1 && b.count('reveal') === round + 1);
      expect(a.last('reveal')?.mine).toMatchObject({ ok: true, answered: true, rank: 1 });
      expect(b.last('reveal')?.mine).toMatchObject({ ok: false, rank: 2, gap: expect.any(Number) });
      server.clock.advance(6_000);
    }
    await until(() => a.last('view')?.phase === 'done');
    const rows = async () =>
      server.ctx.db.read
        .selectFrom('battle_result')
        .select(['person', 'outcome', 'right'])
        .where('battle', '=', battle)
        .orderBy('rank')
        .execute();
    await expect.poll(rows).toEqual([
      { person: a.person, outcome: 'win', right: 2 },
      { person: b.person, outcome: 'lose', right: 0 },
    ]);
    await end(a, b);
  });

  it('is a show that its host calls step by step', async () => {
    const { host, tabs } = await show(2);
    const [a, b] = tabs as [BattleTab, BattleTab];
    await say(a, true);
    await say(b, false);
    await until(() => host.count('closed') === 1, 'all have answered');
    expect(host.last('closed')?.counts?.reduce((sum, c) => sum + c.n, 0)).toBe(2);
    await host.host('next');
    await until(() => a.count('reveal') === 1);
    await host.host('next');
    await until(() => host.last('view')?.phase === 'board');
    await host.host('next');
    await until(() => a.count('question') === 2);
    await host.host('end');
    await until(() => b.last('view')?.phase === 'done');
    await end(host, ...tabs);
  });
});
