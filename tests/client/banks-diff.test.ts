import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffMarks } from '../../client/studio/banks/duplicates/diff.ts';
import { linesOf, pairLines } from '../../client/studio/banks/duplicates/lines.ts';
import type { Question } from '../../server/domain/question.ts';

const marked = (pieces: { text: string; differs: boolean }[]): string =>
  pieces.map((p) => (p.differs ? `[${p.text}]` : p.text)).join('');
const shown = (a: string, b: string): string[] => diffMarks(a, b).map(marked);

describe('the marks of two texts side by side', () => {
  test('stand on the Han characters and the words that only one of them has', () => {
    expect(shown('进入库区前必须戴帽', '进入库区之前必须戴好帽')).toEqual([
      '进入库区前必须戴帽',
      '进入库区[之]前必须戴[好]帽',
    ]);
    expect(shown('The limit is 10 km', 'The limit is 15 km')).toEqual([
      'The limit is [10] km',
      'The limit is [15] km',
    ]);
  });

  test('are none for equal texts and everything for a text beside nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (s) => {
        expect(
          diffMarks(s, s)
            .flat()
            .some((p) => p.differs),
        ).toBe(false);
        expect(diffMarks(s, '')[0].every((p) => p.differs)).toBe(true);
      }),
    );
  });

  test('lose no letter of either text, and what is unmarked is the same in both', () => {
    const text = fc
      .array(fc.constantFrom('消', '防', 'abc', ' ', '，', '12'), { maxLength: 30 })
      .map((p) => p.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [x, y] = diffMarks(a, b);
        expect([x.map((p) => p.text).join(''), y.map((p) => p.text).join('')]).toEqual([a, b]);
        const same = (pieces: typeof x) =>
          pieces
            .filter((p) => !p.differs)
            .map((p) => p.text)
            .join('');
        expect(same(x)).toBe(same(y));
      }),
    );
  });
});

test('questions are laid side by side part by part, with the key beside its option', () => {
  const base = { id: 'x', type: 'single', difficulty: 1, key: 1 } as const;
  const a: Question = {
    ...base,
    stem: { zh: '**甲**' },
    options: [{ text: { zh: '一' } }, { text: { zh: '二' } }],
    hint: { zh: '想' },
  };
  const b: Question = {
    ...base,
    stem: { zh: '甲' },
    options: [{ text: { zh: '一' } }, { text: { zh: '二' } }, { text: { zh: '三' } }],
  };
  const rows = pairLines(linesOf(a, 'zh'), linesOf(b, 'zh'));
  expect(rows.map(([x, y]) => [x?.text, y?.text])).toEqual([
    ['甲', '甲'],
    ['一', '一'],
    ['二', '二'],
    [undefined, '三'],
    ['想', undefined],
  ]);
  expect(rows[2]?.[0]?.right).toBe(true);
});
