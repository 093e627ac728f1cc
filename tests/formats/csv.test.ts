import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delimiterOf, readCsv, readDelimited, writeDelimited } from '../../server/formats/csv.ts';
import { nastyText } from './arbitrary.ts';

const cells = (text: string): string[][] => readDelimited(text).rows.map((r) => r.cells);
const file = (bytes: Uint8Array) => ({ name: 'a.csv', bytes });

describe('the CSV reader', () => {
  it('finds the delimiter outside quotes', () => {
    expect(delimiterOf('a;b;c\n"1,2,3,4,5";2;3\n')).toBe(';');
    expect(delimiterOf('题目\t答案\n甲,乙,丙\t1\n')).toBe('\t');
    expect(delimiterOf('q|a\nWhat, then?|x\nWho, me?|y\n')).toBe('|');
    expect(delimiterOf('one column\nof text\n')).toBe(',');
  });

  it('obeys the sep= line that Excel writes and counts it as a row', () => {
    expect(readDelimited('sep=;\na;b,c\n')).toMatchObject({
      delimiter: ';',
      rows: [{ row: 2, line: 2, cells: ['a', 'b,c'] }],
    });
  });

  it('keeps quotes, delimiters and newlines inside quoted cells, and counts lines', () => {
    const { rows } = readDelimited('q,a\n"say ""hi"", then\nleave",x\nlast,y\n');
    expect(rows.map((r) => r.cells)).toEqual([
      ['q', 'a'],
      ['say "hi", then\nleave', 'x'],
      ['last', 'y'],
    ]);
    expect(rows.map((r) => [r.row, r.line])).toEqual([
      [1, 1],
      [2, 2],
      [3, 4],
    ]);
  });

  it('takes a lone quote for a character, with a warning that names the line', () => {
    const read = readCsv(file(new TextEncoder().encode('q,a\n"never closed,x\n5" pipe,y\n"a"b,z\n')));
    expect(read.grids[0]?.rows.map((r) => r.cells)).toEqual([
      ['q', 'a'],
      ['"never closed', 'x'],
      ['5" pipe', 'y'],
      ['"a"b', 'z'],
    ]);
    expect(read.warnings.map((w) => [w.code, w.place.line])).toEqual([
      ['sheet.stray_quote', 2],
      ['sheet.stray_quote', 4],
    ]);
  });

  it('reads a long line of many cells in linear time', () => {
    const started = performance.now();
    expect(readDelimited(','.repeat(2_000_000)).rows[0]?.cells).toHaveLength(2_000_001);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('the CSV writer', () => {
  it('leaves numbers alone and guards what a program takes for a formula', () => {
    const text = new TextDecoder().decode(
      writeDelimited([['=1+1', '-5', '+3.5', '-x', '@a', "'=b", "it's"]]),
    );
    expect(text).toBe("'=1+1,-5,+3.5,'-x,'@a,''=b,it's\r\n");
  });

  it('starts with a byte order mark for Excel', () => {
    expect([...writeDelimited([['中']]).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('gives back every cell to the reader', () => {
    const cell = fc.oneof(nastyText(), fc.constantFrom("'=x", '"', 'a\n\nb', '+1', '=SUM(A1)', "''@"));
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const grid = readCsv(file(writeDelimited(rows))).grids[0];
        expect(grid?.rows.map((r) => r.cells)).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('is understood cell by cell as RFC 4180 says', () => {
    expect(cells('a,b\n"x, y",""\n')).toEqual([
      ['a', 'b'],
      ['x, y', ''],
    ]);
  });
});
