import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewBattle } from '../../server/domain/api-battle.ts';
import { type BattleRules, LEAD_MS, PRESETS } from '../../server/domain/battle-shape.ts';
import { type BattleTab, enterBattle, type Heard, openBattleBy, say } from '../helpers/battle.ts';
import { until } from '../helpers/lobby.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

/** At most so many messages reach a player for one question, the reply to the own answer included. */
const MOST_MESSAGES = 8;
const PLAYERS = 24;

type Joined = Awaited<ReturnType<TestServer['joined']>>;
let server: TestServer;
let trainer: Joined;
let people: Joined[];

beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.joined('教官', 'trainer');
  people = [];
  for (let i = 0; i < PLAYERS; i++) {
    people.push(await server.joined(`桨手${i}`));
    server.clock.advance(10_000);
  }
}, 120_000);
afterAll(() => server.close());

const rules: BattleRules = { ...PRESETS.standard, rounds: 2 };
const seated = async (body: NewBattle, n: number): Promise<BattleTab[]> => {
  server.clock.advance(120_000);
  const battle = await openBattleBy(server, trainer, body);
  const tabs: BattleTab[] = [];
  for (const who of people.slice(0, n)) tabs.push(await enterBattle(server, who, battle));
  return tabs;
};
const leave = async (tabs: readonly BattleTab[]): Promise<void> => {
  await Promise.all(tabs.map((t) => (t.room.connection.isOpen ? t.room.leave() : undefined)));
};
/** What a player has heard since a moment. */
const since = (tab: BattleTab, n: number): Heard[] => tab.heard.slice(n);
/** Lets time pass in steps that the room notices. */
const wait = async (ms: number): Promise<void> => {
  for (let left = ms; left > 0; left -= 400) {
    server.clock.advance(Math.min(400, left));
    await new Promise((done) => setTimeout(done, 70));
  }
};
/** Plays the open question: people answer one after the other while time passes; gives what each one heard. */
const playRound = async (tabs: readonly BattleTab[], round: number): Promise<Heard[][]> => {
  const marks = tabs.map((t) => t.heard.findLastIndex((h) => h.type === 'question'));
  server.clock.advance(LEAD_MS + 500);
  for (const [i, tab] of tabs.entries()) {
    await say(tab, i % 2 === 0);
    if (i % 3 === 0) await wait(400);
  }
  await until(() => tabs.every((t) => t.heard.some((h) => h.type === 'reveal' && h.news.round === round)));
  return tabs.map((t, i) => since(t, marks[i] ?? 0));
};
const expectFew = (heard: readonly Heard[][]): void => {
  for (const list of heard) {
    expect(list.filter((h) => h.type === 'question')).toHaveLength(1);
    expect(list.filter((h) => h.type === 'reveal')).toHaveLength(1);
    expect(list.length + 1).toBeLessThanOrEqual(MOST_MESSAGES);
  }
};

describe('a player hears at most eight messages a question', () => {
  it('in a race of two boats, where everybody sees who of the crews has answered', async () => {
    const tabs = await seated({ mode: 'race', rules }, 6);
    for (const tab of tabs) await tab.ready();
    await until(() => tabs.every((t) => t.count('question') === 1));
    const heard = await playRound(tabs, 0);
    expectFew(heard);
    const counts = (heard[0] ?? []).flatMap((h) => (h.type === 'count' ? [h.news] : []));
    expect(counts.length).toBeGreaterThan(0);
    expect(counts.length).toBeLessThanOrEqual(3);
    expect(counts.at(-1)?.who?.every((p) => tabs.some((t) => t.person === p))).toBe(true);
    await leave(tabs);
  }, 60_000);

  it('in a big race, where only the own crew is named', async () => {
    const tabs = await seated(
      { mode: 'race', rules, teams: [{ id: 'red' }, { id: 'blue' }, { id: 'gold' }] },
      24,
    );
    for (const tab of tabs) await tab.ready();
    await until(() => tabs.every((t) => t.count('question') === 1));
    const teams = new Map((await tabs[0]?.view())?.seats.map((s) => [s.id, s.team]));
    const heard = await playRound(tabs, 0);
    expectFew(heard);
    for (const [i, list] of heard.entries())
      for (const h of list)
        if (h.type === 'count')
          expect(h.news.who?.every((p) => teams.get(p) === teams.get(tabs[i]?.person ?? ''))).toBe(true);
    await leave(tabs);
  }, 90_000);

  it('in a survival and in a duel', async () => {
    const raft = await seated({ mode: 'survival', rules }, 4);
    for (const tab of raft) await tab.ready();
    await until(() => raft.every((t) => t.count('question') === 1));
    expectFew(await playRound(raft, 0));
    await leave(raft);
    const duel = await seated({ mode: 'duel', rules }, 2);
    for (const tab of duel) await tab.ready();
    await until(() => duel.every((t) => t.count('question') === 1));
    expectFew(await playRound(duel, 0));
    await leave(duel);
  }, 60_000);

  it('in a show, where nobody but host and projector hears a count, and they at most four a second', async () => {
    const tabs = await seated({ mode: 'show', rules: { ...rules, auto: false } }, 24);
    const info = (await tabs[0]?.view())?.info;
    const host = await enterBattle(server, trainer, info?.id ?? '', 'host');
    const screen = await enterBattle(server, trainer, info?.id ?? '', 'screen');
    await host.host('next');
    await until(() => tabs.every((t) => t.count('question') === 1));
    const marks = tabs.map((t) => t.heard.length);
    server.clock.advance(LEAD_MS + 500);
    const began = server.clock.now();
    for (const [i, tab] of tabs.entries()) {
      await say(tab, true);
      if (i % 4 === 0) await wait(250);
    }
    await until(() => host.count('closed') === 1);
    await host.host('next');
    await until(() => tabs.every((t) => t.count('reveal') === 1));
    for (const [i, tab] of tabs.entries()) {
      const heard = since(tab, marks[i] ?? 0);
      expect(heard.map((h) => h.type)).toEqual(['reveal']);
    }
    await wait(400);
    for (const desk of [host, screen]) {
      expect(desk.count('count')).toBeGreaterThan(1);
      expect(desk.count('count')).toBeLessThanOrEqual(2 + (server.clock.now() - began) / 250);
      expect(desk.last('count')?.answered).toBe(24);
      expect(desk.last('count')?.who).toBeUndefined();
    }
    await leave([...tabs, host, screen]);
  }, 90_000);
});

