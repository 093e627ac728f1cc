import { createRequire } from 'node:module';
import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import type { Note } from '../domain/notes/index.ts';
import { readDelimited } from './csv.ts';
import { decodeText } from './encoding.ts';
import { type SourceFile, UnreadableFile } from './format.ts';
import { columnName, type Grid, type Grids, type SheetRow } from './sheet-grid.ts';
import { readZip, type ZipFile } from './zip.ts';

export type Library = typeof import('@e965/xlsx');
let loaded: Library | undefined;
/** The sheet library, loaded when the first sheet is read: it is large. */
export const library = (): Library => {
  loaded ??= createRequire(import.meta.url)('@e965/xlsx') as Library;
  return loaded;
};

const MOST_ROWS = 60_000;
const MOST_COLUMNS = 300;
const SMALLEST_COMPOUND = 1536;

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean => head.every((b, i) => bytes[i] === b);
const isZip = (bytes: Uint8Array): boolean => startsWith(bytes, 0x50, 0x4b);
const isCompound = (bytes: Uint8Array): boolean => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

const open = (data: Uint8Array | string): WorkBook => {
  try {
    return library().read(data, {
      type: typeof data === 'string' ? 'string' : 'array',
      dense: true,
      dateNF: 'yyyy-mm-dd',
      cellFormula: true,
      cellStyles: true,
      ...(typeof data === 'string' ? { raw: true } : {}),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnreadableFile(/password|encrypt/iu.test(reason) ? 'sheet.encrypted' : 'sheet.unreadable');
  }
};

const PICTURE = /^(?:xl\/media\/|Pictures\/).+\.(?:png|jpe?g|gif|bmp|webp|svg|emf|wmf|tiff?)$/iu;

/** Checks every entry of the archive before the library sees it. Throws UnreadableFile. */
const checkedZip = (bytes: Uint8Array): ZipFile => {
  const zip = readZip(bytes, { slashes: true });
  for (const name of zip.names) if (!PICTURE.test(name)) zip.read(name);
  if (!zip.has('xl/workbook.xml') && !zip.has('content.xml') && !zip.has('xl/workbook.bin'))
    throw new UnreadableFile('sheet.unreadable');
  return zip;
};

const SMALL = { sup: '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ', sub: '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ' } as const;
const PLAIN = '0123456789+-=()n';
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const raised = (text: string, kind: 'sup' | 'sub'): string => {
  const plain = text.replace(/−/gu, '-');
  return [...plain].every((c) => PLAIN.includes(c))
    ? [...plain].map((c) => [...SMALL[kind]][PLAIN.indexOf(c)] ?? c).join('')
    : `${kind === 'sup' ? '^' : '_'}${text}`;
};

/** Rich text keeps what changes the meaning: H₂O and x² instead of H2O and x2. */
const withRaised = (html: string): string =>
  html
    .replace(/<(sup|sub)>([^<]*)<\/\1>/gu, (_, kind: 'sup' | 'sub', text: string) => raised(text, kind))
    .replace(/<br\/?>/gu, '\n')
    .replace(/<[^>]*>/gu, '')
    .replace(/&#x([0-9a-f]+);/giu, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&(amp|lt|gt|quot|apos);/gu, (_, name: string) => ENTITIES[name] ?? '');

const PICTURE_FORMULA = /(?:_xlfn\.)?DISPIMG\(/iu;

type Found = {
  note: (code: Note['code'], row: number, column: number, details?: Note['details']) => void;
  picture: () => void;
};

const numberText = (cell: CellObject): string => {
  const shown = cell.w ?? String(cell.v ?? '');
  return /e\+/iu.test(shown) && Number.isSafeInteger(cell.v) ? String(cell.v) : shown;
};

/** A cell as the sheet shows it. */
const textOf = (cell: CellObject, row: number, column: number, found: Found): string => {
  if (cell.f !== undefined && PICTURE_FORMULA.test(cell.f)) {
    found.picture();
    return '';
  }
  if (cell.t === 'e') {
    if (cell.v === undefined) found.note('sheet.formula_without_value', row, column);
    else found.note('sheet.formula_error', row, column, { value: cell.w ?? String(cell.v) });
    return '';
  }
  if (cell.v === undefined) {
    if (cell.f !== undefined) found.note('sheet.formula_without_value', row, column);
    return '';
  }
  if (cell.t === 'n') return numberText(cell).trim();
  if (cell.t === 's' && typeof cell.h === 'string' && /<su[bp]>/u.test(cell.h)) return withRaised(cell.h);
  return (cell.t === 's' ? String(cell.v) : (cell.w ?? String(cell.v)))
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');
};

const fillMerged = (grid: SheetRow[], sheet: WorkSheet): void => {
  for (const merge of sheet['!merges'] ?? []) {
    const text = grid[merge.s.r]?.cells[merge.s.c];
    if (!text || merge.e.r === merge.s.r) continue;
    for (let r = merge.s.r + 1; r <= Math.min(merge.e.r, grid.length - 1); r++) {
      const row = grid[r];
      if (!row) continue;
      while (row.cells.length < merge.s.c) row.cells.push('');
      row.cells[merge.s.c] = text;
      row.merged ??= new Set();
      row.merged.add(merge.s.c);
    }
  }
};

const gridOf = (name: string, sheet: WorkSheet, warnings: Note[], countPicture: () => void): Grid => {
  const data: unknown = sheet['!data'];
  const cells = Array.isArray(data) ? (data as (CellObject | undefined)[][]) : [];
  const found: Found = {
    note: (code, row, column, details) =>
      warnings.push({
        place: { sheet: name, row, column: columnName(column) },
        code,
        ...(details ? { details } : {}),
      }),
    picture: countPicture,
  };
  if (cells.slice(MOST_ROWS).some((row) => row?.some((cell) => cell?.v !== undefined && cell.v !== '')))
    warnings.push({
      place: { sheet: name, row: MOST_ROWS + 1 },
      code: 'sheet.too_many_rows',
      details: { most: MOST_ROWS },
    });
  const rows = cells.slice(0, MOST_ROWS);
  const grid = Array.from(
    rows,
    (row, r): SheetRow => ({
      row: r + 1,
      cells: Array.from((row ?? []).slice(0, MOST_COLUMNS), (cell, c) =>
        cell ? textOf(cell, r + 1, c, found) : '',
      ),
    }),
  );
  fillMerged(grid, sheet);
  const hidden = (sheet['!rows'] ?? []).filter(
    (row, r) => row?.hidden && grid[r]?.cells.some((c) => c !== ''),
  ).length;
  if (hidden > 0)
    warnings.push({ place: { sheet: name }, code: 'sheet.hidden_rows', details: { n: hidden } });
  return { sheet: name, rows: grid };
};

const gridsOf = (book: WorkBook, pictures: number): Grids => {
  const warnings: Note[] = [];
  const grids: Grid[] = [];
  let formulas = 0;
  for (const [i, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    if (!sheet || sheet['!type'] === 'chart') continue;
    const grid = gridOf(name, sheet, warnings, () => formulas++);
    const n = grid.rows.filter((r) => r.cells.some((c) => c.trim() !== '')).length;
    if (!book.Workbook?.Sheets?.[i]?.Hidden) grids.push(grid);
    else if (n > 0) warnings.push({ place: { sheet: name }, code: 'sheet.hidden_sheet', details: { n } });
  }
  const n = Math.max(pictures, formulas);
  if (n > 0) warnings.push({ place: {}, code: 'sheet.pictures_dropped', details: { n } });
  return { grids, encoding: 'binary', warnings };
};

/** Tables and texts that carry a sheet's name: many systems export HTML or tabs as `.xls`. */
const readDisguised = (file: SourceFile): Grids => {
  const source = decodeText(file);
  if (/^\s*</u.test(source.text)) {
    const { grids, warnings } = gridsOf(open(source.text), 0);
    return { grids, encoding: source.encoding, warnings: [...source.warnings, ...warnings] };
  }
  if (/[\ufffd]/u.test(source.text.slice(0, 200))) throw new UnreadableFile('sheet.unreadable');
  return {
    grids: [{ rows: readDelimited(source.text).rows }],
    encoding: source.encoding,
    warnings: source.warnings,
  };
};

/** Reads .xlsx .xlsm .xlsb .xls .ods as grids of shown texts. Throws UnreadableFile `zip.*`, `sheet.*`, `file.empty`. */
export const readXlsx = (file: SourceFile): Grids => {
  if (file.bytes.length === 0) throw new UnreadableFile('file.empty');
  if (isZip(file.bytes)) {
    const zip = checkedZip(file.bytes);
    return gridsOf(open(file.bytes), zip.names.filter((n) => PICTURE.test(n)).length);
  }
  if (isCompound(file.bytes) && file.bytes.length < SMALLEST_COMPOUND)
    throw new UnreadableFile('sheet.unreadable');
  return isCompound(file.bytes) ? gridsOf(open(file.bytes), 0) : readDisguised(file);
};
