import { sql } from 'kysely';
import type { NewBattle } from '../domain/api-battle.ts';
import { RuleError } from '../domain/errors.ts';
import { ROLES, type Role } from '../domain/person.ts';
import { type BattleRow, createBattle, findBattle, mayRun, openBattles } from './battle.ts';
import { SEATING } from './battle-info.ts';
import { invitePeople } from './battle-invite.ts';
import type { Actor, Tx } from './commit.ts';
import type { Db } from './db.ts';
import { blockedOf } from './friend.ts';

/** Who had a seat to the end, without bots and recorded runs, in the order of coming. */
const playersOf = async (db: Db, battle: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('battle_input')
    .select(['kind', 'person', 'data'])
    .where(SEATING)
    .where('battle', '=', battle)
    .orderBy('seq')
    .execute();
  const people = new Set<string>();
  for (const { kind, person, data } of rows) {
    if (person === null) continue;
    if (kind === 'unseat') people.delete(person);
    else if (!('bot' in (JSON.parse(data) as object))) people.add(person);
  }
  return [...people];
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What makes two battles the same game. */
const gameOf = ({ mode, title, rules, source, teams, bots }: BattleRow): object => ({
  ...{ mode, title, rules },
  ...{ source, teams, bots },
});

/** Who alone may come to the next one: to a duel the two, else whoever might come to this one; null = anybody. */
const guestsOf = ({ mode, invited }: BattleRow, people: readonly string[]): string[] | null => {
  if (mode === 'duel') return [...people];
  return invited && [...new Set([...invited, ...people])];
};

/** The battle that one of them, or its host, has opened already since this one ended: the same game for the same people. */
const openedAgain = async (
  db: Db,
  row: BattleRow,
  people: readonly string[],
): Promise<BattleRow | undefined> => {
  const guests = guestsOf(row, people);
  const isFor = ({ invited }: BattleRow): boolean =>
    guests === null ? invited === null : guests.every((p) => invited?.includes(p));
  const isTheirs = ({ createdBy }: BattleRow): boolean =>
    createdBy !== null && (people.includes(createdBy) || createdBy === row.host);
  return (await openBattles(db, row.org)).find(
    (next) =>
      next.createdAt >= (row.endedAt ?? 0) &&
      next.plannedAt === null &&
      next.tournament === null &&
      isTheirs(next) &&
      isFor(next) &&
      isSame(gameOf(next), gameOf(row)),
  );
};

const isTrainer = ({ role }: { role: Role }): boolean => ROLES.indexOf(role) >= ROLES.indexOf('trainer');

/** The row is held until the end of the transaction: of two who ask, the second finds what the first has opened. */
const hold = (tx: Tx, id: string): Promise<unknown> =>
  tx.db.updateTable('battle').set({ title: sql<string>`title` }).where('id', '=', id).execute();

/**
 * The same once more: mode, rules, questions, boats and bots of a battle that was played, for those who played it; the
 * others are invited, and what was open to everybody stays so. Whoever asks first opens it, the others are given the
 * same while it is open. Throws `battle.unknown`, `battle.phase` before the end, `battle.not_in` for who had no seat,
 * `auth.forbidden` for a show of another one as a learner, `battle.over` for what is played once: a match, a run alone or
 * against a recorded one.
 */
export const playAgain = async (tx: Tx, by: Actor & { role: Role }, id: string): Promise<BattleRow> => {
  const row = await findBattle(tx.db, by.org, id);
  if (row.status !== 'done') throw new RuleError('battle.phase');
  if (row.mode === 'show' && !mayRun(row, by.person) && !isTrainer(by)) throw new RuleError('auth.forbidden');
  if (row.tournament !== null || row.run !== null || row.solo) throw new RuleError('battle.over');
  const people = await playersOf(tx.db, id);
  if (row.mode !== 'show' && !people.includes(by.person)) throw new RuleError('battle.not_in');
  await hold(tx, id);
  const known = await openedAgain(tx.db, row, people);
  if (known) return known;
  const { mode, title, rules, source, teams, bots } = row;
  const body: NewBattle = {
    ...{ mode, title, rules, source },
    ...(teams.length > 0 ? { teams } : {}),
    ...(mode === 'duel' ? { bot: bots > 0 } : { bots }),
  };
  const guests = guestsOf(row, people);
  const next = await createBattle(tx, by, body, guests === null ? {} : { invited: guests });
  const blocked = await blockedOf(tx.db, by.person);
  const others = people.filter((p) => p !== by.person && !blocked.has(p));
  if (others.length > 0) await invitePeople(tx, by, next, others);
  return next;
};
