import { Inflate, zipSync } from 'fflate';
import type { NoteCode } from '../domain/notes/index.ts';
import { UnreadableFile } from './format.ts';
import { centralEntries, dataOf, type ZipEntry } from './zip-directory.ts';

/** The files of an archive by name; folders and `__MACOSX/` are left out. Nothing is inflated before it is read. */
export type ZipFile = {
  names: string[];
  has: (name: string) => boolean;
  /** undefined = no such file. Throws UnreadableFile `zip.lying` when size or checksum is not as declared. */
  read: (name: string) => Uint8Array | undefined;
};

const MB = 1024 * 1024;
const MOST_ENTRIES = 20_000;
const MOST_BYTES = 200 * MB;
const RATIO_FROM = 10 * MB;
const MOST_RATIO = 200;
const STEP = 16 * 1024;

const refuse = (code: NoteCode, file?: string, details?: Record<string, string | number>): never => {
  throw new UnreadableFile(code, details, file === undefined ? {} : { file });
};

const hasControl = (name: string): boolean => /\p{Cc}/u.test(name);

const checkEntry = (entry: ZipEntry): void => {
  const { name } = entry;
  const outside = name.startsWith('/') || /^[a-z]:/iu.test(name) || name.split('/').includes('..');
  if (name === '' || outside || name.includes('\\') || hasControl(name)) refuse('zip.path', name);
  if (entry.flags & 0x2041) refuse('zip.encrypted', name);
  if (((entry.attributes >>> 16) & 0xf000) === 0xa000) refuse('zip.symlink', name);
  if (entry.method !== 0 && entry.method !== 8) refuse('zip.method', name, { method: entry.method });
  if (entry.method === 0 && entry.packed !== entry.size) refuse('zip.lying', name);
  if (entry.size > RATIO_FROM && entry.size > entry.packed * MOST_RATIO) refuse('zip.bomb', name);
};

const checkAll = (entries: ZipEntry[]): void => {
  if (entries.length > MOST_ENTRIES) refuse('zip.too_many', undefined, { most: MOST_ENTRIES });
  const names = new Set<string>();
  let size = 0;
  let packed = 0;
  for (const entry of entries) {
    checkEntry(entry);
    if (names.has(entry.name)) refuse('zip.twice', entry.name);
    names.add(entry.name);
    size += entry.size;
    packed += entry.packed;
  }
  if (size > MOST_BYTES) refuse('zip.too_large', undefined, { limit: MOST_BYTES / MB });
  if (size > RATIO_FROM && size > packed * MOST_RATIO) refuse('zip.bomb');
};

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
const crc32 = (bytes: Uint8Array): number => {
  let c = 0xffffffff;
  for (const byte of bytes) c = (CRC_TABLE[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};

/** Inflates step by step into a buffer of the declared size; stops at the first byte too many. */
const inflate = (packed: Uint8Array, entry: ZipEntry): Uint8Array => {
  const out = new Uint8Array(entry.size);
  let at = 0;
  const inflater = new Inflate((chunk) => {
    if (at + chunk.length > out.length) refuse('zip.lying', entry.name);
    out.set(chunk, at);
    at += chunk.length;
  });
  try {
    for (let from = 0; from < packed.length; from += STEP)
      inflater.push(packed.subarray(from, from + STEP), from + STEP >= packed.length);
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    refuse('zip.broken', entry.name);
  }
  if (at !== out.length) refuse('zip.lying', entry.name);
  return out;
};

const readEntry = (bytes: Uint8Array, entry: ZipEntry): Uint8Array => {
  const packed = dataOf(bytes, entry);
  const data = entry.method === 0 ? packed.slice() : inflate(packed, entry);
  if (crc32(data) !== entry.crc) refuse('zip.lying', entry.name);
  return data;
};

/**
 * Walks the central directory and refuses before anything is inflated: names that leave the folder, links, encrypted
 * or repeated or overlapping entries, too many, too large, bombs, truncated archives. Throws UnreadableFile `zip.*`.
 * With `slashes` a backslash in a name parts folders, as some programs write sheets; every check holds for the result.
 */
export const readZip = (bytes: Uint8Array, { slashes = false } = {}): ZipFile => {
  const entries = centralEntries(bytes, MOST_ENTRIES);
  if (slashes) for (const entry of entries) entry.name = entry.name.replaceAll('\\', '/');
  checkAll(entries);
  for (const entry of entries) dataOf(bytes, entry);
  const files = new Map(
    entries.filter((e) => !e.name.endsWith('/') && !e.name.startsWith('__MACOSX/')).map((e) => [e.name, e]),
  );
  return {
    names: [...files.keys()],
    has: (name) => files.has(name),
    read: (name) => {
      const entry = files.get(name);
      return entry && readEntry(bytes, entry);
    },
  };
};

/** An archive whose bytes depend on the entries alone: order as given, one fixed date. `__proto__` is no name. */
export const writeZip = (entries: { name: string; bytes: Uint8Array }[]): Uint8Array =>
  zipSync(Object.fromEntries(entries.map((e) => [e.name, e.bytes])), {
    level: 6,
    mtime: '2020-01-01T00:00:00',
  });
