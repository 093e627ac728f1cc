import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commit } from '../../server/store/commit.ts';
import { itemDays } from '../../server/store/migrations/012-item-days.ts';
import { diffRollups } from '../../server/store/rollup.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { dayOf, type Golden, hourOf, writeGolden } from './golden-cohort.ts';

describe.each(STORES)('the golden cohort on $name', ({ open }) => {
  let store: TestStore;
  let golden: Golden;
  beforeAll(async () => {
    store = await open();
    golden = await writeGolden(store);
  }, 240_000);
  afterAll(() => store.close());

  test('stands in the log as its bookkeeper wrote it down', async () => {
    const rows = await store.db.read
      .selectFrom('event_text')
      .select(['actor', 'verb', 'tEvent', 'day', 'hour', 'device', 'flags'])
      .where('org', '=', golden.org)
      .where('verb', 'in', [1, 3, 31])
      .execute();
    const line = (...cells: unknown[]): string => cells.join(' ');
    const found = rows.map((r) => {
      const flags = (r.flags & 28) === 0;
      return line(r.actor, r.verb, Number(r.tEvent), r.day, r.hour, r.device, (r.flags & 1) === 1, flags);
    });
    const codes = new Map([
      ['session.started', 1],
      ['activity.span', 3],
      ['question.answered', 31],
    ]);
    const noted = golden.events.map((e) => {
      const when = [e.at, dayOf(e.at), hourOf(e.at), e.device, e.late, e.counted];
      return line(e.person, codes.get(e.verb), ...when);
    });
    expect(found.length).toBeGreaterThan(1_500);
    expect(found.toSorted()).toEqual(noted.toSorted());
  });

  test('holds what a real log holds: lateness, previews, robots, voided rows, second askings, part marks', () => {
    const { events, people } = golden;
    expect(events.filter((e) => e.late).length).toBeGreaterThan(10);
    expect(events.filter((e) => !e.counted).length).toBeGreaterThan(30);
    expect(events.filter((e) => e.again).length).toBeGreaterThan(30);
    expect(events.filter((e) => e.score === 0.5).length).toBeGreaterThan(10);
    expect(people.filter((p) => p.guest).length).toBeGreaterThan(2);
    const times = events.map((e) => e.at);
    expect(times).not.toEqual(times.toSorted((a, b) => a - b));
  });

  test('leaves rollups that equal a rebuild from the log', async () => {
    expect(await diffRollups(store.db.read)).toEqual([]);
  });

  test('fills the counts by day from an older log when it is migrated', async () => {
    const drop = (table: string, column: string) => sql.raw(`alter table "${table}" drop column "${column}"`);
    await commit(store.ctx, async ({ db }) => {
      for (const table of ['rollup_item_day', 'rollup_person_item_day', 'rollup_person_hour'])
        await sql.raw(`drop table "${table}"`).execute(db);
      for (const column of ['wrong', 'corrected', 'durable', 'reopened'])
        await drop('rollup_person_day', column).execute(db);
      for (const column of ['firstWrongAt', 'lastRightAt', 'lastDay', 'lastWrongDay'])
        await drop('rollup_person_item', column).execute(db);
      await itemDays(store.db.dialect).up(db);
    });
    expect(await diffRollups(store.db.read)).toEqual([]);
  });
});
