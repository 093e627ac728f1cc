import type { Note } from '../domain/notes/index.ts';
import { decodeText } from './encoding.ts';
import type { SourceFile } from './format.ts';
import type { Grids, SheetRow } from './sheet-grid.ts';

const DELIMITERS = [',', '\t', ';', '|'] as const;
const SAMPLE_RECORDS = 50;

/** What a quoted cell may follow, whichever delimiter it turns out to be. */
const OPENERS = new Set<string>([...DELIMITERS, '\n']);

/** Counts of one character per record, outside quotes, over the first records. */
const countsOf = (text: string, delimiter: string): number[] => {
  const counts: number[] = [];
  let n = 0;
  let quoted = false;
  let closed = -2;
  let swallowed = 0;
  let fresh = true;
  for (let i = 0; i < text.length && counts.length < SAMPLE_RECORDS; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"') closed = i;
      quoted = c !== '"';
      swallowed = quoted ? swallowed + Number(c === '\n') : 0;
    } else if (c === '"' && (fresh || closed === i - 1)) quoted = true;
    else if (c === '\n') {
      if (text[i - 1] !== '\n' && i > 0) counts.push(n);
      n = 0;
    } else if (c === delimiter) n++;
    fresh = !quoted && OPENERS.has(c ?? '');
  }
  const unclosed = quoted ? Array.from({ length: swallowed }, () => 0) : [];
  return n > 0 || counts.length === 0 ? [...counts, n, ...unclosed] : [...counts, ...unclosed];
};

/** How well a delimiter explains the text: many columns, the same number in most records. */
const fitOf = (text: string, delimiter: string): number => {
  const counts = countsOf(text, delimiter);
  const seen = new Map<number, number>();
  for (const n of counts) if (n > 0) seen.set(n, (seen.get(n) ?? 0) + 1);
  const [n = 0, times = 0] = [...seen].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return (times / counts.length) * (1 + Math.log2(1 + n));
};

/** The delimiter of a text without a `sep=` line; a comma when nothing speaks for another. */
export const delimiterOf = (text: string): string => {
  const sample = text.slice(0, 200_000);
  let best = ',';
  let fit = 0;
  for (const delimiter of DELIMITERS) {
    const value = fitOf(sample, delimiter);
    if (value > fit + 1e-9) [best, fit] = [delimiter, value];
  }
  return best;
};

const SEPARATOR_LINE = /^"?sep=(.)"?\n/iu;

/** Where the quoted cell that opens at `from` closes; -1 when its quote is never closed. */
const closeOf = (text: string, from: number): number => {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
};

type Cell = { text: string; end: number; stray: boolean };

const plainCell = (text: string, from: number, delimiter: string): Cell => {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++;
  return { text: text.slice(from, end), end, stray: false };
};

/** A quoted cell; what stands behind its closing quote is kept, and a quote that never closes is a character. */
const quotedCell = (text: string, from: number, delimiter: string): Cell => {
  const close = closeOf(text, from);
  if (close < 0) return { ...plainCell(text, from, delimiter), stray: true };
  const body = text.slice(from + 1, close).replaceAll('""', '"');
  const rest = plainCell(text, close + 1, delimiter);
  if (rest.text.trim() === '') return { text: body, end: rest.end, stray: false };
  if (body.includes('\n')) return { ...plainCell(text, from, delimiter), stray: true };
  return { text: text.slice(from, rest.end).replaceAll('""', '"'), end: rest.end, stray: true };
};

const linesIn = (text: string, from: number, to: number): number => {
  let n = 0;
  for (let i = from; i < to; i++) if (text[i] === '\n') n++;
  return n;
};

const GUARDED = /^'+[=+\-@]/u;
const unguarded = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);

/** Rows of a delimited text (RFC 4180, lone quotes tolerated), with their row and line numbers. */
export const readDelimited = (
  text: string,
): { rows: SheetRow[]; delimiter: string; strayLines: number[] } => {
  const named = SEPARATOR_LINE.exec(text);
  const delimiter = named?.[1] ?? delimiterOf(text);
  const rows: SheetRow[] = [];
  const strayLines: number[] = [];
  let at = named?.[0].length ?? 0;
  let line = named ? 2 : 1;
  while (at < text.length) {
    const row: SheetRow = { row: rows.length + (named ? 2 : 1), line, cells: [] };
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : plainCell(text, at, delimiter);
      if (cell.stray) strayLines.push(line);
      if (text[at] === '"') line += linesIn(text, at, cell.end);
      row.cells.push(unguarded(cell.text));
      at = cell.end + 1;
      if (text[cell.end] !== delimiter) break;
    }
    line++;
    rows.push(row);
  }
  return { rows, delimiter, strayLines };
};

/** Reads a CSV or TSV file as one grid. Throws UnreadableFile `file.empty`. */
export const readCsv = (file: SourceFile): Grids => {
  const source = decodeText(file);
  const { rows, strayLines } = readDelimited(source.text);
  const strays = strayLines.map((line): Note => ({ place: { line }, code: 'sheet.stray_quote' }));
  return { grids: [{ rows }], encoding: source.encoding, warnings: [...source.warnings, ...strays] };
};

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?%?$/iu;
const guarded = (cell: string): string =>
  /^'*[=+\-@]/u.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
const written = (cell: string): string => {
  const safe = guarded(cell);
  return /[",\n\r\t;|]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** One row of such a file, CRLF included. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(written).join(',')}\r\n`;

/** Rows as CSV that Excel and WPS open by double click: UTF-8 with BOM, CRLF, no cell that they take for a formula. */
export const writeDelimited = (rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(`\ufeff${rows.map(csvLine).join('')}`);
