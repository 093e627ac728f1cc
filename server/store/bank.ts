import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BankView } from '../domain/api-bank.ts';
import { RuleError } from '../domain/errors.ts';
import { QUESTION_STATES, type QuestionState } from '../domain/question.ts';
import type { LocalText } from '../domain/text.ts';
import { auditIn, type Editor } from './audit-trail.ts';
import { namesOf, needBank, type OpenBank, openBanks } from './bank-access.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';

const MOST_BANKS = 1_000;

type Counts = Record<QuestionState, number>;
const countsOf = async (db: Db, banks: readonly string[]): Promise<Map<string, Counts>> => {
  const rows = await db
    .selectFrom('question')
    .select(['bank', 'state', sql<number>`count(*)`.as('n')])
    .where('bank', 'in', [...banks])
    .groupBy(['bank', 'state'])
    .execute();
  const none = (): Counts => ({ draft: 0, review: 0, ready: 0, retired: 0 });
  const out = new Map(banks.map((b) => [b, none()]));
  for (const { bank, state, n } of rows) {
    const counts = out.get(bank);
    const known = QUESTION_STATES.find((s) => s === state);
    if (counts && known) counts[known] = Number(n);
  }
  return out;
};

const departmentNames = async (db: Db, org: string): Promise<Map<string, string>> => {
  const rows = await db.selectFrom('department').select(['id', 'name']).where('org', '=', org).execute();
  return new Map(rows.map((r) => [r.id, r.name]));
};

const viewsOf = async (db: Db, org: string, banks: readonly OpenBank[]): Promise<BankView[]> => {
  if (banks.length === 0) return [];
  const counts = await countsOf(
    db,
    banks.map((b) => b.id),
  );
  const shares = banks.flatMap((b) => b.shares);
  const departments = shares.length === 0 ? new Map<string, string>() : await departmentNames(db, org);
  const people = await namesOf(
    db,
    shares.filter((s) => s.kind === 'person').map((s) => s.holder),
  );
  return banks.map((b) => ({
    id: b.id,
    name: JSON.parse(b.name) as LocalText,
    ...(b.department === null ? {} : { department: b.department }),
    access: b.access,
    shipped: b.hash !== '',
    counts: counts.get(b.id) ?? { draft: 0, review: 0, ready: 0, retired: 0 },
    shares: b.shares.map((s) => ({
      kind: s.kind === 'person' ? 'person' : 'department',
      holder: s.holder,
      name: (s.kind === 'person' ? people : departments).get(s.holder) ?? '',
      access: s.access === 'edit' ? 'edit' : 'view',
    })),
  }));
};

/** Every bank that somebody may see. */
export const findBanks = async (db: Db, by: Editor): Promise<BankView[]> =>
  viewsOf(db, by.org, await openBanks(db, by));

/** One bank as its list shows it. Throws `bank.unknown`. */
export const findBank = async (db: Db, by: Editor, bank: string): Promise<BankView> => {
  const [view] = await viewsOf(db, by.org, await openBanks(db, by, [bank]));
  if (!view) throw new RuleError('bank.unknown');
  return view;
};

const checkDepartment = async (db: Db, org: string, id: string): Promise<void> => {
  const names = await departmentNames(db, org);
  if (!names.has(id)) throw new RuleError('department.unknown');
};

const changeBank = async (
  tx: Tx,
  by: Editor,
  id: string,
  next: { name: string; department: string | null },
): Promise<void> => {
  const before = await needBank(tx.db, by, id, 'own');
  await tx.db.updateTable('bank').set(next).where('id', '=', id).execute();
  const details = { before: { name: before.name, department: before.department }, after: next };
  await auditIn(tx, by, { action: 'bank.change', bank: id, object: id, details });
};

/** Opens a bank or changes its name and owner; gives its id. Throws `department.unknown`; a change takes its owner. */
export const saveBank = async (
  tx: Tx,
  by: Editor,
  bank: { bank?: string; name: LocalText; department: string | null },
): Promise<string> => {
  const { department } = bank;
  if (department !== null) await checkDepartment(tx.db, by.org, department);
  const name = JSON.stringify(bank.name);
  if (bank.bank !== undefined) {
    await changeBank(tx, by, bank.bank, { name, department });
    return bank.bank;
  }
  const known = await tx.db.selectFrom('bank').select('id').where('org', '=', by.org).execute();
  if (known.length >= MOST_BANKS) throw new RuleError('bad_request', { most: MOST_BANKS });
  const id = randomUUID();
  await tx.db
    .insertInto('bank')
    .values({ id, org: by.org, name, hash: '', department, createdBy: by.person, createdAt: tx.now })
    .execute();
  await auditIn(tx, by, { action: 'bank.create', bank: id, object: id, details: { name, department } });
  return id;
};

export type NewShare = {
  bank: string;
  kind: 'department' | 'person';
  holder: string;
  access: 'view' | 'edit' | 'none';
};

const checkPerson = async (db: Db, org: string, id: string): Promise<void> => {
  const found = await db
    .selectFrom('person')
    .select('id')
    .where('id', '=', id)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!found) throw new RuleError('person.unknown');
};

/** Shares a bank with a department or a person, or ends it; takes its owner. Throws `department.unknown`, `person.unknown`. */
export const shareBank = async (tx: Tx, by: Editor, share: NewShare): Promise<void> => {
  const { bank, kind, holder, access } = share;
  await needBank(tx.db, by, bank, 'own');
  if (kind === 'department') await checkDepartment(tx.db, by.org, holder);
  else await checkPerson(tx.db, by.org, holder);
  if (access === 'none')
    await tx.db
      .deleteFrom('bank_share')
      .where('bank', '=', bank)
      .where('kind', '=', kind)
      .where('holder', '=', holder)
      .execute();
  else
    await tx.db
      .insertInto('bank_share')
      .values({ bank, kind, holder, access })
      .onConflict((oc) => oc.columns(['bank', 'kind', 'holder']).doUpdateSet({ access }))
      .execute();
  await auditIn(tx, by, { action: 'bank.share', bank, object: holder, details: { kind, access } });
};
