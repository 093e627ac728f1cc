import { type Kysely, sql } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Tables } from '../tables.ts';
import { type Builder, createIndexes, createTables, type Index, type Shape } from './shape.ts';

const person = (b: Builder): Builder => b.addForeignKeyConstraint('fk_person', ['person'], 'person', ['id']);
const org = (b: Builder): Builder => b.addForeignKeyConstraint('fk_org', ['org'], 'org', ['id']);

const SHAPES: Shape[] = [
  { table: 'org', columns: 'id name code zone createdAt:bigint', key: 'id' },
  { table: 'department', columns: 'id org parent:text? name', key: 'id', extra: org },
  {
    table: 'person',
    columns:
      'id org role department:text? guest:integer settings createdAt:bigint lastSeenAt:bigint? streak:integer checkinDay:integer?',
    key: 'id',
    extra: org,
  },
  {
    table: 'identity',
    columns:
      'person org name login:text? password:text? avatar employeeNo:text? email:text? phone:text? post:text? joinedOn:text? failedLogins:integer lockedUntil:bigint?',
    key: 'person',
    extra: person,
  },
  {
    table: 'invite',
    columns:
      'id org codeHash kind role department:text? name:text? person:text? createdBy:text? createdAt:bigint expiresAt:bigint usedAt:bigint?',
    key: 'id',
    extra: org,
  },
  {
    table: 'session',
    columns:
      'id person tokenHash device createdAt:bigint lastSeenAt:bigint expiresAt:bigint revokedAt:bigint?',
    key: 'id',
    extra: person,
  },
  { table: 'command', columns: 'person id at:bigint reply', key: 'person id' },
  { table: 'quest', columns: 'id org version:integer hash definition createdAt:bigint', key: 'id' },
  { table: 'card', columns: 'id quest version:integer content', key: 'id' },
  { table: 'bank', columns: 'id org name hash', key: 'id' },
  { table: 'point', columns: 'bank id name', key: 'bank id' },
  {
    table: 'question',
    columns: 'id bank point type version:integer difficulty:integer active:integer',
    key: 'id',
  },
  {
    table: 'question_version',
    columns: 'question version:integer content hash createdAt:bigint',
    key: 'question version',
  },
  {
    table: 'enrolment',
    columns: 'person quest startedAt:bigint startDay:integer completedAt:bigint?',
    key: 'person quest',
    extra: person,
  },
  {
    table: 'progress',
    columns:
      'person station quest island stars:integer best:real paid:integer tier:integer doneAt:bigint? state:text?',
    key: 'person station',
    extra: person,
  },
  {
    table: 'attempt',
    columns:
      'id person quest island station kind nth:integer day:integer seed:bigint status state startedAt:bigint endedAt:bigint?',
    key: 'id',
    extra: person,
  },
  {
    table: 'ghost',
    columns:
      'id person question island station bornAt:bigint rightDays:integer rightDay:integer? asleepDay:integer? tamedAt:bigint?',
    key: 'id',
    extra: person,
  },
  { table: 'find', columns: 'person island spot at:bigint', key: 'person island spot', extra: person },
  {
    table: 'account',
    columns: 'id org kind person:text? balance:bigint',
    key: 'id',
    extra: (b) =>
      person(org(b)).addCheckConstraint('account_person_solvent', sql`"person" is null or "balance" >= 0`),
  },
  { table: 'transfer', columns: 'id org key reason ref:text? at:bigint', key: 'id', extra: org },
  {
    table: 'entry',
    columns: 'id:serial transfer account amount:bigint balance:bigint',
    key: '',
    extra: (b) =>
      b
        .addForeignKeyConstraint('fk_transfer', ['transfer'], 'transfer', ['id'])
        .addForeignKeyConstraint('fk_account', ['account'], 'account', ['id'])
        .addCheckConstraint('entry_moves', sql`"amount" <> 0`),
  },
  { table: 'symbol', columns: 'id:serial text', key: '' },
  { table: 'session_device', columns: 'sess:bigint device:integer', key: 'sess' },
  {
    table: 'event',
    columns:
      'seq:serial id:bytes org:integer actor:bigint verb:integer obj:bigint? objVer:integer? ctx:bigint? sess:bigint? sessN:integer? tClient:bigint? tServer:bigint tEvent:bigint day:integer hour:integer ok:integer? score:real? ms:bigint? flags:integer device:integer schema:integer data',
    key: '',
  },
  {
    table: 'rollup_person_day',
    columns:
      'person:bigint day:integer org:integer answers:bigint correct:bigint firstAnswers:bigint firstCorrect:bigint milli:bigint answerMs:bigint activeMs:bigint active:bigint learning:bigint result:bigint game:bigint social:bigint honor:bigint',
    key: 'person day',
  },
  {
    table: 'rollup_item',
    columns:
      'org:integer item:bigint answers:bigint correct:bigint milli:bigint firstAnswers:bigint firstCorrect:bigint firstMilli:bigint answerMs:bigint',
    key: 'org item',
  },
  {
    table: 'rollup_person_item',
    columns:
      'person:bigint item:bigint org:integer answers:bigint correct:bigint wrongs:bigint firstAt:bigint? firstId:bytes? firstDay:integer? firstMilli:integer? firstOk:integer? lastAt:bigint? lastId:bytes? lastOk:integer? wrongDay:integer? corrected:integer',
    key: 'person item',
  },
  {
    table: 'rollup_hour_device',
    columns: 'org:integer day:integer hour:integer device:integer n:bigint answers:bigint',
    key: 'org day hour device',
  },
  { table: 'rollup_verb_day', columns: 'org:integer day:integer verb:integer n:bigint', key: 'org day verb' },
  { table: 'rollup_person_verb', columns: 'person:bigint verb:integer n:bigint', key: 'person verb' },
];

