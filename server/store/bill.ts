import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { uuidv7 } from 'uuidv7';
import type { BillHead } from '../domain/api-bill.ts';
import type { BillDoc, BillKind } from '../domain/bill.ts';
import { RuleError } from '../domain/errors.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { sendMessage } from './message.ts';
import type { BillTable } from './tables.ts';

/** The one text of a bill (JCS) and its SHA-256 in hex: whoever changes a letter gets another hash. */
export const sealOf = (doc: BillDoc): { data: string; hash: string } => {
  const data = canonicalize(doc) ?? '';
  return { data, hash: createHash('sha256').update(data).digest('hex') };
};
/** True when the bill still says what its hash was made of. */
export const isSealed = ({ data, hash }: Pick<BillTable, 'data' | 'hash'>): boolean =>
  sealOf(JSON.parse(data) as BillDoc).hash === hash &&
  createHash('sha256').update(data).digest('hex') === hash;

/** The remarks of the last three bills of each of these people; `not` = a bill that is written again. */
export const lateRemarks = async (
  db: Db,
  people: readonly string[],
  not = '',
): Promise<Map<string, string[]>> => {
  const rows = await db
    .selectFrom('bill')
    .select(['person', 'remark'])
    .where('person', 'in', [...people])
    .where('id', '<>', not)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const lately = new Map<string, string[]>();
  for (const { person, remark } of rows) {
    const mine = lately.get(person) ?? [];
    lately.set(person, mine);
    if (mine.length < 3) mine.push(remark);
  }
  return lately;
};

/** Writes a bill once and tells its owner, unless `quiet`; undefined = it was written before. */
export const saveBill = async (
  tx: Tx,
  by: Pick<Actor, 'org' | 'person'>,
  doc: BillDoc,
  quiet = false,
): Promise<string | undefined> => {
  const id = uuidv7();
  const { kind, ref, from, to, remark } = doc;
  const row = { id, org: by.org, person: by.person, kind, ref, from, to, ...sealOf(doc), hashes: '[]' };
  const made = await tx.db
    .insertInto('bill')
    .values({ ...row, remark: remark.id, at: tx.now, stale: 0, seenAt: null })
    .onConflict((c) => c.columns(['person', 'kind', 'ref']).doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== 1n) return undefined;
  if (!quiet) await sendMessage(tx, by, { to: by.person, kind: 'bill', text: id });
  return id;
};

export type OldHash = { hash: string; at: number };
const hashesOf = (row: Pick<BillTable, 'hashes'>): OldHash[] => JSON.parse(row.hashes) as OldHash[];

/**
 * A bill whose text had somebody in it who was erased: it is sealed anew, and its old hash stays in the list. `bill` = what it
 * was, `data` = what it says without them.
 */
export const sealedAgain = (
  bill: Pick<BillTable, 'hash' | 'hashes'>,
  data: string,
  at: number,
): Pick<BillTable, 'data' | 'hash' | 'hashes'> => ({
  ...sealOf(JSON.parse(data) as BillDoc),
  hashes: JSON.stringify([...hashesOf(bill), { hash: bill.hash, at }]),
});

/** Writes a bill again after a score was corrected: its old hash stays in the list. Nothing changes when it says the same. */
export const rewriteBill = async (tx: Tx, row: BillTable, doc: BillDoc): Promise<void> => {
  const sealed = sealOf(doc);
  const again = {
    ...sealed,
    remark: doc.remark.id,
    hashes: JSON.stringify([...hashesOf(row), { hash: row.hash, at: tx.now }]),
  };
  await tx.db
    .updateTable('bill')
    .set({ stale: 0, ...(sealed.hash === row.hash ? {} : again) })
    .where('id', '=', row.id)
    .where('hash', '=', row.hash)
    .execute();
};

const MOST_SHOWN = 120;
export const billsOf = async (db: Db, person: string): Promise<BillHead[]> => {
  const rows = await db
    .selectFrom('bill')
    .select(['id', 'kind', 'ref', 'from', 'to', 'at', 'seenAt'])
    .where('person', '=', person)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  return rows.map(({ seenAt, kind, at, ...r }) => ({
    ...r,
    kind: kind as BillKind,
    at: Number(at),
    fresh: seenAt === null,
  }));
};

/** A bill of this person; undefined = not written, or somebody else's. */
export const findBill = (
  db: Db,
  person: string,
  which: { id: string } | { kind: BillKind; ref: string },
): Promise<BillTable | undefined> => {
  const mine = db.selectFrom('bill').selectAll().where('person', '=', person);
  const one =
    'id' in which
      ? mine.where('id', '=', which.id)
      : mine.where('kind', '=', which.kind).where('ref', '=', which.ref);
  return one.executeTakeFirst();
};

/** What is shown of a written bill. */
export const writtenOf = (row: BillTable) => ({
  doc: JSON.parse(row.data) as BillDoc,
  live: false,
  id: row.id,
  hash: row.hash,
  before: hashesOf(row),
  at: Number(row.at),
});

/** It was looked at by its owner. Throws `bill.unknown`. */
export const seeBill = async (tx: Tx, person: string, id: string): Promise<void> => {
  const row = await findBill(tx.db, person, { id });
  if (!row) throw new RuleError('bill.unknown');
  if (row.seenAt !== null) return;
  await tx.db.updateTable('bill').set({ seenAt: tx.now }).where('id', '=', id).execute();
};
