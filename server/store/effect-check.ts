import { sql } from 'kysely';
import type { CheckDue, TeamCheck } from '../domain/api-effect.ts';
import { type Mark, openMark } from '../domain/effect.ts';
import { RuleError } from '../domain/errors.ts';
import type { Role } from '../domain/person.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { readSheet } from './effect.ts';

const WATCHED_MS = 121 * 86_400_000;
type By = Actor & { role: Role };

/** Who has finished what, so long ago that a check may be open. */
const finished = (db: Db, org: string, now: number) =>
  db
    .selectFrom('enrolment as e')
    .innerJoin('person as p', 'p.id', 'e.person')
    .innerJoin('identity as i', 'i.person', 'p.id')
    .leftJoin('department as d', 'd.id', 'p.department')
    .select(['e.person', 'e.quest', 'i.name', 'd.name as department'])
    .select(sql<number>`coalesce(e."graduatedAt", e."completedAt")`.as('doneAt'))
    .where('p.org', '=', org)
    .where('p.role', '=', 'learner')
    .where(sql<boolean>`coalesce(e."graduatedAt", e."completedAt") > ${now - WATCHED_MS}`);

const answeredBy = async (db: Db, org: string, role: 'self' | 'manager'): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('effect_check')
    .select(['person', 'quest', 'mark'])
    .where('org', '=', org)
    .where('role', '=', role)
    .execute();
  return new Set(rows.map((r) => `${r.person} ${r.quest} ${r.mark}`));
};

/** Checks that are open for a learner and not answered. */
export const myChecks = async (db: Db, by: Actor, now: number): Promise<CheckDue[]> => {
  const rows = await finished(db, by.org, now).where('e.person', '=', by.person).orderBy('e.quest').execute();
  if (rows.length === 0) return [];
  const [done, sheet] = [await answeredBy(db, by.org, 'self'), await readSheet(db, by.org, 'checklist')];
  return rows.flatMap(({ person, quest, doneAt }) => {
    const mark = openMark(Number(doneAt), now);
    if (mark === undefined || done.has(`${person} ${quest} ${mark}`)) return [];
    return [{ quest, mark, items: sheet.data.items }];
  });
};

/** The departments of a manager: the own one and those below it; undefined = the whole company. */
const placesOf = async (db: Db, by: By): Promise<Set<string> | undefined> => {
  const me = await db
    .selectFrom('person')
    .select('department')
    .where('id', '=', by.person)
    .executeTakeFirst();
  const own = me?.department ?? undefined;
  if (by.role === 'admin' || own === undefined) return undefined;
  const all = await db.selectFrom('department').select(['id', 'parent']).where('org', '=', by.org).execute();
  const places = new Set([own]);
  for (let before = 0; before < places.size; ) {
    before = places.size;
    for (const { id, parent } of all) if (parent !== null && places.has(parent)) places.add(id);
  }
  return places;
};

/** Checks that are open for the people of a manager, those without an answer first. */
export const teamChecks = async (db: Db, by: By, now: number): Promise<TeamCheck[]> => {
  const places = await placesOf(db, by);
  const rows = await finished(db, by.org, now)
    .select('p.department as place')
    .where('e.person', '!=', by.person)
    .orderBy('i.name')
    .orderBy('e.person')
    .orderBy('e.quest')
    .execute();
  const [done, sheet] = [await answeredBy(db, by.org, 'manager'), await readSheet(db, by.org, 'checklist')];
  const checks = rows.flatMap((r): TeamCheck[] => {
    const mark = openMark(Number(r.doneAt), now);
    if (mark === undefined || (places && (r.place === null || !places.has(r.place)))) return [];
    return [
      {
        ...{ person: r.person, name: r.name, quest: r.quest, mark, items: sheet.data.items },
        ...(r.department === null ? {} : { department: r.department }),
        answered: done.has(`${r.person} ${r.quest} ${mark}`),
      },
    ];
  });
  return checks.sort((a, b) => Number(a.answered) - Number(b.answered));
};

type Answer = {
  person: string;
  quest: string;
  mark: Mark;
  role: 'self' | 'manager';
  seen: readonly boolean[];
};
const keep = async (tx: Tx, by: Actor, { seen, ...at }: Answer): Promise<void> => {
  const said = { seen: seen.map(Number).join(''), answeredBy: by.person, at: tx.now };
  await tx.db
    .insertInto('effect_check')
    .values({ ...at, org: by.org, ...said })
    .onConflict((oc) => oc.columns(['person', 'quest', 'mark', 'role']).doUpdateSet(said))
    .execute();
};

/** A learner's own answer to an open check. Throws `effect.no_check`. */
export const answerCheck = async (
  tx: Tx,
  by: Actor,
  said: { quest: string; seen: readonly boolean[] },
): Promise<void> => {
  const due = (await myChecks(tx.db, by, tx.now)).find((c) => c.quest === said.quest);
  if (!due) throw new RuleError('effect.no_check');
  await keep(tx, by, { ...said, person: by.person, mark: due.mark, role: 'self' });
};

/** A manager's answer about one of the own people; it may be changed while the check is open. Throws `effect.no_check`. */
export const observe = async (
  tx: Tx,
  by: By,
  said: { person: string; quest: string; seen: readonly boolean[] },
): Promise<void> => {
  const due = (await teamChecks(tx.db, by, tx.now)).find(
    (c) => c.person === said.person && c.quest === said.quest,
  );
  if (!due) throw new RuleError('effect.no_check');
  await keep(tx, by, { ...said, mark: due.mark, role: 'manager' });
};
