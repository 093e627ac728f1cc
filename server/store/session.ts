import type { SessionView } from '../domain/api.ts';
import { RuleError } from '../domain/errors.ts';
import type { Device } from '../domain/events/index.ts';
import type { Role } from '../domain/person.ts';
import { type Actor, commit, type StoreCtx, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import { isPreview } from './quest-version.ts';

const DAY = 24 * 3_600_000;
/** A device stays signed in for this long after it was last seen. */
export const SESSION_MS = 90 * DAY;
/** `lastSeenAt` is written at most this often. */
const TOUCH_MS = 60_000;

const signedOf = (db: Db, now: number) =>
  db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person')
    .innerJoin('org', 'org.id', 'person.org')
    .select([
      'session.id',
      'session.person',
      'session.lastSeenAt',
      'person.role',
      'person.guest',
      'person.org',
      'person.quest',
      'org.zone',
    ])
    .where('session.revokedAt', 'is', null)
    .where('session.expiresAt', '>', now);
type SignedRow = {
  id: string;
  person: string;
  role: string;
  guest: number;
  org: string;
  zone: string;
  quest: string | null;
};
const signedFrom = ({ person, org, zone, id, role, guest, quest }: SignedRow, renewed: boolean) => ({
  ...(isPreview(quest) ? { preview: true as const } : {}),
  person,
  org,
  zone,
  session: id,
  role: role as Role,
  guest: guest === 1,
  renewed,
});

/** The account behind a token's hash; undefined when unknown, revoked or expired. Renews the session's life. */
export const findSession = async (ctx: StoreCtx, tokenHash: string) => {
  const now = ctx.now();
  const row = await signedOf(ctx.db.read, now).where('session.tokenHash', '=', tokenHash).executeTakeFirst();
  if (!row) return undefined;
  const renewed = now - row.lastSeenAt > TOUCH_MS && (await touch(ctx, row.id, row.person, now));
  return signedFrom(row, renewed);
};

/** The account behind a session's id; undefined when revoked or expired. */
export const findSessionById = async (ctx: StoreCtx, id: string) => {
  const row = await signedOf(ctx.db.read, ctx.now()).where('session.id', '=', id).executeTakeFirst();
  return row && signedFrom(row, false);
};

/** False when the disk refuses: who is here may still read. */
const touch = async (ctx: StoreCtx, id: string, person: string, now: number): Promise<boolean> => {
  try {
    await commit(ctx, async (tx) => {
      const life = { lastSeenAt: now, expiresAt: now + SESSION_MS };
      await tx.db.updateTable('session').set(life).where('id', '=', id).execute();
      await tx.db.updateTable('person').set({ lastSeenAt: now }).where('id', '=', person).execute();
    });
    return true;
  } catch (error) {
    if (error instanceof RuleError && error.code === 'storage.unavailable') return false;
    throw error;
  }
};

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
  const device = /iPad|Tablet/.test(userAgent)
    ? 'tablet'
    : /Mobile|iPhone|Android/.test(userAgent)
      ? 'phone'
      : 'desktop';
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

export const listSessions = async (
  db: Db,
  person: string,
  current: string,
  now: number,
): Promise<SessionView[]> => {
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

/** Forgets devices that signed out or were not seen for long; gives how many. */
export const pruneSessions = (ctx: StoreCtx): Promise<number> =>
  commit(ctx, async (tx) => {
    const before = tx.now - 30 * DAY;
    const done = await tx.db
      .deleteFrom('session')
      .where((eb) => eb.or([eb('expiresAt', '<', before), eb('revokedAt', '<', before)]))
      .executeTakeFirst();
    return Number(done.numDeletedRows);
  });
