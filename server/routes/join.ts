import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { checkPassword, hashPassword, hashToken, newToken } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import { checkGuestName } from '../domain/name-filter.ts';
import { isStrongPassword } from '../domain/person.ts';
import { Login, PersonName } from '../domain/person-shape.ts';
import { LANGS } from '../domain/text.ts';
import { letIn } from '../store/battle-invite.ts';
import { once } from '../store/command.ts';
import { type Actor, commit, type Tx } from '../store/commit.ts';
import {
  checkOpening,
  clearFailedLogins,
  countLogin,
  createPerson,
  findLogin,
  findMe,
  findOpening,
  loginOf,
  registerGuest,
  setPassword,
  spendInvite,
} from '../store/person.ts';
import { openSession, revokeSession, SESSION_MS } from '../store/session.ts';
import { departmentsOf } from '../store/studio.ts';
import { type Call, route } from './route.ts';

/** A hall of people behind one office address may join at once; a script is slowed after that. */
const JOIN_LIMIT = { perMinute: 120, burst: 120 };
const LOGIN_LIMIT = { perMinute: 60, burst: 40 };
/** Wrong passwords from one address, whoever they are for; then the address waits. */
const WRONG_LIMIT = { perMinute: 6, burst: 20 };

/** A join whose reply was lost may be repeated with the same command id for this long; it opens no second account. */
const REPLAY_MS = 10 * 60_000;

const Code = z.string().trim().min(1).max(64);
const Password = z.string().max(200);
const JoinBody = z.strictObject({
  code: Code,
  name: PersonName.optional(),
  department: z.string().max(64).optional(),
  login: Login.optional(),
  password: Password.optional(),
  lang: z.enum(LANGS),
});
type JoinInput = z.output<typeof JoinBody>;
type Asked = Call<typeof JoinBody, 'anyone'>;
type Device = Pick<Asked, 'device' | 'setSession'>;

const newSession = async (tx: Tx, actor: Actor, call: Device, lang: string, entry: string) => {
  const token = newToken();
  const session = randomUUID();
  const device = { id: session, tokenHash: hashToken(token), userAgent: call.device };
  await openSession(tx, actor, { ...device, lang, entry });
  return { token, session };
};

const strongHash = (password: string, login: string): Promise<string> => {
  if (!isStrongPassword(password, login)) throw new RuleError('join.weak_password');
  return hashPassword(password);
};
const credentialsOf = async (login: string | undefined, password: string | undefined) => {
  if (login === undefined && password === undefined) return undefined;
  if (login === undefined || password === undefined) throw new RuleError('bad_request', { place: 'login' });
  return { login, password: await strongHash(password, login) };
};

type Opening = Awaited<ReturnType<typeof findOpening>>;
const openingOf = (ctx: Ctx, code: string): Promise<Opening> =>
  findOpening(ctx.db.read, code, hashToken(code.toLowerCase()));

const meAfter = async (ctx: Ctx, call: Device, actor: Actor, opened: { token: string; session: string }) => {
  call.setSession(opened.token, ctx.now() + SESSION_MS);
  return findMe(ctx.db.read, actor.person, opened.session);
};

const offer = route('GET /api/join/:code', { access: 'anyone', limit: JOIN_LIMIT }, async (ctx, call) => {
  const opening = await openingOf(ctx, Code.parse(call.params.code));
  checkOpening(opening, ctx.now());
  const { org, kind, role, invite, battle } = opening;
  return {
    org: { name: org.name, code: org.code },
    role,
    kind,
    departments: await departmentsOf(ctx.db.read, org.id),
    ...(invite?.name === undefined ? {} : { name: invite.name }),
    ...(battle ? { battle: { id: battle.id, title: battle.title } } : {}),
  };
});

type Entering = (tx: Tx) => Promise<Actor>;

/** A new account by company code, PIN of a battle or invite; a guest has no login and password and never an invite. Who
 * comes by PIN stands on a projector at once, so that the name is looked at, and may come into that battle. */
