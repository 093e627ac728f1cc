import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../server/formats/encoding.ts';
import { UnreadableFile } from '../../server/formats/format.ts';
import { langOf, localTextIfAny, localTextOf } from '../../server/formats/local-text.ts';

const read = (...bytes: number[]) => decodeText({ name: 'f.txt', bytes: Uint8Array.from(bytes) });
const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const utf16 = (text: string, order: 'le' | 'be'): number[] =>
  [...text].flatMap((c) => {
    const units = Array.from({ length: c.length }, (_, i) => c.charCodeAt(i));
    return units.flatMap((u) => (order === 'le' ? [u & 255, u >> 8] : [u >> 8, u & 255]));
  });
const codes = (text: { warnings: { code: string }[] }) => text.warnings.map((w) => w.code);

describe('a text file says its encoding by a mark', () => {
  test('UTF-8 and both UTF-16 lose their mark and give no warning', () => {
    const text = '题目 1：岛😀\n';
    expect(read(0xef, 0xbb, 0xbf, ...utf8(text))).toMatchObject({
      text,
      encoding: 'utf-8-bom',
      warnings: [],
    });
    expect(read(0xff, 0xfe, ...utf16(text, 'le'))).toMatchObject({
      text,
      encoding: 'utf-16le',
      warnings: [],
    });
    expect(read(0xfe, 0xff, ...utf16(text, 'be'))).toMatchObject({
      text,
      encoding: 'utf-16be',
      warnings: [],
    });
  });

  test('half a character at the end of a UTF-16 file is counted as broken', () => {
    const found = read(0xff, 0xfe, ...utf16('题目', 'le'), 0x41);
    expect(found.text).toBe('题目\ufffd');
    expect(found.warnings).toEqual([{ place: {}, code: 'text.broken_characters', details: { n: 1 } }]);
  });
});

describe('a text file without a mark', () => {
  test('is UTF-16 when NULs stand on one side only', () => {
    const text = '1. 下列哪一项正确？\nA. 甲\nB. 乙\n答案：A\n';
    expect(read(...utf16(text, 'le'))).toMatchObject({ text, encoding: 'utf-16le' });
    expect(read(...utf16(text, 'be'))).toMatchObject({ text, encoding: 'utf-16be' });
    expect(codes(read(...utf16(text, 'le')))).toEqual(['text.encoding_guessed']);
  });

  test('is UTF-8 when it is valid UTF-8, without a warning', () => {
    expect(read(...utf8('Été 题目 ⼈'))).toMatchObject({
      text: 'Été 题目 ⼈',
      encoding: 'utf-8',
      warnings: [],
    });
  });

  test('that was cut inside a character stays UTF-8', () => {
    const bytes = utf8('安全生产，人人有责。').slice(0, -1);
    expect(read(...bytes)).toMatchObject({ text: '安全生产，人人有责\ufffd', encoding: 'utf-8' });
  });

  test('is GB18030 when the double bytes are everyday Chinese', () => {
    // 中国的首都是哪里？ / 答案：北京 in GB 18030
    const gb = [
      0xd6, 0xd0, 0xb9, 0xfa, 0xb5, 0xc4, 0xca, 0xd7, 0xb6, 0xbc, 0xca, 0xc7, 0xc4, 0xc4, 0xc0, 0xef, 0xa3,
      0xbf, 0x0d, 0x0a, 0xb4, 0xf0, 0xb0, 0xb8, 0xa3, 0xba, 0xb1, 0xb1, 0xbe, 0xa9,
    ];
    expect(read(...gb)).toMatchObject({ text: '中国的首都是哪里？\n答案：北京', encoding: 'gb18030' });
    expect(codes(read(...gb))).toEqual(['text.encoding_guessed']);
    expect(read(...gb, 0xff).encoding).toBe('gb18030');
  });

  test('is windows-1252 when the high bytes are Western letters and quotes', () => {
    const found = read(0x93, 0xbf, 0x43, 0x75, 0xe1, 0x6c, 0x3f, 0x94, 0x20, 0xe9, 0x74, 0xe9, 0x92);
    expect(found).toMatchObject({ text: '“¿Cuál?” été’', encoding: 'windows-1252' });
  });
});

describe('every text', () => {
  test('has \\n as its only line end', () => {
    expect(read(...utf8('a\r\nb\rc\nd\r\re\r\r\nf\u000bg')).text).toBe('a\nb\nc\nd\n\ne\nf\ng');
  });

  test('keeps no control characters: a database would refuse a NUL', () => {
    const found = read(...utf8('a\u0000b\u0007\tc'));
    expect(found.text).toBe('a\ufffdb\ufffd\tc');
    expect(found.warnings).toEqual([{ place: {}, code: 'text.broken_characters', details: { n: 2 } }]);
  });

  test('that is empty is refused', () => {
    for (const bytes of [[], [0xef, 0xbb, 0xbf], utf8(' \r\n ')])
      expect(() => read(...bytes)).toThrow(UnreadableFile);
  });

  test('of well-formed characters comes through UTF-8 and UTF-16 unchanged', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((t) => t.trim() !== '' && !/[^\P{Cc}\n\t]|\ufeff|\ufffd/u.test(t));
    fc.assert(
      fc.property(text, (t) => {
        expect(read(...utf8(t)).text).toBe(t);
        expect(read(0xff, 0xfe, ...utf16(t, 'le')).text).toBe(t);
        expect(read(0xfe, 0xff, ...utf16(t, 'be')).text).toBe(t);
      }),
    );
  });
});

describe('a text of a file', () => {
  test('is Chinese when it has a Han character, else English', () => {
    expect(localTextOf(' 首都 Paris ')).toEqual({ zh: '首都 Paris' });
    expect(localTextOf('Paris？')).toEqual({ en: 'Paris？' });
    expect(localTextOf('⼈')).toEqual({ zh: '⼈' });
    expect(localTextOf('A', langOf('首都? A'))).toEqual({ zh: 'A' });
    expect(localTextIfAny(' ')).toBeUndefined();
  });
});

test('traditional and rare characters of GB18030 are Chinese too', () => {
  const bytes = Buffer.from('ee7dc4bfa3bac55f9eb3fd94f74df377997aa3acdf78ed97a3baec60fd94a1a3', 'hex');
  expect(decodeText({ name: 'x.txt', bytes })).toMatchObject({ text: '題目：臺灣龜鱉體檢，選項：靈龜。' });
  expect(decodeText({ name: 'x.txt', bytes }).encoding).toBe('gb18030');
});

test('Latin text with accents is not taken for Chinese', () => {
  const text = 'Où est l’hôtel ? Très près du château, à côté de la gare. Ça va être déjà fermé ; où dîner ?';
  const bytes = Buffer.from(text.replaceAll('’', "'"), 'latin1');
  expect(decodeText({ name: 'x.txt', bytes }).encoding).toBe('windows-1252');
});
