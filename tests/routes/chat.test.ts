import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Notice } from '../../server/domain/notice.ts';
import { pruneChat } from '../../server/store/chat-care.ts';
import { enterLobby, type Tab, until } from '../helpers/lobby.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

type Who = Awaited<ReturnType<TestServer['joined']>>;
const MINUTE = 60_000;

let server: TestServer;
let department: string;
let lin: Who;
let mei: Who;
let stranger: Who;
let foreigner: Who;
let guest: Who;
let tang: Who;
let tabs: Tab[] = [];

const writer = () => server.ctx.db.internal.writer;
const place = (who: Who, columns: { department?: string | null; org?: string }) =>
  writer().updateTable('person').set(columns).where('id', '=', who.me.person.id).execute();

beforeAll(async () => {
  server = await startTestServer();
  department = randomUUID();
  const org = server.company.id;
  await writer()
    .insertInto('department')
    .values({ id: department, org, parent: null, name: '港务部' })
    .execute();
  lin = await server.joined('林林', 'learner');
  mei = await server.joined('梅梅', 'learner');
  stranger = await server.joined('生人', 'learner');
  foreigner = await server.joined('外人', 'trainer');
  tang = await server.joined('唐老师', 'trainer');
  guest = await server.joined('访客');
  const abroad = randomUUID();
  const other = { id: abroad, name: '别家', code: 'abroad-1', zone: 'Asia/Shanghai', createdAt: 0 };
  await writer().insertInto('org').values(other).execute();
  for (const who of [lin, mei, guest]) await place(who, { department });
  await place(foreigner, { org: abroad, department });
});
beforeEach(() => server.clock.advance(10 * MINUTE));
afterEach(async () => {
  for (const { room } of tabs) if (room.connection.isOpen) await room.leave();
  tabs = [];
});
afterAll(() => server.close());

const channel = () => `department.${department}`;
const send = (who: Who, text: string, to = channel(), commandId: string = randomUUID()) =>
  who.call('POST /api/chat/send', { body: { channel: to, text } }, { commandId });
const page = (who: Who, of = channel()) => who.call('GET /api/chat/:channel', { params: { channel: of } });
const texts = async (who: Who, of = channel()) => (await page(who, of)).lines.map((l) => l.text);
const directOf = async (by: Who, to: Who): Promise<string> =>
  (await by.call('POST /api/chat/direct', { body: { person: to.me.person.id } })).channel;

/** Every door of a channel, as somebody knocks who knows its id and a number in it. */
const knocks = (who: Who, of: string, seq: number): Record<string, () => Promise<unknown>> => ({
  page: () => page(who, of),
  since: () =>
    who
      .request(`/api/chat/${of}?since=0`)
      .then(async (r) => Promise.reject(new Error(JSON.stringify(await r.json())))),
  send: () => send(who, '我来了', of),
  read: () => who.call('POST /api/chat/read', { body: { channel: of, seq } }),
  react: () => who.call('POST /api/chat/react', { body: { channel: of, seq, kind: 'like', on: true } }),
  delete: () => who.call('POST /api/chat/delete', { body: { channel: of, seq } }),
  mute: () => who.call('POST /api/chat/mute', { body: { channel: of, muted: true } }),
  report: () => who.call('POST /api/chat/report', { body: { channel: of, seq, reason: 'rude' } }),
});
const isShut = async (who: Who, of: string, seq: number): Promise<void> => {
  for (const [door, knock] of Object.entries(knocks(who, of, seq))) {
    const error = await knock().then(
      () => `${door} opened`,
      (e: Error) => e.message,
    );
    expect(`${door}: ${error}`).toContain('chat.unknown');
  }
};

/** A tab in the lobby with what it is told. */
const listen = async (who: Who): Promise<Notice[]> => {
  const tab = await enterLobby(server, who);
  tabs.push(tab);
  const heard: Notice[] = [];
  tab.room.onMessage('notice' as never, (n: Notice) => void heard.push(n));
  await until(() => tab.peer(who.me.person.id) !== undefined, 'my own critter');
  return heard;
};