const newcomer = async ({ org, role, invite, battle }: Opening, body: JoinInput): Promise<Entering> => {
  const name = body.name ?? invite?.name;
  if (name === undefined) throw new RuleError('join.name_invalid');
  if (battle) checkGuestName(name);
  const credentials = await credentialsOf(body.login, body.password);
  if (invite && !credentials) throw new RuleError('bad_request', { place: 'login' });
  const department = body.department ?? invite?.department;
  return async (tx) => {
    if (invite) await spendInvite(tx, invite.id);
    const actor = await createPerson(tx, {
      org: org.id,
      zone: org.zone,
      name,
      role,
      lang: body.lang,
      ...(department === undefined ? {} : { department }),
      ...(credentials ? { credentials } : {}),
    });
    if (battle) await letIn(tx, battle, [actor.person]);
    return actor;
  };
};

/** The way back for a person who lost the password; with `password` in the body it is also the new one. */
const returner = async (
  ctx: Ctx,
  { org }: Opening,
  invite: { id: string; person: string },
  body: JoinInput,
): Promise<Entering> => {
  const login = await loginOf(ctx.db.read, invite.person);
  const password =
    body.password === undefined || login === undefined ? undefined : await strongHash(body.password, login);
  return async (tx) => {
    await spendInvite(tx, invite.id);
    await clearFailedLogins(tx, invite.person);
    if (password !== undefined) await setPassword(tx, invite.person, password);
    return { org: org.id, zone: org.zone, person: invite.person };
  };
};

/** Ties a repeat to its first asking: a command id alone lets nobody in. */
const printOf = (body: JoinInput): string => hashToken(JSON.stringify(body));

const join = route(
  'POST /api/join',
  { access: 'anyone', limit: JOIN_LIMIT, body: JoinBody },
  async (ctx, call) => {
    const { body } = call;
    const opening = await openingOf(ctx, body.code);
    const { kind, invite } = opening;
    const person = kind === 'login' ? invite?.person : undefined;
    const enter =
      invite && person !== undefined
        ? await returner(ctx, opening, { id: invite.id, person }, body)
        : await newcomer(opening, body);
    const print = printOf(body);
    const made = await once(ctx, `join:${call.commandId}`, call.commandId, async (tx) => ({
      actor: await enter(tx),
      at: tx.now,
      print,
    }));
    if (made.print !== print || ctx.now() - made.at > REPLAY_MS) throw new RuleError('join.used');
    const entry = person === undefined ? kind : 'link';
    const opened = await commit(ctx, (tx) => newSession(tx, made.actor, call, body.lang, entry));
    return meAfter(ctx, call, made.actor, opened);
  },
);

const LoginBody = z.strictObject({ code: Code, login: Login, password: Password });
const login = route(
  'POST /api/login',
  { access: 'anyone', limit: LOGIN_LIMIT, body: LoginBody },
  async (ctx, call) => {
    const wrong = `wrong password ${call.address}`;
    const seconds = call.limiter.wait(wrong, WRONG_LIMIT, ctx.now());
    if (seconds > 0) throw new RuleError('rate.limited', { seconds });
    const found = await findLogin(ctx.db.read, call.body.code, call.body.login);
    if (found) await commit(ctx, (tx) => countLogin(tx, found.person));
    const right = await checkPassword(call.body.password, found?.password ?? undefined);
    if (!found || !right) {
      call.limiter.take(wrong, WRONG_LIMIT, ctx.now());
      throw new RuleError('auth.wrong_password');
    }
    const actor: Actor = { org: found.org, zone: found.zone, person: found.person };
    const opened = await commit(ctx, async (tx) => {
      await clearFailedLogins(tx, actor.person);
      return newSession(tx, actor, call, '', 'password');
    });
    return meAfter(ctx, call, actor, opened);
  },
);

const logout = route('POST /api/logout', { access: 'learner', limit: LOGIN_LIMIT }, async (ctx, call) => {
  await commit(ctx, (tx) => revokeSession(tx, call.by, call.by.session));
  call.clearSession();
  return { ok: true as const };
});

const RegisterBody = z.strictObject({ name: PersonName, login: Login, password: Password });
const register = route(
  'POST /api/register',
  { access: 'learner', limit: LOGIN_LIMIT, body: RegisterBody },
  async (ctx, call) => {
    const password = await strongHash(call.body.password, call.body.login);
    await once(ctx, call.by.person, call.commandId, (tx) =>
      registerGuest(tx, call.by, { ...call.body, password }),
    );
    return findMe(ctx.db.read, call.by.person, call.by.session);
  },
);

export const joinRoutes = [offer, join, login, logout, register];
