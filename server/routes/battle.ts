import { z } from 'zod';
import { BATTLE_MODES, BattleRules, BattleSource, TEAM_IDS } from '../domain/battle-shape.ts';
import { RuleError } from '../domain/errors.ts';
import { battleInfo, createBattle, findBattle, findByPin } from '../store/battle.ts';
import { playAgain } from '../store/battle-again.ts';
import { callOff, colleaguesOf, hallOf } from '../store/battle-hall.ts';
import { invitePeople, letIn } from '../store/battle-invite.ts';
import { once } from '../store/command.ts';
import { playing } from './battle-player.ts';
import { route } from './route.ts';

const LOOK = { perMinute: 120, burst: 60 };
const ACT = { perMinute: 30, burst: 15 };
/** Six digits are soon tried out: a person may mistype, a script may not search. */
const PIN_PACE = { perMinute: 20, burst: 12 };

const Id = z.string().min(1).max(64);
const MOST_PEOPLE = 500;
const People = z.array(Id).max(MOST_PEOPLE);
const Name = z.string().transform((s) => s.normalize('NFC').trim().replace(/\s+/gu, ' '));
const Team = z.strictObject({
  id: z.enum(TEAM_IDS),
  name: Name.pipe(z.string().max(20)).exactOptional(),
});

/** A year ahead is a slip of the keyboard. */
const MOST_AHEAD_MS = 100 * 86_400_000;
const checkPlan = (plannedAt: number | undefined, now: number): void => {
  if (plannedAt !== undefined && (plannedAt < now - 60_000 || plannedAt > now + MOST_AHEAD_MS))
    throw new RuleError('bad_request', { place: 'plannedAt' });
};

const hall = route('GET /api/battles', { access: 'learner', limit: LOOK }, (ctx, call) =>
  hallOf(ctx.db.read, playing(call.by), ctx.now()),
);

const OpenBody = z.strictObject({
  mode: z.enum(BATTLE_MODES),
  title: Name.pipe(z.string().max(60)).exactOptional(),
  rules: BattleRules.exactOptional(),
  source: BattleSource.exactOptional(),
  teams: z.array(Team).max(8).exactOptional(),
  solo: z.boolean().exactOptional(),
  bot: z.boolean().exactOptional(),
  bots: z.int().min(0).max(5).exactOptional(),
  plannedAt: z.int().exactOptional(),
  people: People.exactOptional(),
});
const open = route('POST /api/battles', { access: 'learner', limit: ACT, body: OpenBody }, (ctx, call) => {
  const by = playing(call.by);
  const { body } = call;
  return once(ctx, by.person, call.commandId, async (tx) => {
    checkPlan(body.plannedAt, tx.now);
    const row = await createBattle(tx, by, body);
    if (body.people) await invitePeople(tx, by, row, body.people);
    return battleInfo(tx.db, by, row);
  });
});

const one = route('GET /api/battles/:battle', { access: 'learner', limit: LOOK }, async (ctx, call) => {
  const row = await findBattle(ctx.db.read, call.by.org, Id.parse(call.params.battle));
  return battleInfo(ctx.db.read, call.by, row);
});

const Pin = z
  .string()
  .transform((s) => s.normalize('NFKC').replace(/[\s-]/gu, ''))
  .refine((s) => /^\d{6}$/.test(s), 'battle.unknown');
const PinBody = z.strictObject({ pin: Pin });
const pin = route(
  'POST /api/battles/pin',
  { access: 'learner', limit: PIN_PACE, body: PinBody },
  (ctx, call) =>
    once(ctx, call.by.person, call.commandId, async (tx) => {
      const row = await findByPin(tx.db, call.body.pin);
      if (row?.org !== call.by.org) throw new RuleError('battle.unknown');
      await letIn(tx, row, [call.by.person]);
      return battleInfo(tx.db, call.by, row);
    }),
);

const InviteBody = z.strictObject({ battle: Id, people: People.min(1) });
const invite = route(
  'POST /api/battles/invite',
  { access: 'learner', limit: ACT, body: InviteBody },
  (ctx, call) => {
    const by = playing(call.by);
    return once(ctx, by.person, call.commandId, async (tx) => {
      const row = await findBattle(tx.db, by.org, call.body.battle);
      return { invited: await invitePeople(tx, by, row, call.body.people) };
    });
  },
);

const CancelBody = z.strictObject({ battle: Id });
const cancel = route(
  'POST /api/battles/cancel',
  { access: 'learner', limit: ACT, body: CancelBody },
  (ctx, call) =>
    once(ctx, call.by.person, call.commandId, async (tx) => {
      await callOff(tx, call.by, call.body.battle);
      return { ok: true as const };
    }),
);

const AgainBody = z.strictObject({ battle: Id });
const again = route(
  'POST /api/battles/again',
  { access: 'learner', limit: ACT, body: AgainBody },
  (ctx, call) => {
    const by = playing(call.by);
    return once(ctx, by.person, call.commandId, async (tx) =>
      battleInfo(tx.db, by, await playAgain(tx, by, call.body.battle)),
    );
  },
);

const PeopleQuery = z.object({ find: z.string().max(60).optional() });
const people = route('GET /api/battles/people', { access: 'learner', limit: LOOK }, (ctx, call) => {
  const { find } = PeopleQuery.parse(call.query);
  return colleaguesOf(ctx.db.read, call.by, { find, now: ctx.now() });
});

/** `people` stands before the door of one battle: the first that fits is taken. */
export const battleRoutes = [hall, people, open, again, pin, invite, cancel, one];
