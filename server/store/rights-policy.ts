import { RuleError } from '../domain/errors.ts';
import { DEFAULT_RIGHTS, type RightsPolicy, readRights } from '../domain/rights.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';

/** What the company has decided about rights over data, or the defaults. */
export const rightsPolicyOf = async (db: Db, org: string): Promise<RightsPolicy> => {
  const row = await db.selectFrom('rights_policy').select('data').where('org', '=', org).executeTakeFirst();
  return row ? readRights(row.data) : DEFAULT_RIGHTS;
};

/** Replaces it. Throws `policy.changed` when it is no longer what the administrator looked at. */
export const saveRightsPolicy = async (
  tx: Tx,
  by: Actor,
  before: RightsPolicy,
  policy: RightsPolicy,
): Promise<void> => {
  const now = await rightsPolicyOf(tx.db, by.org);
  if (JSON.stringify(now) !== JSON.stringify(before)) throw new RuleError('policy.changed');
  const row = { data: JSON.stringify(policy), savedBy: by.person, savedAt: tx.now };
  await tx.db
    .insertInto('rights_policy')
    .values({ org: by.org, ...row })
    .onConflict((c) => c.column('org').doUpdateSet(row))
    .execute();
  await auditIn(tx, by, { action: 'rights.policy', details: { before: now, policy } });
};
