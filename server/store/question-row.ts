import { sql } from 'kysely';
import { type QuestionRow, STAT_FLAGS, type StatFlag } from '../domain/api-bank.ts';
import { RuleError } from '../domain/errors.ts';
import type { Question, QuestionState, QuestionType } from '../domain/question.ts';
import { cut, looseTextOf, stemOf } from '../domain/question-search.ts';
import type { Db } from './db.ts';

const MOST_STEM = 300;
/** Databases take 32,766 parameters; pieces keep statements few. */
const PIECE = 1_000;

/** Runs a read in pieces of at most a thousand ids. */
export const inPieces = async <T>(
  ids: readonly string[],
  read: (piece: string[]) => Promise<T[]>,
): Promise<T[]> => {
  const out: T[] = [];
  for (let at = 0; at < ids.length; at += PIECE) out.push(...(await read(ids.slice(at, at + PIECE))));
  return out;
};

/** A question's row without its long texts. */
export type PlainRow = {
  id: string;
  bank: string;
  point: string;
  type: string;
  version: number;
  difficulty: number;
  state: string;
  category: string | null;
  author: string | null;
  reviewer: string | null;
  name: string;
  ref: string | null;
  batch: string | null;
  createdAt: number;
  updatedAt: number;
  readyAt: number | null;
};
export const ROW_COLUMNS = [
  'question.id',
  'question.bank',
  'question.point',
  'question.type',
  'question.version',
  'question.difficulty',
  'question.state',
  'question.category',
  'question.author',
  'question.reviewer',
  'question.name',
  'question.ref',
  'question.batch',
  'question.createdAt',
  'question.updatedAt',
  'question.readyAt',
] as const;

/** The rows of questions by id, in no order. */
export const plainRows = (db: Db, ids: readonly string[]): Promise<PlainRow[]> =>
  inPieces(ids, (piece) =>
    db.selectFrom('question').select(ROW_COLUMNS).where('question.id', 'in', piece).execute(),
  );

/** One row. Throws `question.unknown`. */
export const plainRow = async (db: Db, id: string): Promise<PlainRow> => {
  const [row] = await plainRows(db, [id]);
  if (!row) throw new RuleError('question.unknown');
  return row;
};

/** The saved content of each question's current version; version 0 has none. */
export const contentsOf = async (db: Db, ids: readonly string[]): Promise<Map<string, Question>> => {
  const rows = await inPieces(ids, (piece) =>
    db
      .selectFrom('question')
      .innerJoin('question_version as v', (j) =>
        j.onRef('v.question', '=', 'question.id').onRef('v.version', '=', 'question.version'),
      )
      .select(['question.id', 'v.content'])
      .where('question.id', 'in', piece)
      .execute(),
  );
  return new Map(rows.map((r) => [r.id, JSON.parse(r.content) as Question]));
};

const tagsOf = async (db: Db, ids: readonly string[]): Promise<Map<string, string[]>> => {
  const rows = await inPieces(ids, (piece) =>
    db.selectFrom('question_tag').selectAll().where('question', 'in', piece).orderBy('tag').execute(),
  );
  const out = new Map<string, string[]>();
  for (const { question, tag } of rows) out.set(question, [...(out.get(question) ?? []), tag]);
  return out;
};

const commentsOf = async (db: Db, ids: readonly string[]): Promise<Map<string, number>> => {
  const rows = await inPieces(ids, (piece) =>
    db
      .selectFrom('comment')
      .select(['question', sql<number>`count(*)`.as('n')])
      .where('question', 'in', piece)
      .where('resolvedAt', 'is', null)
      .groupBy('question')
      .execute(),
  );
  return new Map(rows.map((r) => [r.question, Number(r.n)]));
};

const draftsOf = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> => {
  const rows = await inPieces(ids, (piece) =>
    db
      .selectFrom('question_draft')
      .select(['question', 'content'])
      .where('question', 'in', piece)
      .orderBy('updatedAt')
      .execute(),
  );
  return new Map(rows.map((r) => [r.question, r.content]));
};

type StatRow = { n: number; facility: number | null; discrimination: number | null; flags: number };
const statsOf = async (db: Db, ids: readonly string[]): Promise<Map<string, StatRow>> => {
  const rows = await inPieces(ids, (piece) =>
    db
      .selectFrom('question_stat')
      .select(['question', 'n', 'facility', 'discrimination', 'flags'])
      .where('question', 'in', piece)
      .execute(),
  );
  return new Map(rows.map((r) => [r.question, r]));
};

/** The names of the bits of `question_stat.flags`. */
export const flagsOf = (bits: number): StatFlag[] => STAT_FLAGS.filter((_, i) => (bits & (1 << i)) !== 0);

/** The stem of something that was typed and never saved. */
const typedStem = (content: string | undefined): string => {
  const typed: unknown = content === undefined ? undefined : JSON.parse(content);
  const stem = typeof typed === 'object' && typed !== null && 'stem' in typed ? typed.stem : undefined;
  return looseTextOf(stem)[0]?.replace(/\s+/gu, ' ') ?? '';
};

type Around = {
  content: Question | undefined;
  tags: string[] | undefined;
  comments: number | undefined;
  draft: string | undefined;
  stat: StatRow | undefined;
};
const rowOf = (r: PlainRow, around: Around): QuestionRow => {
  const { content, stat, draft } = around;
  const stem = content ? stemOf(content) : typedStem(draft);
  const optional = { category: r.category, author: r.author, reviewer: r.reviewer };
  const figures = { facility: stat?.facility, discrimination: stat?.discrimination };
  return {
    id: r.id,
    bank: r.bank,
    name: r.name,
    stem: cut(stem, MOST_STEM),
    type: r.type as QuestionType,
    state: r.state as QuestionState,
    version: r.version,
    difficulty: r.difficulty,
    ...(r.point === '' ? {} : { point: r.point }),
    tags: around.tags ?? [],
    updatedAt: Number(r.updatedAt),
    comments: around.comments ?? 0,
    draft: draft !== undefined,
    answers: stat?.n ?? 0,
    flags: flagsOf(stat?.flags ?? 0),
    ...present(optional),
    ...present(figures),
  };
};

/** The fields that have a value. */
const present = <T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== null && v !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

/** The given rows as lists show them, in the same order. */
export const viewRows = async (db: Db, rows: readonly PlainRow[]): Promise<QuestionRow[]> => {
  const ids = rows.map((r) => r.id);
  const contents = await contentsOf(db, ids);
  const [tags, comments] = [await tagsOf(db, ids), await commentsOf(db, ids)];
  const [drafts, stats] = [await draftsOf(db, ids), await statsOf(db, ids)];
  return rows.map((r) =>
    rowOf(r, {
      content: contents.get(r.id),
      tags: tags.get(r.id),
      comments: comments.get(r.id),
      draft: drafts.get(r.id),
      stat: stats.get(r.id),
    }),
  );
};

/** Questions as lists show them, by id. */
export const questionRows = async (db: Db, ids: readonly string[]): Promise<Map<string, QuestionRow>> => {
  const rows = await viewRows(db, await plainRows(db, ids));
  return new Map(rows.map((r) => [r.id, r]));
};
