import { describe, expect, test } from 'vitest';
import type { FigureView, MetricView } from '../../server/domain/figure.ts';
import { readDelimited } from '../../server/formats/csv.ts';
import { figureCsv, figureName, figureXlsx, type PrintedFigure } from '../../server/formats/figure-table.ts';
import { library } from '../../server/formats/xlsx.ts';

const RARE = '㙘𠮷龘';
const metric: MetricView = {
  id: 'answers.by_person',
  name: { zh: '每人作答', en: 'Answers by learner' },
  definition: { zh: '每位学员的作答次数与正确率。', en: 'Answers and accuracy of each learner.' },
  columns: [
    { id: 'person', kind: 'person', name: { zh: '学员', en: 'Learner' } },
    { id: 'department', kind: 'department', name: { zh: '部门', en: 'Department' } },
    { id: 'question', kind: 'question', name: { zh: '题目', en: 'Question' } },
    { id: 'n', kind: 'count', name: { zh: '作答', en: 'Answers' } },
    { id: 'rate', kind: 'share', name: { zh: '正确率', en: 'Accuracy' } },
    { id: 'day', kind: 'day', name: { zh: '日期', en: 'Day' } },
    { id: 'weekday', kind: 'weekday', name: { zh: '星期', en: 'Weekday' } },
    {
      id: 'step',
      kind: 'text',
      name: { zh: '步骤', en: 'Step' },
      words: { joined: { zh: '加入', en: 'Joined' } },
    },
    { id: 'partial', kind: 'flag', name: { zh: '未满', en: 'Not complete' } },
  ],
  verbs: ['question.answered'],
  atLeast: { n: 20, of: 'answers' },
  interval: 'wilson',
  privacy: 'people',
};
const view: FigureView = {
  id: metric.id,
  filter: { from: 20261116, to: 20261122 },
  at: Date.UTC(2026, 10, 22, 6, 0),
  hidden: 2,
  names: {
    person: { p1: RARE, p2: '=cmd|calc' },
    department: { d1: '仓储部' },
    question: { q1: { zh: '先做什么？', en: 'What first?' } },
  },
  rows: [
    {
      ...{ person: 'p1', department: 'd1', question: 'q1', n: 1280, rate: 2 / 3, day: 20261116 },
      ...{ weekday: 1, step: 'joined', partial: 0 },
    },
    {
      ...{ person: 'p2', department: null, question: 'gone', n: 7, rate: null, day: 20261122 },
      ...{ weekday: 7, step: 'other', partial: 1 },
    },
  ],
};
const figure = { metric, view };
const ZH: PrintedFigure = { lang: 'zh', zone: 'Asia/Shanghai', chosen: [['部门', '仓储部']] };
const EN: PrintedFigure = { lang: 'en', zone: 'Asia/Shanghai', chosen: [] };
const cellsOf = (bytes: Uint8Array): string[][] =>
  readDelimited(new TextDecoder().decode(bytes.slice(3)).replaceAll('\r\n', '\n')).rows.map(
    (row) => row.cells,
  );
const sheets = (bytes: Uint8Array) => {
  const { read, utils } = library();
  const book = read(bytes, { type: 'array' });
  return book.SheetNames.map((name) => {
    const sheet = book.Sheets[name];
    return { name, rows: sheet ? utils.sheet_to_json<unknown[]>(sheet, { header: 1 }) : [] };
  });
};

describe('a figure as a file', () => {
  test('opens in Excel with its Chinese: UTF-8 with BOM, names for ids, words for codes', () => {
    const bytes = figureCsv(figure, ZH);
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head, first] = cellsOf(bytes);
    expect(head).toEqual([
      ...['学员', '部门', '题目', '作答', '正确率（0–1）', '日期', '星期', '步骤', '未满'],
    ]);
    expect(first).toEqual([
      ...[RARE, '仓储部', '先做什么？', '1280', '0.6667', '2026-11-16', '周一', '加入', '否'],
    ]);
  });

  test('speaks English where it is asked to, and leaves "no data" empty: it is not 0', () => {
    const [, first, second] = cellsOf(figureCsv(figure, EN));
    expect(first?.slice(2)).toEqual([
      ...['What first?', '1280', '0.6667', '2026-11-16', 'Monday', 'Joined', 'No'],
    ]);
    expect(second?.slice(1)).toEqual(['', 'gone', '7', '', '2026-11-22', 'Sunday', 'other', 'Yes']);
  });

  test('holds no formula, whatever somebody calls themself', () => {
    expect(new TextDecoder().decode(figureCsv(figure, ZH))).toContain("'=cmd|calc");
    const { read } = library();
    const cell = read(figureXlsx(figure, ZH), { type: 'array' }).Sheets.数据?.A3 as { t: string; f?: string };
    expect([cell.t, cell.f]).toEqual(['s', undefined]);
  });

  test('as a workbook keeps numbers that can be summed, and says what they are on a second sheet', () => {
    const [numbers, about] = sheets(figureXlsx(figure, ZH));
    expect([numbers?.name, about?.name]).toEqual(['数据', '说明']);
    expect(numbers?.rows[1]?.slice(3, 5)).toEqual([1280, 0.6667]);
    expect(about?.rows).toContainEqual(['口径', '每位学员的作答次数与正确率。']);
    expect(about?.rows).toContainEqual(['部门', '仓储部']);
    expect(about?.rows).toContainEqual(['日期', '2026-11-16 – 2026-11-22']);
    expect(about?.rows).toContainEqual(['未列出', '2 行，背后不足 5 人']);
    expect(figureName(figure, 'en')).toBe('Answers by learner-20261116-20261122');
  });
});
