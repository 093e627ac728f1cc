import { createHash, randomUUID } from 'node:crypto';
import type { RequestView } from '../domain/api-rights.ts';
import { RuleError } from '../domain/errors.ts';
import { dueOf, type ErasureState, needAsked, type Traces } from '../domain/rights.ts';
import { hideAsk } from './ask.ts';
import { auditIn } from './audit-trail.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { rightsPolicyOf } from './rights-policy.ts';
import { findSymbol } from './symbol.ts';
import type { ErasureTable } from './tables.ts';

/** Hash of an id, by which a restored person is known again without their id being kept. */
export const markOf = (org: string, person: string): string =>
  createHash('sha256').update(`${org}:${person}`).digest('base64url');

/** The steps of an erasure in their order; each is done in pieces and can be begun again. */
export const STEPS = ['forget', 'plan', 'times', 'sweep', 'again'] as const;
export type Work = { step: (typeof STEPS)[number]; who: Traces; symbol: number | null; keep: boolean };

const openOf = (db: Db, person: string) =>
  db
    .selectFrom('erasure')
    .selectAll()
    .where('person', '=', person)
    .where('state', 'in', ['asked', 'running']);

/** The request of a person that waits for a decision. */
export const waitingOf = async (db: Db, person: string): Promise<string | undefined> =>
  (await openOf(db, person).where('state', '=', 'asked').executeTakeFirst())?.id;

/** A person asks to be forgotten; an administrator decides in time. Throws `rights.asked`. */
export const askErasure = async (tx: Tx, by: Actor, person = by.person): Promise<string> => {
  if (await openOf(tx.db, person).executeTakeFirst()) throw new RuleError('rights.asked');
  const id = randomUUID();
  const dueAt = dueOf(await rightsPolicyOf(tx.db, by.org), tx.now);
  const nothing = { decidedBy: null, decidedAt: null, reason: null, ghost: null, mark: null, work: null };
  await tx.db
    .insertInto('erasure')
    .values({
      ...{ id, org: by.org, person, askedBy: by.person, askedAt: tx.now, dueAt, state: 'asked' },
      ...{ ...nothing, doneAt: null, scrubbedAt: null },
    })
    .execute();
  return id;
};

export const withdrawErasure = async (tx: Tx, by: Actor): Promise<void> => {
  await tx.db
    .updateTable('erasure')
    .set({ state: 'withdrawn', decidedAt: tx.now })
    .where('person', '=', by.person)
    .where('state', '=', 'asked')
    .execute();
};

const needRequest = async (db: Db, org: string, id: string): Promise<ErasureTable> => {
  const row = await db
    .selectFrom('erasure')
    .selectAll()
    .where('id', '=', id)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!row) throw new RuleError('rights.state');
  return row;
};

/** Says no to a request. Throws `rights.state`. */
export const refuseErasure = async (tx: Tx, by: Actor, id: string, reason: string): Promise<void> => {
  const { state } = await needRequest(tx.db, by.org, id);
  needAsked(state);
  const said = { state: 'refused', decidedBy: by.person, decidedAt: tx.now, reason };
  await tx.db.updateTable('erasure').set(said).where('id', '=', id).execute();
  await auditIn(tx, by, { action: 'rights.refuse', object: id });
};

/** Battles and crews hold people in memory until they are over. */
const needAtEase = async (db: Db, person: string): Promise<void> => {
  const battle = await db
    .selectFrom('battle')
    .innerJoin('battle_input', 'battle_input.battle', 'battle.id')
    .select('battle.id')
    .where('battle.status', 'in', ['lobby', 'running'])
    .where('battle_input.person', '=', person)
    .executeTakeFirst();
  const crew = await db
    .selectFrom('crew')
    .select('id')
    .where('endedAt', 'is', null)
    .where('status', '=', 'fighting')
    .where('state', 'like', `%${person}%`)
    .executeTakeFirst();
  if (battle || crew) throw new RuleError('rights.busy');
};

/** What there is to look for. Throws `person.unknown`. */
const tracesOf = async (db: Db, org: string, person: string, ghost: string): Promise<Traces> => {
  const row = await db
    .selectFrom('identity')
    .selectAll()
    .where('person', '=', person)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!row) throw new RuleError('person.unknown');
  const same = await db
    .selectFrom('identity')
    .select('person')
    .where('name', '=', row.name)
    .where('person', '!=', person)
    .executeTakeFirst();
  const marks = [row.login, row.email, row.phone, row.employeeNo, row.friendCode].flatMap((m) => m ?? []);
  return { id: person, ghost, avatar: row.avatar, name: row.name, unique: same === undefined, marks };
};

