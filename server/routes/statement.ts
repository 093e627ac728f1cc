import { z } from 'zod';
import { STATEMENT_KINDS } from '../domain/statement.ts';
import { MOST_LINES, statementOf } from '../store/statement.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 60 };
const PAGE = 40;

const Asked = z.object({
  before: z.coerce.number().int().min(1).optional(),
  kind: z.enum(STATEMENT_KINDS).optional(),
  most: z.coerce.number().int().min(1).max(MOST_LINES).default(PAGE),
});
const coins = route('GET /api/coins', { access: 'learner', limit: READ }, (ctx, { by, query }) => {
  const { before, kind, most } = Asked.parse(query);
  const asked = {
    ...(before === undefined ? {} : { before }),
    ...(kind === undefined ? {} : { kind }),
    most,
  };
  return statementOf(ctx.db.read, by, { now: ctx.now(), ...asked });
});

export const statementRoutes = [coins];
