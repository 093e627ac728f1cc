import { z } from 'zod';
import { Policy } from '../domain/policy.ts';
import { once } from '../store/command.ts';
import { policyOf, savePolicy } from '../store/policy.ts';
import { route } from './route.ts';

const READ = { perMinute: 60, burst: 60 };
const WRITE = { perMinute: 30, burst: 30 };

const read = route('GET /api/policy', { access: 'learner', limit: READ }, (ctx, { by }) =>
  policyOf(ctx.db.read, by.org),
);

const save = route(
  'POST /api/studio/policy',
  { access: 'trainer', limit: WRITE, body: z.strictObject({ policy: Policy, before: Policy }) },
  (ctx, { by, body, commandId }) =>
    once(ctx, by.person, commandId, (tx) => savePolicy(tx, by, body.before, body.policy)),
);

export const policyRoutes = [read, save];
