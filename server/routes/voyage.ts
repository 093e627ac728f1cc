import { z } from 'zod';
import { holdPerson } from '../store/attempt.ts';
import { once } from '../store/command.ts';
import { chooseVoyage, voyagesOf } from '../store/voyage.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
const WRITE = { perMinute: 60, burst: 30 };

const list = route('GET /api/voyages', { access: 'learner', limit: READ }, (ctx, call) =>
  voyagesOf(ctx.db.read, call.by),
);

const Choose = z.strictObject({ quest: z.string().min(1).max(64) });
const choose = route(
  'POST /api/voyages/choose',
  { access: 'learner', limit: WRITE, body: Choose },
  (ctx, { body, by, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await holdPerson(tx, by.person);
      await chooseVoyage(tx, by, body.quest);
      return voyagesOf(tx.db, by);
    }),
);

export const voyageRoutes = [list, choose];
