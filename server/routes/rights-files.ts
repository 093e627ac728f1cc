import type { Application, Request, Response } from 'express';
import { signedIn } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { createLimiter } from '../domain/limit.ts';
import { copyZip } from '../formats/rights-copy.ts';
import { auditIn } from '../store/audit-trail.ts';
import { commit } from '../store/commit.ts';
import { looked } from '../store/look.ts';
import { copyOf } from '../store/rights-copy.ts';
import { nameIn } from '../store/rights-people.ts';
import { cookieOf } from './route.ts';

const PACE = { perMinute: 4, burst: 3 };

const refuse = (res: Response, status: number, code: string): void =>
  void res.status(status).json({ code, details: {} });

/** Whose copy is asked for: one's own, or anybody's of the company by an administrator, which is written down. */
const personOf = async (ctx: Ctx, req: Request, by: { org: string; person: string; role: string }) => {
  const asked = String(req.params.person ?? '').slice(0, 60);
  if (asked === 'me' || asked === by.person) return by.person;
  if (by.role !== 'admin') return undefined;
  return (await nameIn(ctx.db.read, by.org, asked)) === undefined ? undefined : asked;
};

/** `GET /api/rights/copy/me.zip`, or `/<person>.zip` for an administrator: what is kept of a person, as a file. */
export const mountRightsFiles = (app: Application, ctx: Ctx): void => {
  const limiter = createLimiter();
  app.get('/api/rights/copy/:person.zip', async (req: Request, res: Response) => {
    const token = cookieOf(req);
    const by = token ? await signedIn(ctx, token) : undefined;
    if (!by) return refuse(res, 401, 'auth.required');
    const wait = limiter.take(by.person, PACE, ctx.now());
    if (wait > 0) return void res.status(429).json({ code: 'rate.limited', details: { seconds: wait } });
    const person = await personOf(ctx, req, by);
    if (person === undefined) return refuse(res, 404, 'person.unknown');
    try {
      if (person !== by.person) {
        await commit(ctx, (tx) => auditIn(tx, by, { action: 'rights.copy', object: person }));
        looked(ctx, by, [person], 'copy');
      }
      const at = new Date(ctx.now()).toISOString();
      const bytes = await copyZip(await copyOf(ctx, person), at);
      res.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      res.set('content-disposition', `attachment; filename="archipelago-data-${at.slice(0, 10)}.zip"`);
      res.type('application/zip').end(bytes);
    } catch (error) {
      ctx.log.error({ err: error }, 'a copy of data could not be made');
      if (!res.headersSent) refuse(res, 500, 'server.fault');
    }
  });
};
