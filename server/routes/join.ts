import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { checkPassword, hashPassword, hashToken, newToken } from '../auth.ts';
import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import { isStrongPassword, Login, PersonName } from '../domain/person.ts';
import { LANGS } from '../domain/text.ts';
import { once } from '../store/command.ts';
import { type Actor, commit, type Tx } from '../store/commit.ts';
import {
  clearFailedLogins,
  countFailedLogin,
  createPerson,
  findLogin,
  findMe,
  findOpening,
  registerGuest,
  spendInvite,
} from '../store/person.ts';
import { openSession, revokeSession, SESSION_MS } from '../store/session.ts';
import { route } from './route.ts';

/** Sixty people behind one office address may join in a minute; a script is slowed after that. */
const JOIN_LIMIT = { perMinute: 120, burst: 90 };
const LOGIN_LIMIT = { perMinute: 60, burst: 40 };

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

type Device = { device: string; setSession: (token: string, expiresAt: number) => void };

const newSession = async (tx: Tx, actor: Actor, call: Device, lang: string, entry: string) => {
  const token = newToken();
  const session = randomUUID();
  await openSession(tx, actor, {
    id: session,
    tokenHash: hashToken(token),
    userAgent: call.device,
    lang,
    entry,
  });
  return { token, session };
};

const credentialsOf = async (login: string | undefined, password: string | undefined) => {
  if (login === undefined && password === undefined) return undefined;
  if (login === undefined || password === undefined) throw new RuleError('bad_request', { place: 'login' });
  if (!isStrongPassword(password, login)) throw new RuleError('join.weak_password');
  return { login, password: await hashPassword(password) };
};

const openingOf = (ctx: Ctx, code: string) =>
  findOpening(ctx.db.read, code, hashToken(code.toLowerCase()), ctx.now());

const meAfter = async (ctx: Ctx, call: Device, actor: Actor, opened: { token: string; session: string }) => {
  call.setSession(opened.token, ctx.now() + SESSION_MS);
  return findMe(ctx.db.read, actor.person, opened.session);
};

const offer = route('GET /api/join/:code', { access: 'anyone', limit: JOIN_LIMIT }, async (ctx, call) => {
  const { org, kind, role, invite } = await openingOf(ctx, Code.parse(call.params.code));
  const departments = await ctx.db.read
    .selectFrom('department')
    .select(['id', 'name'])
    .where('org', '=', org.id)
    .orderBy('name')
    .execute();
  const name = invite?.name;
  return {
    org: { name: org.name, code: org.code },
    role,
    kind,
    departments,
    ...(name === undefined ? {} : { name }),
  };
});

const join = route(
  'POST /api/join',
  { access: 'anyone', limit: JOIN_LIMIT, body: JoinBody },
  async (ctx, call) => {
    const { body } = call;
    const { org, kind, role, invite } = await openingOf(ctx, body.code);
    if (kind === 'login' && invite?.person) {
      const actor: Actor = { org: org.id, zone: org.zone, person: invite.person };
      const opened = await commit(ctx, async (tx) => {
        await spendInvite(tx, invite.id);
        await clearFailedLogins(tx, actor.person);
        return newSession(tx, actor, call, body.lang, 'link');
      });
      return meAfter(ctx, call, actor, opened);
    }
    const name = body.name ?? invite?.name;
    if (name === undefined) throw new RuleError('join.name_invalid');
    const credentials = await credentialsOf(body.login, body.password);
    const department = body.department ?? invite?.department;
    const made = await once(ctx, `join:${org.id}`, call.commandId, async (tx) => {
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
      return { actor, at: tx.now };
    });
    if (ctx.now() - made.at > REPLAY_MS) throw new RuleError('join.used');
    const opened = await commit(ctx, (tx) => newSession(tx, made.actor, call, body.lang, kind));
    return meAfter(ctx, call, made.actor, opened);
  },
);

const LoginBody = z.strictObject({ code: Code, login: Login, password: Password });
const login = route(
  'POST /api/login',
  { access: 'anyone', limit: LOGIN_LIMIT, body: LoginBody },
  async (ctx, call) => {
    const found = await findLogin(ctx.db.read, call.body.code, call.body.login);
    const wait = (found?.lockedUntil ?? 0) - ctx.now();
    if (found && wait > 0) throw new RuleError('auth.locked', { seconds: Math.ceil(wait / 1000) });
    const right = await checkPassword(call.body.password, found?.password ?? undefined);
    if (!found || !right) {
      if (found) await commit(ctx, (tx) => countFailedLogin(tx, found.person));
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
    const credentials = await credentialsOf(call.body.login, call.body.password);
    if (!credentials) throw new RuleError('bad_request');
    await once(ctx, call.by.person, call.commandId, (tx) =>
      registerGuest(tx, call.by, { name: call.body.name, ...credentials }),
    );
    return findMe(ctx.db.read, call.by.person, call.by.session);
  },
);

export const joinRoutes = [offer, join, login, logout, register];
