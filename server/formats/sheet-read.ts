import type { Note } from '../domain/notes/index.ts';
import { MOST_TEXT } from '../domain/question.ts';
import { mediaOf } from '../domain/rich-text.ts';
import { LANGS } from '../domain/text.ts';
import { checked } from './checked.ts';
import type { Mapping, ReadQuestion, SheetSample } from './format.ts';
import { buildQuestion } from './sheet-build.ts';
import { foldRadicals, type Grid, isBlank, placeOf, type SheetRow, tidyGaps } from './sheet-grid.ts';
import { foldHeading } from './sheet-headers.ts';
import type { Labels } from './sheet-key.ts';
import { type Column, type Layout, layoutAgain, layoutByHeader, layoutByMapping } from './sheet-layout.ts';
import { layoutByContent, sampleOf } from './sheet-mapping.ts';
import { splitParts } from './sheet-parts.ts';
import { columnsOfRole, type Raw, rawOf } from './sheet-raw.ts';
import { sheetKindOf } from './sheet-types.ts';

/** What a grid gave; `rest` = it was not understood. */
export type GridReading = {
  questions: ReadQuestion[];
  rejected: Note[];
  warnings: Note[];
  unmapped?: SheetSample;
};

const SECTION =
  /^\s*(?:[（(]?[一二三四五六七八九十]+[、.．)）]|第.{1,4}(?:部分|章|节|大题)|(?:单选|多选|判断|填空|简答|不定项|单项|多项|选择|是非)\S{0,4}(?:题|选择)?)/u;

/** A row that only names the part below it: "一、单选题（每题 2 分）". */
const sectionOf = (row: SheetRow): string | undefined => {
  const filled = [...new Set(row.cells.map((c) => c.trim()).filter((c) => c !== ''))];
  const [only] = filled;
  return filled.length === 1 && only !== undefined && only.length < 60 && SECTION.test(only)
    ? only
    : undefined;
};

const isHeaderAgain = (row: SheetRow, layout: Layout): boolean => {
  const named = layout.columns.filter((c) => c.title !== '');
  return named.length > 1 && named.every((c) => foldHeading(row.cells[c.at] ?? '') === foldHeading(c.title));
};

/** Rows that share one merged stem are one question: their own cells are joined line by line. */
const joinMerged = (grid: Grid, layout: Layout): void => {
  const stem = layout.columns.find((c) => c.role === 'stem')?.at;
  let top: SheetRow | undefined;
  for (const row of grid.rows.slice(layout.from)) {
    if (stem === undefined || !row.merged?.has(stem)) {
      top = row;
      continue;
    }
    for (const [at, cell] of row.cells.entries()) {
      if (!top || row.merged.has(at) || cell.trim() === '') continue;
      while (top.cells.length <= at) top.cells.push('');
      top.cells[at] = top.cells[at] ? `${top.cells[at]}\n${cell}` : cell;
    }
    row.cells = [];
  }
};

/** Whether option columns are counted 1 2 3, and whether the keys count from 0. */
const labelsOf = (grid: Grid, layout: Layout): Labels => {
  const options = layout.columns.filter((c) => c.role === 'option');
  const key = columnsOfRole(layout, 'key')[0]?.at;
  const keys = grid.rows
    .slice(layout.from)
    .map((r) => (key === undefined ? '' : (r.cells[key]?.trim() ?? '')));
  const filled = keys.filter((k) => k !== '');
  const numbers = filled.flatMap((k) => (/^\d{1,2}$/u.test(k) ? [Number(k)] : []));
  const most = options.length === 0 ? 26 : options.length;
  const zeroBased =
    filled.length > 2 &&
    numbers.length === filled.length &&
    numbers.includes(0) &&
    numbers.some((n) => n > 1) &&
    Math.max(...numbers) < most;
  return { numbered: zeroBased || options.some((c) => c.numbered), zeroBased };
};

const categoryOf = (raw: Raw): string[] | undefined => {
  const cells = raw.all('category');
  const parts = (raw.own || cells.length === 1 ? cells.flatMap((c) => splitParts(c, '/')) : cells).filter(
    (p) => p !== '',
  );
  return parts.length > 0 ? parts : undefined;
};

const tagsOf = (cell: string, own: boolean): string[] => {
  const bars = splitParts(cell, '|');
  const parts = bars.length > 1 || (own && !/[,;，；、]/u.test(cell)) ? bars : cell.split(/[;；,，、\n]/u);
  return [...new Set(parts.map((p) => p.trim()).filter((p) => p !== ''))];
};

const PICTURE_URL = /^https?:\/\//iu;
const pictureNotes = (raw: Raw): Note[] =>
  raw.all('picture').map((name) => ({
    place: raw.place,
    code: PICTURE_URL.test(name) ? 'media.external' : 'media.missing',
    details: { name: name.slice(0, 200) },
  }));

const missingMedia = (question: ReadQuestion['question'], raw: Raw): Note[] => {
  if (!raw.own) return [];
  const names = LANGS.flatMap((lang) => mediaOf(question.stem[lang] ?? ''));
  return [...new Set(names)].map((name) => ({ place: raw.place, code: 'media.missing', details: { name } }));
};

type State = { reading: GridReading; section: string };

/** A refused row as it stands in the sheet. */
const refuse = (state: State, fault: Note, row: SheetRow): void => {
  const source = row.cells.filter((c) => c.trim() !== '').join(' | ');
  state.reading.rejected.push({ ...fault, source: source.slice(0, MOST_SOURCE) });
};
const MOST_SOURCE = 2000;

