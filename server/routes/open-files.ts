import { randomUUID } from 'node:crypto';
import type { Application, Request, Response } from 'express';
import { z } from 'zod';
import { addressOf, signedIn } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../domain/api-open.ts';
import { RuleError } from '../domain/errors.ts';
import { createLimiter, type Limiter } from '../domain/limit.ts';
import { ROLES } from '../domain/person.ts';
import { homeOf } from '../domain/xapi.ts';
import { xapiProfile } from '../domain/xapi-profile.ts';
import { rangeOf } from './open.ts';
import { type Reader, streamExport } from './open-export.ts';
import { answerFault } from './open-fault.ts';
import { bearerIn } from './open-token.ts';
import { mountXapi } from './open-xapi.ts';
import { cookieOf } from './route.ts';

const FILES = { perMinute: 20, burst: 10 };
const PUBLIC = { perMinute: 60, burst: 30 };
type Access = Reader & { admin: boolean };
/** A trainer with a cookie, or a machine with a token for events. Throws `auth.required`, `auth.forbidden`. */
const readerOf = async (ctx: Ctx, req: Request): Promise<Access> => {
  const bearer = await bearerIn(ctx, req, 'events:read');
  if (bearer) {
    const { org, zone, token } = bearer;
    return { actor: { org, zone, person: token }, token, admin: false };
  }
  const cookie = cookieOf(req);
  const by = cookie ? await signedIn(ctx, cookie) : undefined;
  if (!by) throw new RuleError('auth.required');
  if (ROLES.indexOf(by.role) < ROLES.indexOf('trainer')) throw new RuleError('auth.forbidden');
  return { actor: by, admin: by.role === 'admin' };
};

const Run = z.uuid().default(() => randomUUID());
const exportFor = async (
  ctx: Ctx,
  limiter: Limiter,
  format: ExportFormat,
  [req, res]: [Request, Response],
): Promise<void> => {
  const reader = await readerOf(ctx, req);
  const wait = limiter.take(reader.actor.person, FILES, ctx.now());
  if (wait > 0) throw new RuleError('rate.limited', { seconds: wait });
  const names = req.query.names === '1';
  if (names && !reader.admin) throw new RuleError('auth.forbidden');
  const run = Run.parse(req.query.run);
  const wish = { ...rangeOf(req.query), format, names, technical: reader.admin, run };
  await streamExport(ctx, reader, wish, res);
};

/**
 * `GET /api/open/events.csv|ndjson|parquet`: events as a file that streams; `GET /xapi/profile`: our profile, for anyone; and
 * the doors of xAPI (open-xapi.ts).
 */
export const mountOpenData = (app: Application, ctx: Ctx): void => {
  const limiter = createLimiter();
  for (const format of EXPORT_FORMATS)
    app.get(`/api/open/events.${format}`, async (req: Request, res: Response) => {
      try {
        await exportFor(ctx, limiter, format, [req, res]);
      } catch (error) {
        answerFault(ctx, res, error);
      }
    });
  app.get('/xapi/profile', (req: Request, res: Response) => {
    if (limiter.take(addressOf(ctx, req), PUBLIC, ctx.now()) > 0)
      return void res.status(429).json({ code: 'rate.limited', details: {} });
    res.set('access-control-allow-origin', '*').type('application/ld+json');
    res.end(JSON.stringify(xapiProfile(homeOf(ctx.config)), null, 1));
  });
  app.get(['/xapi/verbs/:name', '/xapi/activity-types/:name', '/xapi/extensions/:name'], (_req, res) =>
    res.redirect(303, '/xapi/profile'),
  );
  mountXapi(app, ctx, limiter);
};
