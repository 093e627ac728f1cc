import type { Socket } from 'node:net';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { LineSocket } from './line-socket.ts';

/** How often every line is looked at, from which look on one that says nothing is pinged, and the look at which it is ended:
 * after 12 to 15 seconds. */
const LOOK_MS = 3_000;
const PINGED_FROM = 2;
const MOST_SILENT = 4;
const MOST_BYTES = 16 * 1024;

type Line = { ping: () => void; terminate: () => void };
type Heard = { socket: Socket; bytes: number; silent: number };

/**
 * The transport of the live rooms. A line that speaks lives: pinged is only who has said nothing for two looks, so that a hall
 * of players who answer costs hardly a ping.
 */
export class LineTransport extends WebSocketTransport {
  readonly #heard = new WeakMap<Line, Heard>();

  constructor(lookMs = LOOK_MS) {
    super({
      pingInterval: lookMs,
      pingMaxRetries: MOST_SILENT,
      maxPayload: MOST_BYTES,
      WebSocket: LineSocket,
    });
    this.wss.on('connection', (line, { socket }) => {
      this.#heard.set(line, { socket, bytes: socket.bytesRead, silent: 0 });
      if (line instanceof LineSocket) line.opened(socket);
    });
  }

  protected override autoTerminateUnresponsiveClients(everyMs: number, mostSilent: number): void {
    this.pingInterval = setInterval(() => {
      for (const line of this.wss.clients) this.#look(line, mostSilent);
    }, everyMs);
  }

  #look(line: Line, mostSilent: number): void {
    const heard = this.#heard.get(line);
    if (!heard) return;
    const { bytesRead } = heard.socket;
    heard.silent = bytesRead === heard.bytes ? heard.silent + 1 : 0;
    heard.bytes = bytesRead;
    if (heard.silent >= mostSilent) line.terminate();
    else if (heard.silent >= PINGED_FROM) line.ping();
  }
}
