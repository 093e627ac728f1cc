import type { BankAccess } from '../domain/api-bank.ts';
import { accessOf, allows, type DepartmentTree, type Member, type Share } from '../domain/bank.ts';
import { RuleError } from '../domain/errors.ts';
import type { Role } from '../domain/person.ts';
import type { Lang } from '../domain/text.ts';
import type { Editor } from './audit-trail.ts';
import type { Db } from './db.ts';
import { readSettings } from './person.ts';
import type { BankTable } from './tables.ts';

export type BankRow = Omit<BankTable, 'createdAt'> & { createdAt: number };
export type OpenBank = BankRow & { access: BankAccess; shares: Share[] };

const treeOf = async (db: Db, org: string): Promise<DepartmentTree> => {
  const rows = await db.selectFrom('department').select(['id', 'parent']).where('org', '=', org).execute();
  return new Map(rows.map((r) => [r.id, r.parent]));
};

const memberOf = async (db: Db, by: Editor): Promise<Member> => {
  const row = await db
    .selectFrom('person')
    .select('department')
    .where('id', '=', by.person)
    .executeTakeFirst();
  return { person: by.person, role: by.role, department: row?.department ?? null };
};

/** Every bank that somebody may see, with what they may do there, oldest first. */
export const openBanks = async (db: Db, by: Editor, only?: readonly string[]): Promise<OpenBank[]> => {
  let query = db.selectFrom('bank').selectAll().where('org', '=', by.org);
  if (only) query = query.where('id', 'in', [...only]);
  const banks = await query.orderBy('createdAt').orderBy('id').execute();
  if (banks.length === 0) return [];
  const shares = await db
    .selectFrom('bank_share')
    .selectAll()
    .where(
      'bank',
      'in',
      banks.map((b) => b.id),
    )
    .execute();
  const [tree, who] = [await treeOf(db, by.org), await memberOf(db, by)];
  return banks.flatMap((bank) => {
    const theirs = shares.filter((s) => s.bank === bank.id);
    const access = accessOf(who, bank, theirs, tree);
    return access ? [{ ...bank, access, shares: theirs }] : [];
  });
};

/** What somebody may do with a bank; undefined = it is not there for them. Every door of banks asks this. */
export const bankAccess = async (db: Db, by: Editor, bank: string): Promise<OpenBank | undefined> =>
  (await openBanks(db, by, [bank]))[0];

/** Throws `bank.unknown` for a bank one may not even see, `bank.read_only`, and `auth.forbidden` where it takes an owner. */
export const needBank = async (db: Db, by: Editor, bank: string, needed: BankAccess): Promise<OpenBank> => {
  const open = await bankAccess(db, by, bank);
  if (!open) throw new RuleError('bank.unknown');
  if (allows(open.access, needed)) return open;
  throw new RuleError(needed === 'own' && open.access === 'edit' ? 'auth.forbidden' : 'bank.read_only');
};

/** Everybody who may edit a bank, without the admins: they keep the system and need not know the subject. */
export const editorsOf = async (db: Db, bank: BankRow): Promise<{ id: string; name: string }[]> => {
  const people = await db
    .selectFrom('person')
    .leftJoin('identity', 'identity.person', 'person.id')
    .select(['person.id', 'person.role', 'person.department', 'identity.name'])
    .where('person.org', '=', bank.org)
    .where('person.role', 'in', ['trainer', 'manager'])
    .orderBy('identity.name')
    .orderBy('person.id')
    .execute();
  const tree = await treeOf(db, bank.org);
  const shares = await db.selectFrom('bank_share').selectAll().where('bank', '=', bank.id).execute();
  return people
    .filter(({ id, role, department }) =>
      allows(accessOf({ person: id, role: role as Role, department }, bank, shares, tree), 'edit'),
    )
    .map(({ id, name }) => ({ id, name: name ?? '' }));
};

/** The language in which somebody is told what is wrong with a question. */
export const langOf = async (db: Db, person: string): Promise<Lang> => {
  const row = await db.selectFrom('person').select('settings').where('id', '=', person).executeTakeFirst();
  return row ? readSettings(row.settings).lang : 'zh';
};

/** Names of people by id; erased ones are left out. */
export const namesOf = async (db: Db, people: readonly (string | null)[]): Promise<Map<string, string>> => {
  const ids = [...new Set(people)].filter((p) => p !== null);
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('identity')
    .select(['person', 'name'])
    .where('person', 'in', ids)
    .execute();
  return new Map(rows.map((r) => [r.person, r.name]));
};
