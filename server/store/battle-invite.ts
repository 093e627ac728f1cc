import { sql } from 'kysely';
import { RuleError } from '../domain/errors.ts';
import type { BattleRow } from './battle.ts';
import { mayRun } from './battle-info.ts';
import type { Actor, Tx } from './commit.ts';
import { notBlocked } from './friend.ts';
import { sendMessage } from './message.ts';

/** Lets people into a battle that is not for everybody; its row is held until the end of the transaction. */
export const letIn = async (
  tx: Tx,
  row: Pick<BattleRow, 'id' | 'invited'>,
  people: readonly string[],
): Promise<void> => {
  if (row.invited === null) return;
  const held = await tx.db
    .updateTable('battle')
    .set({ invited: sql<string>`invited` })
    .where('id', '=', row.id)
    .returning('invited')
    .executeTakeFirst();
  const known = held?.invited ? (JSON.parse(held.invited) as string[]) : [];
  const invited = JSON.stringify([...new Set([...known, ...people])]);
  await tx.db.updateTable('battle').set({ invited }).where('id', '=', row.id).execute();
};

/** Throws `person.unknown` when one of them is of another company, or blocked either way. */
const checkColleagues = async (tx: Tx, by: Actor, people: readonly string[]): Promise<void> => {
  const { n } = await tx.db
    .selectFrom('person')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('org', '=', by.org)
    .where('id', 'in', [...people])
    .where(notBlocked(by.person, 'person.id'))
    .executeTakeFirstOrThrow();
  if (Number(n) < people.length) throw new RuleError('person.unknown');
};

const askedBefore = async (tx: Tx, battle: string, people: readonly string[]): Promise<Set<string>> => {
  const rows = await tx.db
    .selectFrom('message')
    .select('person')
    .where('person', 'in', [...people])
    .where('kind', '=', 'invited')
    .where('battle', '=', battle)
    .execute();
  return new Set(rows.map((r) => r.person));
};

/** Who may count on a battle: its maker, its list, and everybody who was asked by a message. */
export const askedTo = async (tx: Tx, row: BattleRow): Promise<string[]> => {
  const rows = await tx.db
    .selectFrom('message')
    .select('person')
    .distinct()
    .where('kind', '=', 'invited')
    .where('battle', '=', row.id)
    .execute();
  const maker = row.createdBy === null || row.tournament !== null ? [] : [row.createdBy];
  return [...new Set([...maker, ...(row.invited ?? []), ...rows.map((r) => r.person)])];
};

/** Tells everybody who was asked to a planned battle that it will not be played; `by` = who called it off, if a person did. */
export const tellCalledOff = async (tx: Tx, row: BattleRow, by?: string): Promise<void> => {
  if (row.plannedAt === null) return;
  for (const to of await askedTo(tx, row)) {
    if (to === by) continue;
    const from = { org: row.org, person: by ?? to };
    await sendMessage(tx, from, { to, kind: 'called_off', text: row.title, battle: row.id });
  }
};

/**
 * Asks colleagues to come to an open battle, each by one message however often it is done; gives how many were asked
 * anew. Who may come may bring others. Throws `person.unknown`, `battle.over`, `battle.not_invited`.
 */
export const invitePeople = async (
  tx: Tx,
  by: Actor,
  row: BattleRow,
  people: readonly string[],
): Promise<number> => {
  const others = [...new Set(people)].filter((p) => p !== by.person);
  if (row.status === 'done' || row.status === 'void') throw new RuleError('battle.over');
  if (row.invited !== null && !row.invited.includes(by.person) && !mayRun(row, by.person))
    throw new RuleError('battle.not_invited');
  if (others.length === 0) return 0;
  await checkColleagues(tx, by, others);
  await letIn(tx, row, others);
  const known = await askedBefore(tx, row.id, others);
  const fresh = others.filter((p) => !known.has(p));
  for (const to of fresh) {
    await sendMessage(tx, by, { to, kind: 'invited', text: row.title, battle: row.id });
    tx.emit(by, { verb: 'team.changed', obj: row.id, data: { action: 'invite' } });
  }
  return fresh.length;
};
