import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { UnreadableFile } from '../../server/formats/format.ts';
import { readZip, writeZip } from '../../server/formats/zip.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof UnreadableFile) return error.note.code;
    throw error;
  }
  return 'accepted';
};
const readAll = (zip: Uint8Array): void => {
  const file = readZip(zip);
  for (const name of file.names) file.read(name);
};

type Raw = {
  name: string | Uint8Array;
  data?: Uint8Array;
  method?: number;
  flags?: number;
  crc?: number;
  size?: number;
  packed?: number;
  attributes?: number;
  offset?: number;
};

const crc32 = (data: Uint8Array): number => {
  let c = 0xffffffff;
  for (const byte of data) {
    c ^= byte;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  return (c ^ 0xffffffff) >>> 0;
};

const u16 = (n: number): number[] => [n & 255, (n >>> 8) & 255];
const u32 = (n: number): number[] => [...u16(n & 0xffff), ...u16(n >>> 16)];

/** An archive byte by byte, so that it can lie. */
const rawZip = (entries: Raw[]): Uint8Array => {
  const out: number[] = [];
  const central: number[] = [];
  for (const e of entries) {
    const name = typeof e.name === 'string' ? bytesOf(e.name) : e.name;
    const data = e.data ?? bytesOf('x');
    const head = [
      ...u16(e.flags ?? 0),
      ...u16(e.method ?? 0),
      ...u32(0),
      ...u32(e.crc ?? crc32(data)),
      ...u32(e.packed ?? data.length),
      ...u32(e.size ?? data.length),
      ...u16(name.length),
      ...u16(0),
    ];
    const offset = e.offset ?? out.length;
    if (e.offset === undefined) out.push(...u32(0x04034b50), ...u16(20), ...head, ...name, ...data);
    central.push(...u32(0x02014b50), ...u16(0x0314), ...u16(20), ...head, ...u16(0), ...u16(0), ...u16(0));
    central.push(...u32(e.attributes ?? 0), ...u32(offset), ...name);
  }
  const end = [...u32(0x06054b50), ...u32(0), ...u16(entries.length), ...u16(entries.length)];
  return Uint8Array.from([...out, ...central, ...end, ...u32(central.length), ...u32(out.length), ...u16(0)]);
};

describe('an archive of our own', () => {
  it('is read as it was written', () => {
    const name = fc
      .stringMatching(/^[a-z0-9中文 _.-]{1,12}$/u)
      .filter((n) => !['.', '..', '__proto__'].includes(n));
    const entry = fc.record({ name, bytes: fc.uint8Array({ maxLength: 3000 }) });
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: (e) => e.name, maxLength: 8 }), (entries) => {
        const zip = readZip(writeZip(entries));
        expect(zip.names.toSorted()).toEqual(entries.map((e) => e.name).toSorted());
        for (const { name, bytes } of entries) expect(zip.read(name)).toEqual(bytes);
      }),
    );
  });

  it('depends on its entries alone', () => {
    const entries = [{ name: 'a', bytes: bytesOf('text '.repeat(100)) }];
    expect(writeZip(entries)).toEqual(writeZip(entries));
  });

  it('knows what it does not hold', () => {
    const zip = readZip(writeZip([{ name: 'a', bytes: bytesOf('x') }]));
    expect(zip.has('b')).toBe(false);
    expect(zip.read('b')).toBeUndefined();
  });
});

describe('an archive of others', () => {
  it('may have Chinese names in GB18030 without saying so', () => {
    const zip = rawZip([{ name: Uint8Array.from([0xcc, 0xe2, 0xbf, 0xe2, 0x2e, 0x78]) }]);
    expect(readZip(zip).names).toEqual(['题库.x']);
  });

  it('shows no folders and no shadow files of macOS', () => {
    const none = new Uint8Array();
    expect(
      readZip(rawZip([{ name: 'a/', data: none }, { name: 'a/b' }, { name: '__MACOSX/a/._b' }])).names,
    ).toEqual(['a/b']);
  });
});

