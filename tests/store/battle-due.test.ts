import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attendBattles } from '../../server/jobs/reminders.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { findBattle, setBattleStatus } from '../../server/store/battle.ts';
import { messagesOf } from '../../server/store/message.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { type BattleCompany, battleCompany } from './battle-people.ts';

const MINUTE = 60_000;

describe.each(STORES)('a planned battle on $name', ({ open }) => {
  let store: TestStore;
  let at: BattleCompany;
  let lin: Editor;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    at = await battleCompany(store);
    lin = await at.person('林林');
    await store.db.internal.writer.updateTable('battle').set({ status: 'void' }).execute();
  });
  const attend = () => attendBattles({ ...store.ctx, log: pino({ level: 'silent' }) });
  const inMinutes = (n: number) => store.clock.set(MORNING + n * MINUTE);
  const plan = () =>
    at.open(at.tang, {
      mode: 'race',
      title: '午间赛',
      plannedAt: MORNING + 60 * MINUTE,
      people: [lin.person],
    });
  const statusOf = async (id: string) => (await findBattle(store.db.read, at.org, id)).status;
  const kinds = async (by: Editor) =>
    (await messagesOf(store.db.read, by.person)).map((m) => [m.kind, m.battle]);

  test('reminds whom it asked fifteen minutes ahead, once, also when two servers look', async () => {
    const { id } = await plan();
    inMinutes(44);
    expect(await attend()).toEqual({ reminded: 0, opened: 0, calledOff: 0 });
    inMinutes(45);
    const both = await Promise.all([attend(), attend()]);
    expect(both.map((d) => d.reminded).sort()).toEqual([0, 2]);
    expect(await attend()).toEqual({ reminded: 0, opened: 0, calledOff: 0 });
    expect(await kinds(lin)).toEqual([['soon', id]]);
    expect(await kinds(at.tang)).toEqual([['soon', id]]);
  });

  test('opens its lobby ten minutes ahead', async () => {
    const { id } = await plan();
    inMinutes(49);
    await attend();
    expect(await statusOf(id)).toBe('planned');
    inMinutes(50);
    expect(await attend()).toMatchObject({ opened: 1 });
    expect(await statusOf(id)).toBe('lobby');
  });

  test('is called off two hours after its time when nobody began it, and then nobody is reminded', async () => {
    const { id } = await plan();
    inMinutes(179);
    expect(await attend()).toMatchObject({ reminded: 0, opened: 1, calledOff: 0 });
    inMinutes(180);
    expect(await attend()).toMatchObject({ calledOff: 1 });
    expect(await statusOf(id)).toBe('void');
    expect(await kinds(lin)).toEqual([['called_off', id]]);
    expect(await attend()).toMatchObject({ calledOff: 0 });
  });

  test('with people waiting in it, one that runs, and a show prepared in the morning are left alone', async () => {
    const [waiting, running] = [await plan(), await plan()];
    const show = await at.open(at.tang, { mode: 'show' });
    const idle = await at.open(at.tang, { mode: 'race' });
    await at.run((tx) => setBattleStatus(tx, running.id, 'running'));
    inMinutes(100);
    await at.write(waiting.id, at.seat(lin.person));
    inMinutes(200);
    expect(await attend()).toMatchObject({ calledOff: 1 });
    const all = await Promise.all([waiting, running, show, idle].map((r) => statusOf(r.id)));
    expect(all).toEqual(['lobby', 'running', 'lobby', 'void']);
  });
});
