import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setBattleStatus } from '../../server/store/battle.ts';
import { doneBattles } from '../../server/store/battle-done.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { type BattleCompany, battleCompany } from './battle-people.ts';

const HOUR = 3_600_000;

describe.each(STORES)('battles that are done on $name', ({ open }) => {
  let store: TestStore;
  let at: BattleCompany;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    at = await battleCompany(store);
  });
  const ended = async (id: string, status: 'done' | 'void'): Promise<void> => {
    store.clock.advance(HOUR);
    await at.run((tx) => setBattleStatus(tx, id, status, { endedAt: tx.now }));
  };
  const listed = async (): Promise<string[]> => (await doneBattles(store.db.read, at.tang)).map((b) => b.id);

  test('stand in the list with their host, the one that ended last first', async () => {
    const lin = await at.person('林林');
    const show = await at.open(at.tang, { mode: 'show', title: '周赛' });
    const race = await at.open(lin, { mode: 'race' });
    await ended(race.id, 'done');
    await ended(show.id, 'done');
    expect(await listed()).toEqual([show.id, race.id]);
    const [first] = await doneBattles(store.db.read, at.tang);
    expect(first).toMatchObject({ title: '周赛', status: 'done', host: { id: at.tang.person } });
    expect(first?.endedAt).toBe(MORNING + 2 * HOUR);
    expect(first?.pin).toBeUndefined();
  });

  test('none that goes on, was called off, was played alone or is another company’s', async () => {
    const lin = await at.person('林林');
    await at.open(lin, { mode: 'race' });
    const off = await at.open(lin, { mode: 'race' });
    await ended(off.id, 'void');
    const alone = await at.open(lin, { mode: 'duel', solo: true });
    await ended(alone.id, 'done');
    const other = await battleCompany(store);
    const theirs = await other.open(other.tang, { mode: 'race' });
    await ended(theirs.id, 'done');
    expect(await listed()).toEqual([]);
    expect((await doneBattles(store.db.read, other.tang)).map((b) => b.id)).toEqual([theirs.id]);
  });
});
