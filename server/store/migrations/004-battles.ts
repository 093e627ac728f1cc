import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { addColumns, createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  {
    table: 'battle',
    columns:
      'id org mode title status pin:text? rules source teams seed:bigint host:text? createdBy:text? invited:text? solo:integer bots:integer run:text? tournament:text? createdAt:bigint plannedAt:bigint? remindedAt:bigint? startedAt:bigint? endedAt:bigint?',
    key: 'id',
  },
  {
    table: 'battle_input',
    columns: 'battle seq:integer at:bigint kind person:text? data',
    key: 'battle seq',
  },
  {
    table: 'battle_round',
    columns: 'battle round:integer question version:integer booked bookedAt:bigint',
    key: 'battle round',
  },
  {
    table: 'battle_result',
    columns:
      'battle person org mode team:text? rank:integer of:integer points:real right:integer answered:integer bestStreak:integer climb:integer outcome awards coins:integer before:real? after:real? at:bigint',
    key: 'battle person',
  },
  { table: 'rating', columns: 'person org mu:real sigma:real n:integer updatedAt:bigint', key: 'person' },
  {
    table: 'challenge',
    columns: 'id org person opponent:text? battle reply:text? status createdAt:bigint expiresAt:bigint',
    key: 'id',
  },
  {
    table: 'battle_flag',
    columns:
      'id org battle kind people facts at:bigint judgedBy:text? judgedAt:bigint? verdict:text? note:text?',
    key: 'id',
  },
  {
    table: 'tournament',
    columns:
      'id org name kind departments rules source startsAt:bigint everyMs:integer createdBy createdAt:bigint',
    key: 'id',
  },
  {
    table: 'tournament_match',
    columns:
      'tournament nth:integer round:integer a:text? b:text? battle:text? plannedAt:bigint scoreA:real? scoreB:real? winner:text?',
    key: 'tournament nth',
  },
];

const isTree = (table: string): boolean =>
  /^(battle_input|battle_round|battle_result|tournament_match)$/.test(table);

const OPEN = `"status" in ('planned', 'lobby', 'running')`;
const INDEXES: Index[] = [
  ['battle_open', 'battle', 'org status', false, OPEN],
  ['battle_pin', 'battle', 'pin', true, `"pin" is not null and ${OPEN}`],
  ['battle_tournament', 'battle', 'tournament', false, '"tournament" is not null'],
  ['battle_seat', 'battle_input', 'battle person', false, `"kind" in ('seat', 'unseat')`],
  ['battle_result_person', 'battle_result', 'person at', false],
  ['challenge_org', 'challenge', 'org status expiresAt', false],
  ['battle_flag_org', 'battle_flag', 'org at', false],
];

/** Battles: what they are, every input, what came of them; ratings, challenges, flags and tournaments. */
export const battles = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await addColumns(db, dialect, 'message', ['battle:text?']);
    await createIndexes(db, INDEXES);
  },
});
