import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CREW_MS, type CrewView } from '../../server/domain/api-crew.ts';
import { auditFaults } from '../bots/accounts.ts';
import { questionOf, rightAnswer, wrongAnswer } from '../bots/answers.ts';
import { type Learner, learnerAt } from '../bots/learner.ts';
import { boardCrew, type CrewTab } from '../helpers/crew.ts';
import { until } from '../helpers/lobby.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

const BOSS = 'sail-9';
let server: TestServer;
let people: Learner[];
const texts: string[] = [];

const arrived = async (name: string): Promise<Learner> => {
  const learner = learnerAt(server, await server.joined(name));
  await learner.sailTo(BOSS);
  return learner;
};
const openAll = async (crew: string): Promise<CrewTab[]> => {
  const tabs: CrewTab[] = [];
  for (const p of people) tabs.push(await boardCrew(server, p, crew));
  return tabs;
};
/** Plays one question of one member. */
const say = async (tab: CrewTab, right: boolean): Promise<CrewView> => {
  const { mine } = await tab.view();
  if (!mine?.question) throw new Error('no question to answer');
  texts.push(JSON.stringify(mine.question));
  server.clock.advance(700);
  const answer = right ? rightAnswer(mine.question) : wrongAnswer(mine.question);
  const { verdict, view } = await tab.answer({ item: mine.item, answer, rtMs: 600 });
  expect(verdict.ok).toBe(right);
  return view;
};

beforeAll(async () => {
  server = await startTestServer();
  people = await Promise.all(['船员一', '船员二', '船员三'].map(arrived));
}, 90_000);
afterAll(() => server.close());

