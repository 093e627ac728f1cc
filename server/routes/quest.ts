import { z } from 'zod';
import { RuleError } from '../domain/errors.ts';
import { islandOpen, nextStreak } from '../domain/journey.ts';
import { COINS } from '../domain/rewards.ts';
import { daysBetween, playDay } from '../domain/time.ts';
import { holdPerson } from '../store/attempt.ts';
import { once } from '../store/command.ts';
import { ingest, logSummary } from '../store/event.ts';
import { creditPerson } from '../store/ledger.ts';
import { enrol } from '../store/progress.ts';
import { findQuest, progressOf } from '../store/quest.ts';
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
    const found = await findQuest(tx.db, by.org);
    await enrol(tx, by, found.id);
    const me = await tx.db
      .selectFrom('person')
      .select(['streak', 'checkinDay'])
      .where('id', '=', by.person)
      .executeTakeFirstOrThrow();
    const day = playDay(tx.now, by.zone);
    if (me.checkinDay === day) return { streak: me.streak, coins: 0, first: false };
    const gap = me.checkinDay === null ? undefined : daysBetween(me.checkinDay, day);
    const streak = nextStreak(
      { streak: me.streak, ...(me.checkinDay === null ? {} : { day: me.checkinDay }) },
      gap,
    );
    await tx.db.updateTable('person').set({ streak, checkinDay: day }).where('id', '=', by.person).execute();
    tx.emit(by, { verb: 'daily.checked_in', data: { streakDays: streak } });
    const key = `checkin:${by.person}:${day}`;
    await creditPerson(tx, by, { amount: COINS.checkin, reason: 'checkin', key });
    return { streak, coins: COINS.checkin, first: true };
  }),
);

/** Coins lie between the stations of each island: as many spots as the path has gaps that show one. */
const COIN_SPOTS = 6;
const Spot = z.string().regex(/^coin-[0-9]$/);
const PickBody = z.strictObject({ island: z.string().max(64), spot: Spot });
const pick = route(
  'POST /api/finds/pick',
  { access: 'learner', limit: WRITE, body: PickBody },
  async (ctx, call) => {
    const found = await findQuest(ctx.db.read, call.by.org);
    return once(ctx, call.by.person, call.commandId, async (tx) => {
      const { by, body } = call;
      await holdPerson(tx, by.person);
      const island = found.islands.find((i) => i.id === body.island);
      if (!island || Number(body.spot.slice(5)) >= COIN_SPOTS) throw new RuleError('find.unknown');
      const progress = await progressOf(tx.db, by.person, found.id);
      if (!islandOpen(found, progress, island)) throw new RuleError('island.locked');
      const done = await tx.db
        .insertInto('find')
        .values({ person: by.person, island: body.island, spot: body.spot, at: tx.now })
        .onConflict((oc) => oc.columns(['person', 'island', 'spot']).doNothing())
        .executeTakeFirst();
      if (done.numInsertedOrUpdatedRows !== 1n) throw new RuleError('find.already_picked');
      tx.emit(by, { verb: 'item.used', obj: body.spot, data: { on: body.island, effect: 'picked' } });
      const { balance } = await creditPerson(tx, by, {
        amount: COINS.pathCoin,
        reason: 'find',
        ref: body.island,
        key: `find:${by.person}:${body.island}:${body.spot}`,
      });
      return { coins: COINS.pathCoin, balance };
    });
  },
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
