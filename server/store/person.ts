import { randomUUID } from 'node:crypto';
import type { JoinOffer, Me } from '../domain/api.ts';
import { RuleError } from '../domain/errors.ts';
import type { Role } from '../domain/person.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';
import { Settings } from '../domain/settings-shape.ts';
import type { Lang } from '../domain/text.ts';
import { type BattleRow, findByPin } from './battle.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { freeFriendCode, spellingOf } from './pinyin.ts';

const MAX_FAILED = 5;
const LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 3_600_000;

/** Settings as stored, with defaults for whatever a later version added. */
export const readSettings = (json: string): Settings => {
  const stored: unknown = JSON.parse(json);
  return Settings.parse({ ...DEFAULT_SETTINGS, ...(typeof stored === 'object' ? stored : {}) });
};

export const findMe = async (db: Db, person: string, session: string): Promise<Me> => {
  const row = await db
    .selectFrom('person')
    .innerJoin('identity', 'identity.person', 'person.id')
    .innerJoin('org', 'org.id', 'person.org')
    .select([
      'person.id',
      'identity.name',
      'identity.login',
      'identity.avatar',
      'person.role',
      'person.guest',
      'person.settings',
      'org.id as orgId',
      'org.name as orgName',
      'org.code',
      'org.zone',
    ])
    .where('person.id', '=', person)
    .executeTakeFirstOrThrow();
  return {
    person: {
      id: row.id,
      name: row.name,
      role: row.role as Role,
      guest: row.guest === 1,
      avatar: row.avatar,
      ...(row.login === null ? {} : { login: row.login }),
    },
    org: { id: row.orgId, name: row.orgName, code: row.code, zone: row.zone },
    session,
    settings: readSettings(row.settings),
  };
};

const isPin = (code: string): boolean => /^\d{6}$/.test(code);

type Opening = {
  org: { id: string; name: string; code: string; zone: string };
  kind: JoinOffer['kind'];
  role: Role;
  /** The open battle whose PIN was the code. */
  battle?: BattleRow;
  invite?: {
    id: string;
    expiresAt: number;
    used: boolean;
    name?: string;
    department?: string;
    person?: string;
  };
};

const orgOf = (db: Db, id: string): Promise<Opening['org']> =>
  db.selectFrom('org').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** What a join code opens, spent or not; the PIN of an open battle lets learners in. Throws `join.unknown_code`. */
export const findOpening = async (db: Db, code: string, codeHash: string): Promise<Opening> => {
  const org = await db
    .selectFrom('org')
    .selectAll()
    .where('code', '=', code.toUpperCase())
    .executeTakeFirst();
  if (org) return { org, kind: 'company', role: 'learner' };
  const battle = isPin(code) ? await findByPin(db, code) : undefined;
  if (battle) return { org: await orgOf(db, battle.org), kind: 'company', role: 'learner', battle };
  const invite = await db
    .selectFrom('invite')
    .selectAll()
    .where('codeHash', '=', codeHash)
    .executeTakeFirst();
  if (!invite) throw new RuleError('join.unknown_code');
  return {
    org: await orgOf(db, invite.org),
    kind: invite.kind === 'login' ? 'login' : 'invite',
    role: invite.role as Role,
    invite: {
      id: invite.id,
      expiresAt: invite.expiresAt,
      used: invite.usedAt !== null,
      ...(invite.name === null ? {} : { name: invite.name }),
      ...(invite.department === null ? {} : { department: invite.department }),
      ...(invite.person === null ? {} : { person: invite.person }),
    },
  };
};

/** Throws `join.used`, `join.expired`. */
export const checkOpening = ({ invite }: Opening, now: number): void => {
  if (invite?.used) throw new RuleError('join.used');
  if (invite && invite.expiresAt <= now) throw new RuleError('join.expired');
};

/** Marks an invite used, once. Throws `join.used` (also when another request was faster), `join.expired`. */
export const spendInvite = async (tx: Tx, id: string): Promise<void> => {
  const spent = await tx.db
    .updateTable('invite')
    .set({ usedAt: tx.now })
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .returning('expiresAt')
    .executeTakeFirst();
  if (!spent) throw new RuleError('join.used');
  if (spent.expiresAt <= tx.now) throw new RuleError('join.expired');
};

const checkDepartment = async (tx: Tx, org: string, department: string | undefined): Promise<void> => {
  if (department === undefined) return;
  const found = await tx.db
    .selectFrom('department')
    .select('id')
    .where('id', '=', department)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!found) throw new RuleError('department.unknown');
};

const checkLoginFree = async (tx: Tx, org: string, login: string): Promise<void> => {
  const taken = await tx.db
    .selectFrom('identity')
    .select('person')
    .where('org', '=', org)
    .where('login', '=', login)
    .executeTakeFirst();
  if (taken) throw new RuleError('join.login_taken');
};

/** Two who take one login at the same moment on PostgreSQL: the index lets the first one pass. */
const orTaken = async (write: Promise<unknown>): Promise<void> => {
  try {
    await write;
  } catch (error) {
    if ((error as { code?: unknown }).code === '23505') throw new RuleError('join.login_taken');
    throw error;
  }
};

export type NewPerson = {
  org: string;
  zone: string;
  name: string;
  role: Role;
  lang: Lang;
  department?: string;
  credentials?: { login: string; password: string };
};

/** Opens an account; without credentials it is a guest. `password` is the hash. Throws `join.login_taken`,
 * `department.unknown`. */
