import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  deleteOwn,
  muteChannel,
  openDirect,
  reactTo,
  readTo,
  reportMessage,
} from '../../server/store/chat.ts';
import { linesSince } from '../../server/store/chat-page.ts';
import { once } from '../../server/store/command.ts';
import { actOnPerson } from '../../server/store/friend-act.ts';
import { MORNING } from '../helpers/clock.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { type ChatCompany, chatCompany, type Person } from './chat-people.ts';

const MINUTE = 60_000;
const many = <T>(n: number, make: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: n }, (_, i) => make(i)));

describe.each(STORES)('chat on $name', ({ open }) => {
  let store: TestStore;
  let at: ChatCompany;
  let lin: Person;
  let mei: Person;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    store.clock.set(MORNING);
    at = await chatCompany(store);
    [lin, mei] = [await at.person('林林'), await at.person('梅梅')];
  });
  const act = (by: Person, other: Person, what: 'block' | 'request' | 'accept') =>
    at.run((tx) => actOnPerson(tx, by, other.person, what));

  test('what was said is read by everybody in the channel, and counts until it is read', async () => {
    await at.send(lin, at.channel, '早上好');
    await at.send(lin, at.channel, '今天谁去码头？');
    expect(await at.texts(mei, at.channel)).toEqual(['早上好', '今天谁去码头？']);
    expect(await at.view(mei, at.channel)).toMatchObject({ unread: 2, seq: 2, read: 0 });
    expect((await at.view(mei, at.channel))?.last).toMatchObject({ name: '林林', text: '今天谁去码头？' });
    expect(await at.view(lin, at.channel)).toMatchObject({ unread: 0, read: 2 });
    await at.run((tx) => readTo(tx, mei, at.channel, 1));
    expect(await at.view(mei, at.channel)).toMatchObject({ unread: 1, read: 1 });
  });

  test('a repeated command says it once, however many arrive together', async () => {
    const id = randomUUID();
    const replies = await many(8, () => at.send(lin, at.channel, '一次', id));
    expect(new Set(replies.map((r) => r.seq))).toEqual(new Set([1]));
    expect(await at.texts(mei, at.channel)).toEqual(['一次']);
  });

  test('many who speak at once get numbers without a gap', async () => {
    const ou = await at.person('欧欧');
    const crowd = [lin, mei, ou];
    const said = await many(18, (i) => at.send(crowd[i % 3] as Person, at.channel, `第 ${i} 句`));
    expect(said.map((s) => s.seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
  });

  test('a read mark never goes back, whatever the order in which devices tell it', async () => {
    for (let i = 1; i <= 6; i++) await at.send(lin, at.channel, `${i}`);
    const read = (seq: number) =>
      once(store.ctx, mei.person, randomUUID(), (tx) => readTo(tx, mei, at.channel, seq));
    await many(12, (i) => read([3, 6, 1, 5, 2, 4][i % 6] ?? 1));
    expect(await at.view(mei, at.channel)).toMatchObject({ read: 6, unread: 0 });
    expect(await read(2)).toEqual({ read: 6 });
    expect(await read(1000)).toEqual({ read: 6 });
  });

  test('a muted channel still counts for itself and says that it is muted', async () => {
    await at.run((tx) => muteChannel(tx, mei, at.channel, true));
    await at.send(lin, at.channel, '嘘');
    expect(await at.view(mei, at.channel)).toMatchObject({ muted: true, unread: 1 });
  });

  test('the log knows lengths and the channel, never the text; nor does the stored reply', async () => {
    await at.send(lin, at.channel, '@梅梅 秘密的话');
    const events = await store.db.read
      .selectFrom('event_text')
      .select(['obj', 'data'])
      .where('actor', '=', lin.person)
      .execute();
    expect(events).toHaveLength(1);
    expect(events[0]?.obj).toBe(at.channel);
    expect(JSON.parse(events[0]?.data ?? '')).toEqual({ len: 8, mentionsN: 1, moderation: 'none' });
    const replies = await store.db.read
      .selectFrom('command')
      .select('reply')
      .where('person', '=', lin.person)
      .execute();
    expect(replies.map((r) => r.reply).join()).not.toContain('秘密');
  });

  test('history comes in pages of fifty, and changes by their number', async () => {
    for (let i = 1; i <= 60; i++) await at.send(i % 2 ? lin : mei, at.channel, `${i}`);
    const last = await at.page(lin, at.channel);
    expect([last.lines.at(0)?.seq, last.lines.at(-1)?.seq, last.more]).toEqual([11, 60, true]);
    const first = await at.page(lin, at.channel, 11);
    expect([first.lines.at(0)?.seq, first.lines.length, first.more]).toEqual([1, 10, false]);
    await at.run((tx) => reactTo(tx, mei, { channel: at.channel, seq: 3, kind: 'heart', on: true }));
    const since = await linesSince(store.db.read, lin, at.channel, 60);
    expect(since.lines.map((l) => [l.seq, l.reactions])).toEqual([
      [3, [{ kind: 'heart', n: 1, mine: false }]],
    ]);
  });

  test('a reaction counts once for each person and can be taken back', async () => {
    await at.send(lin, at.channel, '我考过了');
    const clap = (by: Person, on: boolean) =>
      at.run((tx) => reactTo(tx, by, { channel: at.channel, seq: 1, kind: 'clap', on }));
    await clap(mei, true);
    await clap(mei, true);
    await clap(lin, true);
    const now = async () => (await at.page(mei, at.channel)).lines[0]?.reactions;
    expect(await now()).toEqual([{ kind: 'clap', n: 2, mine: true }]);
    await clap(mei, false);
    expect(await now()).toEqual([{ kind: 'clap', n: 1, mine: false }]);
  });

  test("one deletes one's own within five minutes: the text is gone, a mark stays", async () => {
    await at.send(lin, at.channel, '说错了');
    await at.run((tx) => reactTo(tx, mei, { channel: at.channel, seq: 1, kind: 'laugh', on: true }));
    const late = (by: Person, seq: number) => at.run((tx) => deleteOwn(tx, by, at.channel, seq));
    await expect(late(mei, 1)).rejects.toThrow('chat.too_late');
    store.clock.advance(5 * MINUTE);
    await late(lin, 1);
    const [line] = (await at.page(mei, at.channel)).lines;
    expect(line).toMatchObject({ seq: 1, text: '', gone: 'own', reactions: [] });
    expect(await at.view(mei, at.channel)).toMatchObject({ unread: 0 });
    expect((await at.view(mei, at.channel))?.last).toBeUndefined();
    await expect(late(lin, 1)).rejects.toThrow('chat.unknown');
    await at.send(lin, at.channel, '太晚');
    store.clock.advance(5 * MINUTE + 1);
    await expect(late(lin, 2)).rejects.toThrow('chat.too_late');
  });

  test('a direct channel is one for both, also when both open it at once', async () => {
    const opened = await many(6, (i) => at.direct(i % 2 ? lin : mei, i % 2 ? mei : lin));
    expect(new Set(opened).size).toBe(1);
    const [channel = ''] = opened;
    await at.send(lin, channel, '在吗');
    expect(await at.view(mei, channel)).toMatchObject({ kind: 'direct', name: '林林', unread: 1 });
    const ou = await at.person('欧欧');
    await expect(at.page(ou, channel)).rejects.toThrow('chat.unknown');
    await expect(at.send(ou, channel, '我也在')).rejects.toThrow('chat.unknown');
    expect((await at.list(ou)).map((c) => c.kind)).toEqual(['department']);
  });

  test('strangers are not written to; friends are, and no more once they are none', async () => {
    const far = await at.person('远远', null);
    await expect(at.direct(lin, far)).rejects.toThrow('chat.not_open');
    await expect(at.direct(lin, lin)).rejects.toThrow('chat.not_open');
    await act(lin, far, 'request');
    await expect(at.direct(lin, far)).rejects.toThrow('chat.not_open');
    await act(far, lin, 'accept');
    const channel = await at.direct(lin, far);
    await at.send(far, channel, '你好');
    await at.run((tx) => actOnPerson(tx, lin, far.person, 'remove'));
    await expect(at.send(far, channel, '还在吗')).rejects.toThrow('chat.not_open');
    expect(await at.view(far, channel)).toMatchObject({ shut: 'chat.not_open' });
    expect(await at.texts(far, channel)).toEqual(['你好']);
  });

  test('a block closes the direct channel both ways and hides each from the other elsewhere', async () => {
    const channel = await at.direct(lin, mei);
    await at.send(lin, at.channel, '大家好');
    await act(mei, lin, 'block');
    await expect(at.direct(lin, mei)).rejects.toThrow('chat.not_open');
    await expect(at.send(lin, channel, '为什么')).rejects.toThrow('chat.not_open');
    await expect(at.send(mei, channel, '走开')).rejects.toThrow('chat.not_open');
    await at.send(mei, at.channel, '早');
    expect(await at.texts(mei, at.channel)).toEqual(['早']);
    expect(await at.texts(lin, at.channel)).toEqual(['大家好']);
    expect(await at.view(mei, at.channel)).toMatchObject({ unread: 0 });
    expect((await at.view(lin, at.channel))?.last).toBeUndefined();
  });

  test('guests, people of other companies and who left the department read and write nothing', async () => {
    await at.send(lin, at.channel, '内部');
    const other = await chatCompany(store);
    const guest: Person = { ...mei, guest: true };
    for (const by of [other.tang, guest, at.tang]) {
      await expect(at.page(by, at.channel)).rejects.toThrow('chat.unknown');
      await expect(at.send(by, at.channel, '我')).rejects.toThrow('chat.unknown');
      expect(await at.list(by)).toEqual([]);
    }
    await expect(at.run((tx) => openDirect(tx, other.tang, lin.person))).rejects.toThrow('chat.not_open');
    await store.db.internal.writer
      .updateTable('person')
      .set({ department: null })
      .where('id', '=', mei.person)
      .execute();
    await expect(at.page(mei, at.channel)).rejects.toThrow('chat.unknown');
    await expect(at.run((tx) => readTo(tx, mei, at.channel, 1))).rejects.toThrow('chat.unknown');
    const report = { channel: at.channel, seq: 1, reason: 'rude' };
    await expect(at.run((tx) => reportMessage(tx, mei, report))).rejects.toThrow('chat.unknown');
    expect(await at.list(mei)).toEqual([]);
  });

  test('names of channels that are none are unknown', async () => {
    for (const id of [
      'department',
      'sea.1',
      'direct.1',
      'crew.1',
      'battle.1',
      'cohort.1',
      `department.${at.org}`,
      '.',
    ])
      await expect(at.page(lin, id)).rejects.toThrow('chat.unknown');
  });
});
