import type { RefusedValue } from '../domain/api-award.ts';
import { RuleError } from '../domain/errors.ts';
import { auditIn } from './audit-trail.ts';
import { findAward } from './award.ts';
import { forgetResult } from './award-run.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';

const ROWS = 200;

type Parsed = { line: number; who: string; value: number | undefined; text: string };
/** One person and a number per line, parted by `;`, `,`, a tab or `，；`. */
export const readValues = (text: string): Parsed[] =>
  text.split(/\r?\n/u).flatMap((raw, i): Parsed[] => {
    const plain = raw.normalize('NFKC').trim();
    if (plain === '') return [];
    const cut = Math.max(...[';', ',', '\t'].map((mark) => plain.lastIndexOf(mark)));
    const number = cut < 0 ? '' : plain.slice(cut + 1).trim();
    const value = /^[-+]?\d{1,12}(\.\d{1,6})?$/u.test(number) ? Number(number) : undefined;
    return [{ line: i + 1, who: (cut < 0 ? plain : plain.slice(0, cut)).trim(), value, text: plain }];
  });

/** People by login, employee number and name; a name that two people have stands for nobody. */
const peopleBy = async (db: Db, org: string): Promise<Map<string, string | undefined>> => {
  const rows = await db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person')
    .select(['identity.person', 'identity.name', 'identity.login', 'identity.employeeNo'])
    .where('identity.org', '=', org)
    .where('person.role', '=', 'learner')
    .execute();
  const by = new Map<string, string | undefined>();
  for (const { person, name } of rows) {
    const key = name.normalize('NFKC').toLowerCase();
    by.set(key, by.has(key) ? undefined : person);
  }
  for (const { person, login, employeeNo } of rows)
    for (const key of [login, employeeNo]) if (key) by.set(key.normalize('NFKC').toLowerCase(), person);
  return by;
};

/**
 * Brings in values of one component from elsewhere; what cannot be read is given back line by line, the rest is kept.
 * Throws `award.component`, `award.values` (nothing could be read), `award.state` (confirmed).
 */
export const bringValues = async (
  tx: Tx,
  by: Actor,
  body: { award: string; component: string; text: string },
): Promise<{ taken: number; refused: RefusedValue[] }> => {
  const award = await findAward(tx.db, by.org, body.award);
  if (!['draft', 'announced', 'closed'].includes(award.status)) throw new RuleError('award.state');
  const { definition: def } = award;
  const component =
    def.kind === 'composite' ? def.components.find((c) => c.id === body.component) : undefined;
  if (component?.metric !== 'imported') throw new RuleError('award.component');
  const people = await peopleBy(tx.db, by.org);
  const refused: RefusedValue[] = [];
  const taken = new Map<string, number>();
  for (const { line, who, value, text } of readValues(body.text)) {
    const person = people.get(who.toLowerCase());
    const why = value === undefined ? 'number' : person === undefined ? 'person' : undefined;
    const twice = person !== undefined && taken.has(person) ? 'twice' : undefined;
    if (why ?? twice) refused.push({ line, text: text.slice(0, 80), why: why ?? 'twice' });
    else taken.set(person ?? '', value ?? 0);
  }
  if (taken.size === 0) throw new RuleError('award.values');
  const rows = [...taken].map(([person, value]) => ({
    ...{ award: award.id, component: component.id, person, value },
    ...{ by: by.person, at: tx.now },
  }));
  for (let at = 0; at < rows.length; at += ROWS)
    await tx.db
      .insertInto('award_value')
      .values(rows.slice(at, at + ROWS))
      .onConflict((c) =>
        c.columns(['award', 'component', 'person']).doUpdateSet((eb) => ({
          value: eb.ref('excluded.value'),
          by: eb.ref('excluded.by'),
          at: eb.ref('excluded.at'),
        })),
      )
      .execute();
  await forgetResult(tx, award.id);
  const details = { component: component.id, values: Object.fromEntries(taken), refused: refused.length };
  await auditIn(tx, by, { action: 'award.values', object: award.id, details });
  return { taken: taken.size, refused };
};
