import { z } from 'zod';
import type { Signed } from '../auth.ts';
import type { BottlesAt } from '../domain/api-kind.ts';
import { MOST_BOTTLE_TEXT } from '../domain/bottle.ts';
import { RuleError } from '../domain/errors.ts';
import { openStation } from '../domain/journey.ts';
import { plainText } from '../domain/text.ts';
import { countBottles, leaveBottle, likeBottle, ownBottle, readBottle, takeBottle } from '../store/bottle.ts';
import { once } from '../store/command.ts';
import type { Db } from '../store/db.ts';
import { daysOf, progressOf } from '../store/quest.ts';
import { findQuest } from '../store/quest-version.ts';
import { route } from './route.ts';

const READ = { perMinute: 240, burst: 80 };
const WRITE = { perMinute: 60, burst: 30 };
const Id = z.string().min(1).max(64);

/** Whether an open station of the voyage is done. A draft that is tried has no bottles. Throws `station.unknown`,
 * `station.locked`, `island.locked`. */
const standAt = async (db: Db, by: Signed, station: string, now: number): Promise<{ done: boolean }> => {
  if (by.preview) throw new RuleError('station.unknown');
  const quest = await findQuest(db, by);
  const progress = await progressOf(db, by.person, quest.id);
  openStation(quest, progress, station, await daysOf(db, by, quest.id, now));
  return { done: progress.get(station)?.done === true };
};

const viewOf = async (db: Db, by: Signed, station: string, may: boolean): Promise<BottlesAt> => {
  const { n = 0, unread = 0 } = (await countBottles(db, by, [station]))[station] ?? {};
  const mine = await ownBottle(db, by, station);
  return { n, unread, may, ...(mine ? { mine } : {}) };
};

const onIsland = route(
  'GET /api/bottles/:island',
  { access: 'learner', limit: READ },
  async (ctx, { by, params }) => {
    if (by.preview) return {};
    const { islands } = await findQuest(ctx.db.read, by);
    const island = islands.find((i) => i.id === params.island);
    return countBottles(ctx.db.read, by, island?.stations.map((s) => s.id) ?? []);
  },
);

const atStation = route(
  'GET /api/bottles/at/:station',
  { access: 'learner', limit: READ },
  async (ctx, { by, params }) => {
    const station = params.station ?? '';
    const { done } = await standAt(ctx.db.read, by, station, ctx.now());
    return viewOf(ctx.db.read, by, station, done);
  },
);

const Text = z
  .string()
  .max(4 * MOST_BOTTLE_TEXT)
  .transform((text) => plainText(text).trim())
  .refine((text) => text !== '' && [...text].length <= MOST_BOTTLE_TEXT, 'bad_request');
const leave = route(
  'POST /api/bottles/leave',
  { access: 'learner', limit: WRITE, body: z.strictObject({ station: Id, text: Text }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const { done } = await standAt(tx.db, by, body.station, tx.now);
      if (!done) throw new RuleError('bottle.not_done');
      await leaveBottle(tx, by, body.station, body.text);
      return viewOf(tx.db, by, body.station, true);
    }),
);

const AtStation = z.strictObject({ station: Id });
const take = route(
  'POST /api/bottles/take',
  { access: 'learner', limit: WRITE, body: AtStation },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      const { done } = await standAt(tx.db, by, body.station, tx.now);
      await takeBottle(tx, by, body.station);
      return viewOf(tx.db, by, body.station, done);
    }),
);

const Read = z.strictObject({ station: Id, not: Id.optional() });
const read = route(
  'POST /api/bottles/read',
  { access: 'learner', limit: READ, body: Read },
  (ctx, { by, body, commandId }) => {
    const dice = ctx.random();
    const { station, not } = body;
    return once(ctx, by.person, commandId, async (tx) => {
      await standAt(tx.db, by, station, tx.now);
      const bottle = await readBottle(tx, by, station, { dice, ...(not === undefined ? {} : { not }) });
      const { unread = 0 } = (await countBottles(tx.db, by, [station]))[station] ?? {};
      return { bottle, unread };
    });
  },
);

const Like = z.strictObject({ bottle: Id, on: z.boolean() });
const like = route(
  'POST /api/bottles/like',
  { access: 'learner', limit: WRITE, body: Like },
  async (ctx, { by, body, commandId }) => {
    const { view, author, paid } = await once(ctx, by.person, commandId, (tx) =>
      likeBottle(tx, by, body.bottle, body.on),
    );
    if (paid) ctx.line.tell(by.org, [author], { kind: 'coins' });
    return view;
  },
);

export const bottleRoutes = [onIsland, atStation, leave, take, read, like];
