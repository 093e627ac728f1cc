import { createServer } from 'node:http';
import { type Client, defineRoom, defineServer, Room } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { WebSocketServer } from 'ws';
import { type BattleServer, type Exchange, measured, serve } from './battle-child.ts';

/** The floors: the same exchange (question to all, an acknowledgement per answer, a private result) with nothing else. */

const plainWs = async ({ question, result, receipt }: Exchange): Promise<BattleServer> => {
  const http = createServer();
  const wss = new WebSocketServer({ server: http });
  wss.on('connection', (socket) => {
    socket.on('message', (data) => {
      const said = JSON.parse(String(data)) as { n: number };
      socket.send(JSON.stringify({ type: 'ack', n: said.n, ...receipt }));
    });
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const all = (message: unknown): void => {
    const text = JSON.stringify(message);
    for (const socket of wss.clients) socket.send(text);
  };
  const bound = http.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    http,
    ask: () => all({ type: 'question', ...question }),
    reveal: () => {
      for (const socket of wss.clients) socket.send(JSON.stringify({ type: 'result', ...result }));
    },
  };
};

const plainColyseus = async ({ question, result, receipt }: Exchange): Promise<BattleServer> => {
  let room: Plain | undefined;
  class Plain extends Room {
    override maxClients = 2_000;
    override messages = {
      answer: (_client: Client, { n }: { n: number }) => ({ n, ...receipt }),
    };
    override onCreate(): void {
      room = this;
    }
  }
  const server = defineServer({
    greet: false,
    gracefullyShutdown: false,
    transport: new WebSocketTransport({ pingInterval: 3000, pingMaxRetries: 2, maxPayload: 16 * 1024 }),
    rooms: { plain: defineRoom(Plain) },
  });
  await server.listen(0, '127.0.0.1');
  const http = server.transport.server;
  const bound = http?.address();
  if (!http || typeof bound !== 'object' || bound === null) throw new Error('the server has no port');
  return {
    port: bound.port,
    http,
    ask: () => room?.broadcast('question', question),
    reveal: () => {
      for (const client of room?.clients ?? []) client.send('result', result);
    },
  };
};

const exchange = JSON.parse(process.argv[3] ?? '{}') as Exchange;
const server = await (process.argv[2] === 'ws' ? plainWs : plainColyseus)(exchange);
serve(server, measured(server.http));
