import type { Note, NoteCode, Place } from '../domain/notes/index.ts';
import type { Question } from '../domain/question.ts';

/** Every format the product reads; those of EXPORT_FORMATS it also writes. */
export const FORMATS = [
  'gift',
  'aiken',
  'moodle-xml',
  'qti12',
  'qti21',
  'qti22',
  'qti30',
  'csv',
  'xlsx',
  'zh-text',
  'trivia',
  'json',
] as const;
export type Format = (typeof FORMATS)[number];
export const EXPORT_FORMATS = [
  'gift',
  'aiken',
  'moodle-xml',
  'qti22',
  'qti30',
  'csv',
  'xlsx',
  'json',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export type SourceFile = { name: string; bytes: Uint8Array };
/** A text file, decoded: no BOM, line ends are \n. `warnings` tells of guessed encodings and broken characters. */
export type SourceText = { name: string; text: string; encoding: string; warnings: Note[] };

/** A question as it travels between a file and a bank. */
export type PortableQuestion = {
  /** `id` is only unique within its file; texts name media as `media:<name in Reading.media>`. */
  question: Question;
  /** Short name for lists. */
  name?: string;
  /** The id under which its home system knows it: a repeat of the import finds it again. */
  ref?: string;
  /** Names from the root of the category tree down. */
  category?: string[];
  tags?: string[];
  /** Name of its knowledge point. */
  point?: string;
};
export type ReadQuestion = PortableQuestion & { place: Place };

/** What a file held. Every question of the file is in `questions` or in `rejected`: nothing is lost in silence. */
export type Reading = {
  format: Format;
  /** utf-8, utf-8-bom, utf-16le, utf-16be, gb18030, windows-1252; binary for sheets and archives. */
  encoding: string;
  questions: ReadQuestion[];
  rejected: Note[];
  /** What came in altered, incomplete or worth a look. */
  warnings: Note[];
  /** Pictures and sounds by the name that the texts use. */
  media: Map<string, Uint8Array>;
  /** A sheet whose columns are not understood: the mapping screen asks. */
  unmapped?: SheetSample;
};
export type SheetSample = { sheet: string; headers: string[]; rows: string[][]; guess: Mapping };

/** Which column (index from 0) of a sheet holds what. `options` = one column each, or one column with all of them. */
export type Mapping = {
  headerRow: number;
  stem: number;
  options: number[];
  key?: number;
  type?: number;
  explanation?: number;
  hint?: number;
  category?: number;
  tags?: number;
  point?: number;
  difficulty?: number;
  ref?: number;
};
export type ReadOptions = { format?: Format; mapping?: Mapping };

/** A file as a whole cannot be read; the note says why and what to do. */
export class UnreadableFile extends Error {
  readonly note: Note;
  constructor(code: NoteCode, details?: Note['details'], place: Place = {}) {
    super(code);
    this.note = { place, code, ...(details ? { details } : {}) };
  }
}

export type Writing = {
  bytes: Uint8Array;
  /** `.gift`, `.xml`, `.zip`, ... */
  extension: string;
  mime: string;
  /** What the format cannot hold, per question. */
  losses: Note[];
};
export type WriteInput = {
  bank: string;
  questions: PortableQuestion[];
  media: Map<string, Uint8Array>;
  lang: 'zh' | 'en';
};
