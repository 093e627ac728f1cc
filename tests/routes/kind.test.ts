import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiPath } from '../../server/domain/api.ts';
import { commit } from '../../server/store/commit.ts';
import { pairOf } from '../../server/store/friend.ts';
import { creditPerson } from '../../server/store/ledger.ts';
import { findSessionById } from '../../server/store/session.ts';
import { learnerAt } from '../bots/learner.ts';
import { enterLobby, until } from '../helpers/lobby.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

type Who = Awaited<ReturnType<typeof newcomer>>;
const newcomer = async (name: string, coins = 60) => {
  const who = learnerAt(server, await server.joined(name, 'learner'));
  const by = await findSessionById(server.ctx, who.me.session);
  if (!by) throw new Error('nobody is signed in');
  const key = `start:${by.person}`;
  await commit(server.ctx, (tx) => creditPerson(tx, by, { amount: coins, reason: 'practice', key }));
  return { ...who, by, id: by.person };
};
const befriend = (a: Who, b: Who): Promise<void> =>
  commit(server.ctx, async (tx) => {
    const row = { ...pairOf(a.id, b.id), org: a.by.org, state: 'friends' as const, asker: a.id, at: tx.now };
    await tx.db.insertInto('friendship').values(row).execute();
  });
/** Somebody of another company of this server. */
const foreigner = async (): Promise<Who> => {
  const who = await newcomer('外人');
  const org = randomUUID();
  const { writer } = server.ctx.db.internal;
  const row = { id: org, name: '别家', code: org.slice(0, 6), zone: 'Asia/Shanghai', createdAt: 0 };
  await writer.insertInto('org').values(row).execute();
  for (const table of ['person', 'identity'] as const)
    await writer
      .updateTable(table)
      .set({ org })
      .where(table === 'person' ? 'id' : 'person', '=', who.id)
      .execute();
  return who;
};
const refused = async (promise: Promise<unknown>): Promise<string> => (await refusalOf(promise)).code;
const json = async <T>(who: Who, path: string): Promise<T> => (await (await who.request(path)).json()) as T;

