import { doneBattles } from '../store/battle-done.ts';
import { route } from './route.ts';

const LOOK = { perMinute: 60, burst: 30 };

const done = route('GET /api/battles/done', { access: 'trainer', limit: LOOK }, (ctx, call) =>
  doneBattles(ctx.db.read, call.by),
);

/** Stands before the door of one battle: the first that fits is taken. */
export const battleDoneRoutes = [done];
