import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttemptView } from '../../server/domain/api.ts';
import { type Learner, learnerAt, wrongAt } from '../bots/learner.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

const BOSS = 'sail-9';
const HOUR = 3_600_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
const learner = async (name: string): Promise<Learner> => {
  const l = learnerAt(server, await server.joined(name));
  await l.sailTo(BOSS);
  return l;
};
const bossOf = async (l: Learner) => {
  const { islands } = await l.call('GET /api/quest');
  return islands[0]?.stations.find((s) => s.id === BOSS);
};
const hpOf = (view: AttemptView): number => (view.kind === 'boss' ? view.hp : -1);
/** Sets the clock to the next time it is this hour in Shanghai. */
const untilHour = (hour: number): void => {
  const local = server.clock.now() + 8 * HOUR;
  const today = Math.floor(local / (24 * HOUR)) * 24 * HOUR + hour * HOUR;
  server.clock.set((today > local ? today : today + 24 * HOUR) - 8 * HOUR);
};

describe('a boss', () => {
  it('falls after eight right answers in a row: 80 coins, three stars, the island is done', async () => {
    const l = await learner('勇一');
    let view = await l.start(BOSS);
    const damage: (number | undefined)[] = [];
    while (view.status === 'open') {
      const reply = await l.answer(view, l.current(view));
      damage.push(reply.damage);
      view = reply.attempt;
    }
    expect(damage).toEqual([1, 1, 2, 1, 1, 2, 1, 1]);
    expect(view).toMatchObject({ kind: 'boss', hp: 0, shields: 3, result: 'won' });
    expect(view.outcome).toMatchObject({
      coins: 80,
      stars: 3,
      firstTime: true,
      islandDone: true,
      questDone: false,
    });
  });

  it('beaten again pays ten coins, from full HP', async () => {
    const l = await learner('勇二');
    await l.play(BOSS);
    expect(await bossOf(l)).toMatchObject({ coins: 10, boss: { hp: 10, maxHp: 10 } });
    const again = await l.play(BOSS);
    expect(again.outcome).toMatchObject({ coins: 10, firstTime: false, islandDone: false });
  });

  it('a miss costs a shield and leaves a ghost; the third is a retreat that keeps every coin', async () => {
    const l = await learner('勇三');
    const before = await l.coins();
    const end = await l.play(BOSS, wrongAt(2, 3, 4));
    expect(end).toMatchObject({ result: 'retreat', hp: 8, shields: 0, answered: 5 });
    expect(end.outcome).toMatchObject({ coins: 0, balance: before, stars: 0, firstTime: false });
    expect(await l.coins()).toBe(before);
    const { islands } = await l.call('GET /api/quest');
    expect(islands[0]?.ghosts.filter((g) => g.station === BOSS)).toHaveLength(3);
  });

  it('stays wounded after a retreat until 04:00, and is whole again after it', async () => {
    const l = await learner('勇四');
    untilHour(22);
    await l.play(BOSS, wrongAt(3, 4, 5));
    expect(await bossOf(l)).toMatchObject({ state: 'current', boss: { hp: 6 } });
    untilHour(2);
    const night = await l.start(BOSS);
    expect(hpOf(night)).toBe(6);
    expect(await l.finish(night, wrongAt(1, 2, 3))).toMatchObject({ result: 'retreat', hp: 5 });
    untilHour(4);
    expect(await bossOf(l)).toMatchObject({ boss: { hp: 10 } });
    const morning = await l.start(BOSS);
    expect(hpOf(morning)).toBe(10);
    expect((await l.finish(morning)).outcome?.coins).toBe(80);
  });

  it('wounded down to the last hits, is won with few answers and still pays in full', async () => {
    const l = await learner('勇五');
    await l.play(BOSS, wrongAt(6, 7, 8));
    expect((await bossOf(l))?.boss?.hp).toBe(2);
    const end = await l.play(BOSS);
    expect(end).toMatchObject({ result: 'won', answered: 2 });
    expect(end.outcome?.coins).toBe(80);
  });

  it('is resumed in the middle of the fight, and brings other questions after a retreat', async () => {
    const l = await learner('勇六');
    const first = await l.start(BOSS);
    const { attempt } = await l.answer(first, l.current(first));
    const resumed = await l.start(BOSS);
    expect(resumed).toMatchObject({ id: first.id, hp: 9, answered: 1 });
    expect(resumed.items).toEqual(attempt.items);
    const end = await l.finish(resumed, wrongAt(0, 1, 2));
    const asked = new Set(end.items.map((i) => i.question.id));
    const next = await l.play(BOSS);
    expect(next.items.filter((i) => asked.has(i.question.id))).toEqual([]);
  });

  it('is not needed for the next island, whose first station is already open', async () => {
    const l = await learner('勇七');
    const outcome = await l.readCard('rules-1');
    expect(outcome.coins).toBe(10);
  });
});
