import { inflateSync } from 'node:zlib';

const HEADER = 44;
const ENTRY = 20;
const aligned = (n: number): number => (n + 3) & ~3;

/**
 * A WOFF 1.0 font as the plain TrueType file inside it (https://www.w3.org/TR/WOFF/): readers that look up single
 * glyphs are a hundred times faster on it. Throws when it is no WOFF.
 */
export const trueTypeOf = (woff: Buffer): Buffer => {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('no WOFF font');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, i) => {
    const at = HEADER + i * ENTRY;
    const [offset, packed, size] = [4, 8, 12].map((d) => woff.readUInt32BE(at + d)) as [
      number,
      number,
      number,
    ];
    const stored = woff.subarray(offset, offset + packed);
    return {
      tag: woff.subarray(at, at + 4),
      bytes: packed < size ? inflateSync(stored) : stored,
      sum: woff.readUInt32BE(at + 16),
    };
  });
  const power = 2 ** Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + 16 * count);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(power * 16, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((count - power) * 16, 10);
  let offset = head.length;
  const parts: Buffer[] = [head];
  for (const [i, { tag, bytes, sum }] of tables.entries()) {
    const at = 12 + i * 16;
    tag.copy(head, at);
    head.writeUInt32BE(sum, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(bytes.length, at + 12);
    parts.push(bytes, Buffer.alloc(aligned(bytes.length) - bytes.length));
    offset += aligned(bytes.length);
  }
  return Buffer.concat(parts);
};
