import { getMessageBytes, Protocol } from '@colyseus/core';

/** How the packer begins an object: this byte, then the number of its keys in two. */
const MAP = 0xde;
const MAP_HEAD = 3;

const packed = (type: string, message?: object): Buffer =>
  getMessageBytes.raw(Protocol.ROOM_DATA, type, message);

/**
 * Messages of a type of which a large part is the same for many: that part is packed once. The function given back makes
 * the frame of `{ ...shared, ...own }` for `enqueueRaw`; no key may stand in both, and `shared` may not change.
 */
export const sharedFrames = (type: string): ((shared: object, own: object) => Buffer) => {
  const head = packed(type).byteLength;
  const keys = (frame: Buffer): number => frame.readUInt16BE(head + 1);
  const known = new Map<object, Buffer>();
  const large = (shared: object): Buffer => {
    const frame = known.get(shared) ?? packed(type, shared);
    known.set(shared, frame);
    return frame;
  };
  return (shared, own) => {
    const [first, rest] = [large(shared), packed(type, own)];
    if (first[head] !== MAP || rest[head] !== MAP) return packed(type, { ...shared, ...own });
    const frame = Buffer.concat([first, rest.subarray(head + MAP_HEAD)]);
    frame.writeUInt16BE(keys(first) + keys(rest), head + 1);
    return frame;
  };
};
