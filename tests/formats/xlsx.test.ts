import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../server/formats/detect.ts';
import { UnreadableFile } from '../../server/formats/format.ts';
import { readSheet, reportXlsx, templateXlsx, writeXlsx } from '../../server/formats/sheet.ts';
import { EXAMPLE } from '../../server/formats/sheet-template.ts';
import { library } from '../../server/formats/xlsx.ts';

type Rows = (string | number | boolean | Date | null)[][];
const { utils, write } = library();
type BookType = 'xlsx' | 'biff8' | 'ods' | 'xlsm';

/** A workbook written by the library, as other programs would. */
const book = (
  sheets: Record<string, Rows>,
  bookType: BookType = 'xlsx',
  change?: (b: ReturnType<typeof utils.book_new>) => void,
) => {
  const made = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(made, utils.aoa_to_sheet(rows), name);
  change?.(made);
  return new Uint8Array(write(made, { type: 'array', bookType, bookSST: true }) as ArrayBuffer);
};
const read = (bytes: Uint8Array, name = 'bank.xlsx') => readSheet({ name, bytes });
const codeOf = (bytes: Uint8Array, name?: string): string => {
  try {
    read(bytes, name);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.note.code;
    throw error;
  }
  return 'read';
};

const QUESTIONS: Rows = [
  ['题目', 'A', 'B', '答案'],
  ['圆周率约为？', 3.14, 2.72, 'A'],
  ['订单号？', 123456789012, 5, 'A'],
];

