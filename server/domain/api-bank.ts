import type { Note } from './notes/index.ts';
import type { Question, QuestionState, QuestionType } from './question.ts';
import type { LocalText } from './text.ts';

/** Doors of banks and their questions; trainer and above, and only banks that are theirs to view or edit. */
export type BankApi = {
  'GET /api/banks': { reply: BankView[] };
  /** Creates (no `bank`) or changes a bank. `department` null = the company's. */
  'POST /api/banks/save': {
    body: { bank?: string; name: LocalText; department: string | null };
    reply: BankView;
  };
  'POST /api/banks/share': {
    body: { bank: string; kind: 'department' | 'person'; holder: string; access: 'view' | 'edit' | 'none' };
    reply: BankView;
  };
  /** Categories, tags, points, authors: what the list is filtered and the editor filled by. */
  'GET /api/banks/:bank/frame': { reply: BankFrame };
  'POST /api/banks/category': {
    body: { bank: string; category?: string; name: string; parent?: string | null; remove?: boolean };
    reply: BankFrame;
  };
  /** Throws `point.cycle` when the prerequisites would form a ring. */
  'POST /api/banks/point': {
    body: { bank: string; point?: string; name: LocalText; requires: string[]; remove?: boolean };
    reply: BankFrame;
  };
  'GET /api/banks/:bank/audit': { reply: AuditView[] };
  /** Batches of the last days, newest first: what can still be undone. */
  'GET /api/banks/:bank/batches': { reply: BatchView[] };
  'POST /api/banks/undo': { body: { bank: string; batch: string }; reply: BatchView };

  'POST /api/questions/search': { body: QuestionFilter; reply: QuestionPage };
  'GET /api/questions/:id': { reply: QuestionDetail };
  /** A new question: an empty draft of a type; gives its detail. */
  'POST /api/questions/create': {
    body: { bank: string; type: QuestionType; category?: string };
    reply: QuestionDetail;
  };
  /** Autosave: keeps what is typed, whatever its shape, for this editor; tells who else edits. */
  'POST /api/questions/draft': {
    body: { question: string; base: number; content: unknown };
    reply: { savedAt: number; version: number; editors: EditorView[] };
  };
  'POST /api/questions/drop-draft': { body: { question: string }; reply: QuestionDetail };
  /** Saves a version. Throws `question.changed` when `base` is not the current version any more: nothing is lost. */
  'POST /api/questions/save': {
    body: { question: string; base: number; content: Question; name?: string };
    reply: QuestionDetail;
  };
  'POST /api/questions/restore': {
    body: { question: string; base: number; version: number };
    reply: QuestionDetail;
  };
  'GET /api/questions/:id/history': { reply: VersionView[] };
  'POST /api/questions/comment': { body: { question: string; text: string }; reply: QuestionDetail };
  'POST /api/questions/resolve': { body: { question: string; comment: string }; reply: QuestionDetail };
  /** One change to up to 500 questions, or to all that a filter finds; can be undone. */
  'POST /api/questions/bulk': {
    body: { bank: string; questions: string[]; change: BulkChange };
    reply: BatchView;
  };
  /** Several questions with their full content, for previews, exports and merges. */
  'POST /api/questions/read': { body: { questions: string[] }; reply: QuestionDetail[] };
  /** Merges `from` into `into`: tags and uses move, `from` is retired and says where it went. */
  'POST /api/questions/merge': { body: { into: string; from: string }; reply: QuestionDetail };
  /** Questions of a bank that look alike, the most alike first. */
  'GET /api/banks/:bank/duplicates': { reply: { a: QuestionRow; b: QuestionRow; similarity: number }[] };

  'GET /api/questions/:id/statistics': { reply: QuestionStatistics };
  'POST /api/questions/regrade': {
    body: { question: string; from: number; apply: boolean };
    reply: RegradeView;
  };

  'POST /api/media/upload': {
    body: { fileName: string; base64: string; alt: string };
    reply: MediaView;
  };
  'GET /api/media-list': { reply: MediaView[] };
  'POST /api/media/alt': { body: { name: string; alt: string }; reply: MediaView };
  'POST /api/media/remove': { body: { name: string }; reply: { ok: true } };

  /** Essays that wait for a mark, oldest first, and the last ones marked. */
  'GET /api/essays': { reply: EssayView[] };
  /** `base` = the `markedAt` that was seen, null for an essay that waits. Throws `essay.marked` when somebody was faster. */
  'POST /api/essays/mark': {
    body: { essay: string; base: number | null; marks: number[]; score?: number };
    reply: EssayView;
  };
};

export type BankAccess = 'view' | 'edit' | 'own';
export type BankView = {
  id: string;
  name: LocalText;
  department?: string;
  access: BankAccess;
  /** Comes from `content/`: an update of the product may change it. */
  shipped: boolean;
  counts: Record<QuestionState, number>;
  shares: { kind: 'department' | 'person'; holder: string; name: string; access: 'view' | 'edit' }[];
};
export type BankFrame = {
  bank: BankView;
  categories: { id: string; name: string; parent?: string; questions: number }[];
  tags: { tag: string; questions: number }[];
  points: { id: string; name: LocalText; requires: string[]; questions: number }[];
  people: { id: string; name: string }[];
};

