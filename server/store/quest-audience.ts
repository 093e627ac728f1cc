import { RuleError } from '../domain/errors.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';

type Who = Pick<Actor, 'org' | 'person'>;

/** A quest that a person may sail: `newest` version, and the one they are enrolled with. */
export type Sailable = {
  id: string;
  newest: number;
  enrolled: number | null;
  completedAt: number | null;
  /** Live and open to this person; false = only because they have begun it. */
  open: boolean;
};

/** What a person may sail: what is live and admits them or a department above them, and what they have begun. */
export const sailableBy = async (db: Db, { org, person }: Who): Promise<Sailable[]> => {
  const rows = await db
    .withRecursive('above(id, parent)', (q) =>
      q
        .selectFrom('person')
        .innerJoin('department', 'department.id', 'person.department')
        .select(['department.id', 'department.parent'])
        .where('person.id', '=', person)
        .union((u) =>
          u
            .selectFrom('above')
            .innerJoin('department', 'department.id', 'above.parent')
            .select(['department.id', 'department.parent']),
        ),
    )
    .selectFrom('quest')
    .leftJoin('enrolment', (j) =>
      j.onRef('enrolment.quest', '=', 'quest.id').on('enrolment.person', '=', person),
    )
    .select((eb) => [
      'quest.id',
      'quest.version',
      'quest.state',
      'enrolment.version as enrolled',
      'enrolment.completedAt',
      eb
        .selectFrom('quest_audience as a')
        .select((x) => x.fn.countAll().as('n'))
        .whereRef('a.quest', '=', 'quest.id')
        .where((x) =>
          x.or([
            x('a.kind', '=', 'everyone'),
            x.and([x('a.kind', '=', 'person'), x('a.holder', '=', person)]),
            x.and([
              x('a.kind', '=', 'department'),
              x('a.holder', 'in', x.selectFrom('above').select('above.id')),
            ]),
          ]),
        )
        .as('admits'),
    ])
    .where('quest.org', '=', org)
    .where('quest.state', '!=', 'draft')
    .orderBy('quest.createdAt')
    .orderBy('quest.id')
    .execute();
  return rows
    .map((r) => ({
      id: r.id,
      newest: r.version,
      enrolled: r.enrolled,
      completedAt: r.completedAt,
      open: r.state === 'live' && Number(r.admits) > 0,
    }))
    .filter((r) => r.open || r.enrolled !== null);
};

/** Which of the quests a person sails: the chosen one, else the first that is open or not finished, else the first. */
export const sailedOf = (rows: readonly Sailable[], chosen: string | null): Sailable | undefined =>
  rows.find((r) => r.id === chosen) ??
  rows.find((r) => r.open || (r.enrolled !== null && r.completedAt === null)) ??
  rows[0];

export const openToAll = async (tx: Tx, quest: string): Promise<void> => {
  await tx.db
    .insertInto('quest_audience')
    .values({ quest, kind: 'everyone', holder: '' })
    .onConflict((oc) => oc.columns(['quest', 'kind', 'holder']).doNothing())
    .execute();
};

export type AudienceChange = {
  quest: string;
  kind: 'everyone' | 'department' | 'person';
  holder: string;
  add: boolean;
};

const checkHolder = async (tx: Tx, org: string, { kind, holder }: AudienceChange): Promise<void> => {
  if (kind === 'everyone') return;
  const found = await tx.db
    .selectFrom(kind)
    .select('id')
    .where('id', '=', holder)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!found) throw new RuleError(kind === 'department' ? 'department.unknown' : 'person.unknown');
};

/** Opens a quest to everyone, a department with those below it, or a person; or takes that back. Who has begun goes on.
 * Throws `quest.unknown`, `department.unknown`, `person.unknown`. */
export const changeAudience = async (tx: Tx, by: Actor, change: AudienceChange): Promise<void> => {
  const { quest, kind, add } = change;
  const holder = kind === 'everyone' ? '' : change.holder;
  const known = await tx.db
    .selectFrom('quest')
    .select('id')
    .where('id', '=', quest)
    .where('org', '=', by.org)
    .executeTakeFirst();
  if (!known) throw new RuleError('quest.unknown');
  await checkHolder(tx, by.org, change);
  if (add)
    await tx.db
      .insertInto('quest_audience')
      .values({ quest, kind, holder })
      .onConflict((oc) => oc.columns(['quest', 'kind', 'holder']).doNothing())
      .execute();
  else
    await tx.db
      .deleteFrom('quest_audience')
      .where('quest', '=', quest)
      .where('kind', '=', kind)
      .where('holder', '=', holder)
      .execute();
  await auditIn(tx, by, { action: 'quest.audience', object: quest, details: { kind, holder, add } });
};

/** Whom a quest admits: a question of person and department, answered without asking the database again. */
export const admittedTo = async (
  db: Db,
  org: string,
  quest: string,
): Promise<(person: string, department: string | null) => boolean> => {
  const audience = await db.selectFrom('quest_audience').selectAll().where('quest', '=', quest).execute();
  const tree = await db.selectFrom('department').select(['id', 'parent']).where('org', '=', org).execute();
  const parents = new Map(tree.map((d) => [d.id, d.parent]));
  const holders = new Set(audience.map((a) => `${a.kind} ${a.holder}`));
  return (person, department) => {
    if (holders.has('everyone ') || holders.has(`person ${person}`)) return true;
    const seen = new Set<string>();
    for (let at = department; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
      if (holders.has(`department ${at}`)) return true;
      seen.add(at);
    }
    return false;
  };
};