export const createPerson = async (tx: Tx, p: NewPerson): Promise<Actor> => {
  await checkDepartment(tx, p.org, p.department);
  if (p.credentials) await checkLoginFree(tx, p.org, p.credentials.login);
  const id = randomUUID();
  await tx.db
    .insertInto('person')
    .values({
      id,
      org: p.org,
      role: p.role,
      department: p.department ?? null,
      guest: p.credentials ? 0 : 1,
      settings: JSON.stringify({ ...DEFAULT_SETTINGS, lang: p.lang }),
      createdAt: tx.now,
      lastSeenAt: tx.now,
      streak: 0,
      checkinDay: null,
    })
    .execute();
  const identity = {
    person: id,
    org: p.org,
    name: p.name,
    login: p.credentials?.login ?? null,
    password: p.credentials?.password ?? null,
    avatar: id.slice(0, 13),
    employeeNo: null,
    email: null,
    phone: null,
    post: null,
    joinedOn: null,
    failedLogins: 0,
    lockedUntil: null,
    spelling: spellingOf(p.name),
    friendCode: await freeFriendCode(tx, p.org),
  };
  await orTaken(tx.db.insertInto('identity').values(identity).execute());
  return { org: p.org, zone: p.zone, person: id };
};

/** A guest becomes a registered person. Throws `join.already_registered`, `join.login_taken`. */
export const registerGuest = async (
  tx: Tx,
  actor: Actor,
  r: { name: string; login: string; password: string },
): Promise<void> => {
  await checkLoginFree(tx, actor.org, r.login);
  const done = await tx.db
    .updateTable('person')
    .set({ guest: 0 })
    .where('id', '=', actor.person)
    .where('guest', '=', 1)
    .executeTakeFirst();
  if (done.numUpdatedRows !== 1n) throw new RuleError('join.already_registered');
  const key = { name: r.name, spelling: spellingOf(r.name), login: r.login, password: r.password };
  await orTaken(tx.db.updateTable('identity').set(key).where('person', '=', actor.person).execute());
};

/** The login of a person; undefined for a guest. */
export const loginOf = async (db: Db, person: string): Promise<string | undefined> => {
  const row = await db.selectFrom('identity').select('login').where('person', '=', person).executeTakeFirst();
  return row?.login ?? undefined;
};

/** A new password for a person who has a login; `password` is the hash. */
export const setPassword = async (tx: Tx, person: string, password: string): Promise<void> => {
  await tx.db
    .updateTable('identity')
    .set({ password })
    .where('person', '=', person)
    .where('login', 'is not', null)
    .execute();
};

export const findLogin = async (db: Db, code: string, login: string) =>
  db
    .selectFrom('identity')
    .innerJoin('org', 'org.id', 'identity.org')
    .select(['identity.person', 'identity.password', 'org.id as org', 'org.zone'])
    .where('org.code', '=', code.toUpperCase())
    .where('identity.login', '=', login)
    .executeTakeFirst();

/**
 * Counts a try before its password is looked at, so that a hundred at once are a hundred. From the fifth on the account
 * is locked, twice as long each time, up to an hour; `clearFailedLogins` follows the right one. Throws `auth.locked`.
 */
export const countLogin = async (tx: Tx, person: string): Promise<void> => {
  const row = await tx.db
    .updateTable('identity')
    .set((eb) => ({ failedLogins: eb('failedLogins', '+', 1) }))
    .where('person', '=', person)
    .returning(['failedLogins', 'lockedUntil'])
    .executeTakeFirstOrThrow();
  const wait = (row.lockedUntil ?? 0) - tx.now;
  if (wait > 0) throw new RuleError('auth.locked', { seconds: Math.ceil(wait / 1000) });
  const over = row.failedLogins - MAX_FAILED;
  if (over < 0) return;
  const lockedUntil = tx.now + Math.min(LONGEST_LOCK_MS, LOCK_MS * 2 ** Math.min(over, 10));
  await tx.db.updateTable('identity').set({ lockedUntil }).where('person', '=', person).execute();
};

export const clearFailedLogins = async (tx: Tx, person: string): Promise<void> => {
  await tx.db
    .updateTable('identity')
    .set({ failedLogins: 0, lockedUntil: null })
    .where('person', '=', person)
    .execute();
};

export const saveSettings = async (tx: Tx, person: string, patch: Partial<Settings>): Promise<void> => {
  const row = await tx.db
    .selectFrom('person')
    .select('settings')
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  const settings = JSON.stringify({ ...readSettings(row.settings), ...patch });
  await tx.db.updateTable('person').set({ settings }).where('id', '=', person).execute();
};

export const hasTrainer = async (db: Db, org: string): Promise<boolean> => {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('org', '=', org)
    .where('role', 'in', ['trainer', 'manager', 'admin'])
    .executeTakeFirst();
  return row !== undefined;
};

export type NewInvite = {
  org: string;
  codeHash: string;
  kind: 'invite' | 'login';
  role: Role;
  department?: string;
  name?: string;
  person?: string;
  createdBy?: string;
  expiresAt: number;
};

/** Keeps a link that lets somebody in once; only the hash of its code. */
export const createInvite = async (tx: Tx, i: NewInvite): Promise<string> => {
  const id = randomUUID();
  await tx.db
    .insertInto('invite')
    .values({
      id,
      org: i.org,
      codeHash: i.codeHash,
      kind: i.kind,
      role: i.role,
      department: i.department ?? null,
      name: i.name ?? null,
      person: i.person ?? null,
      createdBy: i.createdBy ?? null,
      createdAt: tx.now,
      expiresAt: i.expiresAt,
      usedAt: null,
    })
    .execute();
  return id;
};
