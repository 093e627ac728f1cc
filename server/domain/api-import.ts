import type { BatchView, QuestionRow } from './api-bank.ts';
import type { Note } from './notes/index.ts';
import type { Question, QuestionType } from './question.ts';

/**
 * Import in two steps. `stage` reads files and writes nothing but the dry run (kept a day, of its maker only); `commit`
 * brings in what was staged; `cancel` throws it away. Export is a download.
 */
export type ImportApi = {
  /** `mapping` answers an earlier `unmapped`. Files together at most 50 MB. Body limit of this door: 70 MB. */
  'POST /api/import/stage': { body: StageBody; reply: { stage: string } };
  /** Poll until `state` is ready or failed. */
  'GET /api/import/:stage': { reply: StageView };
  /** A page of what would come in, as the learner will see it. */
  'POST /api/import/items': {
    body: { stage: string; offset: number; limit: number; only: 'all' | 'similar' };
    reply: { items: StagedItem[]; total: number };
  };
  /** Corrects a staged item in place of editing the file; item `total` + n = the n-th rejected note, which comes in so. */
  'POST /api/import/fix': {
    body: { stage: string; item: number; content: Question };
    reply: StagedItem;
  };
  'POST /api/import/commit': {
    body: { stage: string; bank: string; decisions: Record<string, 'add' | 'skip' | 'update'> };
    reply: BatchView;
  };
  'POST /api/import/cancel': { body: { stage: string }; reply: { ok: true } };
  /** The report as a sheet: file, place, reason, cure. */
  'POST /api/import/report': { body: { stage: string; lang: 'zh' | 'en' }; reply: FileView };
  'POST /api/export': {
    body: { bank: string; questions?: string[]; format: string; lang: 'zh' | 'en' };
    reply: FileView & { losses: Note[] };
  };
  /** An empty sheet with our columns, notes and one example. */
  'GET /api/import/template': { reply: FileView };
};

export type FileView = { fileName: string; mime: string; base64: string };
export type SheetMapping = Record<string, number | number[]>;
export type StageBody = {
  bank: string;
  files: { name: string; base64: string }[];
  format?: string;
  mapping?: SheetMapping;
  lang: 'zh' | 'en';
};
export type StageView = {
  stage: string;
  bank: string;
  state: 'reading' | 'comparing' | 'ready' | 'failed';
  /** 0 to 1. */
  progress: number;
  files: StagedFile[];
  total: number;
  byType: { type: QuestionType; n: number }[];
  byCategory: { category: string; n: number }[];
  rejected: Note[];
  warnings: Note[];
  /** same = is in the bank already, unchanged; changed = known by its ref or stem, other content; similar = looks like one. */
  counts: { fresh: number; same: number; changed: number; similar: number };
};
export type StagedFile = {
  name: string;
  format?: string;
  encoding?: string;
  questions: number;
  /** The file as a whole could not be read. */
  fault?: Note;
  /** Ask for a mapping. */
  unmapped?: { sheet: string; headers: string[]; rows: string[][]; guess: SheetMapping };
};
export type StagedItem = {
  item: number;
  file: string;
  place: Note['place'];
  question: Question;
  name?: string;
  category?: string[];
  tags: string[];
  point?: string;
  status: 'fresh' | 'same' | 'changed' | 'similar';
  /** The question of the bank it equals, changes or resembles. */
  match?: QuestionRow & { similarity: number };
  /** The earlier item of this import that it equals or resembles. */
  twin?: number;
  notes: Note[];
};