describe('a crew before a boss', () => {
  it('is opened by who has reached the boss, and seen by colleagues who have', async () => {
    const [a, b] = people as [Learner, Learner, Learner];
    const far = await server.joined('远方');
    await far.call('POST /api/checkin', { body: {} });
    expect((await refusalOf(far.call('POST /api/crews/open', { body: { station: BOSS } }))).code).toMatch(
      /locked/u,
    );
    const open = await a.call('POST /api/crews/open', { body: { station: BOSS } });
    expect(open).toMatchObject({ status: 'waiting', station: BOSS, island: 'sail' });
    expect(await a.call('POST /api/crews/open', { body: { station: BOSS } })).toEqual(open);
    const seen = await b.call('GET /api/crews/:station', { params: { station: BOSS } });
    expect(seen.map((c) => c.id)).toEqual([open.id]);
    await expect(boardCrew(server, far, open.id)).rejects.toThrow(/locked/u);
    await expect(boardCrew(server, b, 'nowhere')).rejects.toThrow('crew.unknown');
  });

  it('fights together: own questions, one boss, and everybody who struck it is paid once', async () => {
    const before = await Promise.all(people.map((p) => p.coins()));
    const open = await (people[0] as Learner).call('POST /api/crews/open', { body: { station: BOSS } });
    const first = await boardCrew(server, people[0] as Learner, open.id);
    await expect(first.start()).rejects.toThrow('crew.too_few');
    const tabs = [first];
    for (const p of people.slice(1)) tabs.push(await boardCrew(server, p, open.id));
    await (tabs[1] as CrewTab).start();
    await expect(first.start()).rejects.toThrow('crew.started');
    expect((await first.view()).maxHp).toBe(23);
    let view = await say(tabs[1] as CrewTab, false);
    expect(view.crew.map((m) => m.shields)).toEqual([3, 2, 3]);
    for (let i = 0; view.status === 'fighting'; i++) view = await say(tabs[i % 3] as CrewTab, true);
    expect(view.status).toBe('won');
    expect(view.hp).toBe(0);
    for (const [i, tab] of tabs.entries()) {
      expect((await tab.view()).result).toEqual({ won: true, coins: 80, balance: (before[i] ?? 0) + 80 });
      const quest = await (people[i] as Learner).call('GET /api/quest');
      expect(quest.islands[0]?.stations.at(-1)?.state).toBe('done');
      tab.room.leave();
    }
    await expect(first.answer({ item: 0, answer: 0, rtMs: 1 })).rejects.toThrow();
    const later = await boardCrew(server, people[0] as Learner, open.id);
    expect((await later.view()).result).toMatchObject({ won: true, coins: 80 });
    later.room.leave();
    expect(await auditFaults(server.ctx.db)).toEqual([]);
  });

  it('comes back to the same question, shields and damage when the room was gone', async () => {
    const open = await (people[0] as Learner).call('POST /api/crews/open', { body: { station: BOSS } });
    const tabs = await openAll(open.id);
    await (tabs[0] as CrewTab).start();
    await say(tabs[0] as CrewTab, true);
    await say(tabs[0] as CrewTab, false);
    const before = await (tabs[0] as CrewTab).view();
    for (const tab of tabs) await tab.room.leave();
    const again = await openAll(open.id);
    const after = await (again[0] as CrewTab).view();
    expect(after.mine).toEqual(before.mine);
    expect(after.hp).toBe(before.hp);
    expect(after.crew.map((m) => [m.damage, m.shields])).toEqual(
      before.crew.map((m) => [m.damage, m.shields]),
    );
    for (const tab of again) tab.room.leave();
  });

  it('retreats when the three minutes are over, and nobody loses anything', async () => {
    const coins = await Promise.all(people.map((p) => p.coins()));
    const open = await (people[0] as Learner).call('POST /api/crews/open', { body: { station: BOSS } });
    const tabs = await openAll(open.id);
    server.clock.advance(CREW_MS);
    await until(() => tabs.every((t) => t.views.at(-1)?.status === 'retreat'));
    expect(await Promise.all(people.map((p) => p.coins()))).toEqual(coins);
    for (const tab of tabs) tab.room.leave();
  });

  it('settles a fight that everybody left as soon as one of them opens a crew again', async () => {
    const [one] = people as [Learner];
    const open = await one.call('POST /api/crews/open', { body: { station: BOSS } });
    const tabs = await openAll(open.id);
    await (tabs[0] as CrewTab).start();
    await say(tabs[0] as CrewTab, true);
    for (const tab of tabs) await tab.room.leave();
    expect((await one.call('POST /api/crews/open', { body: { station: BOSS } })).id).toBe(open.id);
    server.clock.advance(CREW_MS);
    const next = await one.call('POST /api/crews/open', { body: { station: BOSS } });
    expect(next).toMatchObject({ status: 'waiting' });
    expect(next.id).not.toBe(open.id);
    const looked = await boardCrew(server, one, open.id);
    expect((await looked.view()).result).toMatchObject({ won: false, coins: 0 });
    looked.room.leave();
  });

  it('gives a seat back for everybody to see, and takes nobody new after half an hour', async () => {
    const [one, two] = people as [Learner, Learner];
    const open = await one.call('POST /api/crews/open', { body: { station: BOSS } });
    const first = await boardCrew(server, one, open.id);
    const otherTab = await boardCrew(server, two, open.id);
    const tab = await boardCrew(server, two, open.id);
    expect((await first.view()).members).toHaveLength(2);
    expect(await tab.leave()).toEqual({ ok: true });
    await until(() => otherTab.views.at(-1)?.members.length === 1);
    await until(() => first.views.at(-1)?.members.length === 1);
    for (const left of [tab, otherTab]) await left.room.leave();
    server.clock.advance(30 * 60_000);
    await expect(boardCrew(server, two, open.id)).rejects.toThrow('crew.unknown');
    first.room.leave();
  });

  it('never sends a key before the answer, nor anybody else’s question', () => {
    expect(texts.length).toBeGreaterThan(15);
    for (const text of texts) {
      const { id, ...view } = JSON.parse(text) as { id: string };
      expect(questionOf(id).id).toBe(id);
      expect(Object.keys(view)).not.toContain('key');
      expect(text).not.toContain('explanation');
    }
  });
});
