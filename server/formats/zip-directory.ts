import { UnreadableFile } from './format.ts';

/** One line of the central directory. `end` is where its data ends, known once its local header was read. */
export type ZipEntry = {
  name: string;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  size: number;
  attributes: number;
  /** Of the local header. */
  offset: number;
  rawName: Uint8Array;
};

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const LONGEST_COMMENT = 65_535;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A 64-bit number; one beyond 2^53 is surely a lie and becomes Infinity. */
const u64 = (view: DataView, at: number): number => {
  const value = Number(view.getBigUint64(at, true));
  return Number.isSafeInteger(value) ? value : Number.POSITIVE_INFINITY;
};

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030');

/** UTF-8 as the flag says or the bytes allow, else GB18030, which Chinese Windows writes. */
const nameOf = (raw: Uint8Array): string => {
  try {
    return utf8.decode(raw);
  } catch {
    return gb18030.decode(raw);
  }
};

const findEnd = (bytes: Uint8Array, view: DataView): number => {
  const last = bytes.length - 22;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--)
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) <= bytes.length)
      return at;
  const started = bytes.length >= 4 && view.getUint32(0, true) === LOCAL;
  throw new UnreadableFile(started ? 'zip.truncated' : 'zip.broken');
};

type Directory = { count: number; offset: number; end: number };

const directoryOf = (bytes: Uint8Array, view: DataView): Directory => {
  const at = findEnd(bytes, view);
  let count = view.getUint16(at + 10, true);
  let size = view.getUint32(at + 12, true);
  let offset = view.getUint32(at + 16, true);
  let limit = at;
  if (at >= 20 && view.getUint32(at - 20, true) === LOCATOR64) {
    const at64 = u64(view, at - 12);
    if (at64 + 56 > at || view.getUint32(at64, true) !== END64) throw new UnreadableFile('zip.broken');
    count = u64(view, at64 + 32);
    size = u64(view, at64 + 40);
    offset = u64(view, at64 + 48);
    limit = at64;
  }
  if (offset + size > limit) throw new UnreadableFile('zip.truncated');
  return { count, offset, end: offset + size };
};

/** Sizes and offset of an entry that says 0xffffffff stand in its zip64 extra field. */
const widened = (view: DataView, entry: ZipEntry, from: number, to: number): ZipEntry => {
  const wide = { ...entry };
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    const end = Math.min(to, field + view.getUint16(at + 2, true));
    for (const part of ['size', 'packed', 'offset'] as const) {
      if (wide[part] !== 0xffffffff || field + 8 > end) continue;
      wide[part] = u64(view, field);
      field += 8;
    }
  }
  return wide;
};

const entryAt = (bytes: Uint8Array, view: DataView, at: number, end: number): [ZipEntry, number] => {
  if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw new UnreadableFile('zip.broken');
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > end) throw new UnreadableFile('zip.broken');
  const rawName = bytes.subarray(at + 46, nameEnd);
  const entry: ZipEntry = {
    name: nameOf(rawName),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    attributes: view.getUint32(at + 38, true),
    offset: view.getUint32(at + 42, true),
    rawName,
  };
  return [widened(view, entry, nameEnd, extraEnd), next];
};

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Where the data of an entry stands. Throws UnreadableFile `zip.broken` or `zip.truncated`. */
const rangeOf = (bytes: Uint8Array, entry: ZipEntry): [number, number] => {
  const view = viewOf(bytes);
  const file = entry.name;
  if (entry.offset + 30 > bytes.length) throw new UnreadableFile('zip.truncated', undefined, { file });
  if (view.getUint32(entry.offset, true) !== LOCAL)
    throw new UnreadableFile('zip.broken', undefined, { file });
  const nameEnd = entry.offset + 30 + view.getUint16(entry.offset + 26, true);
  const start = nameEnd + view.getUint16(entry.offset + 28, true);
  if (!sameBytes(bytes.subarray(entry.offset + 30, nameEnd), entry.rawName))
    throw new UnreadableFile('zip.lying', undefined, { file });
  if (start + entry.packed > bytes.length) throw new UnreadableFile('zip.truncated', undefined, { file });
  return [start, start + entry.packed];
};

/** The packed bytes of an entry. */
export const dataOf = (bytes: Uint8Array, entry: ZipEntry): Uint8Array => {
  const [start, end] = rangeOf(bytes, entry);
  return bytes.subarray(start, end);
};

const checkOverlap = (bytes: Uint8Array, entries: ZipEntry[], directory: number): void => {
  let free = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (entry.offset < free) throw new UnreadableFile('zip.overlap', undefined, { file: entry.name });
    free = rangeOf(bytes, entry)[1];
  }
  if (free > directory) throw new UnreadableFile('zip.overlap');
};

/** The entries as the central directory lists them; at most `most` + 1, so that a caller can refuse. */
export const centralEntries = (bytes: Uint8Array, most: number): ZipEntry[] => {
  const view = viewOf(bytes);
  const { count, offset, end } = directoryOf(bytes, view);
  const entries: ZipEntry[] = [];
  let at = offset;
  while (at < end && entries.length <= most) {
    const [entry, next] = entryAt(bytes, view, at, end);
    entries.push(entry);
    at = next;
  }
  if (entries.length <= most && entries.length !== count) throw new UnreadableFile('zip.broken');
  checkOverlap(bytes, entries, offset);
  return entries;
};
