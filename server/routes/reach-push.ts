import { z } from 'zod';
import { commit } from '../store/commit.ts';
import { pushView, subscribe, unsubscribe } from '../store/push.ts';
import { vaultOf } from '../store/secret.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 30 };
const WRITE = { perMinute: 30, burst: 15 };
const Endpoint = z.string().min(1).max(1_000);
const Key = z.string().regex(/^[A-Za-z0-9_-]{1,200}=*$/);
const Subscription = z.strictObject({
  endpoint: Endpoint,
  keys: z.strictObject({ p256dh: Key, auth: Key }),
});

const view = route('GET /api/push', { access: 'learner', limit: READ }, (ctx, { by }) =>
  commit(ctx, (tx) => pushView(tx, by, vaultOf(ctx.config))),
);
const on = route(
  'POST /api/push/subscribe',
  { access: 'learner', limit: WRITE, body: Subscription },
  (ctx, { by, body }) =>
    commit(ctx, async (tx) => {
      await subscribe(tx, by, body, ctx.config.outboundPrivate);
      return pushView(tx, by, vaultOf(ctx.config));
    }),
);
const off = route(
  'POST /api/push/unsubscribe',
  { access: 'learner', limit: WRITE, body: z.strictObject({ endpoint: Endpoint }) },
  (ctx, { by, body }) =>
    commit(ctx, async (tx) => {
      await unsubscribe(tx, by, body.endpoint);
      return pushView(tx, by, vaultOf(ctx.config));
    }),
);

export const reachPushRoutes = [view, on, off];
