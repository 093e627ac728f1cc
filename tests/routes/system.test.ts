import { createHash } from 'node:crypto';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LawsView } from '../../server/domain/api-system.ts';
import { startPulse } from '../../server/jobs/pulse.ts';
import { backupFolder } from '../../server/store/backup.ts';
import { commit } from '../../server/store/commit.ts';
import { openPgliteDatabase } from '../helpers/database.ts';
import { enterLobby } from '../helpers/lobby.ts';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

type Person = Awaited<ReturnType<TestServer['joined']>>;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The state of a work in the background once it is over. */
const ended = async <T extends { running?: unknown }>(look: () => Promise<T>): Promise<T> => {
  for (let n = 0; n < 600; n += 1) {
    const seen = await look();
    if (seen.running === undefined) return seen;
    await pause(30);
  }
  throw new Error('it never ended');
};
const checked = (who: Person): Promise<LawsView> => ended(() => who.call('GET /api/system/audit'));
const copied = (who: Person) => ended(() => who.call('GET /api/system/backups'));
const backUp = async (who: Person) => {
  await who.call('POST /api/system/backup', { body: {} });
  return copied(who);
};

const DATABASES = [
  { name: 'sqlite', open: async () => undefined },
  { name: 'postgres', open: openPgliteDatabase },
];
describe.each(DATABASES)('the machine room on $name', ({ name, open }) => {
  let server: TestServer;
  let admin: Person;
  beforeAll(async () => {
    const db = await open();
    server = await startTestServer(db === undefined ? {} : { db });
    admin = await server.joined('机房管理员', 'admin');
  }, 60_000);
  afterAll(() => server.close());

  test('is closed to everybody but administrators', async () => {
    for (const role of ['trainer', 'manager'] as const) {
      const other = await server.joined('同事', role);
      for (const door of ['health', 'storage', 'audit', 'backups'] as const)
        expect(await refusalOf(other.call(`GET /api/system/${door}`))).toMatchObject({ status: 403 });
      expect(await refusalOf(other.call('POST /api/system/backup', { body: {} }))).toMatchObject({
        code: 'auth.forbidden',
      });
      expect((await other.request('/api/system/backups/archipelago-20261116-010000.db')).status).toBe(403);
    }
    expect((await server.client().request('/api/system/backups/x.db')).status).toBe(401);
  });

  test('is closed to administrators of a company that came later', async () => {
    const org = '00000000-0000-4000-8000-00000000000a';
    await commit(server.ctx, async ({ db }) => {
      const row = { id: org, name: '后来的公司', code: 'LATER1', zone: 'Asia/Shanghai' };
      await db
        .insertInto('org')
        .values({ ...row, createdAt: server.clock.now() + 1 })
        .execute();
    });
    const late = await server.joined('外来管理员', 'admin');
    const move = sql`update "person" set "org" = ${org} where "id" = ${late.me.person.id}`;
    await commit(server.ctx, async ({ db }) => void (await move.execute(db)));
    expect((await refusalOf(late.call('GET /api/system/storage'))).code).toBe('auth.forbidden');
  });

  test('says how the server is: how late its loop comes, its memory, its live rooms and people', async () => {
    const stop = startPulse(server.ctx, 150);
    const { room } = await enterLobby(server, admin);
    await pause(700);
    const health = await admin.call('GET /api/system/health');
    await room.leave();
    await stop();
    expect(health).toMatchObject({ database: name, storage: 'ok', now: server.clock.now() });
    expect(health.startedAt).toBeLessThan(health.now);
    expect(health.rooms).toEqual([{ name: 'lobby', rooms: 1, people: 1 }]);
    expect(health.memory.rss).toBeGreaterThan(health.memory.heapUsed);
    expect(health.loop.length).toBeGreaterThan(1);
    for (const { p50, p99, max } of health.loop) {
      expect(p50).toBeLessThanOrEqual(p99);
      expect(p99).toBeLessThanOrEqual(max);
    }
  });

  test('sees a loop that stood still', async () => {
    const stop = startPulse(server.ctx, 400);
    await pause(100);
    const until = performance.now() + 200;
    while (performance.now() < until);
    await pause(500);
    const { loop } = await admin.call('GET /api/system/health');
    await stop();
    expect(Math.max(...loop.map((l) => l.max))).toBeGreaterThan(150);
  });

  test('counts rows and bytes of the large tables, and events by day', async () => {
    const { n } = (await sql<{ n: number }>`select count(*) as "n" from "event"`.execute(server.ctx.db.read))
      .rows[0] ?? { n: -1 };
    server.clock.advance(6_000);
    const held = await admin.call('GET /api/system/storage');
    expect(held).toMatchObject({ database: name, events: Number(n) });
    expect(held.tables.find((t) => t.table === 'event')).toMatchObject({ group: 'log', rows: Number(n) });
    expect(held.perDay).toHaveLength(28);
    expect(held.perDay.at(-1)?.day).toBe(20_261_116);
    expect(held.perDay.at(-1)?.events).toBe(Number(n));
    const sum = held.groups.reduce((all, g) => all + g.bytes, 0);
    expect(sum).toBe(held.bytes.database);
    expect(held.disk.free).toBeGreaterThan(0);
    expect(held.growth).toBeUndefined();
    server.clock.advance(86_400_000);
    const { growth } = await admin.call('GET /api/system/storage');
    expect(growth).toMatchObject({ days: 1, eventsPerDay: Number(n) });
    server.clock.advance(-86_400_000);
  });

  test('checks the laws of the store on demand, and finds one that is broken', async () => {
    await admin.call('POST /api/system/audit', { body: {} });
    const sound = await checked(admin);
    expect(sound.last?.laws.length).toBeGreaterThan(10);
    expect(sound.last?.laws.flatMap((l) => l.faults)).toEqual([]);
    const change = (by: number) =>
      commit(
        server.ctx,
        async ({ db }) =>
          void (await sql`update "rollup_verb_day" set "n" = "n" + ${by}
            where "verb" = (select min("verb") from "rollup_verb_day")`.execute(db)),
      );
    await change(1);
    await admin.call('POST /api/system/audit', { body: {} });
    const broken = (await checked(admin)).last?.laws.filter((l) => l.faults.length > 0);
    await change(-1);
    expect(broken?.map((l) => l.name)).toEqual(['the rollups equal a rebuild from the log']);
  });
});

