import { setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from '../context.ts';
import { needQuestion } from '../store/question-detail.ts';
import { findStatistics, refresherOf } from '../store/question-stat.ts';
import { route } from './route.ts';

const READ = { perMinute: 240, burst: 80 };
/** Figures older than this are computed anew when somebody looks, */
const FRESH_MS = 60_000;
/** who waits no longer than this for them. */
const PATIENCE_MS = 2_000;

/** Has old figures computed anew and waits a moment; gives when the last computation began that ended well. */
const freshen = async (ctx: Ctx): Promise<number> => {
  const refresher = refresherOf(ctx.db);
  if (!refresher) return 0;
  if (ctx.now() - refresher.computedAt() > FRESH_MS) {
    const done = refresher
      .refresh()
      .catch((error: unknown) => ctx.log.error({ err: error }, 'item analysis failed'));
    await Promise.race([done, sleep(PATIENCE_MS, undefined, { ref: false })]);
  }
  return refresher.computedAt();
};

const statistics = route(
  'GET /api/questions/:id/statistics',
  { access: 'trainer', limit: READ },
  async (ctx, { by, params }) => {
    const { id } = await needQuestion(ctx.db.read, by, params.id ?? '', 'view');
    return findStatistics(ctx.db.read, by, id, await freshen(ctx));
  },
);

export const statisticsRoutes = [statistics];
