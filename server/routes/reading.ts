import { z } from 'zod';
import { KIND_REPORTS } from '../domain/api-kind.ts';
import { RuleError } from '../domain/errors.ts';
import { NOTE_LEAST, NOTE_MOST } from '../domain/reading.ts';
import { plainText } from '../domain/text.ts';
import { once } from '../store/command.ts';
import { reportKind } from '../store/kind-care.ts';
import { likeNote, readingOf, readingWall, saveNote } from '../store/reading.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 60 };
const WRITE = { perMinute: 60, burst: 30 };
const Id = z.string().min(1).max(64);

const read = route('GET /api/reading', { access: 'learner', limit: READ }, (ctx, { by }) =>
  readingOf(ctx.db.read, by, ctx.now()),
);

const Page = z.object({ before: Id.optional() });
const wall = route('GET /api/reading/wall', { access: 'learner', limit: READ }, (ctx, { by, query }) =>
  readingWall(ctx.db.read, by, Page.parse(query).before),
);

const Note = z.strictObject({ text: z.string().max(4 * NOTE_MOST) });
const checked = (said: string): string => {
  const text = plainText(said).trim();
  const n = [...text].length;
  if (n < NOTE_LEAST || n > NOTE_MOST)
    throw new RuleError('reading.length', { least: NOTE_LEAST, most: NOTE_MOST });
  return text;
};
const save = route(
  'POST /api/reading',
  { access: 'learner', limit: WRITE, body: Note },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const coins = await saveNote(tx, by, checked(body.text));
      return { ...(await readingOf(tx.db, by, tx.now)), coins };
    }),
);

const Like = z.strictObject({ note: Id, on: z.boolean() });
const like = route(
  'POST /api/reading/like',
  { access: 'learner', limit: WRITE, body: Like },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, (tx) => likeNote(tx, by, body.note, body.on)),
);

const Report = z.strictObject({
  kind: z.enum(KIND_REPORTS),
  obj: Id,
  reason: z
    .string()
    .max(400)
    .transform((text) => plainText(text).trim()),
});
const report = route(
  'POST /api/kind/report',
  { access: 'learner', limit: WRITE, body: Report },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await reportKind(tx, by, body);
      return { ok: true as const };
    }),
);

export const readingRoutes = [read, wall, save, like, report];
