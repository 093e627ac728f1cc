import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  { table: 'log_cursor', columns: 'name seq:bigint', key: 'name' },
  { table: 'honour_person', columns: 'person org xp:bigint tier:integer rev:bigint', key: 'person' },
  {
    table: 'score_day',
    columns: 'person day:integer org xp:integer answers:integer correct:integer corrections:integer',
    key: 'person day',
  },
  { table: 'correction', columns: 'person question wrongDay:integer day:integer?', key: 'person question' },
  { table: 'honour_mark', columns: 'person what obj', key: 'person what obj' },
  {
    table: 'honour',
    columns: 'id org person kind ref tier:integer detail at:bigint seenAt:bigint?',
    key: 'id',
  },
  {
    table: 'league_group',
    columns: 'id org week:integer tier:integer band:integer nth:integer members:integer closedAt:bigint?',
    key: 'id',
  },
  {
    table: 'league_member',
    columns: 'person week:integer org grp tier:integer xp:integer rank:integer? rose:integer',
    key: 'person week',
  },
];

const isTree = (table: string): boolean =>
  /^(log_cursor|score_day|correction|honour_mark|league_member)$/.test(table);

const INDEXES: Index[] = [
  ['honour_person_org', 'honour_person', 'org xp person', false],
  ['score_day_org', 'score_day', 'org day', false],
  ['honour_person_rev', 'honour_person', 'org rev', false],
  ['honour_once', 'honour', 'person kind ref tier', true],
  ['honour_fresh', 'honour', 'person', false, '"seenAt" is null'],
  ['league_group_nth', 'league_group', 'org week tier band nth', true],
  ['league_group_open', 'league_group', 'org week', false, '"closedAt" is null'],
  ['league_member_grp', 'league_member', 'grp', false],
];

/** Points by person and day, honours earned, weekly leagues, how far the log was read for them. */
export const honours = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await createIndexes(db, INDEXES);
  },
});
