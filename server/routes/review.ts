import { z } from 'zod';
import { once } from '../store/command.ts';
import { addComment, resolveComment } from '../store/question-comment.ts';
import { findDetail } from '../store/question-detail.ts';
import { mergeQuestions } from '../store/question-merge.ts';
import { route } from './route.ts';

const WRITE = { perMinute: 120, burst: 60 };
const Id = z.string().min(1).max(64);
const Remark = z
  .string()
  .transform((s) => s.normalize('NFC').replaceAll('\u0000', '').trim())
  .refine((s) => s.length > 0 && s.length <= 4_000, 'text');

const comment = route(
  'POST /api/questions/comment',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ question: Id, text: Remark }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await addComment(tx, by, body.question, body.text);
      return findDetail(tx.db, by, body.question, tx.now);
    }),
);

const resolve = route(
  'POST /api/questions/resolve',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ question: Id, comment: Id }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await resolveComment(tx, by, body.question, body.comment);
      return findDetail(tx.db, by, body.question, tx.now);
    }),
);

const merge = route(
  'POST /api/questions/merge',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ into: Id, from: Id }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await mergeQuestions(tx, by, body);
      return findDetail(tx.db, by, body.into, tx.now);
    }),
);

export const reviewRoutes = [comment, resolve, merge];
