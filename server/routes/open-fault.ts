import type { Response } from 'express';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { type ErrorCode, RuleError } from '../domain/errors.ts';

const STATUS: Partial<Record<ErrorCode, number>> = {
  'auth.required': 401,
  'auth.forbidden': 403,
  'rate.limited': 429,
  bad_request: 400,
  'storage.unavailable': 503,
};

/** What went wrong, in the shape of every other door; after the first byte the connection ends instead. */
export const answerFault = (ctx: Ctx, res: Response, error: unknown): void => {
  if (res.headersSent || res.destroyed) return void res.destroy();
  for (const name of ['content-disposition', 'content-type']) res.removeHeader(name);
  if (error instanceof z.ZodError) return void res.status(400).json({ code: 'bad_request', details: {} });
  if (error instanceof RuleError)
    return void res.status(STATUS[error.code] ?? 409).json({ code: error.code, details: error.details });
  ctx.log.error({ err: error }, 'open data could not be sent');
  res.status(500).json({ code: 'server.fault', details: {} });
};
