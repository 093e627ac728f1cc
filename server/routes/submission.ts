import type { Application, Request, Response } from 'express';
import { z } from 'zod';
import { type Signed, signedIn } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { SubmissionView } from '../domain/api-station.ts';
import { MOST_WORDS } from '../domain/assignment.ts';
import { RuleError } from '../domain/errors.ts';
import { findStation } from '../domain/journey.ts';
import { payOf } from '../domain/quest-station.ts';
import {
  assignmentCoins,
  assignmentStars,
  decide,
  mayLookAround,
  openForMarking,
} from '../domain/submission.ts';
import { plainText } from '../domain/text.ts';
import { holdPerson } from '../store/attempt.ts';
import { auditIn } from '../store/audit-trail.ts';
import { once } from '../store/command.ts';
import type { Actor, Tx } from '../store/commit.ts';
import { sendMessage } from '../store/message.ts';
import { finishStation, keepState } from '../store/progress.ts';
import { findBegun } from '../store/quest-version.ts';
import {
  findHandedIn,
  findSubmission,
  holdHandedIn,
  markingQueue,
  ruleOf,
  type SubmissionRow,
  saveSubmission,
} from '../store/submission.ts';
import { findFile } from '../store/upload.ts';
import { type AssignmentProgress, submissionViews } from './assignment-view.ts';
import { cookieOf, route } from './route.ts';

const READ = { perMinute: 120, burst: 60 };
const WRITE = { perMinute: 120, burst: 60 };
const Id = z.string().min(1).max(64);

const viewOf = async (tx: Tx, by: Actor, id: string): Promise<SubmissionView> => {
  const [view] = await submissionViews(tx.db, [await findHandedIn(tx.db, by, id)]);
  if (!view) throw new RuleError('submission.unknown');
  return view;
};

const queue = route('GET /api/submissions', { access: 'trainer', limit: READ }, async (ctx, { by }) =>
  submissionViews(ctx.db.read, await markingQueue(ctx.db.read, by)),
);

const open = route(
  'POST /api/submissions/open',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ submission: Id }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const row = await holdHandedIn(tx, by, body.submission);
      const rule = await ruleOf(tx.db, row);
      const next = openForMarking(rule);
      if (next !== rule) await saveSubmission(tx, row.id, next, { marker: by.person });
      return viewOf(tx, by, row.id);
    }),
);

/** The learner's station is cleared, paid and told, once. */
const bookAcceptance = async (tx: Tx, learner: Actor, row: SubmissionRow, score: number): Promise<void> => {
  const quest = await findBegun(tx.db, learner.person, row.quest);
  const { island, station } = findStation(quest, row.station);
  const outcome = await finishStation(tx, learner, quest, {
    station,
    island,
    clears: true,
    stars: assignmentStars(score),
    best: score,
    tier: 0,
    coins: assignmentCoins(payOf(station), score),
    reason: 'assignment',
    key: `assignment:${learner.person}:${station.id}`,
  });
  const state: AssignmentProgress = { handedIn: true, outcome };
  await keepState(tx, learner.person, quest.id, island.id, station.id, JSON.stringify(state));
};

type MarkBody = z.output<typeof Mark>;
const mark = async (tx: Tx, by: Signed, body: MarkBody): Promise<SubmissionView> => {
  const { person } = await findHandedIn(tx.db, by, body.submission);
  const learner: Actor = { org: by.org, person, zone: by.zone };
  await holdPerson(tx, person);
  const row = await holdHandedIn(tx, by, body.submission);
  const [asked] = await submissionViews(tx.db, [row]);
  if (!asked) throw new RuleError('submission.unknown');
  const { next, score } = decide(await ruleOf(tx.db, row), asked.assignment.rubric, body);
  const { marks, comment, decision } = body;
  const marking = { marker: by.person, markedAt: tx.now, marks, comment: comment.trim(), score };
  await saveSubmission(tx, row.id, next, marking);
  tx.emit(learner, {
    verb: 'assignment.graded',
    obj: row.station,
    ctx: row.id,
    score,
    data: { grader: by.person, rubric: 'rubric' },
  });
  if (decision === 'accept') await bookAcceptance(tx, learner, row, score);
  const { quest, island, station } = row;
  await sendMessage(tx, by, { to: person, kind: 'marked', text: comment.trim(), quest, island, station });
  const details = { decision, score, marks };
  await auditIn(tx, by, { action: 'submission.mark', object: row.id, details });
  return viewOf(tx, by, row.id);
};

/** Half points are points. */
const Points = z.number().min(0).max(100).multipleOf(0.5);
const Mark = z.strictObject({
  submission: Id,
  base: z.int().min(0),
  marks: z.array(Points).max(10),
  comment: z.string().max(MOST_WORDS).transform(plainText),
  decision: z.enum(['accept', 'return']),
});
const markDoor = route(
  'POST /api/submissions/mark',
  { access: 'trainer', limit: WRITE, body: Mark },
  (ctx, { by, body, commandId }) => once(ctx, by.person, commandId, (tx) => mark(tx, by, body)),
);

export const submissionRoutes = [queue, open, markDoor];

type File = NonNullable<Awaited<ReturnType<typeof findFile>>>;
/** The author, those who mark, and colleagues who have handed in their own, once the work is accepted. */
const mayRead = async (ctx: Ctx, by: Signed, file: File): Promise<boolean> => {
  if (file.person === by.person || by.role !== 'learner') return true;
  if (file.state !== 'accepted') return false;
  return mayLookAround(await findSubmission(ctx.db.read, by.person, file.station));
};

const HEADERS = {
  'cache-control': 'private, no-cache',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
};
const dispositionOf = ({ name, mime }: File): string =>
  `${mime.startsWith('image/') ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/gu, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** `GET /api/files/<id>`: a file of a submission, for whoever may read it; only pictures are shown in place. */
export const mountFiles = (app: Application, ctx: Ctx): void => {
  app.get('/api/files/:id', async (req: Request, res: Response) => {
    const token = cookieOf(req);
    const by = token ? await signedIn(ctx, token) : undefined;
    if (!by) return void res.status(401).json({ code: 'auth.required', details: {} });
    const file = await findFile(ctx.db.read, by.org, String(req.params.id));
    if (!file || !(await mayRead(ctx, by, file)))
      return void res.status(404).json({ code: 'not_found', details: {} });
    const text = file.mime.startsWith('text/') ? '; charset=utf-8' : '';
    res.set({
      ...HEADERS,
      'content-type': `${file.mime}${text}`,
      'content-disposition': dispositionOf(file),
    });
    res.end(Buffer.from(file.bytes));
  });
};
