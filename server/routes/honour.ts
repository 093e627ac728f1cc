import { z } from 'zod';
import { honourCatalogue } from '../formats/honours.ts';
import { once } from '../store/command.ts';
import { honoursOf, lineOf, markSeen, newHonours } from '../store/honour.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 60 };
const WRITE = { perMinute: 60, burst: 60 };

const catalogue = route('GET /api/honours/catalogue', { access: 'learner', limit: READ }, async () =>
  honourCatalogue(),
);

const line = route('GET /api/honours/line', { access: 'learner', limit: READ }, (ctx, { by }) =>
  lineOf(ctx.db.read, by.person, honourCatalogue()),
);

const all = route('GET /api/honours', { access: 'learner', limit: READ }, (ctx, { by }) =>
  honoursOf(ctx.db.read, by.person, honourCatalogue()),
);

const fresh = route('GET /api/honours/new', { access: 'learner', limit: READ }, async (ctx, { by }) => ({
  earned: await newHonours(ctx.db.read, by.person),
}));

const seen = route(
  'POST /api/honours/seen',
  { access: 'learner', limit: WRITE, body: z.strictObject({ ids: z.array(z.string().max(64)).max(50) }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, (tx) => markSeen(tx, by.person, body.ids)),
);

export const honourRoutes = [catalogue, line, all, fresh, seen];