describe('workbooks', () => {
  it.each(['xlsx', 'xlsm', 'biff8', 'ods'] as const)('are read as %s, numbers as shown', (type) => {
    const reading = read(book({ 题: QUESTIONS }, type), `bank.${type === 'biff8' ? 'xls' : type}`);
    expect(reading).toMatchObject({ format: 'xlsx', encoding: 'binary', rejected: [] });
    expect(reading.questions.map((q) => q.question)).toMatchObject([
      { options: [{ text: { zh: '3.14' } }, {}], key: 0 },
      { options: [{ text: { zh: '123456789012' } }, {}] },
    ]);
    expect(reading.questions[1]?.place).toEqual({ sheet: '题', row: 3 });
  });

  it('give all their sheets, and the name of a sheet may say the type', () => {
    const reading = read(
      book({
        单选题: [
          ['题干', 'A', 'B', '答案'],
          ['甲？', '一', '二', 'B'],
        ],
        判断题: [
          ['题干', '答案'],
          ['乙。', 'A'],
          ['丙。', 'B'],
        ],
        填写说明: [['请按模板填写'], ['不要改表头']],
      }),
    );
    expect(reading.questions.map((q) => q.question.type)).toEqual(['single', 'true-false', 'true-false']);
    expect(reading.questions.map((q) => ('key' in q.question ? q.question.key : undefined))).toEqual([
      1,
      true,
      false,
    ]);
    expect(reading.warnings).toMatchObject([{ code: 'sheet.not_understood', place: { sheet: '填写说明' } }]);
    expect(reading.unmapped).toBeUndefined();
  });

  it('tell of hidden sheets and rows, formula errors and formulas without a value', () => {
    const reading = read(
      book({ 题: [...QUESTIONS, ['空？', '一', '二', 'A']], 内部: QUESTIONS }, 'xlsx', (made) => {
        made.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
        const sheet = made.Sheets.题;
        if (!sheet) return;
        sheet['!rows'] = [{}, { hidden: true }];
        sheet.B4 = { t: 'e', v: 0x17, w: '#REF!' };
      }),
    );
    expect(reading.warnings.map((w) => [w.code, w.place.sheet])).toEqual([
      ['sheet.formula_error', '题'],
      ['sheet.hidden_rows', '题'],
      ['sheet.hidden_sheet', '内部'],
    ]);
    expect(reading.questions).toHaveLength(2);
    expect(reading.rejected).toMatchObject([{ code: 'question.too_few_options', place: { row: 4 } }]);
  });

  it('join the rows that share one merged stem', () => {
    const rows: Rows = [
      ['题干', '选项', '答案'],
      ['甲？', '一', 'B'],
      ['', '二', ''],
      ['', '三', ''],
      ['乙？', '四\n五', 'A'],
    ];
    const reading = read(
      book({ 题: rows }, 'xlsx', (made) => {
        const sheet = made.Sheets.题;
        if (sheet) sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 3, c: 0 } }];
      }),
    );
    expect(reading.questions.map((q) => q.question)).toMatchObject([
      { key: 1, options: [{ text: { zh: '一' } }, { text: { zh: '二' } }, { text: { zh: '三' } }] },
      { key: 0, options: [{}, {}] },
    ]);
    expect(reading.rejected).toEqual([]);
  });

  it('fill a merged category down and read dates and percentages as shown', () => {
    const rows: Rows = [
      ['章节', '题目', '答案'],
      ['第一章', '甲？', new Date(Date.UTC(2024, 1, 3))],
      ['', '乙？', 0.5],
    ];
    const reading = read(
      book({ 题: rows }, 'xlsx', (made) => {
        const sheet = made.Sheets.题;
        if (!sheet) return;
        sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
        sheet.C3 = { t: 'n', v: 0.5, z: '0%' };
      }),
    );
    expect(reading.questions.map((q) => q.category)).toEqual([['第一章'], ['第一章']]);
    expect(reading.questions.map((q) => q.question)).toMatchObject([
      { key: ['2024-02-03'] },
      { key: ['50%'] },
    ]);
  });

  it('keep raised and lowered digits of rich text', () => {
    const files = unzipSync(
      book({
        题: [
          ['题目', '答案'],
          ['RICH', '水'],
        ],
      }),
    );
    const strings = Object.keys(files).find((n) => n.endsWith('sharedStrings.xml'));
    const plain = strFromU8(files[strings ?? 'xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    const rich = '<r><t>H</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r><r><t>O 是？</t></r>';
    files[strings ?? 'xl/worksheets/sheet1.xml'] = strToU8(plain.replace('<t>RICH</t>', rich));
    expect(read(zipSync(files)).questions[0]?.question.stem).toEqual({ zh: 'H₂O 是？' });
  });

  it('tell of pictures that lie in the package', () => {
    const files = unzipSync(book({ 题: QUESTIONS }));
    files['xl/media/image1.png'] = new Uint8Array([1, 2, 3]);
    expect(read(zipSync(files)).warnings).toMatchObject([
      { code: 'sheet.pictures_dropped', details: { n: 1 } },
    ]);
  });

  it('may have backslashes in the names of its parts, but none that lead outside or hide a bomb', () => {
    const parts = Object.entries(unzipSync(book({ 题库: QUESTIONS })));
    const zipped = (more: Record<string, Uint8Array> = {}) =>
      zipSync({
        ...Object.fromEntries(parts.map(([name, data]) => [name.replaceAll('/', '\\'), data])),
        ...more,
      });
    expect(detectFormat({ name: 'bank.xlsx', bytes: zipped() })).toBe('xlsx');
    expect(read(zipped()).questions).toHaveLength(2);
    expect(codeOf(zipped({ '..\\evil.xml': new Uint8Array(1) }))).toBe('zip.path');
    expect(codeOf(zipped({ 'xl/workbook.xml': new Uint8Array(1) }))).toBe('zip.twice');
    expect(codeOf(zipped({ 'xl\\big.xml': new Uint8Array(30_000_000) }))).toBe('zip.bomb');
  }, 60_000);

  it('may be tables of HTML or tabs that carry the name .xls', () => {
    const html =
      '<html><body><table><tr><td>题目</td><td>答案</td></tr><tr><td>甲？</td><td>1</td></tr></table></body></html>';
    expect(read(strToU8(html), 'a.xls').questions[0]?.question).toMatchObject({ stem: { zh: '甲？' } });
    expect(read(strToU8('题目\t答案\n甲？\t1\n'), 'a.xls').questions).toHaveLength(1);
  });

  it('are refused when they are bombs, cut off, or no workbooks at all', () => {
    const whole = book({ 题: QUESTIONS });
    const bomb = unzipSync(whole);
    bomb['xl/worksheets/sheet1.xml'] = new Uint8Array(60_000_000).fill(32);
    expect(codeOf(zipSync(bomb, { level: 9 }))).toBe('zip.bomb');
    expect(codeOf(whole.slice(0, whole.length - 300))).toMatch(/^zip\./u);
    expect(codeOf(zipSync({ 'word/document.xml': strToU8('<w/>') }))).toBe('sheet.unreadable');
    expect(codeOf(new Uint8Array())).toBe('file.empty');
    expect(codeOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'a.xls')).toBe('sheet.unreadable');
  });

  it('are read fast: 5,000 rows well within ten seconds', () => {
    const rows: Rows = [['题型', '题干', 'A', 'B', 'C', 'D', '答案', '解析']];
    for (let i = 0; i < 5000; i++)
      rows.push([
        '单选题',
        `第 ${i} 题：下列说法正确的是？`,
        `甲${i}`,
        `乙${i}`,
        `丙${i}`,
        `丁${i}`,
        'ABCD'[i % 4] ?? 'A',
        '见教材。',
      ]);
    const bytes = book({ 题: rows });
    const started = performance.now();
    expect(read(bytes).questions).toHaveLength(5000);
    const ms = performance.now() - started;
    expect(ms).toBeLessThan(10_000);
    console.info(`5,000 rows read in ${Math.round(ms)} ms`);
  }, 60_000);
});

