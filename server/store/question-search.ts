import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { type QuestionFilter, type QuestionRow, STAT_FLAGS } from '../domain/api-bank.ts';
import { branchOf } from '../domain/bank.ts';
import { likePattern, wordsOf } from '../domain/question-search.ts';
import type { Db } from './db.ts';
import { ROW_COLUMNS, viewRows } from './question-row.ts';
import type { Tables } from './tables.ts';

type Joined = Tables & { s: { [K in keyof Tables['question_stat']]: Tables['question_stat'][K] | null } };
type Query = SelectQueryBuilder<Joined, 'question' | 's', object>;

const listed = (db: Db): Query =>
  db.selectFrom('question').leftJoin('question_stat as s', 's.question', 'question.id') as Query;

const withText = (query: Query, text: string): Query =>
  wordsOf(text).reduce(
    (q, word) => q.where(sql<SqlBool>`question.search like ${likePattern(word)} escape '\\'`),
    query,
  );

const withTags = (query: Query, tags: readonly string[]): Query =>
  tags.reduce(
    (q, tag) =>
      q.where((eb) =>
        eb.exists(
          eb
            .selectFrom('question_tag')
            .select('question_tag.tag')
            .whereRef('question_tag.question', '=', 'question.id')
            .where('question_tag.tag', '=', tag),
        ),
      ),
    query,
  );

const parentsOf = async (db: Db, bank: string): Promise<Map<string, string | null>> => {
  const rows = await db.selectFrom('category').select(['id', 'parent']).where('bank', '=', bank).execute();
  return new Map(rows.map((r) => [r.id, r.parent]));
};

const withCategory = async (db: Db, query: Query, bank: string, category: string): Promise<Query> => {
  if (category === '') return query.where('question.category', 'is', null);
  const branch = branchOf(await parentsOf(db, bank), category);
  return query.where('question.category', 'in', branch.length === 0 ? [category] : branch);
};

const withFigures = (query: Query, f: QuestionFilter): Query => {
  let q = query;
  if (f.flag !== undefined) {
    const bit = 1 << STAT_FLAGS.indexOf(f.flag);
    q = q.where(sql<SqlBool>`(s.flags & ${sql.lit(bit)}) <> 0`);
  }
  if (f.facilityBelow !== undefined) q = q.where('s.facility', '<', f.facilityBelow);
  if (f.facilityAbove !== undefined) q = q.where('s.facility', '>', f.facilityAbove);
  return q;
};

const filtered = async (db: Db, f: QuestionFilter): Promise<Query> => {
  let q = listed(db).where('question.bank', '=', f.bank);
  if (f.types) q = q.where('question.type', 'in', f.types);
  if (f.states) q = q.where('question.state', 'in', f.states);
  if (f.point !== undefined) q = q.where('question.point', '=', f.point);
  if (f.author !== undefined) q = q.where('question.author', '=', f.author);
  if (f.difficulties) q = q.where('question.difficulty', 'in', f.difficulties);
  if (f.category !== undefined) q = await withCategory(db, q, f.bank, f.category);
  q = withFigures(withTags(q, f.tags ?? []), f);
  return f.text === undefined ? q : withText(q, f.text);
};

const SORTS = {
  updated: 'question.updatedAt',
  name: 'question.name',
  type: 'question.type',
  difficulty: 'question.difficulty',
  facility: 's.facility',
  discrimination: 's.discrimination',
  answers: 's.n',
} as const;

/** What is unknown comes last either way; equal ones stay in one order, so that pages never overlap. */
const sorted = (query: Query, f: QuestionFilter): Query => {
  const column = SORTS[f.sort ?? 'updated'];
  const down = f.descending ?? (f.sort === undefined || f.sort === 'updated');
  const unknown: Expression<unknown> = sql`${sql.ref(column)} is null`;
  const ordered = column.startsWith('s.') ? query.orderBy(unknown) : query;
  return ordered.orderBy(column, down ? 'desc' : 'asc').orderBy('question.id');
};

const DEFAULT_LIMIT = 50;

/** The last page itself says how many there are; only a full one has to be counted. */
const totalOf = async (query: Query, offset: number, limit: number, found: number): Promise<number> => {
  if (found < limit && (found > 0 || offset === 0)) return offset + found;
  const count = await query.select(sql<number>`count(*)`.as('n')).executeTakeFirst();
  return Number(count?.n ?? 0);
};

/** A page of a bank's questions and how many there are in all. */
export const searchQuestions = async (
  db: Db,
  f: QuestionFilter,
): Promise<{ total: number; rows: QuestionRow[] }> => {
  const query = await filtered(db, f);
  const { offset = 0, limit = DEFAULT_LIMIT } = f;
  const page = await sorted(query, f).select(ROW_COLUMNS).offset(offset).limit(limit).execute();
  return { total: await totalOf(query, offset, limit, page.length), rows: await viewRows(db, page) };
};
