import type { SessionView } from '../domain/api.ts';
import type { Device } from '../domain/events/index.ts';
import { RuleError } from '../domain/errors.ts';
import type { Role } from '../domain/person.ts';
import type { Actor, Tx } from './commit.ts';
import { commit } from './commit.ts';
import type { Database, Db } from './db.ts';

const DAY = 24 * 3_600_000;
/** A device stays signed in for this long after it was last seen. */
export const SESSION_MS = 90 * DAY;
/** `lastSeenAt` is written at most this often. */
const TOUCH_MS = 60_000;

type Clock = { db: Database; now: () => number };

/** The account behind a token's hash; undefined when unknown, revoked or expired. Renews `lastSeenAt`. */
export const findSession = async (ctx: Clock, tokenHash: string) => {
  const now = ctx.now();
  const row = await ctx.db.read
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person')
    .innerJoin('org', 'org.id', 'person.org')
    .select(['session.id', 'session.person', 'session.lastSeenAt', 'person.role', 'person.guest', 'person.org', 'org.zone'])
    .where('session.tokenHash', '=', tokenHash)
    .where('session.revokedAt', 'is', null)
    .where('session.expiresAt', '>', now)
    .executeTakeFirst();
  if (!row) return undefined;
  if (now - row.lastSeenAt > TOUCH_MS) await touch(ctx, row.id, row.person, now);
  const { person, org, zone } = row;
  return { person, org, zone, session: row.id, role: row.role as Role, guest: row.guest === 1 };
};

const touch = (ctx: Clock, id: string, person: string, now: number): Promise<void> =>
  commit(ctx, async (tx) => {
    await tx.db
      .updateTable('session')
      .set({ lastSeenAt: now, expiresAt: now + SESSION_MS })
      .where('id', '=', id)
      .execute();
    await tx.db.updateTable('person').set({ lastSeenAt: now }).where('id', '=', person).execute();
  });

/** Rough names only: the class of device serves people who look for a foreign sign-in. */
export const deviceOf = (userAgent: string): { device: Device; os: string; label: string } => {
  const os = /Windows/.test(userAgent)
    ? 'Windows'
    : /Android/.test(userAgent)
      ? 'Android'
      : /iPhone|iPad/.test(userAgent)
        ? 'iOS'
        : /Mac OS/.test(userAgent)
          ? 'macOS'
          : /Linux/.test(userAgent)
            ? 'Linux'
            : 'other';
  const device = /iPad|Tablet/.test(userAgent) ? 'tablet' : /Mobile|iPhone|Android/.test(userAgent) ? 'phone' : 'desktop';
  const browser = /MicroMessenger/.test(userAgent)
    ? 'WeChat'
    : /Edg\//.test(userAgent)
      ? 'Edge'
      : /Chrome\//.test(userAgent)
        ? 'Chrome'
        : /Firefox\//.test(userAgent)
          ? 'Firefox'
          : /Safari\//.test(userAgent)
            ? 'Safari'
            : '';
  return { device, os, label: [browser, os].filter(Boolean).join(' · ') };
};

/** Opens a session on a device and logs it. */
export const openSession = async (
  tx: Tx,
  actor: Actor,
  s: { id: string; tokenHash: string; userAgent: string; lang: string; entry: string },
): Promise<void> => {
  const { device, os, label } = deviceOf(s.userAgent);
  await tx.db
    .insertInto('session')
    .values({
      id: s.id,
      person: actor.person,
      tokenHash: s.tokenHash,
      device: label,
      createdAt: tx.now,
      lastSeenAt: tx.now,
      expiresAt: tx.now + SESSION_MS,
      revokedAt: null,
    })
    .execute();
  await tx.db.updateTable('person').set({ lastSeenAt: tx.now }).where('id', '=', actor.person).execute();
  tx.emit(
    { ...actor, session: s.id },
    { verb: 'session.started', data: { device, os, ...(s.lang ? { locale: s.lang } : {}), entry: s.entry } },
  );
};

export const listSessions = async (db: Db, person: string, current: string, now: number): Promise<SessionView[]> => {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'device', 'createdAt', 'lastSeenAt'])
    .where('person', '=', person)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('lastSeenAt', 'desc')
    .execute();
  return rows.map((r) => ({ ...r, current: r.id === current }));
};

/** Ends a session of this person. Throws `session.unknown`. */
export const revokeSession = async (tx: Tx, actor: Actor, id: string): Promise<void> => {
  const done = await tx.db
    .updateTable('session')
    .set({ revokedAt: tx.now })
    .where('id', '=', id)
    .where('person', '=', actor.person)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!done) throw new RuleError('session.unknown');
  tx.emit({ ...actor, session: id }, { verb: 'session.ended', data: { reason: 'logout' } });
};
