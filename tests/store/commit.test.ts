import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { once, pruneCommands } from '../../server/store/command.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { logSummary } from '../../server/store/event.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';

const DAY = 86_400_000;

describe.each(STORES)('commit on $name', ({ open }) => {
  let store: TestStore;
  let actor: Actor;
  beforeAll(async () => {
    store = await open();
  });
  beforeEach(async () => {
    [actor] = (await seedPeople(store.ctx, 1)) as [Actor];
  });
  afterAll(() => store.close());

  const add = (id: string) =>
    commit(store.ctx, async ({ db }) => {
      await db.insertInto('department').values({ id, org: actor.org, parent: null, name: id }).execute();
    });
  const departments = async () => {
    const rows = store.db.read
      .selectFrom('department')
      .select('name')
      .where('org', '=', actor.org)
      .orderBy('name');
    return (await rows.execute()).map((d) => d.name);
  };
  const checkin = { verb: 'daily.checked_in', data: { streakDays: 1 } } as const;

  test('a work that fails leaves nothing behind, its neighbours of the same moment stay', async () => {
    const id = actor.org;
    const fails = commit(store.ctx, async ({ db, emit }) => {
      await db
        .insertInto('department')
        .values({ id: `${id}b`, org: id, parent: null, name: 'b' })
        .execute();
      emit(actor, checkin);
      throw new Error('changed its mind');
    });
    const all = await Promise.allSettled([add(`${id}a`), fails, add(`${id}c`), add(`${id}a`)]);
    expect(all.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(all[1]).toMatchObject({ reason: { message: 'changed its mind' } });
    expect(await departments()).toEqual([`${id}a`, `${id}c`]);
    expect((await logSummary(store.db.read, actor.person)).total).toBe(0);
  });

  test('what is acknowledged is seen by every reader at once', async () => {
    await Promise.all(
      Array.from({ length: 30 }, async (_, i) => {
        await add(`${actor.org}-${i}`);
        expect(await departments()).toContain(`${actor.org}-${i}`);
      }),
    );
  });

  test('forty readers and writers of one number lose no step: works never run between each other', async () => {
    const { org, person } = actor;
    await Promise.all(
      Array.from({ length: 40 }, () =>
        once(store.ctx, person, crypto.randomUUID(), async ({ db }) => {
          const { streak } = await db
            .selectFrom('person')
            .select('streak')
            .where('id', '=', person)
            .executeTakeFirstOrThrow();
          await Promise.resolve();
          await db
            .updateTable('person')
            .set({ streak: streak + 1 })
            .where('id', '=', person)
            .execute();
        }),
      ),
    );
    const row = await store.db.read
      .selectFrom('person')
      .select('streak')
      .where('org', '=', org)
      .executeTakeFirst();
    expect(row?.streak).toBe(40);
  });

  test('the events of a work are stored with it', async () => {
    await commit(store.ctx, async ({ emit }) => {
      emit(actor, checkin);
      emit(actor, { verb: 'xp.gained', data: { amount: 5, reason: 'answer', levelAfter: 1 } });
    });
    const log = await logSummary(store.db.read, actor.person);
    expect(log.total).toBe(2);
    expect(log.dimensions.game).toBe(2);
    expect(log.verbs.map((v) => v.verb).sort()).toEqual(['daily.checked_in', 'xp.gained']);
  });

  test('a commit inside a commit is refused instead of waiting for ever', async () => {
    await expect(commit(store.ctx, () => add('never'))).rejects.toThrow('commit inside commit');
    expect(await departments()).toEqual([]);
  });

  test('a repeated command gets the stored reply and does nothing again', async () => {
    let runs = 0;
    const pay = () =>
      once(store.ctx, actor.person, 'c-1', async ({ emit }) => {
        runs += 1;
        emit(actor, checkin);
        return { coins: 5, list: ['a'] };
      });
    const first = await pay();
    expect(await Promise.all([pay(), pay()])).toEqual([first, first]);
    expect(runs).toBe(1);
    expect((await logSummary(store.db.read, actor.person)).total).toBe(1);
  });

  test('two of the same command that arrive together run it once', async () => {
    let n = 0;
    const replies = await Promise.all(
      Array.from({ length: 5 }, () =>
        once(store.ctx, actor.person, 'c-2', async ({ emit }) => {
          emit(actor, checkin);
          n += 1;
          return n;
        }),
      ),
    );
    expect(new Set(replies).size).toBe(1);
    expect((await logSummary(store.db.read, actor.person)).total).toBe(1);
  });

  test('a refused command may be tried again, and another person may use the same id', async () => {
    const [other] = (await seedPeople(store.ctx, 1)) as [Actor];
    await expect(
      once(store.ctx, actor.person, 'c-3', () => Promise.reject(new Error('not yet'))),
    ).rejects.toThrow('not yet');
    expect(await once(store.ctx, actor.person, 'c-3', async () => 'done')).toBe('done');
    expect(await once(store.ctx, other.person, 'c-3', async () => 'other')).toBe('other');
    expect(await once(store.ctx, actor.person, 'c-4', async () => undefined)).toBeUndefined();
    expect(await once(store.ctx, actor.person, 'c-4', async () => 1 as unknown as undefined)).toBeUndefined();
  });

  test('replies are forgotten after fourteen days', async () => {
    await once(store.ctx, actor.person, 'old', async () => 1);
    store.clock.advance(13 * DAY);
    await once(store.ctx, actor.person, 'new', async () => 1);
    store.clock.advance(DAY + 1);
    expect(await pruneCommands(store.ctx)).toBeGreaterThan(0);
    const kept = await store.db.read
      .selectFrom('command')
      .select('id')
      .where('person', '=', actor.person)
      .execute();
    expect(kept.map((c) => c.id)).toEqual(['new']);
  });

  test('the migrations have nothing left to do, and every table can be read', async () => {
    const { rows } = await sql<{
      name: string;
    }>`select "name" from "kysely_migration" order by "name"`.execute(store.db.read);
    expect(rows.map((r) => r.name)).toEqual([
      '001-start',
      '002-bank',
      '003-programme',
      '004-battles',
      '005-friends',
      '006-chat',
      '007-kind',
      '008-mall',
      '009-honours',
      '010-awards',
      '011-policy',
      '012-item-days',
      '013-effect',
      '014-bills',
      '015-reach',
      '016-open',
      '017-rights',
      '018-forecasts',
    ]);
    const tables = [
      'org',
      'attempt',
      'ghost',
      'find',
      'entry',
      'event_text',
      'rollup_hour_device',
      'memory',
      'crew',
      'battle_input',
      'bill',
      'forecast_person',
      'rollup_item_day',
      'tournament_match',
    ] as const;
    for (const table of tables)
      expect(await store.db.read.selectFrom(table).selectAll().limit(1).execute()).toBeDefined();
  });
});
