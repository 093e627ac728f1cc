import { z } from 'zod';
import { Answer } from '../domain/answer.ts';
import { openItem, replaceItem } from '../domain/attempt.ts';
import { RuleError } from '../domain/errors.ts';
import { examTimeOver, flagExam } from '../domain/exam.ts';
import { findAttempt, holdAttempt, saveAttempt } from '../store/attempt.ts';
import { once } from '../store/command.ts';
import { commit } from '../store/commit.ts';
import { hasNewMarks, seeMarks } from '../store/essay.ts';
import { findQuest, findQuestOfAttempt } from '../store/quest-version.ts';
import { askedAt, takeAnswer } from './attempt-answer.ts';
import { endExam } from './attempt-end.ts';
import { startAtGhost, startAtStation } from './attempt-start.ts';
import { attemptView } from './attempt-view.ts';
import { route } from './route.ts';

/** A fast player answers once a second; ten times that is a script. */
const PLAY = { perMinute: 240, burst: 60 };
const READ = { perMinute: 240, burst: 60 };

const Id = z.string().min(1).max(64);
const ItemNumber = z.int().min(0).max(200);

const StartBody = z.union([z.strictObject({ station: Id }), z.strictObject({ ghost: Id })]);
const start = route(
  'POST /api/attempts/start',
  { access: 'learner', limit: PLAY, body: StartBody },
  (ctx, call) =>
    once(ctx, call.by.person, call.commandId, async (tx) => {
      const quest = await findQuest(tx.db, call.by);
      const attempt =
        'ghost' in call.body
          ? await startAtGhost(tx, call.by, quest, call.body.ghost)
          : await startAtStation(tx, call.by, quest, call.body.station);
      return attemptView(tx.db, quest, attempt, tx.now);
    }),
);

/** Reading an exam whose time is over ends it: what was saved is graded. */
const read = route('GET /api/attempts/:id', { access: 'learner', limit: READ }, async (ctx, call) => {
  const quest = await findQuestOfAttempt(ctx.db.read, call.by.person, Id.parse(call.params.id));
  const found = await findAttempt(ctx.db.read, call.by.person, Id.parse(call.params.id));
  const over = found.status === 'open' && found.state.kind === 'exam' && examTimeOver(found.state, ctx.now());
  if (!over && (await hasNewMarks(ctx.db.read, found.id))) await commit(ctx, (tx) => seeMarks(tx, found.id));
  if (!over) return attemptView(ctx.db.read, quest, found, ctx.now());
  return commit(ctx, async (tx) => {
    const held = await holdAttempt(tx, call.by.person, found.id);
    if (held.status !== 'open') return attemptView(tx.db, quest, held, tx.now);
    const { attempt, ...ending } = await endExam(tx, call.by, quest, held);
    return attemptView(tx.db, quest, attempt, tx.now, ending);
  });
});

const AnswerBodyShape = z.strictObject({
  attempt: Id,
  item: ItemNumber,
  answer: Answer,
  rtMs: z.number().min(0).max(86_400_000).transform(Math.round),
  changes: z.int().min(0).max(1000).default(0),
});
const answer = route(
  'POST /api/attempts/answer',
  { access: 'learner', limit: PLAY, body: AnswerBodyShape },
  (ctx, call) =>
    once(ctx, call.by.person, call.commandId, async (tx) => {
      const quest = await findQuestOfAttempt(tx.db, call.by.person, call.body.attempt);
      return takeAnswer(tx, call.by, quest, call.body);
    }),
);

const FlagBody = z.strictObject({ attempt: Id, item: ItemNumber, flagged: z.boolean() });
const flag = route(
  'POST /api/attempts/flag',
  { access: 'learner', limit: PLAY, body: FlagBody },
  (ctx, call) =>
    once(ctx, call.by.person, call.commandId, async (tx) => {
      const { attempt, item, flagged } = call.body;
      const held = await holdAttempt(tx, call.by.person, attempt);
      if (held.status !== 'open') throw new RuleError('attempt.closed');
      if (held.state.kind !== 'exam') throw new RuleError('station.wrong_kind');
      await saveAttempt(tx, held.id, flagExam(held.state, item, flagged, tx.now), false);
      return { ok: true as const };
    }),
);

const HintBody = z.strictObject({ attempt: Id, item: ItemNumber });
const hint = route(
  'POST /api/attempts/hint',
  { access: 'learner', limit: PLAY, body: HintBody },
  (ctx, call) =>
    once(ctx, call.by.person, call.commandId, async (tx) => {
      const held = await holdAttempt(tx, call.by.person, call.body.attempt);
      const quest = await findQuestOfAttempt(tx.db, call.by.person, held.id);
      if (held.status !== 'open') throw new RuleError('attempt.closed');
      if (held.state.kind === 'exam' || held.state.kind === 'scenario')
        throw new RuleError('station.wrong_kind');
      const item = openItem(held.state.items, call.body.item);
      const { question } = await askedAt(tx.db, quest, held, item);
      if (!question.hint) throw new RuleError('not_found');
      if (!item.hinted) {
        const items = replaceItem(held.state.items, call.body.item, { hinted: true });
        await saveAttempt(tx, held.id, { ...held.state, items }, false);
        tx.emit(call.by, {
          verb: 'hint.used',
          obj: item.question,
          ctx: held.id,
          data: { level: 1, cost: 0 },
        });
      }
      return { hint: question.hint };
    }),
);

const SubmitBody = z.strictObject({ attempt: Id });
const submit = route(
  'POST /api/attempts/submit',
  { access: 'learner', limit: PLAY, body: SubmitBody },
  (ctx, call) =>
    once(ctx, call.by.person, call.commandId, async (tx) => {
      const held = await holdAttempt(tx, call.by.person, call.body.attempt);
      const quest = await findQuestOfAttempt(tx.db, call.by.person, held.id);
      if (held.state.kind !== 'exam') throw new RuleError('station.wrong_kind');
      if (held.status !== 'open') return attemptView(tx.db, quest, held, tx.now);
      const { attempt, ...ending } = await endExam(tx, call.by, quest, held);
      return attemptView(tx.db, quest, attempt, tx.now, ending);
    }),
);

export const attemptRoutes = [start, read, answer, flag, hint, submit];
