import { type BattleRow, battleOf, LOBBY_AHEAD_MS, OPEN_STATUS, setBattleStatus } from './battle.ts';
import { afterVoid } from './battle-hall.ts';
import { askedTo } from './battle-invite.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import { sendMessage } from './message.ts';

const MINUTE = 60_000;
/** Invited people are told this long before. */
export const REMIND_MS = 15 * MINUTE;
/** Nobody is reminded of what should have begun this long ago: the server was down. */
const LATE_MS = 10 * MINUTE;
/** A battle that nobody began is called off this long after its time, or after its last sign of life. */
const IDLE_MS = 120 * MINUTE;
/** A show may be prepared in the morning for the evening. */
const SHOW_IDLE_MS = 12 * IDLE_MS;

export type Due = { row: BattleRow; remind: boolean; open: boolean; void: boolean };

const isIdle = (row: BattleRow, lastAt: number, now: number): boolean => {
  if (row.status === 'running') return false;
  const wait = row.mode === 'show' && row.plannedAt === null ? SHOW_IDLE_MS : IDLE_MS;
  return Math.max(row.plannedAt ?? row.createdAt, lastAt) <= now - wait;
};

/** The battles for which something is to be done now, of every company. */
export const dueBattles = async (db: Db, now: number): Promise<Due[]> => {
  const rows = await db
    .selectFrom('battle')
    .selectAll('battle')
    .select((eb) =>
      eb
        .selectFrom('battle_input as i')
        .select('i.at')
        .whereRef('i.battle', '=', 'battle.id')
        .orderBy('i.seq', 'desc')
        .limit(1)
        .as('lastAt'),
    )
    .where('status', 'in', ['planned', 'lobby'])
    .execute();
  return rows
    .map(({ lastAt, ...stored }) => {
      const row = battleOf(stored);
      const at = row.plannedAt;
      return {
        row,
        remind: at !== null && row.remindedAt === null && at - REMIND_MS <= now,
        open: at !== null && row.status === 'planned' && at - LOBBY_AHEAD_MS <= now,
        void: isIdle(row, Number(lastAt ?? 0), now),
      };
    })
    .filter((due) => due.remind || due.open || due.void);
};

/** Tells everybody who was asked, and the maker, that a battle begins soon; once. Gives how many were told. */
export const remind = async (tx: Tx, row: BattleRow): Promise<number> => {
  const first = await tx.db
    .updateTable('battle')
    .set({ remindedAt: tx.now })
    .where('id', '=', row.id)
    .where('remindedAt', 'is', null)
    .where('status', 'in', OPEN_STATUS)
    .returning('id')
    .executeTakeFirst();
  if (!first || (row.plannedAt ?? 0) < tx.now - LATE_MS) return 0;
  const people = await askedTo(tx, row);
  const from = { org: row.org, person: row.createdBy ?? '' };
  for (const to of people)
    await sendMessage(tx, row.createdBy === null ? { ...from, person: to } : from, {
      to,
      kind: 'soon',
      text: row.title,
      battle: row.id,
    });
  return people.length;
};

/** Opens the lobby of a planned battle. */
export const openLobby = (tx: Tx, { id }: BattleRow): Promise<boolean> =>
  setBattleStatus(tx, id, 'lobby', {}, ['planned']);

/** Calls off a battle that nobody began. */
export const giveUp = async (tx: Tx, row: BattleRow): Promise<boolean> => {
  const done = await setBattleStatus(tx, row.id, 'void', {}, ['planned', 'lobby']);
  if (done) await afterVoid(tx, row);
  return done;
};
