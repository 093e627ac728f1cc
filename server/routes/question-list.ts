import { z } from 'zod';
import { QUESTION_SORTS, type QuestionFilter, STAT_FLAGS } from '../domain/api-bank.ts';
import { QUESTION_STATES, QUESTION_TYPES, Slug } from '../domain/question.ts';
import { needBank } from '../store/bank-access.ts';
import { findBatch } from '../store/bank-batch.ts';
import { once } from '../store/command.ts';
import { bulkChange } from '../store/question-bulk.ts';
import { searchQuestions } from '../store/question-search.ts';
import { route } from './route.ts';

const SEARCH = { perMinute: 600, burst: 120 };
const BULK = { perMinute: 60, burst: 30 };
const Id = z.string().min(1).max(64);
const Tag = z
  .string()
  .transform((s) => s.normalize('NFC').trim().replace(/\s+/gu, ' '))
  .refine((s) => s.length > 0 && s.length <= 60 && !/[\p{Cc}\p{Cf}]/u.test(s), 'tag');
const Tags = z.array(Tag).min(1).max(50);
const share = z.number().min(-100).max(200);

const Filter = z.strictObject({
  bank: Id,
  text: z.string().max(500).optional(),
  types: z.array(z.enum(QUESTION_TYPES)).min(1).optional(),
  states: z.array(z.enum(QUESTION_STATES)).min(1).optional(),
  category: z.string().max(64).optional(),
  tags: z.array(Tag).max(20).optional(),
  point: z.string().max(64).optional(),
  author: Id.optional(),
  difficulties: z.array(z.int().min(1).max(5)).min(1).max(5).optional(),
  flag: z.enum(STAT_FLAGS).optional(),
  facilityBelow: share.optional(),
  facilityAbove: share.optional(),
  sort: z.enum(QUESTION_SORTS).optional(),
  descending: z.boolean().optional(),
  offset: z.int().min(0).max(1_000_000).optional(),
  limit: z.int().min(1).max(200).optional(),
});

/** The filter without fields that say nothing. */
const filterOf = (body: z.output<typeof Filter>): QuestionFilter => {
  const { bank, ...rest } = body;
  const said = Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined));
  return { ...(said as Omit<QuestionFilter, 'bank'>), bank };
};

const search = route(
  'POST /api/questions/search',
  { access: 'trainer', limit: SEARCH, body: Filter },
  async (ctx, { by, body }) => {
    const from = performance.now();
    await needBank(ctx.db.read, by, body.bank, 'view');
    const page = await searchQuestions(ctx.db.read, filterOf(body));
    return { ...page, tookMs: Math.round(performance.now() - from) };
  },
);

const Change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('state'), state: z.enum(QUESTION_STATES) }),
  z.strictObject({ kind: z.literal('category'), category: Id.nullable() }),
  z.strictObject({ kind: z.literal('point'), point: Slug.nullable() }),
  z.strictObject({ kind: z.literal('difficulty'), difficulty: z.int().min(1).max(5) }),
  z.strictObject({ kind: z.enum(['add-tags', 'remove-tags']), tags: Tags }),
  z.strictObject({ kind: z.literal('reviewer'), reviewer: Id.nullable() }),
  z.strictObject({ kind: z.literal('move'), bank: Id }),
  z.strictObject({ kind: z.literal('delete') }),
]);
const Bulk = z.strictObject({ bank: Id, questions: z.array(Id).min(1).max(500), change: Change });
const bulk = route(
  'POST /api/questions/bulk',
  { access: 'trainer', limit: BULK, body: Bulk },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => findBatch(tx.db, await bulkChange(tx, by, body))),
);

export const questionListRoutes = [search, bulk];
