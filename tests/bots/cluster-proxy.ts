import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';

/** What stands before the processes of a company: pages and calls go to any that lives, `/n1/...` to the first alone. */
export type Front = {
  url: string;
  port: number;
  /** Calls go to these processes, by number from 0. */
  use: (...processes: number[]) => void;
  close: () => void;
};

const read = async (req: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const forward = (port: number, req: IncomingMessage, body: Buffer, res: ServerResponse): Promise<void> =>
  new Promise((done, fail) => {
    const { method, url: path, headers } = req;
    const out = request({ host: '127.0.0.1', port, method, path, headers }, (reply) => {
      res.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(res).once('finish', done);
    });
    out.once('error', fail);
    out.end(body);
  });

/** Hands a socket on as it came, without the prefix of its process. */
const handOn = (port: number, path: string, req: IncomingMessage, socket: Socket, head: Buffer): void => {
  const to = connect(port, '127.0.0.1', () => {
    const lines = [`${req.method} ${path} HTTP/1.1`];
    for (let i = 0; i < req.rawHeaders.length; i += 2)
      lines.push(`${req.rawHeaders[i]}: ${req.rawHeaders[i + 1]}`);
    to.write(`${lines.join('\r\n')}\r\n\r\n`);
    to.write(head);
    socket.pipe(to).pipe(socket);
  });
  to.on('error', () => socket.destroy());
  to.on('close', () => socket.destroy());
  socket.on('error', () => to.destroy());
  socket.on('close', () => to.destroy());
};

export const startFront = async (port: number, backends: readonly number[]): Promise<Front> => {
  let used = backends.map((_, i) => i);
  let turn = 0;
  /** As a proxy does: round and round, and the next one when one does not answer. */
  const pass = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await read(req);
    for (let tries = 0; tries < backends.length; tries++) {
      const to = backends[used[turn++ % used.length] ?? 0] ?? 0;
      try {
        return await forward(to, req, body, res);
      } catch {
        if (res.headersSent) return void res.destroy();
      }
    }
    res.writeHead(502).end();
  };
  const server = createServer((req, res) => void pass(req, res));
  server.on('upgrade', (req, socket, head) => {
    const [, n, path] = /^\/n(\d+)(\/.*)$/.exec(req.url ?? '') ?? [];
    const to = backends[Number(n) - 1];
    if (to === undefined || path === undefined) return void socket.destroy();
    handOn(to, path, req, socket as Socket, head);
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    ...{ port, url: `http://127.0.0.1:${port}` },
    use: (...processes) => {
      used = processes;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