describe('a copy of the database', () => {
  let server: TestServer;
  let admin: Person;
  beforeAll(async () => {
    server = await startTestServer();
    admin = await server.joined('机房管理员', 'admin');
  });
  afterAll(() => server.close());

  test('is made while people write, is sound, and opens with everything that was acknowledged before', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, (_, n) => server.joined(`学员 ${n}`)));
    const busy = { on: true };
    const writing = (async () => {
      while (busy.on) await server.joined('后来的人');
    })();
    const { backups, running, failed } = await backUp(admin);
    busy.on = false;
    await writing;
    expect([running, failed]).toEqual([undefined, undefined]);
    const [copy] = backups;
    expect(copy).toMatchObject({ name: 'archipelago-20261116-010000.db', intact: true });
    const res = await admin.request(`/api/system/backups/${copy?.name}`);
    expect(res.status).toBe(200);
    const bytes = Buffer.from(await res.arrayBuffer());
    expect(bytes.length).toBe(copy?.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(copy?.sha256);
    const opened = new Sqlite(bytes);
    const names = opened.prepare('select "person" from "identity"').pluck().all();
    opened.close();
    for (const p of people) expect(names).toContain(p.me.person.id);
    const file = join(backupFolder(server.ctx.config.dataDir), copy?.name ?? '');
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  test('is written down with who made it and who took it', async () => {
    const rows = await server.ctx.db.read
      .selectFrom('audit_entry')
      .select(['action', 'person'])
      .where('action', 'like', 'system.%')
      .orderBy('seq')
      .execute();
    const mine = admin.me.person.id;
    expect(rows).toEqual([
      { action: 'system.backup', person: mine },
      { action: 'system.download', person: mine },
    ]);
  });

  test('is made once by a command that comes twice', async () => {
    server.clock.advance(1_000);
    const commandId = crypto.randomUUID();
    await admin.call('POST /api/system/backup', { body: {} }, { commandId });
    await copied(admin);
    server.clock.advance(1_000);
    await admin.call('POST /api/system/backup', { body: {} }, { commandId });
    expect((await copied(admin)).backups).toHaveLength(2);
  });

  test('pushes out the oldest beyond seven, and leaves other files alone', async () => {
    const folder = backupFolder(server.ctx.config.dataDir);
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await utimes(join(folder, 'notes.txt'), 1, 1);
    for (let n = 0; n < 7; n += 1) {
      server.clock.advance(61_000);
      await backUp(admin);
    }
    const { backups, keep } = await copied(admin);
    expect([backups.length, keep]).toEqual([7, 7]);
    expect(backups.map((b) => b.name)).not.toContain('archipelago-20261116-010000.db');
    const files = await readdir(folder);
    expect(files).toContain('notes.txt');
    expect(files.filter((f) => !/^(?:notes\.txt|archipelago-[\d-]+\.db(?:\.json)?)$/.test(f))).toEqual([]);
    expect(files).toHaveLength(15);
  });

  test('of another name or outside the folder is not there', async () => {
    for (const path of ['archipelago-19990101-000000.db', 'notes.txt', '..%2Farchipelago.db'])
      expect((await admin.request(`/api/system/backups/${path}`)).status).toBe(404);
  });
});

test('on PostgreSQL a copy is refused with the tool to use', async () => {
  const server = await startTestServer({ db: await openPgliteDatabase() });
  const admin = await server.joined('机房管理员', 'admin');
  expect((await refusalOf(admin.call('POST /api/system/backup', { body: {} }))).code).toBe('backup.postgres');
  expect(await admin.call('GET /api/system/backups')).toMatchObject({ database: 'postgres', backups: [] });
  await server.close();
}, 60_000);
