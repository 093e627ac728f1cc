import { matchMaker } from '@colyseus/core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LobbyRoom } from '../../server/rooms/lobby-room.ts';
import { enterLobby, type Tab, until } from '../helpers/lobby.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

const SECOND = 1_000;

let server: TestServer;
let tabs: Tab[] = [];
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  for (const { room } of tabs) if (room.connection.isOpen) await room.leave();
  tabs = [];
  server.clock.advance(120 * SECOND);
});
afterAll(() => server.close());

type Who = Awaited<ReturnType<TestServer['joined']>>;
const enter = async (who: Who): Promise<Tab> => {
  const tab = await enterLobby(server, who);
  tabs.push(tab);
  await until(() => tab.peer(who.me.person.id) !== undefined, 'my own critter');
  return tab;
};
const events = async (actor: string) => {
  const rows = await server.ctx.db.read
    .selectFrom('event_text')
    .select(['obj', 'data'])
    .where('actor', '=', actor)
    .where('verb', '=', 82)
    .execute();
  return rows.map((r) => ({ obj: r.obj, ...JSON.parse(r.data) }));
};

describe('the lobby', () => {
  test('shows a colleague with name, critter and the station where the ship lies', async () => {
    const a = await server.joined('阿甲');
    const b = await server.joined('阿乙');
    const mine = await enter(a);
    await enter(b);
    await until(() => mine.peer(b.me.person.id) !== undefined);
    const quest = await b.call('GET /api/quest');
    expect(mine.peer(b.me.person.id)).toEqual({
      id: b.me.person.id,
      name: '阿乙',
      avatar: b.me.person.avatar,
      ...quest.current,
      online: true,
    });
  });

  test('two tabs of a person are one critter, which goes with the last of them', async () => {
    const a = await server.joined('看客');
    const b = await server.joined('双开');
    const mine = await enter(a);
    const one = await enter(b);
    const two = await enter(b);
    await until(() => mine.peer(b.me.person.id) !== undefined);
    expect(
      mine
        .peers()
        .map((p) => p.name)
        .sort(),
    ).toEqual(['双开', '看客']);
    await one.room.leave();
    expect(mine.peer(b.me.person.id)?.online).toBe(true);
    await two.room.leave();
    await until(() => mine.peer(b.me.person.id) === undefined, 'the critter has gone');
  });

  test('a lost connection is shown as away and takes its seat again', async () => {
    const a = await server.joined('等待');
    const b = await server.joined('掉线');
    const mine = await enter(a);
    const theirs = await enter(b);
    const id = b.me.person.id;
    await until(() => mine.peer(id)?.online === true);
    theirs.room.reconnection.minUptime = 0;
    theirs.room.reconnection.minDelay = 300;
    theirs.room.reconnection.delay = 300;
    const gone = until(() => mine.peer(id)?.online === false, 'away');
    theirs.room.connection.close(4010);
    await gone;
    await until(() => mine.peer(id)?.online === true, 'back');
    expect(theirs.left).toEqual([]);
  });

  test('everybody sees where somebody goes', async () => {
    const a = await server.joined('观众');
    const b = await server.joined('行者');
    const mine = await enter(a);
    const theirs = await enter(b);
    const { islands } = await b.call('GET /api/quest');
    const island = islands[0];
    const station = island?.stations[1];
    expect(await theirs.ask('move', { island: island?.id, station: station?.id })).toEqual({ ok: true });
    await until(() => mine.peer(b.me.person.id)?.station === station?.id);
    await theirs.ask('move', { island: island?.id });
    await until(() => mine.peer(b.me.person.id)?.station === '');
    expect(await theirs.refused('move', { island: 'atlantis' })).toMatchObject({ code: 'station.unknown' });
    expect(await theirs.refused('move', { island: island?.id, station: 'nowhere' })).toMatchObject({
      code: 'station.unknown',
    });
  });

  test('a wave reaches every tab of the other one, is in the log, and keeps its pace', async () => {
    const a = await server.joined('挥手');
    const b = await server.joined('收到');
    const mine = await enter(a);
    const one = await enter(b);
    const two = await enter(b);
    const to = b.me.person.id;
    expect(await mine.ask('wave', { to })).toEqual({ ok: true });
    await until(() => one.waves.length + two.waves.length === 2);
    expect(one.waves).toEqual([{ from: a.me.person.id, name: '挥手' }]);
    expect(await events(a.me.person.id)).toEqual([{ obj: to, kind: 'wave' }]);
    expect(await mine.refused('wave', { to })).toMatchObject({
      code: 'rate.limited',
      details: { seconds: 3 },
    });
    expect(await one.ask('wave', { to: a.me.person.id })).toEqual({ ok: true });
    server.clock.advance(3 * SECOND);
    expect(await mine.ask('wave', { to })).toEqual({ ok: true });
    expect(await events(a.me.person.id)).toHaveLength(2);
  });

  test('nobody waves to themselves, to strangers or to those who are away from the map', async () => {
    const a = await server.joined('孤单');
    const away = await server.joined('不在');
    const mine = await enter(a);
    expect(await mine.refused('wave', { to: a.me.person.id })).toMatchObject({ code: 'bad_request' });
    expect(await mine.refused('wave', { to: away.me.person.id })).toMatchObject({ code: 'person.unknown' });
    expect(await events(a.me.person.id)).toEqual([]);
  });
});

