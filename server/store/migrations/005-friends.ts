import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { addColumns, createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  { table: 'friendship', columns: 'low high org state asker at:bigint', key: 'low high' },
  { table: 'block', columns: 'person other org at:bigint', key: 'person other' },
  {
    table: 'profile',
    columns: 'person org line:text? title:text? frame:text? skin:text? updatedAt:bigint',
    key: 'person',
  },
  { table: 'cheer', columns: 'id org person other kind place day:integer at:bigint', key: 'id' },
];
const isTree = (table: string): boolean => table === 'profile' || table === 'block';
const INDEXES: Index[] = [
  ['friendship_high', 'friendship', 'high', false],
  ['block_other', 'block', 'other', false],
  ['cheer_other', 'cheer', 'other at', false],
  ['cheer_pair', 'cheer', 'person other day', false],
  ['identity_friend_code', 'identity', 'org friendCode', true, '"friendCode" is not null'],
];

/** Friends, blocks, profiles, cheers; how a name is spelled in pinyin and the code by which one is found. */
export const friends = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await addColumns(db, dialect, 'identity', ['spelling:text?', 'friendCode:text?']);
    await createIndexes(db, INDEXES);
  },
});
