import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { catchUp, react, readTo, sendAgain, sendText } from '../../client/net/chat.ts';
import { addOlder, chats, forgetChats, setTalk } from '../../client/stores/chat.ts';
import type { ChannelView, ChatLine, ChatPage } from '../../server/domain/api-chat.ts';

const CHANNEL = 'department.d';
const view: ChannelView = {
  ...{ id: CHANNEL, kind: 'department', name: '港务部', seq: 2, read: 1, unread: 1, muted: false, slow: 0 },
};
const line = (seq: number, text: string, more: Partial<ChatLine> = {}): ChatLine => ({
  ...{ seq, person: 'mei', text, at: seq, reactions: [] },
  ...more,
});
const page = (lines: ChatLine[], rev: number, more = false): ChatPage => ({
  ...{ channel: view, lines, faces: [], rev, more },
});

/** The server, as far as a browser sees it. */
let replies: ((path: string, body: string, id: string) => [number, unknown])[] = [];
let asked: { path: string; body: string; id: string }[] = [];
const server = (path: string, init: RequestInit = {}): Promise<Response> => {
  const id = new Headers(init.headers).get('command-id') ?? '';
  const body = String(init.body ?? '');
  asked.push({ path, body, id });
  const [status, said] = replies.shift()?.(path, body, id) ?? [500, { code: 'server.fault' }];
  return Promise.resolve(new Response(JSON.stringify(said), { status }));
};

beforeEach(() => {
  replies = [];
  asked = [];
  vi.stubGlobal('fetch', server);
  setTalk(CHANNEL, page([line(1, '早'), line(2, '你好')], 2));
});
afterEach(() => {
  forgetChats();
  vi.unstubAllGlobals();
});
const talk = () => chats.getState().talks[CHANNEL];
const said = () => talk()?.lines.map((l) => l.text);

describe('a conversation on the client', () => {
  test('shows a text at once and keeps it once when the server has it', async () => {
    replies = [() => [200, { seq: 3, at: 9 }]];
    const sent = sendText(CHANNEL, '我来了');
    expect(talk()?.sending.map((s) => s.text)).toEqual(['我来了']);
    await sent;
    expect(talk()?.sending).toEqual([]);
    expect(said()).toEqual(['早', '你好', '我来了']);
    replies = [() => [200, page([line(3, '我来了')], 3)]];
    await catchUp(CHANNEL);
    expect(said()).toEqual(['早', '你好', '我来了']);
  });

  test('keeps a refused text with its reason and sends it again under the same command id', async () => {
    replies = [() => [409, { code: 'chat.slow', details: { seconds: 4 } }], () => [200, { seq: 3, at: 9 }]];
    await sendText(CHANNEL, '快');
    const [failed] = talk()?.sending ?? [];
    expect(failed?.fault).toEqual({ code: 'chat.slow', details: { seconds: 4 } });
    await sendAgain(CHANNEL, failed?.id ?? '');
    expect(asked.map((a) => a.id)).toEqual([failed?.id, failed?.id]);
    expect(said()).toEqual(['早', '你好', '快']);
  });

  test('sends one after the other in the order of writing', async () => {
    replies = [() => [200, { seq: 3, at: 3 }], () => [200, { seq: 4, at: 4 }]];
    await Promise.all([sendText(CHANNEL, '一'), sendText(CHANNEL, '二')]);
    expect(asked.map((a) => JSON.parse(a.body).text)).toEqual(['一', '二']);
    expect(said()?.slice(2)).toEqual(['一', '二']);
  });

  test('takes a deleted text away when it catches up, and asks only for what has changed', async () => {
    replies = [() => [200, page([line(1, '', { gone: 'own' })], 3)]];
    await catchUp(CHANNEL);
    expect(asked[0]?.path).toBe(`/api/chat/${CHANNEL}?since=2`);
    expect(said()).toEqual(['', '你好']);
    expect(talk()?.rev).toBe(3);
  });

  test('begins anew when too much has changed', async () => {
    replies = [() => [200, page([], 200, true)], () => [200, page([line(90, '新的')], 200)]];
    await catchUp(CHANNEL);
    expect(said()).toEqual(['新的']);
  });

  test('puts older lines before what is there', () => {
    addOlder(CHANNEL, page([line(-1, '更早')], 2, true));
    expect(said()).toEqual(['更早', '早', '你好']);
    expect(talk()).toMatchObject({ more: true, rev: 2 });
  });

  test('tells once how far it was read', async () => {
    replies = [() => [200, { read: 2 }]];
    await readTo(CHANNEL, 2);
    await readTo(CHANNEL, 2);
    await readTo(CHANNEL, 1);
    expect(asked).toHaveLength(1);
    expect(talk()?.view).toMatchObject({ read: 2, unread: 0 });
  });

  test('takes a refused reaction back', async () => {
    replies = [() => [409, { code: 'chat.closed' }]];
    const given = react(CHANNEL, 1, 'clap', true);
    expect(talk()?.lines[0]?.reactions).toEqual([{ kind: 'clap', n: 1, mine: true }]);
    await expect(given).rejects.toThrow('chat.closed');
    expect(talk()?.lines[0]?.reactions).toEqual([]);
  });
});
