import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { addColumns, createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  { table: 'reaction', columns: 'obj person kind org to at:bigint', key: 'obj person kind' },
  {
    table: 'gift',
    columns: 'id org from to amount:integer tax:integer day:integer text at:bigint',
    key: 'id',
  },
  {
    table: 'bottle',
    columns:
      'id org station author text earned:integer at:bigint editedAt:bigint goneAt:bigint? hiddenAt:bigint?',
    key: 'id',
  },
  { table: 'bottle_read', columns: 'person bottle at:bigint', key: 'person bottle' },
  { table: 'bottle_pay', columns: 'author liker station day:integer', key: 'author liker station' },
  {
    table: 'ask',
    columns:
      'id org author title text station:text? point:text? bounty:integer status answer:text? at:bigint expiresAt:bigint endedAt:bigint? hiddenAt:bigint?',
    key: 'id',
  },
  {
    table: 'ask_answer',
    columns: 'id org ask author text at:bigint editedAt:bigint hiddenAt:bigint?',
    key: 'id',
  },
  {
    table: 'reading',
    columns: 'person org streak:integer day:integer? freezeWeek:integer? freezes:integer days:integer',
    key: 'person',
  },
  {
    table: 'reading_note',
    columns: 'id org person day:integer text at:bigint editedAt:bigint hiddenAt:bigint?',
    key: 'id',
  },
];

const isTree = (table: string): boolean => /^(reaction|bottle_read|bottle_pay|reading)$/.test(table);

const INDEXES: Index[] = [
  ['reaction_pair', 'reaction', 'person to', false],
  ['gift_from', 'gift', 'from day', false],
  ['gift_to', 'gift', 'to day', false],
  ['gift_org', 'gift', 'org day', false],
  ['bottle_author', 'bottle', 'org station author', true],
  ['ask_org', 'ask', 'org status at', false],
  ['ask_due', 'ask', 'expiresAt', false, `"status" = 'open'`],
  ['ask_author', 'ask', 'author', false],
  ['ask_answer_one', 'ask_answer', 'ask author', true],
  ['ask_answer_author', 'ask_answer', 'author', false],
  ['reading_note_one', 'reading_note', 'person day', true],
  ['reading_note_org', 'reading_note', 'org at', false],
];

/** Signs, gifts, bottles, questions with a bounty, the reading log; what a message of them says. */
export const kind = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await addColumns(db, dialect, 'message', ['ask:text?', 'amount:integer?']);
    await createIndexes(db, INDEXES);
  },
});
