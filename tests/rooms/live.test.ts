import { matchMaker } from '@colyseus/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Refusal } from '../../client/net/call.ts';
import { sendMove, sendWave, startPresence } from '../../client/net/live.ts';
import { endWave, peersOn, presence } from '../../client/stores/presence.ts';
import { enter, leave } from '../../client/stores/session.ts';
import { enterLobby, type Tab, until } from '../helpers/lobby.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

type Who = Awaited<ReturnType<TestServer['joined']>>;
let server: TestServer;
let me: Who;
let other: Who;
let tab: Tab;
let stop: () => void;
const realFetch = globalThis.fetch;

/** This process as a page of the server: relative addresses and its own cookie. */
const becomePage = (): void => {
  Object.assign(globalThis, { location: { origin: server.url } });
  globalThis.fetch = (url, init) =>
    String(url).startsWith('/api/')
      ? me.request(String(url), { ...init, headers: { ...init?.headers, origin: server.url } })
      : realFetch(url, init);
};

beforeAll(async () => {
  server = await startTestServer();
  me = await server.joined('我');
  other = await server.joined('同伴');
  becomePage();
});
afterAll(async () => {
  globalThis.fetch = realFetch;
  await server.close();
});
beforeEach(async () => {
  server.clock.advance(60_000);
  enter(me.me);
  tab = await enterLobby(server, other);
  stop = startPresence();
  await until(() => presence.getState().peers.length > 0, 'a peer is seen');
});
afterEach(async () => {
  stop();
  if (tab.room.connection.isOpen) await tab.room.leave();
  await until(() => presence.getState().peers.length === 0);
});

const myCritter = () => tab.peer(me.me.person.id);

describe('presence in the client', () => {
  test('knows the others, not myself, and where they stand', () => {
    const { live, peers } = presence.getState();
    expect(live).toBe(true);
    expect(peers.map((p) => [p.name, p.online])).toEqual([['同伴', true]]);
    const island = peers[0]?.island ?? '';
    expect(peersOn(peers, island)).toHaveLength(1);
    expect(peersOn(peers, 'elsewhere')).toEqual([]);
  });

  test('tells the others where I go', async () => {
    const quest = await me.call('GET /api/quest');
    const island = quest.islands[0]?.id ?? '';
    const station = quest.islands[0]?.stations[2]?.id ?? '';
    sendMove({ island, station });
    await until(() => myCritter()?.station === station);
  });

  test('a greeting arrives and stays until it was shown', async () => {
    await tab.ask('wave', { to: me.me.person.id });
    await until(() => presence.getState().waves.length === 1);
    const [wave] = presence.getState().waves;
    expect(wave).toMatchObject({ from: other.me.person.id, name: '同伴' });
    endWave(wave?.n ?? 0);
    expect(presence.getState().waves).toEqual([]);
  });

  test('my greeting arrives; a second one at once is refused with its code', async () => {
    await sendWave(other.me.person.id);
    await until(() => tab.waves.length === 1);
    await expect(sendWave(other.me.person.id)).rejects.toThrow(Refusal);
    await expect(sendWave(other.me.person.id)).rejects.toMatchObject({ code: 'rate.limited' });
    await expect(sendWave('nobody')).rejects.toMatchObject({ code: 'person.unknown' });
  });

  test('a room that is closed is joined anew, and my place is told again', async () => {
    const quest = await me.call('GET /api/quest');
    const island = quest.islands[1]?.id ?? '';
    sendMove({ island });
    await until(() => myCritter()?.island === island);
    const room = matchMaker.getLocalRoomById(tab.room.roomId);
    await room.disconnect(4001);
    await until(() => !presence.getState().live, 'away');
    tab = await enterLobby(server, other);
    await until(() => presence.getState().live, 'back');
    await until(() => myCritter()?.island === island, 'in the same place');
  });

  test('leaves when it is stopped, and does not begin without a person', async () => {
    stop();
    await until(() => myCritter() === undefined);
    expect(presence.getState()).toEqual({ live: false, peers: [], waves: [] });
    leave();
    startPresence()();
    await expect(sendWave(other.me.person.id)).rejects.toThrow();
  });
});
