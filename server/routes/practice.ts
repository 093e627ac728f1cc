import { z } from 'zod';
import { Answer } from '../domain/answer.ts';
import { RuleError } from '../domain/errors.ts';
import { PACK_QUESTIONS } from '../domain/offline-pack.ts';
import { holdAttempt, saveAttempt } from '../store/attempt.ts';
import { once } from '../store/command.ts';
import { findQuest, findQuestOfAttempt } from '../store/quest-version.ts';
import { attemptView } from './attempt-view.ts';
import { startDrillAt, tellDrill } from './drill.ts';
import { givePack, takeClaim } from './practice-claim.ts';
import { practiceViewOf } from './practice-view.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
const PLAY = { perMinute: 120, burst: 40 };
/** A pack is fetched when the learner opens the product, and claimed when the network is back. */
const PACK = { perMinute: 20, burst: 10 };

const Id = z.string().min(1).max(64);
const StartBody = z.discriminatedUnion('purpose', [
  z.strictObject({ purpose: z.literal('review') }),
  z.strictObject({ purpose: z.literal('point'), bank: Id, point: Id }),
  z.strictObject({ purpose: z.literal('warm-up'), station: Id }),
]);

const read = route('GET /api/practice', { access: 'learner', limit: READ }, (ctx, { by }) =>
  practiceViewOf(ctx, by),
);

const start = route(
  'POST /api/practice/start',
  { access: 'learner', limit: PLAY, body: StartBody },
  (ctx, call) =>
    once(ctx, call.by.person, call.commandId, async (tx) => {
      const quest = await findQuest(tx.db, call.by);
      const attempt = await startDrillAt(tx, call.by, quest, call.body);
      return attemptView(tx.db, quest, attempt, tx.now);
    }),
);

const StopBody = z.strictObject({ attempt: Id });
const stop = route(
  'POST /api/practice/stop',
  { access: 'learner', limit: PLAY, body: StopBody },
  (ctx, call) =>
    once(ctx, call.by.person, call.commandId, async (tx) => {
      const held = await holdAttempt(tx, call.by.person, call.body.attempt);
      const quest = await findQuestOfAttempt(tx.db, call.by.person, held.id);
      if (held.state.kind !== 'drill') throw new RuleError('station.wrong_kind');
      if (held.status !== 'open') return attemptView(tx.db, quest, held, tx.now);
      tellDrill(tx, call.by, held, held.state);
      const state = { ...held.state, items: held.state.items.filter((i) => i.ok !== undefined) };
      await saveAttempt(tx, held.id, state, true);
      return attemptView(tx.db, quest, { ...held, state, status: 'ended' }, tx.now);
    }),
);

const pack = route('POST /api/practice/pack', { access: 'learner', limit: PACK }, (ctx, { by, commandId }) =>
  once(ctx, by.person, commandId, async (tx) => givePack(tx, by, await findQuest(tx.db, by))),
);

const when = z.int().min(0).max(8_640_000_000_000_000);
const ClaimBody = z.strictObject({
  pack: Id,
  sentAt: when.optional(),
  answers: z
    .array(
      z.strictObject({
        item: z.int().min(0).max(PACK_QUESTIONS),
        answer: Answer,
        rtMs: z.number().min(0).max(86_400_000).transform(Math.round),
        at: when,
      }),
    )
    .min(1)
    .max(PACK_QUESTIONS),
});
const claim = route(
  'POST /api/practice/claim',
  { access: 'learner', limit: PACK, body: ClaimBody },
  (ctx, call) =>
    once(ctx, call.by.person, call.commandId, async (tx) => {
      const { sentAt, ...body } = call.body;
      const quest = await findQuest(tx.db, call.by);
      return takeClaim(tx, call.by, quest, sentAt === undefined ? body : { ...body, sentAt });
    }),
);

export const practiceRoutes = [read, start, stop, pack, claim];