describe('our own workbooks', () => {
  it('give the example question when the empty template is imported as it is', () => {
    const reading = read(templateXlsx());
    expect(reading.rejected).toEqual([]);
    expect(reading.warnings).toEqual([]);
    const [only, ...others] = reading.questions;
    expect(others).toEqual([]);
    expect(only).toMatchObject({ ...EXAMPLE, question: { ...EXAMPLE.question, id: 'q-1' } });
  });

  it('freeze the headings and offer the types in a list', () => {
    const sheet = strFromU8(unzipSync(templateXlsx())['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('state="frozen"');
    expect(sheet).toContain('单选题,多选题');
    expect(library().read(templateXlsx(), { type: 'array' }).SheetNames).toEqual([
      '题目 Questions',
      '说明 Notes',
    ]);
  });

  it('hold texts that look like formulas or escapes as text', () => {
    const stem = { zh: '=1+1 与 _x0041_ 是文字' };
    const question = { id: 'a', type: 'short' as const, stem, key: ['-5', '@x'], difficulty: 3 };
    const { bytes } = writeXlsx({ bank: 'b', questions: [{ question }], media: new Map(), lang: 'zh' });
    expect(read(bytes).questions[0]?.question).toMatchObject({ stem, key: ['-5', '@x'] });
  });

  it('say what a sheet cannot hold', () => {
    const question = {
      id: 'a',
      type: 'description' as const,
      stem: { zh: '看 ![图](media:a.png)' },
      difficulty: 3,
    };
    const { losses } = writeXlsx({ bank: 'b', questions: [{ question }], media: new Map(), lang: 'zh' });
    expect(losses).toEqual([
      { place: { item: 1 }, code: 'sheet.media_dropped', details: { names: 'a.png' } },
    ]);
  });

  it('report file, place, reason and cure', () => {
    const bytes = reportXlsx(
      [{ file: 'a.csv', place: '第 3 行', reason: '没有题干。', cure: '请补上。' }],
      'zh',
    );
    const report = library().read(bytes, { type: 'array' });
    expect(utils.sheet_to_json(report.Sheets.导入报告 ?? {}, { header: 1 })).toEqual([
      ['文件', '位置', '原因', '怎么办'],
      ['a.csv', '第 3 行', '没有题干。', '请补上。'],
    ]);
  });
});