describe('two people who chat', () => {
  test('hear of a message within a second through the lobby, and nobody else does', async () => {
    const [atMei, atStranger, atGuest] = [await listen(mei), await listen(stranger), await listen(guest)];
    const direct = await directOf(lin, mei);
    const began = performance.now();
    await send(lin, '码头见', direct);
    await until(() => atMei.length > 0, 'the notice');
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(atMei).toEqual([{ kind: 'chat', channel: direct }]);
    expect(await texts(mei, direct)).toEqual(['码头见']);
    await send(mei, '好的', direct);
    expect(await texts(lin, direct)).toEqual(['码头见', '好的']);
    expect([...atStranger, ...atGuest]).toEqual([]);
  });

  test('count what is unread, and nothing of a muted channel', async () => {
    const direct = await directOf(lin, mei);
    await send(lin, '一', direct);
    const { channels, unread } = await mei.call('GET /api/chat');
    expect(channels[0]).toMatchObject({ id: direct, name: '林林', last: { text: '一' } });
    expect(unread).toBeGreaterThan(0);
    await mei.call('POST /api/chat/mute', { body: { channel: direct, muted: true } });
    expect((await mei.call('GET /api/chat')).unread).toBe(0);
    await mei.call('POST /api/chat/mute', { body: { channel: direct, muted: false } });
    const last = channels[0]?.seq ?? 0;
    await mei.call('POST /api/chat/read', { body: { channel: direct, seq: last } });
    expect((await mei.call('GET /api/chat')).unread).toBe(0);
  });

  test('see each other as here only while the other lets it be seen', async () => {
    const direct = await directOf(lin, mei);
    await send(lin, '在吗', direct);
    const isHere = async () => (await page(lin, direct)).channel.here;
    expect(await isHere()).toBeUndefined();
    await listen(mei);
    expect(await isHere()).toBe(true);
    await mei.call('POST /api/settings', { body: { hidePresence: true } });
    expect(await isHere()).toBeUndefined();
    await mei.call('POST /api/settings', { body: { hidePresence: false } });
  });

  test('a message whose reply got lost is said once, however often it is sent', async () => {
    const id = randomUUID();
    const replies = await Promise.all([1, 2, 3, 4].map(() => send(lin, '只说一次', channel(), id)));
    expect(new Set(replies.map((r) => r.seq)).size).toBe(1);
    expect((await texts(mei)).filter((t) => t === '只说一次')).toHaveLength(1);
  });

  test('a text is tidied; an empty and an endless one are refused at the door', async () => {
    await send(lin, ' 整\u202e齐\n\n\n\n吗 ');
    expect((await texts(mei)).at(-1)).toBe('整齐\n\n吗');
    for (const text of ['', ' \n ', '\u200b', '岛'.repeat(501)])
      expect((await refusalOf(send(lin, text))).code).toBe('bad_request');
  });
});

describe('a channel of others', () => {
  test('a stranger, a guest, another company and somebody signed out find every door shut', async () => {
    await send(lin, '部门的事');
    const direct = await directOf(lin, mei);
    const { seq } = await send(lin, '两个人的事', direct);
    for (const who of [stranger, foreigner, guest, tang]) await isShut(who, direct, seq);
    for (const who of [stranger, foreigner, guest, tang]) await isShut(who, channel(), 1);
    for (const who of [stranger, foreigner, guest]) {
      const { channels, unread } = await who.call('GET /api/chat');
      expect({ channels, unread }).toEqual({ channels: [], unread: 0 });
    }
    const nobody = server.client();
    for (const path of ['/api/chat', `/api/chat/${direct}`])
      expect((await nobody.request(path)).status).toBe(401);
  });

  test('nobody opens a direct channel with a stranger, a guest, oneself or another company', async () => {
    for (const [by, to] of [
      [lin, stranger],
      [stranger, lin],
      [lin, guest],
      [guest, lin],
      [lin, lin],
      [foreigner, lin],
      [lin, foreigner],
    ] as const)
      expect((await refusalOf(directOf(by, to))).code).toBe('chat.not_open');
  });

  test('who is moved to another department reads nothing more, and hears nothing more', async () => {
    await send(lin, '留在部门的话');
    await place(mei, { department: null });
    await isShut(mei, channel(), 1);
    const heard = await listen(mei);
    await send(lin, '她走了');
    await new Promise((done) => setTimeout(done, 150));
    expect(heard).toEqual([]);
    await place(mei, { department });
    expect((await texts(mei)).at(-1)).toBe('她走了');
  });

  test('who is blocked is told that it is not open, and the blocked words are nowhere', async () => {
    const direct = await directOf(lin, mei);
    await mei.call('POST /api/friends', { body: { person: lin.me.person.id, act: 'block' } });
    expect((await refusalOf(send(lin, '为什么', direct))).code).toBe('chat.not_open');
    expect((await refusalOf(directOf(lin, mei))).code).toBe('chat.not_open');
    await send(lin, '当着大家说');
    expect(await texts(mei)).not.toContain('当着大家说');
    expect(JSON.stringify(await mei.call('GET /api/chat'))).not.toContain('当着大家说');
    await mei.call('POST /api/friends', { body: { person: lin.me.person.id, act: 'unblock' } });
  });
});