describe('the doors of kindness', () => {
  it('are shut for who is not signed in', async () => {
    const keys: ApiPath[] = ['GET /api/coins', 'GET /api/asks', 'GET /api/reading', 'GET /api/reading/wall'];
    for (const key of keys)
      expect(await refused(server.client().call(key as 'GET /api/reading'))).toBe('auth.required');
  });

  it('a gift is told to the receiver at once, with face, and a repeated command gives once', async () => {
    const [a, b] = [await newcomer('甲'), await newcomer('乙')];
    await befriend(a, b);
    const tab = await enterLobby(server, b);
    const told: unknown[] = [];
    tab.room.onMessage('*' as never, ((_: unknown, message: unknown) => void told.push(message)) as never);
    const commandId = randomUUID();
    const body = { to: b.id, amount: 10, text: ' 谢谢 ' };
    const room = await a.call('POST /api/gifts', { body }, { commandId });
    expect(room).toMatchObject({ balance: 50, left: { day: 90, friend: 40 }, to: { id: b.id, name: '乙' } });
    expect(await a.call('POST /api/gifts', { body }, { commandId })).toEqual(room);
    await until(() => JSON.stringify(told).includes('"gift"'), 'the receiver is told');
    expect(JSON.stringify(told)).toContain(a.me.person.avatar);
    expect(JSON.stringify(told)).not.toContain('谢谢');
    expect((await b.call('GET /api/messages'))[0]).toMatchObject({ kind: 'gift', text: '谢谢', amount: 10 });
    const line = { amount: 10, with: '甲', text: '谢谢' };
    expect(await json(b, '/api/coins?kind=gift')).toMatchObject({ balance: 70, lines: [line] });
    for (const amount of [0, -5, 1.5])
      expect(await refused(a.call('POST /api/gifts', { body: { to: b.id, amount } }))).toBe('bad_request');
  });

  it('a stranger, somebody of another company and a guest read nothing of a gift and send none', async () => {
    const [a, b] = [await newcomer('甲'), await newcomer('乙')];
    await befriend(a, b);
    const secret = `悄悄话${randomUUID()}`;
    await a.call('POST /api/gifts', { body: { to: b.id, amount: 5, text: secret } });
    const guest = await server.joined('客人');
    const other = await foreigner();
    for (const who of [await newcomer('丙'), other, guest]) {
      for (const path of ['/api/coins', '/api/messages', '/api/reading', '/api/asks', '/api/reading/wall'])
        expect(await (await who.request(path)).text()).not.toContain(secret);
      expect(['gift.friends_only', 'coins.guest', 'person.unknown']).toContain(
        await refused(who.call('POST /api/gifts', { body: { to: b.id, amount: 1 } })),
      );
    }
    expect(await refused(other.call('GET /api/gifts/:to', { params: { to: b.id } }))).toBe('person.unknown');
  });

  it('a bottle is left where the station is done, and read, liked and reported by colleagues of the voyage only', async () => {
    const [a, b] = [await newcomer('甲'), await newcomer('乙')];
    const view = await a.call('GET /api/quest');
    const [island] = view.islands;
    const [first, second, third] = island?.stations ?? [];
    if (!island || !first || !second || !third) throw new Error('no stations');
    const leave = (who: Who, station: string) =>
      who.call('POST /api/bottles/leave', { body: { station, text: '先看总则' } });
    expect(await refused(leave(a, first.id))).toBe('bottle.not_done');
    expect(await refused(leave(a, third.id))).toBe('station.locked');
    expect(await refused(leave(a, 'nowhere'))).toBe('station.unknown');
    await a.readCard(first.id);
    expect(await leave(a, first.id)).toMatchObject({
      n: 1,
      unread: 0,
      may: true,
      mine: { text: '先看总则', mine: true },
    });
    const onIsland = { params: { island: island.id } };
    expect((await b.call('GET /api/bottles/:island', onIsland))[first.id]).toEqual({ n: 1, unread: 1 });
    const { bottle, unread } = await b.call('POST /api/bottles/read', { body: { station: first.id } });
    expect([bottle.author.name, bottle.text, unread]).toEqual(['甲', '先看总则', 0]);
    expect(await b.call('POST /api/bottles/like', { body: { bottle: bottle.id, on: true } })).toMatchObject({
      likes: 1,
    });
    const other = await foreigner();
    expect(
      await refused(other.call('POST /api/bottles/like', { body: { bottle: bottle.id, on: true } })),
    ).toBe('bottle.unknown');
    const report = { kind: 'bottle' as const, obj: bottle.id, reason: '' };
    expect(await refused(other.call('POST /api/kind/report', { body: report }))).toBe('bottle.unknown');
    expect(await b.call('POST /api/kind/report', { body: report })).toEqual({ ok: true });
    expect(await a.call('POST /api/bottles/take', { body: { station: first.id } })).toMatchObject({ n: 0 });
    expect(await refused(b.call('POST /api/bottles/read', { body: { station: first.id } }))).toBe(
      'bottle.none',
    );
  });

  it('a question, its answers and its bounty stay within the company', async () => {
    const [a, b] = [await newcomer('甲'), await newcomer('乙')];
    const body = { title: '年假怎么算？', text: '', bounty: 20 };
    const { ask } = await a.call('POST /api/asks', { body });
    expect((await a.call('GET /api/quest')).coins).toBe(40);
    const given = await b.call('POST /api/asks/answer', { body: { ask: ask.id, text: '看第三章' } });
    const answer = given.answers[0]?.id ?? '';
    const other = await foreigner();
    const at = { params: { ask: ask.id } };
    expect(await refused(other.call('GET /api/asks/:ask', at))).toBe('ask.unknown');
    expect(await refused(other.call('POST /api/asks/answer', { body: { ask: ask.id, text: '我' } }))).toBe(
      'ask.unknown',
    );
    expect(await refused(other.call('POST /api/asks/accept', { body: { ask: ask.id, answer } }))).toBe(
      'ask.unknown',
    );
    expect(await json(other, '/api/asks?tab=open')).toMatchObject({ asks: [] });
    const guest = await server.joined('客人');
    expect(await refused(guest.call('POST /api/asks', { body }))).toBe('coins.guest');
    expect(await refused(guest.call('POST /api/asks/accept', { body: { ask: ask.id, answer } }))).toBe(
      'ask.unknown',
    );
    expect(await refused(a.call('POST /api/asks', { body: { ...body, station: 'nowhere' } }))).toBe(
      'station.unknown',
    );
    const point = { bank: 'sail', id: 'nowhere' };
    expect(await refused(a.call('POST /api/asks', { body: { ...body, point } }))).toBe('point.unknown');
    const done = await a.call('POST /api/asks/accept', { body: { ask: ask.id, answer } });
    expect(done).toMatchObject({ ask: { state: 'accepted' }, answers: [{ accepted: true }] });
    expect((await b.call('GET /api/quest')).coins).toBe(80);
    expect(await json(b, '/api/asks?tab=helped')).toMatchObject({ asks: [{ id: ask.id }] });
    expect((await (await b.request('/api/asks?tab=everything')).json()) as object).toMatchObject({
      code: 'bad_request',
    });
  });

  it('a reading note has five to 280 characters, pays once a day and is read by colleagues only', async () => {
    const [a, b] = [await newcomer('甲'), await newcomer('乙')];
    for (const text of ['太短了', '长'.repeat(281)])
      expect(await refused(a.call('POST /api/reading', { body: { text } }))).toBe('reading.length');
    const text = '🌊'.repeat(280);
    expect(await a.call('POST /api/reading', { body: { text } })).toMatchObject({
      coins: 3,
      streak: 1,
      days: 1,
      next: 30,
    });
    expect(await a.call('POST /api/reading', { body: { text: '读了一章' + '节' } })).toMatchObject({
      coins: 0,
      days: 1,
    });
    const wall = await json<{ notes: { id: string; text: string; author: { id: string } }[] }>(
      b,
      '/api/reading/wall',
    );
    const note = wall.notes.find((n) => n.author.id === a.id)?.id ?? '';
    expect(await b.call('POST /api/reading/like', { body: { note, on: true } })).toMatchObject({ likes: 1 });
    const other = await foreigner();
    expect(await json(other, '/api/reading/wall')).toEqual({ notes: [] });
    expect(await refused(other.call('POST /api/reading/like', { body: { note, on: true } }))).toBe(
      'not_found',
    );
  });
});
