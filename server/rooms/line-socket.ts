import type { Socket } from 'node:net';
import WebSocket from 'ws';

type Data = Parameters<WebSocket['send']>[0];
type Options = Parameters<WebSocket['send']>[1];
type Done = (err?: Error) => void;

/** A last frame of bytes (RFC 6455, 5.2), unmasked as servers send it: lengths below 126 in one byte, below 2^16 in three. */
const LAST_OF_BYTES = 0x82;
const LONGER = 126;
/** Longer messages go the library's way: to copy them would cost more than a second piece. */
const MOST_BYTES = 16 * 1024;
const framed = (data: Uint8Array): Buffer => {
  const head = data.length < LONGER ? 2 : 4;
  const frame = Buffer.allocUnsafe(head + data.length);
  frame[0] = LAST_OF_BYTES;
  frame[1] = Math.min(LONGER, data.length);
  if (head === 4) frame.writeUInt16BE(data.length, 2);
  frame.set(data, head);
  return frame;
};

const isShort = (data: Data): data is Uint8Array => data instanceof Uint8Array && data.length <= MOST_BYTES;

/** What was framed last in this turn of the loop: a broadcast gives the same bytes to everybody. */
let last: { data: Uint8Array; frame: Buffer } | undefined;
const frameOf = (data: Uint8Array): Buffer => {
  if (last?.data === data) return last.frame;
  if (!last)
    queueMicrotask(() => {
      last = undefined;
    });
  last = { data, frame: framed(data) };
  return last.frame;
};

/** A socket of the live rooms: head and bytes of a message go out in one piece instead of two. */
export class LineSocket extends WebSocket {
  #socket: Socket | undefined;

  /** `socket` = the stream that this line has to itself from now on. */
  opened(socket: Socket): void {
    this.#socket = socket;
  }

  override send(data: Data, cb?: Done): void;
  override send(data: Data, options: Options, cb?: Done): void;
  override send(data: Data, options?: Options | Done, cb?: Done): void {
    if (typeof options !== 'object') return void super.send(data, options);
    const isPlain = isShort(data) && options.binary === true && cb === undefined;
    if (isPlain && this.#socket && this.readyState === WebSocket.OPEN) this.#socket.write(frameOf(data));
    else super.send(data, options, cb);
  }
}
