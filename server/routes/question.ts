import { z } from 'zod';
import type { Signed } from '../auth.ts';
import { RuleError } from '../domain/errors.ts';
import { QUESTION_TYPES, type Question } from '../domain/question.ts';
import { checkQuestion } from '../domain/question-fault.ts';
import { langOf } from '../store/bank-access.ts';
import { once } from '../store/command.ts';
import type { Tx } from '../store/commit.ts';
import { createQuestion, dropDraft, restoreQuestion, saveDraft, saveQuestion } from '../store/question.ts';
import { editorsAt, findDetail, findDetails, findHistory } from '../store/question-detail.ts';
import { route } from './route.ts';

const READ = { perMinute: 300, burst: 100 };
const WRITE = { perMinute: 180, burst: 60 };
const Id = z.string().min(1).max(64);
const Version = z.int().min(0).max(1_000_000);
/** Above the draft's own limit, so that the door itself can say what is too large. */
const MOST_CONTENT = '1mb';

const detail = route('GET /api/questions/:id', { access: 'trainer', limit: READ }, (ctx, { by, params }) =>
  findDetail(ctx.db.read, by, params.id ?? '', ctx.now()),
);

const history = route(
  'GET /api/questions/:id/history',
  { access: 'trainer', limit: READ },
  (ctx, { by, params }) => findHistory(ctx.db.read, by, params.id ?? ''),
);

const Read = z.strictObject({ questions: z.array(Id).max(500) });
const read = route(
  'POST /api/questions/read',
  { access: 'trainer', limit: READ, body: Read },
  (ctx, { by, body }) => findDetails(ctx.db.read, by, body.questions, ctx.now()),
);

const Create = z.strictObject({ bank: Id, type: z.enum(QUESTION_TYPES), category: Id.optional() });
const create = route(
  'POST /api/questions/create',
  { access: 'trainer', limit: WRITE, body: Create },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const { bank, type, category } = body;
      const id = await createQuestion(tx, by, {
        bank,
        type,
        ...(category === undefined ? {} : { category }),
      });
      return findDetail(tx.db, by, id, tx.now);
    }),
);

const Draft = z.strictObject({ question: Id, base: Version, content: z.unknown() });
const draft = route(
  'POST /api/questions/draft',
  { access: 'trainer', limit: WRITE, body: Draft, bodyLimit: MOST_CONTENT },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const { question, base, content } = body;
      const version = await saveDraft(tx, by, { question, base, content });
      return { savedAt: tx.now, version, editors: await editorsAt(tx.db, by.person, question, tx.now) };
    }),
);

const dropped = route(
  'POST /api/questions/drop-draft',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ question: Id }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await dropDraft(tx, by, body.question);
      return findDetail(tx.db, by, body.question, tx.now);
    }),
);

/** Throws `question.invalid` with the place and a reason in the editor's language. */
const checkedContent = async (tx: Tx, by: Signed, content: unknown, id: string): Promise<Question> => {
  const named = typeof content === 'object' && content !== null ? { ...content, id } : content;
  const { question, fault } = checkQuestion(named, await langOf(tx.db, by.person));
  if (fault) throw new RuleError('question.invalid', fault);
  return question;
};

const Save = z.strictObject({
  question: Id,
  base: Version,
  content: z.unknown(),
  name: z.string().max(200).optional(),
});
const save = route(
  'POST /api/questions/save',
  { access: 'trainer', limit: WRITE, body: Save, bodyLimit: MOST_CONTENT },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const { question, base, name } = body;
      const content = await checkedContent(tx, by, body.content, question);
      await saveQuestion(tx, by, { question, base, content, ...(name === undefined ? {} : { name }) });
      return findDetail(tx.db, by, question, tx.now);
    }),
);

const Restore = z.strictObject({ question: Id, base: Version, version: Version });
const restore = route(
  'POST /api/questions/restore',
  { access: 'trainer', limit: WRITE, body: Restore },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await restoreQuestion(tx, by, body);
      return findDetail(tx.db, by, body.question, tx.now);
    }),
);

export const questionRoutes = [detail, history, read, create, draft, dropped, save, restore];
