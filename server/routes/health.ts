import { route } from './route.ts';

/** Of the server, as the doors of health say it. */
export const VERSION = '0.1.0';

const health = route(
  'GET /api/health',
  { access: 'anyone', limit: { perMinute: 600, burst: 120 } },
  async (ctx) => {
    const storage = ctx.db.storage();
    return { ok: storage === 'ok', version: VERSION, storage, now: ctx.now() };
  },
);

export const healthRoutes = [health];
