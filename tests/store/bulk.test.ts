import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertAll, insertPlan, putCells, selectAll, selectPlan } from '../../server/store/bulk.ts';
import { commit, sinkOf } from '../../server/store/commit.ts';
import { STORES, type TestStore } from '../helpers/database.ts';

type Cells = [id: number, word: string | null, n: number | null];
/** Some cells of each row are empty, others in each load: what a load leaves behind would show in the next. */
const load = (nth: number, size: number): Cells[] =>
  Array.from({ length: size }, (_, i) => [
    nth * 1_000 + i,
    (nth + i) % 2 === 0 ? `${nth}/${i}` : null,
    (nth + i) % 3 === 0 ? null : 2 ** 41 + i,
  ]);
const SIZES = [73, 1, 9, 130, 64, 8];

describe.each(STORES)('many rows at once on $name', ({ open }) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
    await commit(store.ctx, async ({ db }) => {
      await sql`create table "load" ("id" bigint, "word" text, "n" bigint, "kind" text)`.execute(db);
    });
  });
  afterAll(() => store.close());

  test('come back as they were written, whatever the same statement held before', async () => {
    const insert = insertPlan('load', ['id', 'word', 'n'], '', { kind: "'fixed'" });
    const read = selectPlan('load', ['id', 'word', 'n', 'kind'], { id: 'bigint' });
    const loads = SIZES.map((size, nth) => load(nth, size));
    const found = await commit(store.ctx, async (tx) => {
      for (const rows of loads) expect(await insertAll(sinkOf(tx), insert, rows, putCells)).toBe(rows.length);
      const ids = loads.map((rows) => rows.map(([id]) => [id]));
      const all: Record<string, unknown>[][] = [];
      for (const keys of ids) all.push(await selectAll(sinkOf(tx), read, keys, putCells));
      return all.map((rows) => rows.toSorted((a, b) => Number(a.id) - Number(b.id)));
    });
    const written = loads.map((rows) => rows.map(([id, word, n]) => ({ id, word, n, kind: 'fixed' })));
    expect(found).toEqual(written);
  });

  test('may be asked for by as many values as a statement takes', async () => {
    const ids = Array.from({ length: 32_766 }, (_, i) => i - 30_000);
    const count = () =>
      sql<{ n: number }>`select count(*) as "n" from "load" where "id" in (${sql.join(ids)})`.execute(
        store.db.read,
      );
    expect((await count()).rows[0]?.n).toBe(load(0, 73).length + 1 + 9);
  });
});
