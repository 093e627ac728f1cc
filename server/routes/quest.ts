import { z } from 'zod';
import { RuleError } from '../domain/errors.ts';
import { islandOpen } from '../domain/journey.ts';
import { COINS } from '../domain/rewards.ts';
import { checkIn } from '../domain/streak.ts';
import { playDay } from '../domain/time.ts';
import { holdPerson } from '../store/attempt.ts';
import { restsOf, saveStreak, streakOf } from '../store/checkin.ts';
import { once } from '../store/command.ts';
import { ingest, logSummary } from '../store/event.ts';
import { checkGraduation } from '../store/graduation.ts';
import { creditPerson } from '../store/ledger.ts';
import { enrol } from '../store/progress.ts';
import { daysOf, pickSpot, progressOf } from '../store/quest.ts';
import { findQuest } from '../store/quest-version.ts';
import { questViewOf } from './quest-view.ts';
import { route } from './route.ts';

const READ = { perMinute: 240, burst: 60 };
const WRITE = { perMinute: 120, burst: 60 };

const quest = route('GET /api/quest', { access: 'learner', limit: READ }, (ctx, call) =>
  questViewOf(ctx, call.by),
);

const checkin = route('POST /api/checkin', { access: 'learner', limit: WRITE }, (ctx, call) =>
  once(ctx, call.by.person, call.commandId, async (tx) => {
    const { by } = call;
    await holdPerson(tx, by.person);
    const sailed = await findQuest(tx.db, by);
    await enrol(tx, by, sailed);
    const last = await streakOf(tx.db, by.person);
    const day = playDay(tx.now, by.zone);
    const { first, streak } = checkIn(last, day, await restsOf(tx.db, by.person));
    if (!first || by.preview) return { streak: last.streak, coins: 0, first: false };
    await saveStreak(tx, by.person, streak);
    tx.emit(by, { verb: 'daily.checked_in', data: { streakDays: streak.streak } });
    const key = `checkin:${by.person}:${day}`;
    await creditPerson(tx, by, { amount: COINS.checkin, reason: 'checkin', key });
    await checkGraduation(tx, by, sailed);
    return { streak: streak.streak, coins: COINS.checkin, first: true };
  }),
);

/** Coins lie on the path of each island: as many as its picture has spots for. */
const COIN_SPOTS = 5;
const Spot = z.string().regex(/^coin-[0-9]$/);
const PickBody = z.strictObject({ island: z.string().max(64), spot: Spot });
const pick = route('POST /api/finds/pick', { access: 'learner', limit: WRITE, body: PickBody }, (ctx, call) =>
  once(ctx, call.by.person, call.commandId, async (tx) => {
    const { by, body } = call;
    await holdPerson(tx, by.person);
    const found = await findQuest(tx.db, by);
    const island = found.islands.find((i) => i.id === body.island);
    if (!island || Number(body.spot.slice(5)) >= COIN_SPOTS) throw new RuleError('find.unknown');
    const progress = await progressOf(tx.db, by.person, found.id);
    const days = await daysOf(tx.db, by, found.id, tx.now);
    if (!islandOpen(found, progress, island, days)) throw new RuleError('island.locked');
    if (!(await pickSpot(tx, by.person, body.island, body.spot))) throw new RuleError('find.already_picked');
    tx.emit(by, { verb: 'item.used', obj: body.spot, data: { on: body.island, effect: 'picked' } });
    const { balance, applied } = await creditPerson(tx, by, {
      amount: COINS.pathCoin,
      reason: 'find',
      ref: body.island,
      key: `find:${by.person}:${body.island}:${body.spot}`,
    });
    return { coins: applied ? COINS.pathCoin : 0, balance };
  }),
);

const ClientEvents = z.strictObject({
  sentAt: z.number(),
  events: z
    .array(
      z.strictObject({
        id: z.string().max(64),
        verb: z.string().max(40),
        at: z.number(),
        n: z.int().min(0),
        obj: z.string().max(100).optional(),
        ctx: z.string().max(100).optional(),
        data: z.record(z.string(), z.unknown()),
      }),
    )
    .max(200),
});
const events = route(
  'POST /api/events',
  { access: 'learner', limit: WRITE, body: ClientEvents },
  (ctx, call) => ingest(ctx, call.by, call.body.events, call.body.sentAt, ctx.now()),
);

const log = route('GET /api/log', { access: 'learner', limit: READ }, (ctx, call) =>
  logSummary(ctx.db.read, call.by.person),
);

export const questRoutes = [quest, checkin, pick, events, log];
