import type { Application, Request, Response } from 'express';
import { z } from 'zod';
import { askLog } from '../analytics/desk.ts';
import type { Stored } from '../analytics/open-statements.ts';
import { addressOf } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import type { Limiter } from '../domain/limit.ts';
import { homeOf, XAPI_VERSION } from '../domain/xapi.ts';
import { settledSeq } from '../store/log-fence.ts';
import type { Bearer } from '../store/token.ts';
import { answerFault } from './open-fault.ts';
import { bearerIn } from './open-token.ts';

const PULL = { perMinute: 240, burst: 60 };
/** Wrong tokens of one address. */
const KNOCKS = { perMinute: 30, burst: 30 };
const MOST = 500;
const PAGE = 100;

const Instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Flag = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1');
const Seq = z.coerce.number().int().min(0);
const Agent = z.string().transform((text, fault) => {
  const said = z
    .object({ account: z.object({ homePage: z.string(), name: z.string().min(1).max(64) }) })
    .safeParse(JSON.parse(text));
  if (said.success) return said.data.account;
  fault.addIssue('bad_request');
  return z.NEVER;
});
const Query = z.object({
  statementId: z.uuid().optional(),
  since: Instant.optional(),
  until: Instant.optional(),
  limit: z.coerce.number().int().min(0).max(100_000).default(PAGE),
  ascending: Flag.default(false),
  agent: Agent.optional(),
  verb: z.string().max(200).optional(),
  all: Flag.default(false),
  /** Of `more` only: where the page before this one ended, and the end of the log as it was at the first page. */
  cursor: Seq.optional(),
  through: Seq.optional(),
});
type Query = z.output<typeof Query>;

const refuse = (res: Response, status: number, reason: string): void =>
  void res.status(status).json({ code: 'bad_request', details: { reason } });

const asSent = (home: string, { statement, stored }: Stored) => ({
  ...statement,
  stored: new Date(stored).toISOString(),
  authority: { objectType: 'Agent', account: { homePage: home, name: 'archipelago' } },
});

const queryOf = ({ query }: Request): Query => {
  try {
    return Query.parse(query);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuleError('bad_request');
    throw error;
  }
};

/** The relative address of the next page: the same question, from where this page ended. */
const moreOf = (req: Request, cursor: number, through: number): string => {
  const asked = new URLSearchParams(
    Object.entries(req.query).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
  asked.set('cursor', String(cursor));
  asked.set('through', String(through));
  return `/xapi/statements?${asked.toString()}`;
};

const pull = async (ctx: Ctx, { org }: Bearer, [req, res]: [Request, Response]): Promise<void> => {
  const home = homeOf(ctx.config);
  const query = queryOf(req);
  res.set('x-experience-api-consistent-through', new Date(ctx.now()).toISOString());
  if (query.statementId !== undefined) {
    const found = await askLog(ctx.db, 'statement', { org, home, id: query.statementId });
    return found
      ? void res.json(asSent(home, found))
      : void res.status(404).json({ code: 'not_found', details: {} });
  }
  const newest = await settledSeq(ctx.db);
  if (newest === undefined) throw new RuleError('storage.unavailable');
  const { since, until, verb, agent, cursor, ascending, all } = query;
  const through = Math.min(query.through ?? newest, newest);
  const foreign = agent !== undefined && agent.homePage !== home;
  const page = await askLog(ctx.db, 'statements', {
    org,
    home,
    everything: all,
    through,
    limit: query.limit === 0 ? MOST : Math.min(query.limit, MOST),
    newestFirst: !ascending,
    ...(cursor === undefined ? {} : ascending ? { after: cursor } : { before: cursor }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(verb === undefined ? {} : { verb }),
    ...(agent === undefined ? {} : { agent: foreign ? '' : agent.name }),
  });
  res.json({
    statements: page.statements.map((one) => asSent(home, one)),
    more: page.cursor === undefined ? '' : moreOf(req, page.cursor, through),
  });
};

/** 401 without a good token, 400 without the header of xAPI 2.0; every answer names the version. */
const serve = async (ctx: Ctx, limiter: Limiter, [req, res]: [Request, Response]): Promise<void> => {
  const knock = `xapi ${addressOf(ctx, req)}`;
  if (limiter.wait(knock, KNOCKS, ctx.now()) > 0) throw new RuleError('rate.limited');
  let bearer: Bearer | undefined;
  try {
    bearer = await bearerIn(ctx, req, 'xapi:read');
  } catch (error) {
    limiter.take(knock, KNOCKS, ctx.now());
    throw error;
  }
  if (!bearer) throw new RuleError('auth.required');
  const wait = limiter.take(`xapi ${bearer.token}`, PULL, ctx.now());
  if (wait > 0) throw new RuleError('rate.limited', { seconds: wait });
  if (!/^2\.0(\.\d+)?$/u.test(String(req.headers['x-experience-api-version'] ?? '')))
    return refuse(res, 400, 'X-Experience-API-Version: 2.0.0');
  await pull(ctx, bearer, [req, res]);
};

/** `GET /xapi/about` for anyone; `GET /xapi/statements` with a token of the scope `xapi:read`. */
export const mountXapi = (app: Application, ctx: Ctx, limiter: Limiter): void => {
  const version = (res: Response) =>
    res.set({ 'x-experience-api-version': XAPI_VERSION, 'cache-control': 'no-store' });
  app.get(
    '/xapi/about',
    (_req: Request, res: Response) => void version(res).json({ version: [XAPI_VERSION] }),
  );
  app.get('/xapi/statements', async (req: Request, res: Response) => {
    version(res);
    try {
      await serve(ctx, limiter, [req, res]);
    } catch (error) {
      if (error instanceof RuleError && error.code === 'auth.required')
        res.set('www-authenticate', 'Basic realm="xapi"');
      answerFault(ctx, res, error);
    }
  });
};