describe('what is gone', () => {
  test('a deleted text stands in no reply and in no table any more', async () => {
    const id = randomUUID();
    const { seq } = await send(lin, '说漏嘴了', channel(), id);
    await mei.call('POST /api/chat/react', { body: { channel: channel(), seq, kind: 'laugh', on: true } });
    await lin.call('POST /api/chat/delete', { body: { channel: channel(), seq } });
    const said = [
      await page(mei),
      await mei.call('GET /api/chat'),
      await (await mei.request(`/api/chat/${channel()}?since=0`)).json(),
      await send(lin, '说漏嘴了', channel(), id),
      await writer().selectFrom('chat_message').selectAll().execute(),
      await writer().selectFrom('command').selectAll().execute(),
      await writer().selectFrom('event_text').selectAll().execute(),
    ];
    expect(JSON.stringify(said)).not.toContain('说漏嘴了');
    expect((await page(mei)).lines.find((l) => l.seq === seq)).toMatchObject({ gone: 'own', text: '' });
  });

  test('texts are kept for the days of the policy', async () => {
    await send(lin, '会过期的话');
    const before = await tang.call('GET /api/policy');
    const policy = { ...before, chat: { ...before.chat, keptDays: 7 } };
    await tang.call('POST /api/studio/policy', { body: { before, policy } });
    server.clock.advance(7 * 24 * 60 * MINUTE + 1);
    await pruneChat(server.ctx);
    expect(await texts(mei)).toEqual([]);
  });
});

describe("the studio's care", () => {
  test('is for trainers of the company', async () => {
    for (const who of [lin, guest]) {
      const answers = [
        who.call('GET /api/studio/care'),
        who.call('POST /api/studio/care/judge', { body: { report: 'x', verdict: 'fine' } }),
        who.call('POST /api/studio/care/channel', { body: { channel: channel(), closed: true } }),
        who.call('POST /api/studio/care/mute', { body: { person: mei.me.person.id, hours: 1 } }),
      ];
      for (const answer of answers) expect((await refusalOf(answer)).code).toBe('auth.forbidden');
    }
  });

  test('shows a reported text with what was said around it, and only to this company', async () => {
    const direct = await directOf(lin, mei);
    const { seq } = await send(lin, '难听的话', direct);
    await mei.call('POST /api/chat/report', { body: { channel: direct, seq, reason: 'rude' } });
    const { reports, waiting } = await tang.call('GET /api/studio/care');
    expect(waiting).toBe(1);
    const [report] = reports;
    expect(report).toMatchObject({ text: '难听的话', reporter: '梅梅', reason: 'rude' });
    expect(await foreigner.call('GET /api/studio/care')).toMatchObject({ reports: [], silences: [] });
    const body = { report: report?.id ?? '', verdict: 'mute' as const, hours: 24 };
    const foreign = foreigner.call('POST /api/studio/care/judge', { body });
    expect((await refusalOf(foreign)).code).toBe('report.unknown');
    const after = await tang.call('POST /api/studio/care/judge', { body });
    expect(after).toMatchObject({ waiting: 0, silences: [{ person: { name: '林林' } }] });
    expect(await texts(mei, direct)).not.toContain('难听的话');
    expect((await mei.call('GET /api/messages'))[0]).toMatchObject({ kind: 'report' });
    const muted = await refusalOf(send(lin, '我不服'));
    expect(muted).toMatchObject({
      code: 'chat.muted',
      details: { until: server.clock.now() + 24 * 60 * MINUTE },
    });
    expect((await lin.call('GET /api/chat')).silentUntil).toBe(muted.details.until);
    await tang.call('POST /api/studio/care/mute', { body: { person: lin.me.person.id, hours: 0 } });
    await send(lin, '谢谢');
  });
});