describe('the door of the lobby', () => {
  const joinWith = async (token: string | undefined, org: string) => {
    const res = await fetch(`${server.url}/matchmake/joinOrCreate/lobby`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: server.url,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ org }),
    });
    return { status: res.status, said: await res.text() };
  };
  const tokenOf = async (who: Who): Promise<string> =>
    (await who.call('POST /api/room-token', { body: {} })).token;

  test('is closed without a token, with a forged one, after a minute, to another company, to a revoked device', async () => {
    const a = await server.joined('门口');
    const org = a.me.org.id;
    const token = await tokenOf(a);
    const [session, until] = token.split('.');
    const refused = [
      await joinWith(undefined, org),
      await joinWith('', org),
      await joinWith('a.b.c', org),
      await joinWith(`${session}.${Number(until) + 60_000}.${token.split('.')[2]}`, org),
      await joinWith(token, 'another-company'),
    ];
    server.clock.advance(61 * SECOND);
    refused.push(await joinWith(token, org));
    const late = await tokenOf(a);
    await a.call('POST /api/logout', { body: {} });
    refused.push(await joinWith(late, org));
    expect(refused.map((r) => r.said.includes('auth.required'))).toEqual(Array(7).fill(true));
    expect(refused.every((r) => r.status >= 400 && !r.said.includes('sessionId'))).toBe(true);
  });

  test('lets a device that was signed out leave, and its critter with it', async () => {
    const a = await server.joined('看门');
    const b = await server.joined('退出');
    const mine = await enter(a);
    const theirs = await enter(b);
    await until(() => mine.peer(b.me.person.id) !== undefined);
    await b.call('POST /api/logout', { body: {} });
    const room = matchMaker.getLocalRoomById(mine.room.roomId) as LobbyRoom;
    await room.checkSessions();
    await until(() => mine.peer(b.me.person.id) === undefined, 'the critter has gone');
    expect(theirs.left).toEqual([4002]);
    expect(mine.left).toEqual([]);
  });

  test('opens for a fresh token, and slows one who comes through it again and again', async () => {
    const a = await server.joined('来回');
    const token = await tokenOf(a);
    const done: { status: number; said: string }[] = [];
    for (let n = 0; n < 18; n += 1) done.push(await joinWith(token, a.me.org.id));
    expect(done.slice(0, 15).map((d) => d.status)).toEqual(Array(15).fill(200));
    expect(done.slice(15).every((d) => d.said.includes('rate.limited'))).toBe(true);
  });
});
