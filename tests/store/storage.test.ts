import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../server/store/audit.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { openDatabase } from '../../server/store/db.ts';
import { creditPerson } from '../../server/store/ledger.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';

const [sqlite] = STORES;

describe('a disk that refuses', () => {
  let store: TestStore;
  let actor: Actor;
  beforeEach(async () => {
    if (!sqlite) throw new Error('no SQLite store');
    store = await sqlite.open();
    [actor] = (await seedPeople(store.ctx, 1)) as [Actor];
  });
  afterEach(() => store.close());

  const raw = () => {
    const connection = store.db.internal.connection;
    if (!connection) throw new Error('no connection');
    return connection.raw;
  };
  const pay = (key: string, reason = 'practice') =>
    commit(store.ctx, (tx) => creditPerson(tx, actor, { amount: 1, reason, key }));
  const keys = async () =>
    (await store.db.read.selectFrom('transfer').select('key').orderBy('key').execute()).map((t) => t.key);
  const laws = async () => (await audit(store.db)).flatMap((c) => c.faults);

  const fill = () => raw().pragma(`max_page_count = ${raw().pragma('page_count', { simple: true })}`);
  const makeRoom = () => raw().pragma('max_page_count = 1000000');
  const large = (id: string) =>
    commit(store.ctx, async ({ db }) => {
      await db
        .insertInto('department')
        .values({ id, org: actor.org, parent: null, name: 'x'.repeat(200_000) })
        .execute();
    });

  test('that is full makes everybody of the moment try again later, and keeps nothing of it', async () => {
    await pay('before');
    fill();
    const all = await Promise.allSettled([pay('a'), pay('b'), large('big')]);
    expect(all.map((r) => r.status)).toEqual(['rejected', 'rejected', 'rejected']);
    for (const r of all) expect(r).toMatchObject({ reason: { code: 'storage.unavailable' } });
    expect(store.db.storage()).toBe('unavailable');
    expect(await keys()).toEqual(['before']);
    makeRoom();
    await Promise.all([pay('a'), pay('b'), large('big')]);
    expect(store.db.storage()).toBe('ok');
    expect(await keys()).toEqual(['a', 'b', 'before']);
    expect(await laws()).toEqual([]);
  });

  test('that is full does not let a work that swallows the fault save its other half', async () => {
    fill();
    const stubborn = commit(store.ctx, async ({ db }) => {
      const row = { org: actor.org, parent: null };
      await db
        .insertInto('department')
        .values({ ...row, id: 'big', name: 'x'.repeat(200_000) })
        .execute()
        .catch(() => {});
      await db
        .insertInto('department')
        .values({ ...row, id: 'small', name: 'x' })
        .execute()
        .catch(() => {});
    });
    await expect(stubborn).rejects.toMatchObject({ code: 'storage.unavailable' });
    makeRoom();
    expect(await store.db.read.selectFrom('department').select('id').execute()).toEqual([]);
  });

  test('that has become read-only refuses until it is writable again', async () => {
    raw().pragma('query_only = ON');
    await expect(pay('a')).rejects.toMatchObject({ code: 'storage.unavailable' });
    expect(store.db.storage()).toBe('unavailable');
    expect(await keys()).toEqual([]);
    raw().pragma('query_only = OFF');
    expect(await pay('a')).toEqual({ balance: 1, applied: true });
    expect(store.db.storage()).toBe('ok');
    expect(await laws()).toEqual([]);
  });

  test('nobody is told of success before the commit itself has succeeded', async () => {
    const orphan = commit(store.ctx, async ({ db }) => {
      await sql.raw('pragma defer_foreign_keys = on').execute(db);
      await db
        .insertInto('department')
        .values({ id: 'o', org: 'no such company', parent: null, name: 'o' })
        .execute();
    });
    const all = await Promise.allSettled([pay('a'), orphan, pay('b')]);
    expect(all.map((r) => r.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await keys()).toEqual([]);
    expect(await pay('a')).toEqual({ balance: 1, applied: true });
  });

  test('does not make a rule of ours look like a storage fault', async () => {
    await expect(pay('a', undefined)).resolves.toBeDefined();
    const twice = commit(store.ctx, async ({ db }) => {
      const row = { id: 'd', org: actor.org, parent: null, name: 'd' };
      await db.insertInto('department').values([row, row]).execute();
    });
    await expect(twice).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    expect(store.db.storage()).toBe('ok');
  });

  test('a second start finds everything and has nothing to migrate', async () => {
    await pay('a');
    const again = await openDatabase({ dataDir: store.dataDir });
    expect(again.internal.migrated).toEqual([]);
    expect(await again.read.selectFrom('transfer').select('key').execute()).toEqual([{ key: 'a' }]);
    await again.close();
  });
});
