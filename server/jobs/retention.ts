import type { Ctx } from '../context.ts';
import { localDayHour } from '../domain/time.ts';
import { commit } from '../store/commit.ts';
import { noteAll } from '../store/erasure-list.ts';
import { runErasure, runningErasures } from '../store/erasure-run.ts';
import { bytesOf, scrubFiles } from '../store/erasure-scrub.ts';
import { writeLooks } from '../store/look.ts';
import { forgetOld } from '../store/retention.ts';
import { markScrubbed, orgsKept, personErased, unscrubbed } from '../store/retention-due.ts';
import { traitsIn } from '../store/trait.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 10_000;
const FORGET_MS = 3_600_000;
/** By the clock of the company: then the file may be written anew at any size. */
const NIGHT = 3;

/** Goes on with every erasure that has begun. */
export const runErasures = async (ctx: Ctx): Promise<void> => {
  await noteAll(ctx);
  for (const id of await runningErasures(ctx)) {
    const person = await personErased(ctx.db.read, id);
    if (person !== undefined) traitsIn(ctx.config.dataDir).forget(person);
    const who = await runErasure(ctx, id);
    if (who && (await scrubFiles(ctx.db, ctx.config.dataDir, bytesOf(who), false)))
      await commit(ctx, (tx) => markScrubbed(tx, [id]));
  }
};

/** Files that still have to be written anew: at night, because it holds up whoever writes. */
export const scrubAtNight = async (ctx: Ctx): Promise<void> => {
  const waiting = await unscrubbed(ctx.db.read);
  const [first] = waiting;
  if (!first || localDayHour(ctx.now(), first.zone).hour !== NIGHT) return;
  const ids = waiting.map((w) => w.id);
  if (await scrubFiles(ctx.db, ctx.config.dataDir, undefined, true))
    await commit(ctx, (tx) => markScrubbed(tx, ids));
};

/** Forgets what may no longer be kept, in every company. */
export const forgetAll = async (ctx: Ctx): Promise<void> => {
  for (const id of await orgsKept(ctx.db.read))
    await forgetOld(ctx, id, (before) => traitsIn(ctx.config.dataDir).forgetBefore(before));
};

/** Every ten seconds goes on with erasures; every hour forgets what may no longer be kept. */
export const startRetention = (ctx: Ctx): (() => Promise<void>) => {
  let forgotAt = Number.NEGATIVE_INFINITY;
  const stop = startAgain(ctx, EVERY_MS, 'retention', async () => {
    await runErasures(ctx);
    await scrubAtNight(ctx);
    if (ctx.now() - forgotAt < FORGET_MS) return;
    forgotAt = ctx.now();
    await forgetAll(ctx);
  });
  return async () => {
    await stop();
    await writeLooks(ctx);
  };
};