const HIDDEN = JSON.stringify({ hidePresence: true, noVisits: true, hideFromBoards: true });
/** The account that is left: no department, no quest, no streak, seen by nobody. */
const makeGhost = async (tx: Tx, org: string, person: string, ghost: string): Promise<void> => {
  const { role, guest, createdAt } = await tx.db
    .selectFrom('person')
    .select(['role', 'guest', 'createdAt'])
    .where('id', '=', person)
    .where('org', '=', org)
    .executeTakeFirstOrThrow();
  const plain = { department: null, lastSeenAt: null, streak: 0, checkinDay: null, quest: null };
  const born = createdAt - (createdAt % 86_400_000);
  await tx.db
    .insertInto('person')
    .values({
      ...{ id: ghost, org, role, guest, settings: HIDDEN, createdAt: born, ...plain },
      ...{ freezeWeek: null, drillDay: null },
    })
    .execute();
};

/** Log, wallet and orders in one commit: the laws of the audit bind them together. */
const rekeyBooks = async ({ db }: Tx, person: string, ghost: string): Promise<void> => {
  await db.updateTable('symbol').set({ text: ghost }).where('text', '=', person).execute();
  await db.updateTable('account').set({ person: ghost }).where('person', '=', person).execute();
  await db.updateTable('mall_order').set({ person: ghost }).where('person', '=', person).execute();
  const paid = await db
    .selectFrom('transfer')
    .select(['id', 'key'])
    .where('key', '>=', `mall:${person}:`)
    .where('key', '<', `mall:${person};`)
    .execute();
  for (const { id, key } of paid)
    await db
      .updateTable('transfer')
      .set({ key: key.replace(person, ghost) })
      .where('id', '=', id)
      .execute();
};

/** Who it was and every way in are gone when this commit is on disk. */
const shutOut = async ({ db }: Tx, person: string): Promise<void> => {
  for (const table of ['session', 'command', 'profile', 'identity'] as const)
    await db.deleteFrom(table).where('person', '=', person).execute();
  await db.deleteFrom('invite').where('person', '=', person).execute();
};

/**
 * Begins an erasure: nobody can sign in as this person any more and nothing names them; `runErasure` does the rest. Throws
 * `rights.state`, `rights.self`, `rights.busy`, `person.unknown`.
 */
export const beginErasure = async (
  tx: Tx,
  by: Actor,
  id: string,
  ghost: string = randomUUID(),
): Promise<void> => {
  const { person, state } = await needRequest(tx.db, by.org, id);
  needAsked(state);
  if (person === by.person) throw new RuleError('rights.self');
  await needAtEase(tx.db, person);
  const who = await tracesOf(tx.db, by.org, person, ghost);
  const { keepCertificates } = await rightsPolicyOf(tx.db, by.org);
  const asks = await tx.db
    .selectFrom('ask')
    .select('id')
    .where('author', '=', person)
    .where('status', '=', 'open')
    .execute();
  for (const ask of asks) await hideAsk(tx, by, ask.id);
  const symbol = (await findSymbol(tx.db, person)) ?? null;
  await makeGhost(tx, by.org, person, ghost);
  await shutOut(tx, person);
  await rekeyBooks(tx, person, ghost);
  const work: Work = { step: 'forget', who, symbol, keep: keepCertificates };
  const now = { state: 'running', ghost, mark: markOf(by.org, person), work: JSON.stringify(work) };
  await tx.db
    .updateTable('erasure')
    .set({ ...now, decidedBy: by.person, decidedAt: tx.now })
    .where('id', '=', id)
    .execute();
  await auditIn(tx, by, { action: 'rights.erase', object: id });
};

/** The requests of a company, newest first; the name is there as long as the person is. */
export const requestsIn = async (db: Db, org: string): Promise<RequestView[]> => {
  const rows = await db
    .selectFrom('erasure as e')
    .leftJoin('identity as i', 'i.person', 'e.person')
    .leftJoin('identity as a', 'a.person', 'e.askedBy')
    .selectAll('e')
    .select(['i.name', 'a.name as asker'])
    .where('e.org', '=', org)
    .orderBy('e.askedAt', 'desc')
    .orderBy('e.id')
    .limit(200)
    .execute();
  return rows.map((r) => ({
    ...erasureView(r),
    ...{ person: r.person, name: r.name ?? '', askedBy: r.asker ?? '', byAdmin: r.askedBy !== r.person },
  }));
};

type Shown = Pick<
  ErasureTable,
  'id' | 'askedAt' | 'dueAt' | 'decidedAt' | 'doneAt' | 'scrubbedAt' | 'reason'
>;
export const erasureView = (r: Shown & { state: string }) => ({
  ...{ id: r.id, state: r.state as ErasureState, askedAt: Number(r.askedAt), dueAt: Number(r.dueAt) },
  ...(r.decidedAt === null ? {} : { decidedAt: Number(r.decidedAt) }),
  ...(r.doneAt === null ? {} : { doneAt: Number(r.doneAt) }),
  ...(r.scrubbedAt === null ? {} : { scrubbedAt: Number(r.scrubbedAt) }),
  ...(r.reason === null ? {} : { reason: r.reason }),
});

/** The last request of a person. */
export const lastErasure = async (db: Db, person: string) => {
  const row = await db
    .selectFrom('erasure')
    .selectAll()
    .where('person', '=', person)
    .orderBy('askedAt', 'desc')
    .executeTakeFirst();
  return row && erasureView(row);
};
