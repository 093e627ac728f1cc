import type { Application, Request, Response } from 'express';
import { type Signed, signedIn } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { RoomCount } from '../domain/api-system.ts';
import { RuleError } from '../domain/errors.ts';
import { createLimiter, type Limiter } from '../domain/limit.ts';
import { auditIn } from '../store/audit-trail.ts';
import { backupFile } from '../store/backup.ts';
import { commit } from '../store/commit.ts';
import { needHost, setWatch } from '../store/system.ts';
import { cookieOf } from './route.ts';

const FILES = { perMinute: 6, burst: 3 };

type Refusal = { status: number; code: string };
const checked = async (ctx: Ctx, req: Request, limiter: Limiter): Promise<Signed | Refusal> => {
  const token = cookieOf(req);
  const by = token ? await signedIn(ctx, token) : undefined;
  if (!by) return { status: 401, code: 'auth.required' };
  if (by.role !== 'admin') return { status: 403, code: 'auth.forbidden' };
  if (limiter.take(by.person, FILES, ctx.now()) > 0) return { status: 429, code: 'rate.limited' };
  return needHost(ctx.db.read, by.org).then(
    () => by,
    (error: unknown) => {
      if (error instanceof RuleError) return { status: 403, code: error.code };
      throw error;
    },
  );
};

const send = async (ctx: Ctx, by: Signed, name: string, res: Response): Promise<void> => {
  const file = await backupFile(ctx.config.dataDir, name);
  if (file === undefined) return void res.status(404).json({ code: 'not_found', details: {} });
  await commit(ctx, (tx) => auditIn(tx, by, { action: 'system.download', object: name }));
  res.set({
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
    'content-type': 'application/vnd.sqlite3',
    'content-disposition': `attachment; filename="${name}"`,
  });
  res.sendFile(file, { cacheControl: false });
};

/** `GET /api/system/backups/<name>`: a copy of the database as a file, for administrators; who took it is written down.
 * `rooms` counts live rooms for the page of the machine. */
export const mountSystem = (app: Application, ctx: Ctx, rooms: () => Promise<RoomCount[]>): void => {
  setWatch(ctx.db, { rooms });
  const limiter = createLimiter();
  app.get('/api/system/backups/:name', async (req: Request, res: Response) => {
    try {
      const by = await checked(ctx, req, limiter);
      if ('status' in by) return void res.status(by.status).json({ code: by.code, details: {} });
      await send(ctx, by, String(req.params.name), res);
    } catch (error) {
      ctx.log.error({ err: error }, 'a copy of the database could not be sent');
      if (!res.headersSent) res.status(500).json({ code: 'server.fault', details: {} });
    }
  });
};
