import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** What both floors send: a question as our show words it, a result and a receipt of the size of ours. */
export type Exchange = {
  question: Record<string, unknown>;
  result: Record<string, unknown>;
  receipt: Record<string, unknown>;
};
export type BattleServer = {
  port: number;
  http: Server;
  /** Says the question to everybody. */
  ask: () => void;
  /** Tells everybody their own result. */
  reveal: () => void;
};
/** CPU in ms and bytes written to players since the server started. */
export type Spent = { cpuMs: number; bytes: number };

/** Counts what a server has used so far. Bytes are those of live connections and of closed ones. */
export const measured = (http: Server): (() => Spent) => {
  const open = new Set<Socket>();
  let closed = 0;
  http.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => {
      closed += socket.bytesWritten;
      open.delete(socket);
    });
  });
  return () => {
    const { user, system } = process.cpuUsage();
    let bytes = closed;
    for (const socket of open) bytes += socket.bytesWritten;
    return { cpuMs: (user + system) / 1000, bytes };
  };
};

type Said = { id: number; do: 'ask' | 'reveal' | 'spent' | 'end' };
/** Answers the parent's commands; `extra` = what else it should know at the start. */
export const serve = (
  server: BattleServer,
  spent: () => Spent,
  extra: Record<string, unknown> = {},
): void => {
  process.on('message', ({ id, do: what }: Said) => {
    if (what === 'ask') server.ask();
    if (what === 'reveal') server.reveal();
    if (what === 'end') process.exit(0);
    process.send?.({ id, spent: spent() });
  });
  // A profile is written at a proper end only.
  process.once('SIGINT', () => process.exit(0));
  process.send?.({ ready: { port: server.port, ...extra } });
};
