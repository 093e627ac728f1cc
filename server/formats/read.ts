import type { Note } from '../domain/notes/index.ts';
import { readAiken } from './aiken.ts';
import { checked } from './checked.ts';
import { detectFormat } from './detect.ts';
import { decodeText } from './encoding.ts';
import {
  type Format,
  type Reading,
  type ReadOptions,
  type ReadQuestion,
  type SourceFile,
  UnreadableFile,
} from './format.ts';
import { readGift } from './gift.ts';
import { readJson } from './json.ts';
import { readMoodleXml } from './moodle-xml.ts';
import { readQti } from './qti.ts';
import { readSheet } from './sheet.ts';
import { readTrivia } from './trivia.ts';
import { decodeXml } from './xml.ts';
import { readZhText } from './zh-text.ts';

const MB = 1024 * 1024;
const MOST_MB = 50;

const readers: Record<Format, (file: SourceFile, options: ReadOptions) => Reading> = {
  gift: (file) => readGift(decodeText(file)),
  aiken: (file) => readAiken(decodeText(file)),
  'moodle-xml': (file) => readMoodleXml(decodeXml(file)),
  qti12: readQti,
  qti21: readQti,
  qti22: readQti,
  qti30: readQti,
  csv: readSheet,
  xlsx: readSheet,
  'zh-text': (file) => readZhText(decodeText(file)),
  trivia: (file) => readTrivia(decodeText(file)),
  json: (file) => readJson(decodeText(file)),
};

/** An id of its own for every question of the file. */
const withOwnId = (read: ReadQuestion, taken: Set<string>): ReadQuestion => {
  let { id } = read.question;
  for (let n = 2; taken.has(id); n += 1) id = `${read.question.id.slice(0, 50).replace(/-$/u, '')}-${n}`;
  taken.add(id);
  return id === read.question.id ? read : { ...read, question: { ...read.question, id } };
};

const MOST_SOURCE = 2000;
const MOST_LINES = 30;
/** The text of a refused question: from its line to the next empty one. */
const sourceAt = (lines: readonly string[], line: number): string => {
  const rest = lines.slice(line - 1, line - 1 + MOST_LINES);
  const end = rest.findIndex((l, i) => i > 0 && l.trim() === '');
  return rest
    .slice(0, end === -1 ? undefined : end)
    .join('\n')
    .slice(0, MOST_SOURCE);
};

/** Refusals of a text file with what stands there, for those who mend it. */
const withSources = (reading: Reading, file: SourceFile): Reading => {
  if (!TEXTS.has(reading.format) || reading.rejected.length === 0) return reading;
  const lines = decodeText(file).text.split('\n');
  const rejected = reading.rejected.map((note) => {
    const source = note.place.line === undefined ? '' : sourceAt(lines, note.place.line);
    return note.source !== undefined || source === '' ? note : { ...note, source };
  });
  return { ...reading, rejected };
};
const TEXTS: ReadonlySet<Format> = new Set(['gift', 'aiken', 'zh-text', 'trivia']);

/** The last laws of every reading: questions fit the schema, ids are unique; what does not fit is told. */
const lawful = (reading: Reading): Reading => {
  const questions: ReadQuestion[] = [];
  const rejected: Note[] = [...reading.rejected];
  const taken = new Set<string>();
  for (const read of reading.questions) {
    const result = checked(read.question, read.place);
    if ('fault' in result) rejected.push(result.fault);
    else questions.push(withOwnId({ ...read, question: result.question }, taken));
  }
  return { ...reading, questions, rejected };
};

/**
 * Reads a file of questions in any format: the one named in `options`, else the one it turns out to have. Throws
 * UnreadableFile `file.empty`, `file.too_large`, `file.unknown_format` and what the readers throw.
 */
export const readFile = (file: SourceFile, options: ReadOptions = {}): Reading => {
  if (file.bytes.length === 0) throw new UnreadableFile('file.empty');
  if (file.bytes.length > MOST_MB * MB) throw new UnreadableFile('file.too_large', { limit: MOST_MB });
  const format = options.format ?? (options.mapping ? sheetFormat(file) : detectFormat(file));
  if (!format) throw new UnreadableFile('file.unknown_format');
  return withSources(lawful(readers[format](file, options)), file);
};

/** A file that the mapping screen asks about is a sheet, whatever it looks like. */
const sheetFormat = (file: SourceFile): Format => (detectFormat(file) === 'xlsx' ? 'xlsx' : 'csv');
