import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  {
    table: 'chat_channel',
    columns:
      'id org kind ref a:text? b:text? seq:integer rev:integer lastAt:bigint? slowSeconds:integer? closedAt:bigint? closedBy:text?',
    key: 'id',
  },
  {
    table: 'chat_message',
    columns: 'channel seq:integer org person text rev:integer at:bigint deletedAt:bigint? deletedBy:text?',
    key: 'channel seq',
  },
  {
    table: 'chat_mark',
    columns: 'person channel readSeq:integer sentAt:bigint? muted:integer',
    key: 'person channel',
  },
  {
    table: 'chat_reaction',
    columns: 'channel seq:integer person kind at:bigint',
    key: 'channel seq person kind',
  },
  { table: 'chat_silence', columns: 'person org until:bigint by at:bigint', key: 'person' },
  {
    table: 'report',
    columns:
      'id org kind obj person reporter text reason at:bigint judgedBy:text? judgedAt:bigint? verdict:text?',
    key: 'id',
  },
];

const isTree = (table: string): boolean => /^chat_(message|mark|reaction)$/.test(table);

const INDEXES: Index[] = [
  ['chat_channel_pair', 'chat_channel', 'a b', true, '"a" is not null'],
  ['chat_channel_other', 'chat_channel', 'b', false, '"b" is not null'],
  ['chat_channel_org', 'chat_channel', 'org kind lastAt', false],
  ['chat_message_rev', 'chat_message', 'channel rev', false],
  ['chat_message_age', 'chat_message', 'org at', false],
  ['report_once', 'report', 'reporter kind obj', true],
  ['report_org', 'report', 'org at', false],
];

/** Channels, what is said in them, how far it was read; reports of texts of any kind. */
export const chat = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await createIndexes(db, INDEXES);
  },
});
