import { once } from 'node:events';
import { type Client, defineRoom, defineServer, Room } from '@colyseus/core';
import { Client as Visitor } from '@colyseus/sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { LineTransport } from '../../server/rooms/line-transport.ts';

const LOOK_MS = 100;
const bytesOf = (n: number, mark: number): Uint8Array => new Uint8Array(n).fill(mark);
class Quiet extends Room {
  override messages = {
    /** Says so many bytes to everybody, then twice a few to who asked. */
    say: (client: Client, n: number) => {
      this.broadcastBytes('said', bytesOf(n, 7), {});
      for (const mark of [1, 2]) client.sendBytes('said', bytesOf(3, mark));
    },
  };
}
const server = defineServer({
  greet: false,
  gracefullyShutdown: false,
  transport: new LineTransport(LOOK_MS),
  rooms: { quiet: defineRoom(Quiet) },
});
let url = '';

beforeAll(async () => {
  await server.listen(0, '127.0.0.1');
  const bound = server.transport.server?.address();
  if (typeof bound !== 'object' || bound === null) throw new Error('the server has no port');
  url = `http://127.0.0.1:${bound.port}`;
});
afterAll(() => server.gracefullyShutdown(false));

/** A line in a room with the pings it has heard. */
const enter = async (options: { autoPong: boolean }) => {
  const reply = await fetch(`${url}/matchmake/joinOrCreate/quiet`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const { processId, roomId, sessionId } = (await reply.json()) as Record<string, string>;
  const socket = new WebSocket(
    `${url.replace('http', 'ws')}/${processId}/${roomId}?sessionId=${sessionId}`,
    options,
  );
  const line = { socket, pings: 0, closed: false };
  socket.on('ping', () => {
    line.pings += 1;
  });
  socket.on('close', () => {
    line.closed = true;
  });
  await once(socket, 'message');
  return line;
};
const looks = (n: number): Promise<void> => new Promise((done) => setTimeout(done, n * LOOK_MS));

test('a line that speaks is not pinged', async () => {
  const line = await enter({ autoPong: true });
  const talk = setInterval(() => line.socket.pong(), LOOK_MS / 4);
  await looks(6);
  clearInterval(talk);
  expect(line.pings).toBe(0);
  line.socket.terminate();
});

test('a silent line that answers its pings stays', async () => {
  const line = await enter({ autoPong: true });
  await looks(12);
  expect(line.pings).toBeGreaterThan(1);
  expect(line.closed).toBe(false);
  line.socket.terminate();
});

test('a line that answers no ping is ended at the fourth look', async () => {
  const line = await enter({ autoPong: false });
  await looks(8);
  expect(line.pings).toBe(2);
  expect(line.closed).toBe(true);
});

test.each([0, 1, 100, 110, 125, 126, 127, 128, 300, 16_370, 16_384, 20_000, 65_535, 65_536, 70_000])(
  'a message of %i bytes arrives whole, for everybody and in order',
  async (n) => {
    const rooms = await Promise.all([1, 2].map(() => new Visitor(url).joinOrCreate('quiet')));
    const heard = rooms.map((room) => {
      const said: Uint8Array[] = [];
      room.onMessage('said', (bytes: Uint8Array) => said.push(bytes));
      return said;
    });
    rooms[0]?.send('say', n);
    await vi.waitFor(() => expect(heard.map((said) => said.length)).toEqual([3, 1]));
    const told = bytesOf(n, 7);
    expect(heard.map((said) => Buffer.compare(said[0] ?? bytesOf(1, 0), told))).toEqual([0, 0]);
    expect(heard[0]?.slice(1).map((bytes) => [...bytes])).toEqual([
      [1, 1, 1],
      [2, 2, 2],
    ]);
    await Promise.all(rooms.map((room) => room.leave()));
  },
);
