import { type Application, json, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { type Signed, signedIn } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { Api, ApiPath } from '../domain/api.ts';
import { type ErrorCode, RuleError } from '../domain/errors.ts';
import { ROLES, type Role } from '../domain/person.ts';
import { createLimiter, type Limit, type Limiter } from './limit.ts';

/** anyone = no session needed; a role = that role or a higher one. */
export type Access = 'anyone' | Role;
export type Door<B extends z.ZodType | undefined> = { access: Access; limit: Limit; body?: B };

type Answerable = { status?: number; code: ErrorCode; details?: Record<string, number | string> };
type BodyOf<B> = B extends z.ZodType ? z.output<B> : undefined;

/** What a handler gets: everything is checked. `by` is there whenever access is not 'anyone'. */
export type Call<B, A extends Access> = {
  body: BodyOf<B>;
  params: Record<string, string>;
  by: A extends 'anyone' ? Signed | undefined : Signed;
  /** The client's id for this command; '' for GET. */
  commandId: string;
  address: string;
  device: string;
  origin: string;
  setSession: (token: string, expiresAt: number) => void;
  clearSession: () => void;
};

export type Route = {
  key: ApiPath;
  access: Access;
  limit: Limit;
  body: z.ZodType | undefined;
  run: (ctx: Ctx, call: never) => Promise<unknown>;
};

/** One door: method and path, shape, who, how often, and the handler whose reply the contract types. */
export const route = <K extends ApiPath, A extends Access, B extends z.ZodType | undefined = undefined>(
  key: K,
  door: { access: A; limit: Limit; body?: B },
  run: (ctx: Ctx, call: Call<B, A>) => Promise<Api[K]['reply']>,
): Route => ({
  key,
  access: door.access,
  limit: door.limit,
  body: door.body,
  run: run as (ctx: Ctx, call: never) => Promise<unknown>,
});

const STATUS: Partial<Record<ErrorCode, number>> = {
  bad_request: 400,
  too_large: 413,
  not_found: 404,
  'rate.limited': 429,
  'storage.unavailable': 503,
  'server.fault': 500,
  'auth.required': 401,
  'auth.forbidden': 403,
  'auth.origin': 403,
};

const refuse = (res: Response, { code, details = {}, status }: Answerable): void => {
  if (res.headersSent) return;
  if (code === 'rate.limited') res.setHeader('retry-after', String(details.seconds ?? 1));
  res.status(status ?? STATUS[code] ?? 409).json({ code, details });
};

/** body-parser's and our own errors -> what the client is told; anything unknown is a bug and stays inside. */
const refusalOf = (ctx: Ctx, req: Request, error: unknown): Answerable => {
  if (error instanceof RuleError) return { code: error.code, details: error.details };
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    return {
      code: 'bad_request',
      details: { place: issue?.path.join('.') ?? '', reason: issue?.message ?? '' },
    };
  }
  const status = (error as { status?: number }).status;
  if (status === 413) return { code: 'too_large' };
  if (status !== undefined && status >= 400 && status < 500) return { code: 'bad_request' };
  ctx.log.error({ err: error, method: req.method, path: req.path }, 'request failed');
  return { code: 'server.fault' };
};

const isUuid = (s: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(s);

/** A write must come from our own page: same-origin fetch metadata or Origin, and a JSON body (no form can send it). */
const checkSameOrigin = (req: Request): void => {
  const site = req.headers['sec-fetch-site'];
  const origin = req.headers.origin;
  const foreign = origin !== undefined && new URL(origin).host !== req.headers.host;
  if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none'))
    throw new RuleError('auth.origin');
  if (!req.is('application/json')) throw new RuleError('bad_request', { reason: 'content-type' });
};

const checkAccess = (access: Access, by: Signed | undefined): void => {
  if (access === 'anyone') return;
  if (!by) throw new RuleError('auth.required');
  if (ROLES.indexOf(by.role) < ROLES.indexOf(access)) throw new RuleError('auth.forbidden');
};

const COOKIE = 'archipelago';
const cookieOf = (req: Request): string | undefined =>
  req.headers.cookie
    ?.split(/;\s*/)
    .find((c) => c.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);

const addressOf = (ctx: Ctx, req: Request): string => {
  const forwarded = ctx.config.trustProxy
    ? String(req.headers['x-forwarded-for'] ?? '')
        .split(',')[0]
        ?.trim()
    : '';
  return forwarded || req.socket.remoteAddress || '';
};

const callOf = async (ctx: Ctx, r: Route, req: Request, res: Response, limiter: Limiter) => {
  const write = req.method !== 'GET';
  if (write) checkSameOrigin(req);
  const token = cookieOf(req);
  const by = token ? await signedIn(ctx, token) : undefined;
  const address = addressOf(ctx, req);
  const wait = limiter.take(`${r.key} ${by?.person ?? address}`, r.limit, ctx.now());
  if (wait > 0) throw new RuleError('rate.limited', { seconds: wait });
  checkAccess(r.access, by);
  const commandId = String(req.headers['command-id'] ?? '').toLowerCase();
  if (write && !isUuid(commandId)) throw new RuleError('bad_request', { reason: 'command-id' });
  const secure = ctx.config.publicUrl?.startsWith('https:') ?? false;
  const cookie = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  return {
    body: r.body ? r.body.parse(req.body) : undefined,
    params: req.params,
    by,
    commandId: write ? commandId : '',
    address,
    device: String(req.headers['user-agent'] ?? '').slice(0, 300),
    origin: ctx.config.publicUrl ?? `http://${req.headers.host ?? ''}`,
    setSession: (value: string, expiresAt: number) =>
      res.cookie(COOKIE, value, { ...cookie, expires: new Date(expiresAt) }),
    clearSession: () => res.clearCookie(COOKIE, cookie),
  };
};

/** Bodies of the event batches are the largest; nothing else comes near. */
const MOST_BODY = '256kb';

/** Mounts the routes under /api, with their checks in one order: origin, session, limit, role, shape. */
export const mountRoutes = (app: Application, ctx: Ctx, routes: readonly Route[]): void => {
  const limiter = createLimiter();
  const parse = json({ limit: MOST_BODY });
  for (const r of routes) {
    const [method, path] = r.key.split(' ') as ['GET' | 'POST', string];
    const handle = async (req: Request, res: Response): Promise<void> => {
      const call = await callOf(ctx, r, req, res, limiter);
      const reply = await r.run(ctx, call as never);
      res.setHeader('cache-control', 'no-store');
      res.json(reply);
    };
    if (method === 'GET') app.get(path, handle);
    else app.post(path, parse, handle);
  }
  app.use('/api', (_req: Request, res: Response) => refuse(res, { code: 'not_found' }));
  app.use((error: unknown, req: Request, res: Response, _next: NextFunction) =>
    refuse(res, refusalOf(ctx, req, error)),
  );
};
