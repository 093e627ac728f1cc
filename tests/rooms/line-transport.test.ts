import { once } from 'node:events';
import { defineRoom, defineServer, Room } from '@colyseus/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { LineTransport } from '../../server/rooms/line-transport.ts';

const LOOK_MS = 100;
class Quiet extends Room {}
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

test('a line that answers no ping is ended at the third look', async () => {
  const line = await enter({ autoPong: false });
  await looks(8);
  expect(line.pings).toBe(2);
  expect(line.closed).toBe(true);
});
