import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BattleInput } from '../../server/domain/battle-shape.ts';
import { joinCrew, leaveCrew, openCrew } from '../../server/domain/crew.ts';
import { appendInputs } from '../../server/store/battle-journal.ts';
import { openDirect, say } from '../../server/store/chat.ts';
import { placesOf } from '../../server/store/chat-list.ts';
import { membersOf, needPlace, type Talker } from '../../server/store/chat-member.ts';
import { saveCrew } from '../../server/store/crew.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { type BattleCompany, battleCompany } from './battle-people.ts';

const MINUTE = 60_000;

describe.each(STORES)('channels of what is live on $name', ({ open }) => {
  let store: TestStore;
  let at: BattleCompany;
  let lin: Talker;
  let mei: Talker;
  let ou: Talker;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    at = await battleCompany(store, 4);
    const talker = async (name: string): Promise<Talker> => ({ ...(await at.person(name)), guest: true });
    [lin, mei, ou] = [await talker('林林'), await talker('梅梅'), await talker('欧欧')];
  });
  const send = (by: Talker, channel: string, text = '准备好了吗') =>
    at.run((tx) => say(tx, by, channel, text));
  const channels = async (by: Talker) =>
    (await placesOf(store.db.read, by, store.ctx.now())).map((p) => p.id);

  /** Lin and Mei sit, Tang hosts. */
  const battle = async () => {
    const host = { ...at.tang, guest: false };
    const row = await at.open(at.tang, { mode: 'show', title: '午间对战', source: { questions: at.ids } });
    let seq = 0;
    const put = async (...inputs: BattleInput[]) =>
      appendInputs(
        store.ctx,
        row.id,
        inputs.map((input) => ({ seq: seq++, input })),
      );
    await put(at.seat(lin.person), at.seat(mei.person));
    const status = (to: string) =>
      store.db.internal.writer
        .updateTable('battle')
        .set({ status: to, ...(to === 'done' ? { endedAt: store.ctx.now() } : {}) })
        .where('id', '=', row.id)
        .execute();
    return { host, row, put, status, channel: `battle.${row.id}` };
  };

  test('who has a seat in a battle and its host talk there, guests too; nobody else', async () => {
    const { host, channel, put } = await battle();
    await send(lin, channel);
    await send(host, channel, '五分钟后开始');
    expect(await channels(mei)).toContain(channel);
    expect(await channels(host)).toContain(channel);
    await expect(send(ou, channel)).rejects.toThrow('chat.unknown');
    const place = await needPlace(store.db.read, lin, channel);
    expect(new Set(await membersOf(store.db.read, lin, place))).toEqual(
      new Set([lin.person, mei.person, host.person]),
    );
    await put({ kind: 'unseat', at: MORNING, person: mei.person, kicked: true });
    await expect(needPlace(store.db.read, mei, channel)).rejects.toThrow('chat.unknown');
    expect(await channels(mei)).toEqual([]);
  });

  test('while a question is open nobody whispers; after the reveal the talk goes on', async () => {
    const { channel, put, status, host } = await battle();
    const items = at.ids.map((question) => ({ question, version: 1 }));
    await put({ kind: 'start', at: MORNING, items });
    await status('running');
    await expect(send(lin, channel, '选 B')).rejects.toThrow('chat.quiet_round');
    await expect(send(host, channel)).rejects.toThrow('chat.quiet_round');
    await put({ kind: 'step', at: MORNING + 1 }, { kind: 'step', at: MORNING + 2 });
    await send(lin, channel, '原来如此');
  });

  test('a battle that is over is talked about for half an hour', async () => {
    const { channel, status } = await battle();
    await status('done');
    store.clock.advance(29 * MINUTE);
    await send(lin, channel, '打得好');
    store.clock.advance(2 * MINUTE);
    await expect(send(lin, channel, '还有人吗')).rejects.toThrow('chat.closed');
    expect((await needPlace(store.db.read, lin, channel)).id).toBe(channel);
    expect(await channels(lin)).toEqual([]);
  });

  test('the members of a crew talk, and who left reads nothing more', async () => {
    const id = randomUUID();
    const both = joinCrew(openCrew(lin.person), mei.person);
    const row = { quest: 'q', version: 1, island: 'i', station: 's', status: both.status, endedAt: null };
    await store.db.internal.writer
      .insertInto('crew')
      .values({
        id,
        org: at.org,
        ...row,
        state: JSON.stringify(both),
        createdBy: lin.person,
        createdAt: MORNING,
      })
      .execute();
    const channel = `crew.${id}`;
    await send(mei, channel);
    await expect(send(ou, channel)).rejects.toThrow('chat.unknown');
    expect(await channels(mei)).toEqual([channel]);
    const accounts = [lin, mei].map((by) => ({ ...by, guest: false }));
    await at.run((tx) => openDirect(tx, accounts[0] as Talker, mei.person));
    await at.run((tx) => saveCrew(tx, id, leaveCrew(both, mei.person)));
    await expect(needPlace(store.db.read, mei, channel)).rejects.toThrow('chat.unknown');
    expect(await channels(mei)).toEqual([]);
  });

  test('a cohort talks with who made it; out of the cohort is out of the talk', async () => {
    const id = randomUUID();
    const { writer } = store.db.internal;
    const rest = JSON.stringify({ weekdays: [], days: [] });
    const made = { createdBy: at.tang.person, createdAt: MORNING, archivedAt: null };
    await writer
      .insertInto('cohort')
      .values({
        id,
        org: at.org,
        quest: 'q',
        name: '十一月班',
        startDay: 20261116,
        zone: 'Asia/Shanghai',
        rest,
        open: 0,
        ...made,
      })
      .execute();
    const seat = { cohort: id, person: lin.person, joinedAt: MORNING, extensions: '[]' };
    await writer.insertInto('cohort_member').values(seat).execute();
    const [channel, member] = [`cohort.${id}`, { ...lin, guest: false }];
    await send(member, channel);
    await send({ ...at.tang, guest: false }, channel, '明天见');
    await expect(send({ ...mei, guest: false }, channel)).rejects.toThrow('chat.unknown');
    await expect(send(lin, channel)).rejects.toThrow('chat.unknown');
    await writer.deleteFrom('cohort_member').where('cohort', '=', id).execute();
    await expect(needPlace(store.db.read, member, channel)).rejects.toThrow('chat.unknown');
  });
});
