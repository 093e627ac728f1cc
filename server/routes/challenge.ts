import { z } from 'zod';
import { battleInfo } from '../store/battle.ts';
import { sendChallenge, takeChallenge } from '../store/challenge.ts';
import { once } from '../store/command.ts';
import { playing } from './battle-player.ts';
import { route } from './route.ts';

const PACE = { perMinute: 30, burst: 15 };
const Id = z.string().min(1).max(64);

const SendBody = z.strictObject({ battle: Id, to: Id.exactOptional() });
const send = route(
  'POST /api/challenges',
  { access: 'learner', limit: PACE, body: SendBody },
  (ctx, call) => {
    const by = playing(call.by);
    return once(ctx, by.person, call.commandId, (tx) => sendChallenge(tx, by, call.body));
  },
);

const TakeBody = z.strictObject({ challenge: Id });
const take = route(
  'POST /api/challenges/take',
  { access: 'learner', limit: PACE, body: TakeBody },
  (ctx, call) => {
    const by = playing(call.by);
    return once(ctx, by.person, call.commandId, async (tx) =>
      battleInfo(tx.db, by, await takeChallenge(tx, by, call.body.challenge)),
    );
  },
);

export const challengeRoutes = [send, take];
