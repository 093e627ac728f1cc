import type { Application, Request, Response } from 'express';
import { z } from 'zod';
import { type Signed, signedIn } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import { createLimiter, type Limit } from '../domain/limit.ts';
import { ROLES, type Role } from '../domain/person.ts';
import { cookieOf } from './route.ts';

/** A file as it goes out: `name` in the asker's language with its ending, `plain` for what cannot read it. */
export type OutFile = { type: string; name: string; plain: string; bytes: Uint8Array };
const FILES: Limit = { perMinute: 30, burst: 15 };

/** A name of any characters for a header, by RFC 8187. */
const headerName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/gu, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const send = (res: Response, { type, name, plain, bytes }: OutFile): void => {
  res
    .set({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-type': type,
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${headerName(name)}`,
    })
    .end(Buffer.from(bytes));
};

const STATUS: Partial<Record<string, number>> = {
  'auth.required': 401,
  'auth.forbidden': 403,
  'rate.limited': 429,
  'figure.days': 409,
  'battle.phase': 409,
};
const refuse = (ctx: Ctx, res: Response, error: unknown): void => {
  if (error instanceof z.ZodError) return void res.status(400).json({ code: 'bad_request', details: {} });
  if (!(error instanceof RuleError)) {
    ctx.log.error({ err: error }, 'a file could not be written');
    return void res.status(500).json({ code: 'server.fault', details: {} });
  }
  const { code, details } = error;
  if (code === 'rate.limited') res.set('retry-after', String(details.seconds ?? 1));
  res.status(STATUS[code] ?? 404).json({ code, details });
};

/** One door that gives a file to people of `access` and above, thirty a minute; what it refuses is said as routes say it. */
export const mountFileDoor = (
  app: Application,
  ctx: Ctx,
  path: string | RegExp,
  access: Role,
  make: (by: Signed, req: Request) => Promise<OutFile>,
): void => {
  const limiter = createLimiter();
  const admit = async (req: Request): Promise<Signed> => {
    const token = cookieOf(req);
    const by = token ? await signedIn(ctx, token) : undefined;
    if (!by) throw new RuleError('auth.required');
    if (ROLES.indexOf(by.role) < ROLES.indexOf(access)) throw new RuleError('auth.forbidden');
    const seconds = limiter.take(by.person, FILES, ctx.now());
    if (seconds > 0) throw new RuleError('rate.limited', { seconds });
    return by;
  };
  app.get(path, async (req: Request, res: Response) => {
    try {
      send(res, await make(await admit(req), req));
    } catch (error) {
      refuse(ctx, res, error);
    }
  });
};