/** Bits of `question_stat.flags`, as names. */
export const STAT_FLAGS = [
  'too_few',
  'too_easy',
  'too_hard',
  'negative_discrimination',
  'low_efficiency',
  'suspicious_key',
] as const;
export type StatFlag = (typeof STAT_FLAGS)[number];

export const QUESTION_SORTS = [
  'updated',
  'name',
  'type',
  'difficulty',
  'facility',
  'discrimination',
  'answers',
] as const;
/** Absent = any. `text` is searched in everything, folded by NFKC, case and width. */
export type QuestionFilter = {
  bank: string;
  text?: string;
  types?: QuestionType[];
  states?: QuestionState[];
  /** With everything below it; '' = without category. */
  category?: string;
  tags?: string[];
  /** '' = without knowledge point. */
  point?: string;
  author?: string;
  difficulties?: number[];
  flag?: StatFlag;
  facilityBelow?: number;
  facilityAbove?: number;
  sort?: (typeof QUESTION_SORTS)[number];
  descending?: boolean;
  offset?: number;
  /** 1 to 200, default 50. */
  limit?: number;
};
export type QuestionPage = { total: number; rows: QuestionRow[]; tookMs: number };
export type QuestionRow = {
  id: string;
  bank: string;
  name: string;
  /** Plain text of the stem, cut at 300 characters. */
  stem: string;
  type: QuestionType;
  state: QuestionState;
  version: number;
  difficulty: number;
  category?: string;
  point?: string;
  tags: string[];
  author?: string;
  reviewer?: string;
  updatedAt: number;
  /** Open comments. */
  comments: number;
  /** Somebody has typed and not saved. */
  draft: boolean;
  /** Statistics as far as there are enough answers. */
  answers: number;
  facility?: number;
  discrimination?: number;
  flags: StatFlag[];
};
export type EditorView = { id: string; name: string; at: number };
export type VersionView = { version: number; at: number; by?: string; content: Question };
export type QuestionDetail = QuestionRow & {
  access: BankAccess;
  /** Absent before the first version is saved. */
  content?: Question;
  /** What this editor has typed and not saved. */
  mine?: { content: unknown; base: number; at: number };
  editors: EditorView[];
  thread: { id: string; by: string; at: number; text: string; resolved: boolean }[];
  /** Quests and stations that may draw it, and attempts in which it was asked. */
  uses: { quests: { id: string; name: LocalText; stations: number }[]; attempts: number };
  ref?: string;
};
export type BulkChange =
  | { kind: 'state'; state: QuestionState }
  | { kind: 'category'; category: string | null }
  | { kind: 'point'; point: string | null }
  | { kind: 'difficulty'; difficulty: number }
  | { kind: 'add-tags' | 'remove-tags'; tags: string[] }
  | { kind: 'reviewer'; reviewer: string | null }
  | { kind: 'move'; bank: string }
  | { kind: 'delete' };
export type BatchView = {
  id: string;
  kind: 'bulk' | 'import' | 'merge';
  at: number;
  by: string;
  /** For example `state`, `add-tags`, or the file names of an import. */
  what: string;
  questions: number;
  undone: boolean;
  /** After an undo: how many had been changed since and stay as they are. */
  kept?: number;
};
export type AuditView = {
  seq: number;
  at: number;
  by: string;
  action: string;
  object?: string;
  details: Record<string, unknown>;
};
export type MediaView = {
  name: string;
  kind: 'picture' | 'sound';
  size: number;
  alt: string;
  uses: number;
  url: string;
  createdAt: number;
};
/** Item analysis by analytics.md 2; `share` and scores are percentages. Absent = too few; `need` says how many. */
export type QuestionStatistics = {
  question: string;
  version: number;
  n: number;
  /** Percentages. Facility is shown from 20 first answers and judged from 50, discrimination judged from 100. */
  facility?: number;
  discriminationN: number;
  discrimination?: number;
  efficiency?: number;
  meanMs?: number;
  /** The minimum samples: `need.facility - n` answers are missing until facility is shown. */
  need: { facility: number; judged: number; discrimination: number };
  flags: StatFlag[];
  /** First answers by stored option, with the mean rest score (percent) of those who chose it. */
  choices: { label: string; right: boolean; n: number; share: number; restScore?: number }[];
  byVersion: { version: number; n: number; facility?: number }[];
  /** Of `n`, left blank in an exam: counts as 0. `unreached` = the exam's time was over before; counts nowhere. */
  omitted: number;
  unreached: number;
  computedAt: number;
};
/** `from` and `to` = the score of the answer, 0..1, one change for each answer; `passes` = what it means for its exam. */
export type RegradeView = {
  question: string;
  version: number;
  learners: number;
  attempts: number;
  changes: { person: string; attempt: string; from: number; to: number; passes?: 'gained' | 'kept' }[];
  applied: boolean;
};
export type EssayView = {
  id: string;
  question: string;
  stem: LocalText;
  by: string;
  at: number;
  text: string;
  rubric: { name: LocalText; points: number }[];
  sample?: LocalText;
  score?: number;
  marks?: number[];
  markedBy?: string;
  markedAt?: number;
};
export type { Note };
