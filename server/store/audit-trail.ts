import type { AuditView } from '../domain/api-bank.ts';
import type { Role } from '../domain/person.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';

/** Who works in the studio. */
export type Editor = Actor & { role: Role };

export type Change = {
  /** `question.save`, `bank.share`, ... */
  action: string;
  bank?: string;
  object?: string;
  details?: Record<string, unknown>;
};

/** Writes down who changed what, in the transaction of the change. */
export const auditIn = async (tx: Tx, by: Actor, change: Change): Promise<void> => {
  const { action, bank = null, object = null, details = {} } = change;
  await tx.db
    .insertInto('audit_entry')
    .values({
      org: by.org,
      person: by.person,
      at: tx.now,
      action,
      bank,
      object,
      details: JSON.stringify(details),
    })
    .execute();
};

const MOST_SHOWN = 500;
/** The last changes to a bank, newest first. */
export const auditOf = async (db: Db, org: string, bank: string): Promise<AuditView[]> => {
  const rows = await db
    .selectFrom('audit_entry')
    .leftJoin('identity', 'identity.person', 'audit_entry.person')
    .select([
      'audit_entry.seq',
      'audit_entry.at',
      'identity.name',
      'audit_entry.action',
      'audit_entry.object',
      'audit_entry.details',
    ])
    .where('audit_entry.org', '=', org)
    .where('audit_entry.bank', '=', bank)
    .orderBy('audit_entry.seq', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  return rows.map((r) => ({
    seq: Number(r.seq),
    at: Number(r.at),
    by: r.name ?? '',
    action: r.action,
    ...(r.object === null ? {} : { object: r.object }),
    details: JSON.parse(r.details) as Record<string, unknown>,
  }));
};
