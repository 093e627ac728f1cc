import { z } from 'zod';
import { once } from '../store/command.ts';
import { applyRegrade, planRegrade } from '../store/regrade.ts';
import { route } from './route.ts';

/** Reads every attempt in which a question was met. */
const HEAVY = { perMinute: 30, burst: 10 };

const Body = z.strictObject({
  question: z.string().min(1).max(64),
  from: z.int().min(1).max(1_000_000),
  apply: z.boolean(),
});
const regrade = route(
  'POST /api/questions/regrade',
  { access: 'trainer', limit: HEAVY, body: Body },
  (ctx, { by, body, commandId }) => {
    const { apply, ...wanted } = body;
    if (!apply) return planRegrade(ctx.db.read, by, wanted);
    return once(ctx, by.person, commandId, (tx) => applyRegrade(tx, by, wanted));
  },
);

export const regradeRoutes = [regrade];
