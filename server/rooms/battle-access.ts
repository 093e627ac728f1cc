import { type AuthContext, ErrorCode, ServerError } from '@colyseus/core';
import { z } from 'zod';
import { readRoomToken, type Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { BattleRole } from '../domain/api-battle.ts';
import { type ErrorCode as Code, RuleError } from '../domain/errors.ts';
import { createLimiter } from '../domain/limit.ts';
import { ROLES } from '../domain/person.ts';
import { type BattleRow, findBattle, mayRun } from '../store/battle.ts';
import { hasSeat } from '../store/battle-journal.ts';
import { findSessionById } from '../store/session.ts';
import type { BattleAuth } from './battle-crowd.ts';
import { ADDRESS_HEADER } from './guard.ts';

/** A person whose line is lost over and over still comes back; a script that fills rooms does not. */
const PERSON_PACE = { perMinute: 30, burst: 30 };
/** A hall behind one address gets in at once; a script that brings 50 people a second is slowed. */
const ADDRESS_PACE = { perMinute: 1_200, burst: 200 };
/** This machine itself: a proxy before it counts its own visitors. */
const LOCAL = /^(?:127\.|0:0:0:0::\/64$|::\/64$)/u;

const ROLES_HERE = ['player', 'host', 'screen', 'watch'] as const satisfies BattleRole[];
const Options = z.object({ battle: z.string().min(1).max(64), as: z.enum(ROLES_HERE) });

const refused = (code: Code): ServerError => new ServerError(ErrorCode.AUTH_FAILED, code);

/** The signed-in person behind a room token whose session still stands. Throws `auth.required`. */
export const signedBy = async (ctx: Ctx, token: string | undefined): Promise<Signed> => {
  const session = readRoomToken(token ?? '', ctx.now());
  const signed = session === undefined ? undefined : await findSessionById(ctx, session);
  if (!signed) throw refused('auth.required');
  return signed;
};

const isTrainer = ({ role }: Signed): boolean => ROLES.indexOf(role) >= ROLES.indexOf('trainer');

const rightsIn = (row: BattleRow, by: Signed, as: BattleRole): BattleAuth => {
  const runs = row.host === by.person || (isTrainer(by) && as !== 'player');
  const prepares = runs || mayRun(row, by.person);
  if ((as === 'host' || as === 'screen') && !prepares) throw new RuleError('auth.forbidden');
  const isAsked = row.invited === null || row.invited.includes(by.person) || mayRun(row, by.person);
  if (as === 'player' && !isAsked) throw new RuleError('battle.not_invited');
  return { by, as, runs, prepares };
};

/** The doors to battles: who may come in as what, and how often. */
export const battleAccess = (ctx: Ctx) => {
  const joins = createLimiter();
  const slow = async (by: Signed, battle: string, address: string): Promise<void> => {
    if (joins.take(`person ${by.person}`, PERSON_PACE, ctx.now()) > 0) throw new RuleError('rate.limited');
    if (address === '' || LOCAL.test(address)) return;
    const wait = joins.take(`address ${address}`, ADDRESS_PACE, ctx.now());
    // Who comes back to a seat is no flood.
    if (wait > 0 && !(await hasSeat(ctx.db.read, battle, by.person)))
      throw new RuleError('rate.limited', { seconds: wait });
  };
  /** Refuses with an error code as the message. */
  return async (token: string | undefined, given: unknown, context: AuthContext): Promise<BattleAuth> => {
    const by = await signedBy(ctx, token);
    const options = Options.safeParse(given);
    if (!options.success) throw refused('bad_request');
    const { battle, as } = options.data;
    try {
      await slow(by, battle, context.headers.get(ADDRESS_HEADER) ?? '');
      const row = await findBattle(ctx.db.read, by.org, battle);
      if (row.status === 'void') throw new RuleError('battle.over');
      return rightsIn(row, by, as);
    } catch (error) {
      throw error instanceof RuleError ? refused(error.code) : error;
    }
  };
};
