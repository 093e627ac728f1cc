import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BattleRules, GRACE_MS, LEAD_MS, PRESETS } from '../../server/domain/battle-shape.ts';
import { RETURN_MS } from '../../server/rooms/battle-present.ts';
import { type BattleTab, enterBattle, openBattleBy, say } from '../helpers/battle.ts';
import { until } from '../helpers/lobby.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

type Joined = Awaited<ReturnType<TestServer['joined']>>;
let server: TestServer;
let one: Joined;
let other: Joined;

beforeAll(async () => {
  server = await startTestServer();
  [one, other] = [await server.joined('甲'), await server.joined('乙')];
}, 60_000);
afterAll(() => server.close());

const moment = (): Promise<void> => new Promise((done) => setTimeout(done, 200));
/** A duel with its first question open. */
const duel = async (changed: Partial<BattleRules> = {}) => {
  server.clock.advance(60_000);
  const rules = { ...PRESETS.standard, rounds: 2, ...changed };
  const battle = await openBattleBy(server, one, { mode: 'duel', rules, people: [other.me.person.id] });
  const a = await enterBattle(server, one, battle);
  const b = await enterBattle(server, other, battle);
  await a.ready();
  await b.ready();
  await until(() => a.count('question') === 1 && b.count('question') === 1);
  server.clock.advance(LEAD_MS + 1_000);
  await moment();
  return { battle, a, b };
};
/** One has answered, the line of the other is lost. */
const lost = async (changed: Partial<BattleRules> = {}) => {
  const { battle, a, b } = await duel(changed);
  await b.room.leave();
  await say(a, true);
  await moment();
  expect(a.count('reveal')).toBe(0);
  return { battle, a };
};
const end = async (...tabs: BattleTab[]): Promise<void> => {
  for (const { room } of tabs) await room.leave();
};

describe('a duel in which a line is lost', () => {
  it('does not close the question at once: who is back within 20 s still answers it', async () => {
    const { battle, a } = await lost();
    server.clock.advance(8_000);
    await moment();
    expect(a.count('reveal')).toBe(0);
    const back = await enterBattle(server, other, battle);
    expect(await say(back, true)).toMatchObject({ round: 0, late: false });
    await until(() => a.count('reveal') === 1);
    expect(back.last('reveal')?.mine).toMatchObject({ ok: true, answered: true });
    await end(a, back);
  });

  it('waits 20 s and no longer for who does not come back', async () => {
    const { a } = await lost({ clock: false });
    server.clock.advance(RETURN_MS - 1_000);
    await moment();
    expect(a.count('reveal')).toBe(0);
    server.clock.advance(1_000);
    await until(() => a.count('reveal') === 1);
    await end(a);
  });

  it('never keeps a question open beyond its clock', async () => {
    const { a, b } = await duel();
    await say(a, true);
    const closesAt = (await a.view()).question?.closesAt ?? 0;
    server.clock.advance(closesAt - 3_000 - server.clock.now());
    await moment();
    await b.room.leave();
    server.clock.advance(2_000);
    await moment();
    expect(a.count('reveal')).toBe(0);
    server.clock.advance(1_000 + GRACE_MS);
    await until(() => a.count('reveal') === 1);
    await end(a);
  });

  it('is over at once for who leaves it by the button', async () => {
    const { a, b } = await duel();
    await b.ask('leave');
    await until(() => a.last('view')?.phase === 'done');
    await end(a, b);
  });
});
