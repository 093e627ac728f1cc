import { z } from 'zod';
import { BattleRules, BattleSource } from '../domain/battle-shape.ts';
import { RuleError } from '../domain/errors.ts';
import { once } from '../store/command.ts';
import { createTournament, tournamentsOf } from '../store/tournament.ts';
import { playing } from './battle-player.ts';
import { route } from './route.ts';

const LOOK = { perMinute: 120, burst: 60 };
const ACT = { perMinute: 20, burst: 10 };
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

const list = route('GET /api/tournaments', { access: 'learner', limit: LOOK }, (ctx, call) =>
  tournamentsOf(ctx.db.read, call.by.org),
);

const Name = z
  .string()
  .transform((s) => s.normalize('NFC').trim().replace(/\s+/gu, ' '))
  .pipe(z.string().min(1).max(40));
const OpenBody = z.strictObject({
  name: Name,
  kind: z.enum(['round-robin', 'knock-out']),
  /** Sixteen make 120 matches of a round robin. */
  departments: z.array(z.string().min(1).max(64)).max(16),
  startsAt: z.int(),
  everyMs: z
    .int()
    .min(5 * MINUTE)
    .max(14 * DAY),
  rules: BattleRules.exactOptional(),
  source: BattleSource.exactOptional(),
});
const open = route(
  'POST /api/tournaments',
  { access: 'trainer', limit: ACT, body: OpenBody },
  (ctx, call) => {
    const by = playing(call.by);
    return once(ctx, by.person, call.commandId, (tx) => {
      const { body } = call;
      if (body.startsAt < tx.now - MINUTE || body.startsAt > tx.now + 100 * DAY)
        throw new RuleError('bad_request', { place: 'startsAt' });
      return createTournament(tx, by, body);
    });
  },
);

export const tournamentRoutes = [list, open];