describe('a hostile archive is refused', () => {
  it.each(['../a', 'a/../../b', '/etc/passwd', 'C:/a', 'c:a', 'a\\b', '..\\a', 'a\u0000b', ''])(
    'for a name that leads outside: %j',
    (name) => expect(codeOf(() => readZip(rawZip([{ name }])))).toBe('zip.path'),
  );

  it('for links, passwords and unknown methods', () => {
    expect(codeOf(() => readZip(rawZip([{ name: 'a', attributes: (0xa1ff << 16) >>> 0 }])))).toBe(
      'zip.symlink',
    );
    expect(codeOf(() => readZip(rawZip([{ name: 'a', flags: 1 }])))).toBe('zip.encrypted');
    expect(codeOf(() => readZip(rawZip([{ name: 'a', flags: 0x2000 }])))).toBe('zip.encrypted');
    expect(codeOf(() => readZip(rawZip([{ name: 'a', method: 14 }])))).toBe('zip.method');
  });

  it('for two files of one name and for files that overlap', () => {
    expect(codeOf(() => readZip(rawZip([{ name: 'a' }, { name: 'a' }])))).toBe('zip.twice');
    expect(codeOf(() => readZip(rawZip([{ name: 'a' }, { name: 'a', offset: 0 }])))).toBe('zip.overlap');
  });

  it('for too many files and too many bytes, before anything is inflated', () => {
    const many = Array.from({ length: 20_001 }, (_, i) => ({ name: String(i) }));
    expect(codeOf(() => readZip(rawZip(many)))).toBe('zip.too_many');
    const packed = deflateSync(new Uint8Array(1000));
    const huge = [1, 2].map((n) => ({ name: `${n}`, data: packed, method: 8, size: 150 * 1024 * 1024 }));
    expect(['zip.too_large', 'zip.bomb']).toContain(codeOf(() => readZip(rawZip(huge))));
  });

  it('but not for the files that ten thousand questions make', () => {
    const many = Array.from({ length: 10_002 }, (_, i) => ({ name: `items/${i}.xml` }));
    expect(readZip(rawZip(many)).names).toHaveLength(10_002);
  });

  it('for a bomb that says what it is', () => {
    const zip = writeZip([{ name: 'a', bytes: new Uint8Array(30 * 1024 * 1024) }]);
    expect(zip.length).toBeLessThan(100_000);
    expect(codeOf(() => readZip(zip))).toBe('zip.bomb');
  }, 60_000);

  it('for a bomb that lies about its size, after at most a few megabytes', () => {
    const data = deflateSync(new Uint8Array(60 * 1024 * 1024));
    const zip = rawZip([{ name: 'a', data, method: 8, size: 1000 }]);
    const before = performance.now();
    expect(codeOf(() => readAll(zip))).toBe('zip.lying');
    expect(performance.now() - before).toBeLessThan(3000);
  }, 60_000);

  it('for sizes and checksums that lie', () => {
    const data = deflateSync(bytesOf('hello'));
    const honest = { name: 'a', data, method: 8, size: 5, crc: crc32(bytesOf('hello')) };
    expect(codeOf(() => readAll(rawZip([honest])))).toBe('accepted');
    expect(codeOf(() => readAll(rawZip([{ ...honest, size: 4 }])))).toBe('zip.lying');
    expect(codeOf(() => readAll(rawZip([{ ...honest, size: 6 }])))).toBe('zip.lying');
    expect(codeOf(() => readAll(rawZip([{ ...honest, crc: 1 }])))).toBe('zip.lying');
    expect(codeOf(() => readAll(rawZip([{ name: 'a', size: 9 }])))).toBe('zip.lying');
  });

  it('when it is cut off anywhere', () => {
    const zip = writeZip([
      { name: 'a.txt', bytes: bytesOf('some text '.repeat(50)) },
      { name: 'b.txt', bytes: bytesOf('more') },
    ]);
    for (let n = 0; n < zip.length; n++)
      expect(['zip.truncated', 'zip.broken']).toContain(codeOf(() => readAll(zip.subarray(0, n))));
  });

  it('with a reason, never with a crash, whatever byte is wrong', () => {
    const zip = writeZip([{ name: 'a.txt', bytes: bytesOf('some text '.repeat(50)) }]);
    fc.assert(
      fc.property(fc.nat({ max: zip.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
        const broken = zip.slice();
        broken[at] = byte;
        expect(codeOf(() => readAll(broken))).toMatch(/^(zip\.|accepted)/u);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(codeOf(() => readAll(bytes))).toMatch(/^zip\./u);
      }),
    );
  }, 60_000);
});