describe('a wave of joins', () => {
  it('is told in rounds, not once per join: the first in the lobby hears a handful of messages', async () => {
    const tabs = await seated({ mode: 'show', rules: { ...rules, auto: false } }, 24);
    const [first] = tabs;
    await wait(1_200);
    expect(first?.last('seats')?.counts.seats).toBe(24);
    expect(first?.last('seats')?.seats).toBeUndefined();
    expect(first?.count('seats')).toBeLessThanOrEqual(6);
    await leave(tabs);
  }, 60_000);
});

describe('cheers', () => {
  it('reach the opponents, one in a second and a half, and the log', async () => {
    const tabs = await seated({ mode: 'duel', rules }, 2);
    const [a, b] = tabs as [BattleTab, BattleTab];
    await a.ask('cheer', { cheer: 'strong' });
    await until(() => b.last('cheer')?.cheer === 'strong');
    expect(b.last('cheer')?.person).toBe(a.person);
    await expect(a.ask('cheer', { cheer: 'clap' })).rejects.toThrow('rate.limited');
    await wait(1_600);
    await a.ask('cheer', { cheer: 'clap' });
    await wait(4_000);
    const logged = async () => {
      const rows = await server.ctx.db.read
        .selectFrom('event_text')
        .select('data')
        .where('actor', '=', a.person)
        .where('verb', '=', 82)
        .execute();
      return rows.map((r) => (JSON.parse(r.data) as { kind: string }).kind);
    };
    await expect.poll(logged).toEqual(['strong', 'clap']);
    await leave(tabs);
  }, 30_000);

  it('of a show are for the host and the projector only', async () => {
    const tabs = await seated({ mode: 'show', rules: { ...rules, auto: false } }, 2);
    const [a, b] = tabs as [BattleTab, BattleTab];
    const id = (await a.view()).info.id;
    const host = await enterBattle(server, trainer, id, 'host');
    await a.ask('cheer', { cheer: 'heart' });
    await until(() => host.last('cheer')?.cheer === 'heart');
    expect(b.count('cheer') + a.count('cheer')).toBe(0);
    await leave([...tabs, host]);
  }, 30_000);
});

describe('own time', () => {
  it('is told to its person only: everybody else hears of the room’s clock', async () => {
    const slow = people[0] as Joined;
    await slow.call('POST /api/settings', { body: { pace: 2 } });
    const tabs = await seated({ mode: 'duel', rules }, 2);
    for (const tab of tabs) await tab.ready();
    await until(() => tabs.every((t) => t.count('question') === 1));
    const [mine, theirs] = tabs.map((t) => t.last('question'));
    const length = (q: typeof mine): number => (q?.closesAt ?? 0) - (q?.opensAt ?? 0);
    expect(length(mine)).toBe(2 * length(theirs));
    expect(JSON.stringify(tabs[1]?.heard)).not.toContain('factor');
    await leave(tabs);
  }, 30_000);
});
