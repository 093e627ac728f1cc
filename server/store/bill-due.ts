import { type BillRank, rankOf } from '../domain/bill.ts';
import { learnersWithPoints } from './board.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { readSettings } from './person.ts';
import { policyOf } from './policy.ts';
import type { BillTable } from './tables.ts';

/** Learners of a company who have no bill of this week or year yet, after `after`, by id; who came when it was over has none. */
export const withoutBill = async (
  db: Db,
  org: string,
  { kind, ref, end }: { kind: string; ref: string; end: number },
  { after, most }: { after: string; most: number },
): Promise<string[]> => {
  const rows = await db
    .selectFrom('person as p')
    .select('p.id')
    .where('p.org', '=', org)
    .where('p.role', '=', 'learner')
    .where('p.createdAt', '<', end)
    .where('p.id', '>', after)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('bill as b')
            .select('b.id')
            .whereRef('b.person', '=', 'p.id')
            .where('b.kind', '=', kind)
            .where('b.ref', '=', ref),
        ),
      ),
    )
    .orderBy('p.id')
    .limit(most)
    .execute();
  return rows.map((r) => r.id);
};

export type Graduated = { org: string; person: string; quest: string; startDay: number; medalAt: number };
/** Learners who hold the medal of a quest and have no graduation bill of it. */
export const graduatedWithoutBill = async (db: Db, most: number): Promise<Graduated[]> => {
  const rows = await db
    .selectFrom('enrolment as e')
    .innerJoin('person as p', 'p.id', 'e.person')
    .select(['p.org', 'e.person', 'e.quest', 'e.startDay', 'e.medalAt'])
    .where('e.medalAt', 'is not', null)
    .where('e.quest', 'not like', 'try.%')
    .where('p.role', '=', 'learner')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('bill as b')
            .select('b.id')
            .whereRef('b.person', '=', 'e.person')
            .whereRef('b.ref', '=', 'e.quest')
            .where('b.kind', '=', 'graduation'),
        ),
      ),
    )
    .orderBy('e.medalAt')
    .orderBy('e.person')
    .limit(most)
    .execute();
  return rows.map((r) => ({ ...r, medalAt: Number(r.medalAt) }));
};

/** The medal of this quest, or the last one; undefined = none yet. */
export const medalOf = async (
  db: Db,
  person: string,
  quest: string | undefined,
): Promise<Omit<Graduated, 'org' | 'person'> | undefined> => {
  const row = await db
    .selectFrom('enrolment')
    .select(['quest', 'startDay', 'medalAt'])
    .where('person', '=', person)
    .where('medalAt', 'is not', null)
    .where('quest', 'not like', 'try.%')
    .$if(quest !== undefined, (q) => q.where('quest', '=', quest ?? ''))
    .orderBy('medalAt', 'desc')
    .orderBy('quest')
    .executeTakeFirst();
  return row && { ...row, medalAt: Number(row.medalAt) };
};

/** Bills whose people had a score corrected. */
export const staleBills = (db: Db, most: number): Promise<BillTable[]> =>
  db.selectFrom('bill').selectAll().where('stale', '=', 1).orderBy('id').limit(most).execute();

const nameOf = (org: string, kind: string): string => `bills ${kind} ${org}`;
/** Up to which day (YYYYMMDD, the first of the period) all bills of a kind are written; 0 = none. */
export const writtenTo = async (db: Db, org: string, kind: string): Promise<number> =>
  Number(
    (await db.selectFrom('log_cursor').select('seq').where('name', '=', nameOf(org, kind)).executeTakeFirst())
      ?.seq ?? 0,
  );
export const setWritten = async (tx: Tx, org: string, kind: string, day: number): Promise<void> => {
  await tx.db
    .insertInto('log_cursor')
    .values({ name: nameOf(org, kind), seq: day })
    .onConflict((c) => c.column('name').doUpdateSet({ seq: day }))
    .execute();
};

/** Where each of these people stands by lifetime points, as board.ts `shareAbove` counts; null where it is not told: the
 * company shows no boards of people, the person hides, or too few to compare with. */
export const ranksOf = async (
  db: Db,
  org: string,
  people: readonly string[],
): Promise<Map<string, BillRank | null>> => {
  const ranks = new Map<string, BillRank | null>(people.map((p) => [p, null]));
  if (people.length === 0 || !(await policyOf(db, org)).boards.people) return ranks;
  const all = await learnersWithPoints(db, org).select(['person', 'xp']).execute();
  const xp = new Map(all.map((r) => [r.person, Number(r.xp)]));
  const rows = await db
    .selectFrom('person')
    .select(['id', 'settings'])
    .where('id', 'in', [...people])
    .execute();
  for (const { id, settings } of rows) {
    const mine = xp.get(id);
    if (mine === undefined || readSettings(settings).hideFromBoards) continue;
    const above = all.filter((r) => Number(r.xp) > mine).length / all.length;
    ranks.set(id, rankOf(above, all.length));
  }
  return ranks;
};
