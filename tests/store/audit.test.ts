import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit, type Check, checkAll } from '../../server/store/audit.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { creditPerson, debitPerson } from '../../server/store/ledger.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';

/** A fault that somebody plants with SQL -> the laws that it breaks. */
const PLANTED: [fault: string, statements: string[], laws: string[]][] = [
  [
    'coins made from nothing',
    [
      `update "entry" set "amount" = "amount" + 1 where "id" = (select min("id") from "entry" where "amount" > 0)`,
    ],
    [
      'the entries of every organisation sum to zero',
      'every transfer is balanced, within one organisation',
      'every balance is the sum of its entries',
      'every entry carries the running balance',
      'every coin event has its transfer',
      "every movement of a person's coins has its event",
    ],
  ],
  [
    'a transfer without entries',
    [
      `insert into "transfer" ("id","org","key","reason","ref","at") select 'x', "org", 'x', 'x', null, 0 from "transfer" limit 1`,
    ],
    ['every transfer is balanced, within one organisation'],
  ],
  [
    'a balance changed by hand',
    [`update "account" set "balance" = "balance" + 5 where "person" is not null`],
    ['every balance is the sum of its entries'],
  ],
  [
    'a running balance changed by hand',
    [`update "entry" set "balance" = "balance" + 5 where "id" = (select max("id") from "entry")`],
    ['every entry carries the running balance'],
  ],
  [
    'an open bounty that nobody paid in',
    [
      `insert into "ask" ("id","org","author","title","text","bounty","status","at","expiresAt")
       select 'x', "org", 'x', 'x', '', 5, 'open', 0, 0 from "account" limit 1`,
    ],
    ['escrow holds exactly the open bounties'],
  ],
  [
    'a coin event without its transfer',
    [`update "event" set "data" = replace("data", '"amount":7', '"amount":8')`],
    ['every coin event has its transfer', "every movement of a person's coins has its event"],
  ],
  [
    'a coin event gone',
    [`delete from "event" where "seq" = (select max("seq") from "event")`],
    ["every movement of a person's coins has its event", 'the rollups equal a rebuild from the log'],
  ],
  [
    'a rollup that counts too much',
    [`update "rollup_person_verb" set "n" = "n" + 1`],
    ['the rollups equal a rebuild from the log'],
  ],
  ['a rollup row gone', [`delete from "rollup_person_day"`], ['the rollups equal a rebuild from the log']],
  [
    'an event stored twice',
    [
      `drop index "ix_event_id"`,
      `insert into "event" ("id","org","actor","verb","tServer","tEvent","day","hour","flags","device","schema","data")
       select "id","org","actor",65,"tServer","tEvent","day","hour","flags","device","schema","data" from "event" limit 1`,
    ],
    ['no event is stored twice', 'the rollups equal a rebuild from the log'],
  ],
];

class Undo extends Error {}

describe.each(STORES)('the audit on $name', ({ open }) => {
  let store: TestStore;
  let actor: Actor;
  beforeAll(async () => {
    store = await open();
    [actor] = (await seedPeople(store.ctx, 1)) as [Actor];
    await commit(store.ctx, (tx) => creditPerson(tx, actor, { amount: 7, reason: 'practice', key: 'a' }));
    await commit(store.ctx, (tx) => debitPerson(tx, actor, { amount: 3, reason: 'mall', key: 'b' }));
  });
  afterAll(() => store.close());

  const names = (checks: Check[]) => checks.filter((c) => c.faults.length > 0).map((c) => c.name);
  /** The broken laws while the statements stand; they are undone afterwards. */
  const brokenBy = async (statements: string[]): Promise<string[]> => {
    let broken: string[] = [];
    const planted = commit(store.ctx, async ({ db }) => {
      for (const text of statements) await sql.raw(text).execute(db);
      broken = names(await checkAll(db, store.db.dialect));
      throw new Undo();
    });
    await expect(planted).rejects.toThrow(Undo);
    return broken;
  };

  test('finds nothing in a store that our own code wrote', async () => {
    const checks = await audit(store.db);
    expect(checks).toHaveLength(14);
    expect(names(checks)).toEqual([]);
  });

  test.each(PLANTED)('finds %s', async (_, statements, laws) => {
    expect(await brokenBy(statements)).toEqual(laws);
    expect(names(await audit(store.db))).toEqual([]);
  });

  test('finds a negative purse once the guard of the database is taken away', async () => {
    const overdraw = `update "account" set "balance" = -1 where "person" is not null`;
    await expect(commit(store.ctx, ({ db }) => sql.raw(overdraw).execute(db))).rejects.toThrow(/check/i);
    const unguard =
      store.db.dialect === 'sqlite'
        ? 'pragma ignore_check_constraints = on'
        : 'alter table "account" drop constraint "account_person_solvent"';
    const broken = await brokenBy([unguard, overdraw]);
    store.db.internal.connection?.raw.pragma('ignore_check_constraints = off');
    expect(broken).toEqual(['no person has a negative balance', 'every balance is the sum of its entries']);
  });
});
