import { RuleError } from '../domain/errors.ts';
import { DEFAULT_POLICY, type Policy, readPolicy } from '../domain/policy.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';

/** What the company has decided, or the defaults. */
export const policyOf = async (db: Db, org: string): Promise<Policy> => {
  const row = await db.selectFrom('policy').select('data').where('org', '=', org).executeTakeFirst();
  return row ? readPolicy(row.data) : DEFAULT_POLICY;
};

/** Replaces the policy. Throws `policy.changed` when it is no longer what the trainer looked at. */
export const savePolicy = async (tx: Tx, by: Actor, before: Policy, policy: Policy): Promise<Policy> => {
  const now = await policyOf(tx.db, by.org);
  if (JSON.stringify(now) !== JSON.stringify(before)) throw new RuleError('policy.changed');
  const data = JSON.stringify(policy);
  await tx.db
    .insertInto('policy')
    .values({ org: by.org, data, savedBy: by.person, savedAt: tx.now })
    .onConflict((c) => c.column('org').doUpdateSet({ data, savedBy: by.person, savedAt: tx.now }))
    .execute();
  await auditIn(tx, by, { action: 'policy.save', details: { before: now, policy } });
  return policy;
};
