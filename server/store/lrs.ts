import { uuidv7 } from 'uuidv7';
import type { LrsSave, LrsView } from '../domain/api-open.ts';
import { RuleError } from '../domain/errors.ts';
import { checkOutbound } from '../domain/outbound.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import type { Outward, Vault } from './secret.ts';
import type { LrsTargetTable } from './tables-open.ts';

const BACK_OFF_MS = 5_000;
const LONGEST_MS = 3_600_000;

/** How long to wait after so many failures in a row: 5 s, 10 s, 20 s ... at most an hour. */
export const backOff = (tries: number): number => Math.min(LONGEST_MS, BACK_OFF_MS * 2 ** (tries - 1));

const viewOf = (row: LrsTargetTable, newest: number): LrsView => ({
  id: row.id,
  name: row.name,
  url: row.url,
  username: row.username,
  everything: row.everything === 1,
  state: row.state === 'paused' ? 'paused' : 'on',
  cursor: row.cursor,
  newest,
  sent: row.sent,
  refused: row.refused,
  tries: row.tries,
  ...(row.nextAt === 0 ? {} : { nextAt: row.nextAt }),
  ...(row.sentAt === null ? {} : { sentAt: row.sentAt }),
  ...(row.fault === null ? {} : { fault: row.fault }),
});

/** The newest `seq` of the log; 0 = empty. */
const newestSeq = async (db: Db): Promise<number> =>
  Number(
    (await db.selectFrom('event').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst())?.seq ?? 0,
  );

/** The record stores of a company; passwords are never among what is given. */
export const lrsOf = async (db: Db, org: string): Promise<LrsView[]> => {
  const newest = await newestSeq(db);
  const rows = await db
    .selectFrom('lrs_target')
    .selectAll()
    .where('org', '=', org)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  return rows.map((row) => viewOf(row, newest));
};

/** A record store with its password in the clear. Throws `secret.unreadable`, `secret.key`. */
export const openLrs = (target: LrsTargetTable, vault: Vault): LrsTargetTable => ({
  ...target,
  secret: vault.open('lrs', target.id, target.secret),
});

/** Throws `lrs.unknown`. */
export const needLrs = async (db: Db, org: string, id: string): Promise<LrsTargetTable> => {
  const row = await db
    .selectFrom('lrs_target')
    .selectAll()
    .where('id', '=', id)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!row) throw new RuleError('lrs.unknown');
  return row;
};

/** Throws `lrs.url` for what may not be called. */
const checkUrl = (url: string, open: boolean): void => {
  try {
    checkOutbound(url, open);
  } catch (error) {
    if (error instanceof RuleError) throw new RuleError('lrs.url', error.details);
    throw error;
  }
};

const addLrs = async (tx: Tx, by: Actor, save: LrsSave, vault: Vault): Promise<string> => {
  const id = uuidv7();
  const cursor = save.from === 'now' ? await newestSeq(tx.db) : 0;
  await tx.db
    .insertInto('lrs_target')
    .values({
      id,
      org: by.org,
      name: save.name,
      url: save.url,
      username: save.username,
      secret: vault.seal('lrs', id, save.password ?? ''),
      everything: save.everything ? 1 : 0,
      state: 'on',
      cursor,
      tries: 0,
      nextAt: 0,
      sent: 0,
      refused: 0,
      sentAt: null,
      fault: null,
      createdBy: by.person,
      createdAt: tx.now,
    })
    .execute();
  return id;
};

/** A new target or a change to one; a change tries again at once. Throws `lrs.url`, `lrs.unknown`. */
export const saveLrs = async (tx: Tx, by: Actor, save: LrsSave, { open, vault }: Outward): Promise<void> => {
  checkUrl(save.url, open);
  const { id, name, url, username, password, everything } = save;
  if (id === undefined) {
    const made = await addLrs(tx, by, save, vault);
    return auditIn(tx, by, { action: 'lrs.save', object: made, details: { name, url, everything } });
  }
  await needLrs(tx.db, by.org, id);
  await tx.db
    .updateTable('lrs_target')
    .set({
      name,
      url,
      username,
      everything: everything ? 1 : 0,
      state: 'on',
      tries: 0,
      nextAt: 0,
      fault: null,
      ...(password === undefined ? {} : { secret: vault.seal('lrs', id, password) }),
    })
    .where('id', '=', id)
    .execute();
  return auditIn(tx, by, { action: 'lrs.save', object: id, details: { name, url, everything } });
};

/** Pauses or goes on at once. Throws `lrs.unknown`. */
export const setLrsState = async (tx: Tx, by: Actor, id: string, state: 'on' | 'paused'): Promise<void> => {
  await needLrs(tx.db, by.org, id);
  await tx.db
    .updateTable('lrs_target')
    .set({ state, tries: 0, nextAt: 0, ...(state === 'on' ? { fault: null } : {}) })
    .where('id', '=', id)
    .execute();
  await auditIn(tx, by, { action: 'lrs.state', object: id, details: { state } });
};

/** Throws `lrs.unknown`. */
export const removeLrs = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  const { name, url } = await needLrs(tx.db, by.org, id);
  await tx.db.deleteFrom('lrs_target').where('id', '=', id).execute();
  await auditIn(tx, by, { action: 'lrs.remove', object: id, details: { name, url } });
};

/** Targets that are on and due at `now`. */
export const dueLrs = (db: Db, now: number): Promise<LrsTargetTable[]> =>
  db
    .selectFrom('lrs_target')
    .selectAll()
    .where('state', '=', 'on')
    .where('nextAt', '<=', now)
    .orderBy('id')
    .execute();

export type Handed = { cursor: number; sent: number; refused: number; fault?: string };
/** Statements up to `cursor` are there (or will never be taken). The cursor only ever goes forward. */
export const handedOver = async (
  tx: Tx,
  id: string,
  { cursor, sent, refused, fault }: Handed,
): Promise<void> => {
  await tx.db
    .updateTable('lrs_target')
    .set((eb) => ({
      cursor,
      tries: 0,
      nextAt: 0,
      sent: eb('sent', '+', sent),
      refused: eb('refused', '+', refused),
      ...(sent > 0 ? { sentAt: tx.now } : {}),
      fault: fault ?? null,
    }))
    .where('id', '=', id)
    .where('cursor', '<', cursor)
    .execute();
};

/** The hand-over failed: later again, or (`pause`) not before somebody has looked at it. */
export const handedBack = async (
  tx: Tx,
  { id, tries }: Pick<LrsTargetTable, 'id' | 'tries'>,
  { fault, waitMs, pause }: { fault: string; waitMs?: number | undefined; pause: boolean },
): Promise<void> => {
  await tx.db
    .updateTable('lrs_target')
    .set({
      tries: tries + 1,
      fault,
      nextAt: pause ? 0 : tx.now + Math.max(waitMs ?? 0, backOff(tries + 1)),
      ...(pause ? { state: 'paused' } : {}),
    })
    .where('id', '=', id)
    .execute();
};
