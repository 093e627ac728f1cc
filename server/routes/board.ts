import { z } from 'zod';
import { BOARD_MEASURES, BOARD_PERIODS, BOARD_SCOPES, GROUP_KINDS } from '../domain/api-honour.ts';
import { RuleError } from '../domain/errors.ts';
import type { Policy } from '../domain/policy.ts';
import { boardOf } from '../store/board.ts';
import { groupBoardOf } from '../store/board-group.ts';
import type { Db } from '../store/db.ts';
import { policyOf } from '../store/policy.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 60 };

const Asked = z.strictObject({
  measure: z.enum(BOARD_MEASURES),
  period: z.enum(BOARD_PERIODS),
  scope: z.enum(BOARD_SCOPES),
});
const GroupAsked = z.strictObject({
  by: z.enum(GROUP_KINDS),
  measure: z.enum(['xp', 'correction']),
  period: z.enum(BOARD_PERIODS),
});

/** Throws `board.closed` when the company does not show such boards. */
export const checkBoards = async (db: Db, org: string, kind: keyof Policy['boards']): Promise<void> => {
  if (!(await policyOf(db, org)).boards[kind]) throw new RuleError('board.closed');
};

const people = route('GET /api/boards', { access: 'learner', limit: READ }, async (ctx, { by, query }) => {
  const asked = Asked.parse(query);
  await checkBoards(ctx.db.read, by.org, 'people');
  return boardOf(ctx.db.read, by, asked, ctx.now());
});

const groups = route(
  'GET /api/boards/groups',
  { access: 'learner', limit: READ },
  async (ctx, { by, query }) => {
    const asked = GroupAsked.parse(query);
    await checkBoards(ctx.db.read, by.org, 'departments');
    return groupBoardOf(ctx.db.read, by, asked, ctx.now());
  },
);

export const boardRoutes = [people, groups];
