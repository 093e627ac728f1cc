import { matchMaker } from '@colyseus/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterLobby, type Tab, until } from '../helpers/lobby.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

const KICKED = 4002;
const TOO_BIG = 1009;

let server: TestServer;
let witness: Tab;
let lonely = 0;
const died: unknown[] = [];
const note = (error: unknown): void => void died.push(error);

beforeAll(async () => {
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
  server = await startTestServer();
  witness = await enterLobby(server, await server.joined('证人'));
});
afterAll(async () => {
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
  await server.close();
});

const stranger = async (): Promise<Tab> => {
  lonely += 1;
  server.clock.advance(60_000);
  return enterLobby(server, await server.joined(`捣乱 ${lonely}`));
};
/** The server and the witness's own connection go on. */
const expectUnharmed = async (): Promise<void> => {
  // The witness keeps to 20 messages a second itself.
  await new Promise((done) => setTimeout(done, 150));
  expect((await server.client().call('GET /api/health')).ok).toBe(true);
  expect(await witness.refused('move', { island: 'atlantis' })).toMatchObject({ code: 'station.unknown' });
  expect(witness.left).toEqual([]);
  expect(died).toEqual([]);
};
const sendRaw = (tab: Tab, ...bytes: number[]): void => tab.room.connection.send(Uint8Array.from(bytes));

describe('the lobby under abuse', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', [1, 2]],
    ['a wrong field', { island: 5 }],
    ['a field too many', { island: 'sail', admin: true }],
    ['a name that is too long', { island: 'x'.repeat(65) }],
  ])('a request of %s is refused with bad_request, the connection stays', async (_, message) => {
    expect(await witness.refused('move', message)).toMatchObject({ code: 'bad_request' });
    await expectUnharmed();
  });

  test.each(['nosuch', '__proto__', 'constructor', 'toString', ''])(
    'an unknown request %j gets an error, the connection stays',
    async (type) => {
      const said = await witness.refused(type, {});
      expect(said.message).toMatch(/no.*handler|not registered/u);
      await expectUnharmed();
    },
  );

  test('an unknown plain message closes its own connection with a code that says so', async () => {
    const tab = await stranger();
    tab.room.send('nosuch' as never, {} as never);
    await until(() => tab.left.length > 0);
    expect(tab.left).toEqual([KICKED]);
    await expectUnharmed();
  });

  test('a plain message of a bad shape does nothing', async () => {
    const tab = await stranger();
    tab.room.send('wave' as never, { to: 5 } as never);
    expect(await tab.refused('wave', { to: 'nobody' })).toMatchObject({ code: 'person.unknown' });
    await expectUnharmed();
  });

  test('more than 16 KB closes its own connection with 1009', async () => {
    const tab = await stranger();
    tab.room.reconnection.enabled = false;
    tab.room.send('move' as never, { island: 'x'.repeat(20_000) } as never);
    await until(() => tab.left.length > 0);
    expect(tab.left).toEqual([TOO_BIG]);
    await expectUnharmed();
  });

  test('a flood closes its own connection, its critter goes, the others notice nothing else', async () => {
    const tab = await stranger();
    await until(() => witness.peers().some((p) => p.name === `捣乱 ${lonely}`));
    for (let n = 0; n < 200; n += 1) tab.room.send('move' as never, { island: 'sail' } as never);
    await until(() => tab.left.length > 0);
    expect(tab.left).toEqual([KICKED]);
    await until(() => !witness.peers().some((p) => p.name === `捣乱 ${lonely}`), 'its critter has gone');
    await expectUnharmed();
  });

  test.each([
    ['an empty frame', []],
    ['an unknown code', [250]],
    ['a request cut short', [19]],
    ['data with broken packing', [13, 164, 109, 111, 118, 101, 0xc1]],
    ['data with a type that never ends', [13, 0xdb, 0xff, 0xff, 0xff, 0xff]],
    ['bytes for nobody', [17, 163, 97, 98, 99, 1, 2, 3]],
    ['a join once more', [10]],
    ['every byte there is', Array.from({ length: 256 }, (_, n) => n)],
  ])('%s harms nobody else', async (_, bytes) => {
    const tab = await stranger();
    tab.room.reconnection.enabled = false;
    sendRaw(tab, ...bytes);
    for (let code = 0; code < 32; code += 1) if (tab.room.connection.isOpen) sendRaw(tab, code, ...bytes);
    await new Promise((done) => setTimeout(done, 60));
    await expectUnharmed();
    if (tab.room.connection.isOpen) await tab.room.leave(false);
  });

  test('a throw inside the room is logged and ends nothing', async () => {
    const room = matchMaker.getLocalRoomById(witness.room.roomId);
    room.clock.setTimeout(() => {
      throw new Error('a bug in a timer');
    }, 1);
    room.onMessage('explode', () => {
      throw new Error('a bug in a handler');
    });
    witness.room.send('explode' as never, {} as never);
    await new Promise((done) => setTimeout(done, 100));
    await expectUnharmed();
  });

  test('a room that is closed while a seat is held takes the process not with it', async () => {
    const tab = await stranger();
    const room = matchMaker.getLocalRoomById(tab.room.roomId);
    tab.room.reconnection.enabled = false;
    tab.room.connection.close(4010);
    await new Promise((done) => setTimeout(done, 60));
    await room.disconnect(4001);
    await new Promise((done) => setTimeout(done, 60));
    expect((await server.client().call('GET /api/health')).ok).toBe(true);
    expect(died).toEqual([]);
  });
});