const readRow = (raw: Raw, state: State, row: SheetRow): void => {
  const built = buildQuestion(raw, state.section);
  if ('fault' in built) {
    refuse(state, built.fault, row);
    return;
  }
  const id = `q-${raw.place.row ?? 0}`;
  const result = checked({ id, ...built.fields }, raw.place);
  if ('fault' in result) {
    refuse(state, result.fault, row);
    return;
  }
  const [ref, name, point] = [raw.one('ref'), raw.one('name'), raw.one('point')];
  const category = categoryOf(raw);
  const tags = tagsOf(raw.all('tags').join('|'), raw.own);
  state.reading.warnings.push(...built.notes, ...pictureNotes(raw), ...missingMedia(result.question, raw));
  state.reading.questions.push({
    question: result.question,
    place: raw.place,
    ...(ref === '' ? {} : { ref }),
    ...(name === '' ? {} : { name }),
    ...(point === '' ? {} : { point }),
    ...(category ? { category } : {}),
    ...(tags.length > 0 ? { tags } : {}),
  });
};

const ignoredColumns = (grid: Grid, layout: Layout): string[] => {
  const used = new Set(layout.columns.filter((c) => c.role !== 'ignored').map((c) => c.at));
  return layout.headers.flatMap((title, at) =>
    title.trim() !== '' &&
    !used.has(at) &&
    grid.rows.slice(layout.from).some((r) => (r.cells[at] ?? '').trim() !== '')
      ? [title.trim().slice(0, 30)]
      : [],
  );
};

const columnList = (columns: readonly Column[]): string =>
  columns.map((c) => `${String.fromCharCode(65 + (c.at % 26))} = ${c.role}`).join(', ');

const layoutNotes = (grid: Grid, layout: Layout): Note[] => {
  const place = grid.sheet === undefined ? {} : { sheet: grid.sheet };
  const ignored = ignoredColumns(grid, layout);
  return [
    ...(layout.guessed
      ? [{ place, code: 'sheet.guessed' as const, details: { columns: columnList(layout.columns) } }]
      : []),
    ...(ignored.length > 0
      ? [{ place, code: 'sheet.columns_ignored' as const, details: { columns: ignored.join(', ') } }]
      : []),
  ];
};

const readRows = (grid: Grid, first: Layout): GridReading => {
  const state: State = {
    reading: { questions: [], rejected: [], warnings: [] },
    section: sheetSection(grid),
  };
  const { reading } = state;
  let layout = first;
  let labels = labelsOf(grid, layout);
  reading.warnings.push(...layoutNotes(grid, layout));
  joinMerged(grid, layout);
  for (let i = layout.from; i < grid.rows.length; i++) {
    const row = grid.rows[i];
    if (!row || isBlank(row) || isHeaderAgain(row, layout)) continue;
    const again = layout.own ? undefined : layoutAgain(grid, i, layout);
    if (again) {
      layout = again;
      labels = labelsOf(grid, layout);
      i = layout.from - 1;
      continue;
    }
    const section = layout.own ? undefined : sectionOf(row);
    if (section !== undefined)
      state.section = sheetKindOf(section, false) === 'unknown' ? state.section : section;
    else if (!layout.own && row.cells.some((c) => c.length > MOST_TEXT))
      reading.rejected.push({
        place: placeOf(grid, row),
        code: 'question.too_long',
        details: { most: MOST_TEXT },
      });
    else readRow(rawOf(row, layout, labels, placeOf(grid, row)), state, row);
  }
  return reading;
};

/** "单选题" as the name of a sheet says the type of its rows; other names say nothing. */
const sheetSection = (grid: Grid): string => {
  const kind = sheetKindOf(grid.sheet ?? '', false);
  return kind === undefined ||
    kind === 'unknown' ||
    !/题|choice|true|single|multi|fill|essay|answer/iu.test(grid.sheet ?? '')
    ? ''
    : (grid.sheet ?? '');
};

const foldNotes = (grid: Grid, own: boolean): Note[] => {
  if (!own) tidyGaps(grid);
  const n = own ? 0 : foldRadicals(grid);
  const place = grid.sheet === undefined ? {} : { sheet: grid.sheet };
  return n > 0 ? [{ place, code: 'sheet.radicals_folded', details: { n } }] : [];
};

const withNotes = (notes: Note[], reading: GridReading): GridReading => ({
  ...reading,
  warnings: [...notes, ...reading.warnings],
});

/**
 * Questions of one grid: by the columns a person chose, by its headings, or by its content when that is clear. Two
 * columns without headings are terms and answers only in a sheet that stands alone (`lone`).
 */
export const readGrid = (grid: Grid, lone: boolean, mapping?: Mapping): GridReading => {
  const filled = grid.rows.filter((r) => !isBlank(r)).length;
  if (filled === 0) return { questions: [], rejected: [], warnings: [] };
  if (mapping) return withNotes(foldNotes(grid, false), readRows(grid, layoutByMapping(grid, mapping)));
  const layout = layoutByHeader(grid);
  if (layout) return withNotes(foldNotes(grid, layout.own), readRows(grid, layout));
  const { layout: guessed, guess, sure, pairs } = layoutByContent(grid);
  if (sure && (lone || !pairs)) return withNotes(foldNotes(grid, false), readRows(grid, guessed));
  const place = grid.sheet === undefined ? {} : { sheet: grid.sheet };
  return {
    questions: [],
    rejected: [{ place, code: 'sheet.not_understood', details: { n: filled } }],
    warnings: [],
    unmapped: sampleOf(grid, guess),
  };
};
