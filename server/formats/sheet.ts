import type { Note } from '../domain/notes/index.ts';
import { mediaOf } from '../domain/rich-text.ts';
import { readCsv, writeDelimited } from './csv.ts';
import {
  type PortableQuestion,
  type Reading,
  type ReadOptions,
  type SourceFile,
  UnreadableFile,
  type WriteInput,
  type Writing,
} from './format.ts';
import { type Grid, isBlank } from './sheet-grid.ts';
import { type GridReading, readGrid } from './sheet-read.ts';
import { choicesOf, isOwnNotes, notesTable, templateTables, widthOf } from './sheet-template.ts';
import { rowsOf } from './sheet-write.ts';
import { readXlsx } from './xlsx.ts';
import { MOST_CELL, writeWorkbook } from './xlsx-write.ts';

const startsLikeBook = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf);

const isBook = (file: SourceFile, options: ReadOptions): boolean =>
  startsLikeBook(file.bytes) || (options.format !== 'csv' && /\.(?:xls[xmb]?|ods|et)$/iu.test(file.name));

/** Sheets beside those with questions that nobody understands are told of, not asked about. */
const joined = (
  parts: readonly GridReading[],
): Omit<GridReading, 'unmapped'> & Pick<GridReading, 'unmapped'> => {
  const questions = parts.flatMap((p) => p.questions);
  const understood = parts.some(
    (p) => p.unmapped === undefined && p.questions.length + p.rejected.length > 0,
  );
  const unmapped = understood ? undefined : parts.find((p) => p.unmapped)?.unmapped;
  const sheets = parts.filter((p) => p.unmapped === undefined || !understood);
  const aside = understood ? parts.filter((p) => p.unmapped) : [];
  return {
    questions,
    rejected: sheets.flatMap((p) => p.rejected),
    warnings: [...parts.flatMap((p) => p.warnings), ...aside.flatMap((p) => p.rejected)],
    ...(unmapped ? { unmapped } : {}),
  };
};

const numbered = (reading: Pick<Reading, 'questions'>): void => {
  for (const [i, read] of reading.questions.entries()) read.question.id = `q-${i + 1}`;
};

/** The mapping screen shows one sheet: its answer is for the sheet that was asked about. */
const readAll = (all: readonly Grid[], { mapping }: ReadOptions): GridReading[] => {
  const grids = all.filter((grid) => !isOwnNotes(grid));
  const lone = grids.filter((grid) => grid.rows.some((row) => !isBlank(row))).length === 1;
  if (!mapping) return grids.map((grid) => readGrid(grid, lone));
  const plain = grids.map((grid) => readGrid(structuredClone(grid), lone));
  const asked = plain.findIndex((p) => p.unmapped);
  return grids.map((grid, i) =>
    asked < 0 || i === asked ? readGrid(grid, lone, mapping) : (plain[i] ?? readGrid(grid, lone)),
  );
};

/** Reads a table of questions: .csv .tsv .txt, .xlsx .xlsm .xls .ods. Throws UnreadableFile. */
export const readSheet = (file: SourceFile, options: ReadOptions = {}): Reading => {
  const book = isBook(file, options);
  const { grids, encoding, warnings } = book ? readXlsx(file) : readCsv(file);
  if (grids.every((grid) => grid.rows.every(isBlank)) && warnings.length === 0)
    throw new UnreadableFile('file.empty');
  const reading = joined(readAll(grids, options));
  numbered(reading);
  return {
    format: book ? 'xlsx' : 'csv',
    encoding,
    ...reading,
    warnings: [...warnings, ...reading.warnings],
    media: new Map(),
  };
};

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

const mediaLosses = (questions: readonly PortableQuestion[]): Note[] =>
  questions.flatMap((portable, i): Note[] => {
    const names = [
      ...new Set(textsIn(portable.question).flatMap((t) => (t.includes('](media:') ? mediaOf(t) : []))),
    ];
    const place = { item: i + 1, ...(portable.name === undefined ? {} : { id: portable.name }) };
    return names.length === 0
      ? []
      : [{ place, code: 'sheet.media_dropped', details: { names: names.join(', ') } }];
  });

type Table = { rows: string[][]; losses: Note[] };
/** Rows of the questions that fit into cells; what does not is a loss. */
const tableOf = (input: WriteInput): Table => {
  const { rows } = rowsOf(input.questions, input.lang);
  const tooLong = rows.flatMap((row, i): Note[] =>
    row.some((cell) => cell.length > MOST_CELL)
      ? [{ place: { item: i }, code: 'sheet.too_long', details: { most: MOST_CELL } }]
      : [],
  );
  return {
    rows: rows.filter((row) => row.every((cell) => cell.length <= MOST_CELL)),
    losses: [...mediaLosses(input.questions), ...tooLong],
  };
};

/** Questions as CSV in the columns of our template: UTF-8 with BOM, no cell that a program takes for a formula. */
export const writeCsv = (input: WriteInput): Writing => {
  const { rows, losses } = tableOf(input);
  return { bytes: writeDelimited(rows), extension: '.csv', mime: 'text/csv; charset=utf-8', losses };
};

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Questions as a workbook in the columns of our template, with the sheet of notes. */
export const writeXlsx = (input: WriteInput): Writing => {
  const { rows, losses } = tableOf(input);
  const titles = rows[0] ?? [];
  const table = {
    name: '题目 Questions',
    rows,
    widths: titles.map(widthOf),
    choices: choicesOf(titles, input.lang),
  };
  return { bytes: writeWorkbook([table, notesTable()]), extension: '.xlsx', mime: XLSX, losses };
};

/** The empty template with one example question. */
export const templateXlsx = (): Uint8Array => writeWorkbook(templateTables());

/** A line of an import's report, in the reader's language. */
export type ReportRow = { file: string; place: string; reason: string; cure: string };
const REPORT_TITLES = {
  zh: ['文件', '位置', '原因', '怎么办'],
  en: ['File', 'Place', 'Reason', 'What to do'],
} as const;

/** The report of an import as a workbook. */
export const reportXlsx = (rows: readonly ReportRow[], lang: 'zh' | 'en'): Uint8Array =>
  writeWorkbook([
    {
      name: lang === 'zh' ? '导入报告' : 'Import report',
      rows: [
        REPORT_TITLES[lang],
        ...rows.map((r) => [r.file, r.place, r.reason, r.cure].map((c) => c.slice(0, MOST_CELL))),
      ],
      widths: [28, 28, 50, 50],
    },
  ]);
