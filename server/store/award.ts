import { uuidv7 } from 'uuidv7';
import type { AwardSummary } from '../domain/api-award.ts';
import { type AwardDefinition, type AwardStatus, checkAward } from '../domain/award-shape.ts';
import { RuleError } from '../domain/errors.ts';
import { logDay } from '../domain/log-day.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { hashOf } from './quest-version.ts';
import type { AwardTable } from './tables.ts';

/** What all share once an award is computed; kept beside its lines. */
export type AwardSum = {
  eligible: number;
  winners: number;
  tooFew: boolean;
  fit?: { slope: number; intercept: number };
  out: { person: string; why: 'answers' | 'quest' | 'nothing' }[];
};
/** An award as the store has it; `zone` = of its company. */
export type Award = Omit<AwardTable, 'definition' | 'summary' | 'status'> & {
  zone: string;
  status: AwardStatus;
  definition: AwardDefinition;
  summary?: AwardSum;
};

const awardOf = ({ definition, summary, status, ...row }: AwardTable & { zone: string }): Award => ({
  ...row,
  status: status as AwardStatus,
  definition: JSON.parse(definition) as AwardDefinition,
  ...(summary === null ? {} : { summary: JSON.parse(summary) as AwardSum }),
});

const rows = (db: Db) =>
  db.selectFrom('award as a').innerJoin('org', 'org.id', 'a.org').selectAll('a').select('org.zone');

/** Throws `award.unknown`. */
export const findAward = async (db: Db, org: string, id: string): Promise<Award> => {
  const row = await rows(db).where('a.id', '=', id).where('a.org', '=', org).executeTakeFirst();
  if (!row) throw new RuleError('award.unknown');
  return awardOf(row);
};

const MOST_SHOWN = 200;
/** Awards of a company in these states, the latest period first. */
export const awardsOf = async (db: Db, org: string, states?: readonly AwardStatus[]): Promise<Award[]> => {
  let found = rows(db).where('a.org', '=', org);
  if (states) found = found.where('a.status', 'in', states);
  return (await found.orderBy('a.toDay', 'desc').orderBy('a.id', 'desc').limit(MOST_SHOWN).execute()).map(
    awardOf,
  );
};

/** Announced awards of every company whose period is over, for the job. */
export const dueAwards = async (db: Db, now: number): Promise<Award[]> =>
  (await rows(db).where('a.status', '=', 'announced').orderBy('a.id').execute())
    .map(awardOf)
    .filter((a) => logDay(now, a.zone) > a.toDay);

export const summaryOf = (a: Award): AwardSummary => ({
  id: a.id,
  status: a.status,
  definition: a.definition,
  version: a.version,
  createdAt: Number(a.createdAt),
  ...(a.hash === null ? {} : { hash: a.hash }),
  ...(a.computedAt === null ? {} : { computedAt: Number(a.computedAt) }),
  ...(a.summary === undefined ? {} : { eligible: a.summary.eligible, winners: a.summary.winners }),
});

/** The announced definition is the one that is stored. */
export const isIntact = (a: Award): boolean => a.hash === null || a.hash === hashOf(a.definition);

type Columns = Partial<AwardTable>;
/** Moves an award to another state with what belongs to it. Throws `award.state` when it stands in none of `from`. */
export const moveAward = async (
  tx: Tx,
  by: Actor,
  award: Award,
  step: { from: readonly AwardStatus[]; to: AwardStatus; set?: Columns; details?: Record<string, unknown> },
): Promise<void> => {
  const moved = await tx.db
    .updateTable('award')
    .set({ ...step.set, status: step.to })
    .where('id', '=', award.id)
    .where('status', 'in', step.from)
    .returning('id')
    .executeTakeFirst();
  if (!moved) throw new RuleError('award.state');
  const action = step.from.includes(step.to) ? 'award.compute' : `award.${step.to}`;
  await auditIn(tx, by, { action, object: award.id, details: step.details ?? {} });
};

const columnsOf = (def: AwardDefinition): Pick<AwardTable, 'definition' | 'fromDay' | 'toDay'> => ({
  definition: JSON.stringify(def),
  fromDay: def.from,
  toDay: def.to,
});

/** Makes a draft or changes one, whose version counts up; gives its id. Throws `award.weights`, `award.period`,
 * `award.component`, `award.unknown`, `award.state`. */
export const saveAward = async (
  tx: Tx,
  by: Actor,
  { id, definition }: { id?: string; definition: AwardDefinition },
): Promise<string> => {
  checkAward(definition);
  const details = { definition };
  if (id !== undefined) {
    const award = await findAward(tx.db, by.org, id);
    const kept = await tx.db
      .updateTable('award')
      .set({ ...columnsOf(definition), version: award.version + 1 })
      .where('id', '=', id)
      .where('status', '=', 'draft')
      .returning('id')
      .executeTakeFirst();
    if (!kept) throw new RuleError('award.state');
    await auditIn(tx, by, { action: 'award.save', object: id, details });
    return id;
  }
  const made = uuidv7();
  const empty = {
    hash: null,
    announcedAt: null,
    computedAt: null,
    summary: null,
    confirmedBy: null,
    confirmedAt: null,
    publishedAt: null,
    cancelledAt: null,
    reason: null,
  };
  await tx.db
    .insertInto('award')
    .values({
      ...empty,
      ...columnsOf(definition),
      id: made,
      org: by.org,
      status: 'draft',
      version: 1,
      createdBy: by.person,
      createdAt: tx.now,
    })
    .execute();
  await auditIn(tx, by, { action: 'award.create', object: made, details });
  return made;
};

/** Shows a draft in the game before its period begins; from now on its definition is frozen under a hash. Throws
 * `award.begun`, `award.state`. */
export const announceAward = async (tx: Tx, by: Actor, id: string): Promise<void> => {
  const award = await findAward(tx.db, by.org, id);
  checkAward(award.definition);
  if (logDay(tx.now, award.zone) >= award.fromDay) throw new RuleError('award.begun');
  const hash = hashOf(award.definition);
  await moveAward(tx, by, award, {
    from: ['draft'],
    to: 'announced',
    set: { hash, announcedAt: tx.now },
    details: { version: award.version, hash },
  });
};

/** Calls an award off for a reason that is kept; what is confirmed stays. Throws `award.state`. */
export const cancelAward = async (tx: Tx, by: Actor, id: string, reason: string): Promise<void> => {
  const award = await findAward(tx.db, by.org, id);
  await moveAward(tx, by, award, {
    from: ['draft', 'announced', 'closed'],
    to: 'cancelled',
    set: { cancelledAt: tx.now, reason },
    details: { reason },
  });
};