/** Tables found only by their key: SQLite keeps them as one tree instead of two. */
const isTree = (table: string): boolean => /^(rollup_|session_device|command|find|enrolment)/.test(table);

const INDEXES: Index[] = [
  ['org_code', 'org', 'code', true],
  ['department_org', 'department', 'org', false],
  ['person_org', 'person', 'org', false],
  ['identity_login', 'identity', 'org login', true, '"login" is not null'],
  ['invite_code', 'invite', 'codeHash', true],
  ['session_token', 'session', 'tokenHash', true],
  ['session_person', 'session', 'person', false],
  ['command_at', 'command', 'at', false],
  ['question_bank', 'question', 'bank', false],
  ['attempt_person', 'attempt', 'person station', false],
  ['ghost_open', 'ghost', 'person question', true, '"tamedAt" is null'],
  ['account_person', 'account', 'person', true, '"person" is not null'],
  ['account_org', 'account', 'org kind', true, '"person" is null'],
  ['transfer_key', 'transfer', 'org key', true],
  ['entry_account', 'entry', 'account id', false],
  ['entry_transfer', 'entry', 'transfer', false],
  ['symbol_text', 'symbol', 'text', true],
  ['event_id', 'event', 'id', true],
];

const EVENT_TEXT = `create view "event_text" as select e."seq", e."id", o."text" as "org", a."text" as "actor", e."verb",
  b."text" as "obj", e."objVer", c."text" as "ctx", s."text" as "sess", e."sessN", e."tClient", e."tServer", e."tEvent",
  e."day", e."hour", e."ok", e."score", e."ms", e."flags", e."device", e."schema", e."data"
  from "event" e join "symbol" o on o."id" = e."org" join "symbol" a on a."id" = e."actor"
  left join "symbol" b on b."id" = e."obj" left join "symbol" c on c."id" = e."ctx"
  left join "symbol" s on s."id" = e."sess"`;

/** Every table of tables.ts with its indexes; the raw log has one index only, the id (performance.md 2). */
export const start = (dialect: DialectName) => ({
  up: async (db: Kysely<Tables>): Promise<void> => {
    await createTables(db, dialect, SHAPES, isTree);
    await createIndexes(db, INDEXES);
    await sql.raw(EVENT_TEXT).execute(db);
  },
});
