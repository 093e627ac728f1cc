import type { Ctx } from '../context.ts';
import { logDay } from '../domain/log-day.ts';
import { commit } from '../store/commit.ts';
import { runningSeasons, type Season } from '../store/season.ts';
import { countSeason, spanOf } from '../store/season-count.ts';
import { endSeason, payReached, runsNow } from '../store/season-end.ts';
import { startAgain } from './again.ts';

const EVERY_MS = 60_000;

type JobCtx = Pick<Ctx, 'db' | 'now' | 'log' | 'line'>;

const attend = async (ctx: JobCtx, season: Season): Promise<'ended' | 'paid' | 'waits'> => {
  const today = logDay(ctx.now(), season.zone);
  if (today > season.data.to) {
    const people = await commit(ctx, (tx) => endSeason(tx, season));
    if (!people) return 'waits';
    ctx.line.tell(season.org, people, { kind: 'season' });
    ctx.line.tell(season.org, people, { kind: 'message' });
    return 'ended';
  }
  const { metric, personal } = season.data;
  if (metric === undefined || personal === undefined || !runsNow(season, ctx.now())) return 'waits';
  const values = await countSeason(ctx.db.read, season.org, metric, spanOf(season, today));
  const people = await commit(ctx, (tx) => payReached(tx, season, values));
  ctx.line.tell(season.org, people, { kind: 'season' });
  if (season.data.bonus !== undefined) ctx.line.tell(season.org, people, { kind: 'coins' });
  return 'paid';
};

/** Ends the seasons whose last day is over and pays who has reached a goal; gives how many ended. What fails is logged and
 * hinders no other. */
export const attendSeasons = async (ctx: JobCtx): Promise<number> => {
  let ended = 0;
  for (const season of await runningSeasons(ctx.db.read)) {
    try {
      if ((await attend(ctx, season)) === 'ended') ended += 1;
    } catch (error) {
      ctx.log.error({ err: error, season: season.id }, 'a season could not be attended to');
    }
  }
  return ended;
};

/** Attends to them now and every minute, one run at a time. Returns how to stop. */
export const startSeasons = (ctx: JobCtx): (() => Promise<void>) =>
  startAgain(ctx, EVERY_MS, 'seasons', () => attendSeasons(ctx));
