import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { StudioPeople } from '../domain/api.ts';
import { RuleError } from '../domain/errors.ts';
import { ROLES, type Role } from '../domain/person.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { createInvite } from './person.ts';

/** More nodes than any company of ten thousand has. */
const MOST_DEPARTMENTS = 1_000;

/** The departments of a company by name, for a choice. */
export const departmentsOf = (db: Db, org: string): Promise<{ id: string; name: string }[]> =>
  db.selectFrom('department').select(['id', 'name']).where('org', '=', org).orderBy('name').execute();

const treeOf = async (db: Db, org: string): Promise<StudioPeople['departments']> => {
  const rows = await db
    .selectFrom('department')
    .leftJoin('person', 'person.department', 'department.id')
    .select(['department.id', 'department.name', 'department.parent'])
    .select((eb) => eb.fn.count<number>('person.id').as('people'))
    .where('department.org', '=', org)
    .groupBy(['department.id', 'department.name', 'department.parent'])
    .orderBy('department.name')
    .execute();
  return rows.map((r) => ({
    id: r.id,
    name: r.name,
    people: Number(r.people),
    ...(r.parent === null ? {} : { parent: r.parent }),
  }));
};

const peopleOf = async (db: Db, org: string): Promise<StudioPeople['people']> => {
  const rows = await db
    .selectFrom('person')
    .innerJoin('identity', 'identity.person', 'person.id')
    .leftJoin('account', 'account.person', 'person.id')
    .select([
      'person.id',
      'identity.name',
      'identity.login',
      'person.role',
      'person.guest',
      'person.department',
      'person.createdAt',
      'person.lastSeenAt',
      'account.balance',
    ])
    .select((eb) =>
      eb
        .selectFrom('progress')
        .select(sql<number>`count(*)`.as('n'))
        .whereRef('progress.person', '=', 'person.id')
        .where('progress.doneAt', 'is not', null)
        .as('stations'),
    )
    .where('person.org', '=', org)
    .orderBy('person.createdAt', 'desc')
    .orderBy('person.id')
    .execute();
  return rows.map((r) => ({
    id: r.id,
    name: r.name,
    role: r.role as Role,
    guest: r.guest === 1,
    joinedAt: Number(r.createdAt),
    stationsDone: Number(r.stations ?? 0),
    coins: Number(r.balance ?? 0),
    ...(r.login === null ? {} : { login: r.login }),
    ...(r.department === null ? {} : { department: r.department }),
    ...(r.lastSeenAt === null ? {} : { lastSeenAt: Number(r.lastSeenAt) }),
  }));
};

/** The company as its studio shows it: link, department tree, everybody with progress and coins, newest first. */
export const findStudio = async (db: Db, org: string, origin: string): Promise<StudioPeople> => {
  const { name, code } = await db
    .selectFrom('org')
    .select(['name', 'code'])
    .where('id', '=', org)
    .executeTakeFirstOrThrow();
  return {
    org: { name, code, joinLink: `${origin}/join/${code}` },
    departments: await treeOf(db, org),
    people: await peopleOf(db, org),
  };
};

const isAbove = (a: Role, b: Role): boolean => ROLES.indexOf(a) > ROLES.indexOf(b);

const checkDepartment = async (tx: Tx, org: string, id: string): Promise<void> => {
  const found = await tx.db
    .selectFrom('department')
    .select('id')
    .where('id', '=', id)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!found) throw new RuleError('department.unknown');
};

type Inviter = Actor & { role: Role };
type Link = { codeHash: string; expiresAt: number };

/** An invite to a new person. Throws `auth.forbidden` for a role above one's own, `department.unknown`. */
export const inviteNewcomer = async (
  tx: Tx,
  by: Inviter,
  link: Link,
  to: { role: Role; name?: string; department?: string },
): Promise<void> => {
  if (isAbove(to.role, by.role)) throw new RuleError('auth.forbidden');
  if (to.department !== undefined) await checkDepartment(tx, by.org, to.department);
  await createInvite(tx, { ...link, ...to, org: by.org, kind: 'invite', createdBy: by.person });
};

/**
 * A one-time login link for a person of the same company; links given before end. Throws `person.unknown`, and
 * `auth.forbidden` for a person whose role is above one's own.
 */
export const inviteBack = async (tx: Tx, by: Inviter, link: Link, person: string): Promise<void> => {
  const found = await tx.db
    .selectFrom('person')
    .innerJoin('identity', 'identity.person', 'person.id')
    .select(['person.role', 'identity.name'])
    .where('person.id', '=', person)
    .where('person.org', '=', by.org)
    .executeTakeFirst();
  if (!found) throw new RuleError('person.unknown');
  const role = found.role as Role;
  if (isAbove(role, by.role)) throw new RuleError('auth.forbidden');
  await tx.db
    .updateTable('invite')
    .set({ usedAt: tx.now })
    .where('person', '=', person)
    .where('usedAt', 'is', null)
    .execute();
  const { name } = found;
  await createInvite(tx, { ...link, org: by.org, kind: 'login', role, name, person, createdBy: by.person });
};

/** Adds a department; one of the same name in the same place is there already. Throws `department.unknown`. */
export const addDepartment = async (
  tx: Tx,
  org: string,
  d: { name: string; parent?: string },
): Promise<void> => {
  if (d.parent !== undefined) await checkDepartment(tx, org, d.parent);
  const known = await tx.db
    .selectFrom('department')
    .select(['id', 'name', 'parent'])
    .where('org', '=', org)
    .execute();
  if (known.some((k) => k.name === d.name && (k.parent ?? undefined) === d.parent)) return;
  if (known.length >= MOST_DEPARTMENTS) throw new RuleError('bad_request', { most: MOST_DEPARTMENTS });
  await tx.db
    .insertInto('department')
    .values({ id: randomUUID(), org, parent: d.parent ?? null, name: d.name })
    .execute();
};
