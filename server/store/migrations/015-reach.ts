import type { Kysely } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { createIndexes, createTables, type Index, type Shape } from './shape.ts';

const SHAPES: Shape[] = [
  {
    table: 'robot',
    columns: 'id org kind name url secret quiet createdBy createdAt:bigint',
    key: 'id',
  },
  {
    table: 'delivery',
    columns:
      'id org channel target person:text? title text state tries:integer nextAt:bigint triedAt:bigint? createdAt:bigint doneAt:bigint? reason:text? urgent:integer',
    key: 'id',
  },
  {
    table: 'reminder_rule',
    columns: 'id org rule enabled:integer lastDay:integer? createdBy createdAt:bigint changedAt:bigint',
    key: 'id',
  },
  {
    table: 'reminder',
    columns:
      'id org rule person channel held:integer day:integer sentAt:bigint seq:bigint backAt:bigint? closed:integer',
    key: 'id',
  },
  { table: 'push_key', columns: 'org publicKey privateKey createdAt:bigint', key: 'org' },
  {
    table: 'push_subscription',
    columns: 'id org person endpoint p256dh auth createdAt:bigint',
    key: 'id',
  },
  { table: 'post_level', columns: 'org post bank point required:real', key: 'org post bank point' },
  {
    table: 'recommendation',
    columns: 'person day:integer list items strategy personalised:integer at:bigint',
    key: 'person',
  },
];
const TREES = ['push_key', 'post_level', 'recommendation'];
const INDEXES: Index[] = [
  ['robot_org', 'robot', 'org', false],
  ['delivery_due', 'delivery', 'nextAt', false, `"state" = 'waiting'`],
  ['delivery_target', 'delivery', 'target triedAt', false],
  ['delivery_org', 'delivery', 'org createdAt', false],
  ['reminder_rule_org', 'reminder_rule', 'org', false],
  ['reminder_day', 'reminder', 'person day', true, `"channel" <> 'robot'`],
  ['reminder_rule', 'reminder', 'rule', false],
  ['reminder_open', 'reminder', 'seq', false, '"closed" = 0'],
  ['push_endpoint', 'push_subscription', 'endpoint', true],
  ['push_person', 'push_subscription', 'person', false],
];

/** Robots and their outbox, reminders and what they brought back, Web Push, what each post asks, lists of the day. */
export const reach = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, (table) => TREES.includes(table));
    await createIndexes(db, INDEXES);
  },
});
