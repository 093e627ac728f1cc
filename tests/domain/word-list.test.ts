import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkWords, hasWord } from '../../server/domain/word-list.ts';

const WORDS = ['cunt', 'idiot', '笨蛋', 'bad word', '996'];
const between = fc.constantFrom(
  '',
  ' ',
  '.',
  '-',
  '  ',
  '\u200b',
  '\u2060',
  '·',
  '，',
  '*',
  '😀',
  '\u3164',
  '\n',
);
const wide = (c: string): string =>
  /[!-~]/.test(c) ? String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0) : c;
const dress = fc.constantFrom(
  (c: string) => c,
  (c: string) => c.toUpperCase(),
  wide,
  (c: string) => (/[a-z]/.test(c) ? `${c}\u0301` : c),
);

describe('the word list of a company', () => {
  test('finds a word whatever its case, width, accents and what stands between its letters', () => {
    const dressed = fc
      .constantFrom(...WORDS)
      .chain((word) =>
        fc
          .tuple(...[...word].map(() => fc.tuple(dress, between)))
          .map((parts) => [...word].map((c, i) => `${parts[i]?.[0](c)}${parts[i]?.[1]}`).join('')),
      );
    const around = fc.constantFrom(['', ''], ['你好，', '！'], ['so ', ' then'], ['(', ')']);
    fc.assert(
      fc.property(dressed, around, (word, [before, after]) => {
        expect(hasWord(`${before}${word}${after}`, WORDS)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('leaves longer Latin words and numbers alone', () => {
    for (const fine of [
      'Scunthorpe',
      'idiotic',
      'Cuntz',
      '19960',
      'badwords',
      'unidiot',
      '笨 鸟先飞',
      'c, u, n',
    ])
      expect([fine, hasWord(fine, WORDS)]).toEqual([fine, false]);
  });

  test('no text of other letters ever hits', () => {
    const other = fc.string({ unit: fc.constantFrom(...'xyz玫瑰岛 .!0') });
    fc.assert(fc.property(other, (text) => !hasWord(text, WORDS)));
  });

  test('finds Chinese anywhere, and Latin beside Chinese and digits', () => {
    for (const bad of ['你这个笨蛋啊', '笨-蛋', '大笨　蛋', '你是idiot吗', 'idiot2', '996icu'])
      expect([bad, hasWord(bad, WORDS)]).toEqual([bad, true]);
  });

  test('a word of signs only forbids nothing', () => {
    expect(hasWord('好！！', ['！！', '...', ' '])).toBe(false);
  });

  test('refuses with a code that says nothing of the word', () => {
    expect(() => checkWords('笨蛋', WORDS)).toThrow('chat.word');
    expect(() => checkWords('你好', WORDS)).not.toThrow();
  });

  test('checks 500 signs against 2,000 words within a few milliseconds', () => {
    const words = Array.from({ length: 2000 }, (_, i) => `词${i}组${i * 7}号`);
    const text = '词1组'.repeat(166);
    hasWord(text, words);
    const began = performance.now();
    for (let i = 0; i < 20; i++) hasWord(text, [...words]);
    expect((performance.now() - began) / 20).toBeLessThan(20);
  });
});
