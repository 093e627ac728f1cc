import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { once, pruneCommands } from '../../server/store/command.ts';
import { commit } from '../../server/store/commit.ts';
import { logSummary } from '../../server/store/event.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';

describe.each(STORES)('commit on $name', ({ open }) => {
  let store: TestStore;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  const orgRow = (id: string) => ({ id, name: id, code: id, zone: 'UTC', createdAt: 0 });
  const add = (id: string) =>
    commit(store.ctx, async ({ db }) => void (await db.insertInto('org').values(orgRow(id)).execute()));
  const orgs = async () =>
    (await store.db.read.selectFrom('org').select('id').orderBy('id').execute()).map((o) => o.id);

  test('a work that fails leaves nothing, its neighbours in the same moment stay', async () => {
    const fails = commit(store.ctx, async ({ db }) => {
      await db.insertInto('org').values(orgRow('b')).execute();
      throw new Error('no');
    });
    const all = await Promise.allSettled([add('a'), fails, add('c'), add('a')]);
    expect(all.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(await orgs()).toEqual(['a', 'c']);
  });
});
