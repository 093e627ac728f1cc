import type { Request } from 'express';
import { hashToken } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { TokenScope } from '../domain/api-open.ts';
import { RuleError } from '../domain/errors.ts';
import { type Bearer, bearerOf } from '../store/token.ts';

/** The token of a request: behind Bearer, or the password of Basic. */
const tokenIn = (header: string): string | undefined => {
  const [kind = '', value = ''] = header.split(' ');
  if (/^bearer$/iu.test(kind)) return value;
  if (!/^basic$/iu.test(kind)) return undefined;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
};

/** Who holds the token that came with a request; undefined = none came. Throws `auth.required`, `auth.forbidden`. */
export const bearerIn = async (
  ctx: Ctx,
  { headers }: Pick<Request, 'headers'>,
  scope: TokenScope,
): Promise<Bearer | undefined> => {
  if (headers.authorization === undefined) return undefined;
  const token = tokenIn(headers.authorization);
  const bearer = token ? await bearerOf(ctx, hashToken(token)) : undefined;
  if (!bearer) throw new RuleError('auth.required');
  if (!bearer.scopes.includes(scope)) throw new RuleError('auth.forbidden');
  return bearer;
};
