import { type Application, json, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { addressOf, isOwnOrigin, linkCodeOf, type Signed, signedIn } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { Api, ApiPath } from '../domain/api.ts';
import { ERROR_CODES, type ErrorCode, RuleError } from '../domain/errors.ts';
import { createLimiter, type Limit, type Limiter } from '../domain/limit.ts';
import { ROLES, type Role } from '../domain/person.ts';
import { SESSION_MS } from '../store/session.ts';

/** anyone = no session needed; a role = that role or a higher one. */
export type Access = 'anyone' | Role;

type Answerable = { status?: number; code: ErrorCode; details?: Record<string, number | string> };
type BodyOf<B> = B extends z.ZodType ? z.output<B> : undefined;

/** What a handler gets: everything is checked. `by` is there whenever access is not 'anyone'. */
export type Call<B, A extends Access> = {
  body: BodyOf<B>;
  params: Record<string, string>;
  /** What stands behind `?`, texts only. */
  query: Record<string, string>;
  by: A extends 'anyone' ? Signed | undefined : Signed;
  /** The client's id for this command; '' for GET. */
  commandId: string;
  address: string;
  device: string;
  /** Where learners reach this server: https://learn.example.com */
  origin: string;
  /** For what is slowed by more than its route. */
  limiter: Limiter;
  /** A link code that only this device and command id give again; '' without a session. */
  linkCode: () => string;
  setSession: (token: string, expiresAt: number) => void;
  clearSession: () => void;
};

export type Route = {
  key: ApiPath;
  access: Access;
  limit: Limit;
  body: z.ZodType | undefined;
  /** The largest body, as `2mb`; 256 kB unless said otherwise. */
  bodyLimit: string;
  run: (ctx: Ctx, call: never) => Promise<unknown>;
};

/** Bodies of the event batches are the largest; only uploads come near a door's own `bodyLimit`. */
const MOST_BODY = '256kb';

/** One door: method and path, shape, who, how often, and the handler whose reply the contract types. */
export const route = <K extends ApiPath, A extends Access, B extends z.ZodType | undefined = undefined>(
  key: K,
  door: { access: A; limit: Limit; body?: B; bodyLimit?: string },
  run: (ctx: Ctx, call: Call<B, A>) => Promise<Api[K]['reply']>,
): Route => ({
  key,
  access: door.access,
  limit: door.limit,
  body: door.body,
  bodyLimit: door.bodyLimit ?? MOST_BODY,
  run: run as (ctx: Ctx, call: never) => Promise<unknown>,
});

const STATUS: Partial<Record<ErrorCode, number>> = {
  bad_request: 400,
  too_large: 413,
  not_found: 404,
  'bill.unknown': 404,
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

const isCode = (text: string): text is ErrorCode => (ERROR_CODES as readonly string[]).includes(text);
/** The first fault of a shape; a shape that knows its own code says it. */
const faultOf = (error: z.ZodError): Answerable => {
  const issue = error.issues[0];
  const reason = issue?.message ?? '';
  const place = issue?.path.join('.') ?? '';
  return { status: 400, code: isCode(reason) ? reason : 'bad_request', details: { place, reason } };
};

/** body-parser's and our own errors -> what the client is told; anything unknown is a bug and stays inside. */
const refusalOf = (ctx: Ctx, req: Request, error: unknown): Answerable => {
  if (error instanceof RuleError) return { code: error.code, details: error.details };
  if (error instanceof z.ZodError) return faultOf(error);
  const status = (error as { status?: number }).status;
  if (status === 413) return { code: 'too_large' };
  if (status !== undefined && status >= 400 && status < 500) return { code: 'bad_request' };
  ctx.log.error({ err: error, method: req.method, path: req.path }, 'request failed');
  return { code: 'server.fault' };
};

const queryOf = ({ query }: Request): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );

const isUuid = (s: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(s);

/** A write must come from our own page: same-origin fetch metadata or Origin, and a JSON body (no form can send it). */
const checkSameOrigin = (ctx: Ctx, req: Request): void => {
  const site = req.headers['sec-fetch-site'];
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (foreign || !isOwnOrigin(ctx, req.headers)) throw new RuleError('auth.origin');
  if (!req.is('application/json')) throw new RuleError('bad_request', { reason: 'content-type' });
};

const checkAccess = (access: Access, by: Signed | undefined): void => {
  if (access === 'anyone') return;
  if (!by) throw new RuleError('auth.required');
  if (ROLES.indexOf(by.role) < ROLES.indexOf(access)) throw new RuleError('auth.forbidden');
};

const COOKIE = 'archipelago';
/** The session's token, for doors that are no routes. */
export const cookieOf = (req: Request): string | undefined =>
  req.headers.cookie
    ?.split(/;\s*/)
    .find((c) => c.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);

const setCookies = (ctx: Ctx, res: Response) => {
  const secure = ctx.config.publicUrl?.startsWith('https:') ?? false;
  const cookie = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  return {
    setSession: (value: string, expiresAt: number) =>
      void res.cookie(COOKIE, value, { ...cookie, expires: new Date(expiresAt) }),
    clearSession: () => void res.clearCookie(COOKIE, cookie),
  };
};

const commandIdOf = (req: Request): string => {
  const id = String(req.headers['command-id'] ?? '').toLowerCase();
  if (!isUuid(id)) throw new RuleError('bad_request', { reason: 'command-id' });
  return id;
};

type Read = (req: Request, res: Response) => Promise<void>;

/** Everything that is asked before a handler runs, the cheapest first; a refused body is never read. */
const callOf = async (ctx: Ctx, r: Route, req: Request, res: Response, limiter: Limiter, read: Read) => {
  const write = r.key.startsWith('POST');
  if (write) checkSameOrigin(ctx, req);
  const token = cookieOf(req);
  const by = token ? await signedIn(ctx, token) : undefined;
  const address = addressOf(ctx, req);
  const who = r.access === 'anyone' ? address : (by?.person ?? address);
  const wait = limiter.take(`${r.key} ${who}`, r.limit, ctx.now());
  if (wait > 0) throw new RuleError('rate.limited', { seconds: wait });
  checkAccess(r.access, by);
  const commandId = write ? commandIdOf(req) : '';
  if (write) await read(req, res);
  const cookies = setCookies(ctx, res);
  if (by?.renewed && token) cookies.setSession(token, ctx.now() + SESSION_MS);
  return {
    body: r.body ? r.body.parse(req.body) : undefined,
    params: req.params,
    query: queryOf(req),
    by,
    commandId,
    address,
    device: String(req.headers['user-agent'] ?? '').slice(0, 300),
    origin: ctx.config.publicUrl ?? `http://${req.headers.host ?? ''}`,
    limiter,
    linkCode: () => (token ? linkCodeOf(token, commandId) : ''),
    ...cookies,
  };
};

/** Reads a JSON body of at most `limit`. */
const readerOf = (limit: string): Read => {
  const parse = json({ limit });
  return (req, res) =>
    new Promise((resolve, reject) =>
      parse(req, res, (error?: unknown) => (error ? reject(error) : resolve())),
    );
};

/** Mounts the routes under /api, with their checks in one order: origin, session, limit, role, size, shape. */
export const mountRoutes = (app: Application, ctx: Ctx, routes: readonly Route[]): void => {
  const limiter = createLimiter();
  for (const r of routes) {
    const [method, path] = r.key.split(' ') as ['GET' | 'POST', string];
    const read = readerOf(r.bodyLimit);
    const handle = async (req: Request, res: Response): Promise<void> => {
      res.setHeader('cache-control', 'no-store');
      const call = await callOf(ctx, r, req, res, limiter, read);
      res.json(await r.run(ctx, call as never));
    };
    if (method === 'GET') app.get(path, handle);
    else app.post(path, handle);
  }
  app.use('/api', (_req: Request, res: Response) => refuse(res, { code: 'not_found' }));
  app.use((error: unknown, req: Request, res: Response, _next: NextFunction) =>
    refuse(res, refusalOf(ctx, req, error)),
  );
};
