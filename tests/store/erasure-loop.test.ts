import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commit } from '../../server/store/commit.ts';
import { openDatabase } from '../../server/store/db.ts';
import { scrubFiles } from '../../server/store/erasure-scrub.ts';
import { createOrg } from '../../server/store/seed.ts';

const ZONE = 'Asia/Shanghai';

describe('an erasure on SQLite lets rooms go on', () => {
  test('while the file is written anew, in which a row asked for meanwhile is stored', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-scrub-'));
    const db = await openDatabase({ dataDir });
    onTestFinished(async () => {
      await db.close();
      await rm(dataDir, { recursive: true, force: true });
    });
    const raw = db.internal.connection?.raw;
    raw?.exec(`create table "ballast" ("id" integer primary key, "text" text);
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 60000)
      insert into "ballast" select i, hex(randomblob(160)) from n;
      create index "ix_ballast" on "ballast" ("text"); delete from "ballast" where "id" % 2 = 0;`);
    raw?.pragma('wal_checkpoint(truncate)');
    const pages = () => raw?.pragma('page_count', { simple: true }) as number;
    const before = pages();
    let ticks = 0;
    const tick = setInterval(() => {
      ticks += 1;
    });
    const scrubbed = scrubFiles(db, dataDir, undefined, true);
    const org = { name: '群岛', code: 'LOOP', zone: ZONE };
    const stored = await commit({ db, now: () => 1 }, (tx) => createOrg(tx, org));
    await scrubbed;
    clearInterval(tick);
    expect(pages()).toBeLessThan(before);
    expect(ticks).toBeGreaterThan(5);
    expect(await db.read.selectFrom('org').select(['id', 'name']).execute()).toEqual([
      { id: stored, name: '群岛' },
    ]);
  });
});
