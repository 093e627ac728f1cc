import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { type Actor, commit, type StoreCtx } from '../../server/store/commit.ts';
import { type Database, openDatabase, openPostgres } from '../../server/store/db.ts';
import { type Clock, clockAt } from './clock.ts';

export type TestStore = {
  ctx: StoreCtx;
  db: Database;
  clock: Clock;
  dataDir: string;
  close: () => Promise<void>;
};
export type Opener = { name: string; open: () => Promise<TestStore> };

const INT8 = 20;
const NUMERIC = 1700;

const openSqliteStore = async (): Promise<TestStore> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-store-'));
  const db = await openDatabase({ dataDir });
  const clock = clockAt();
  const close = async (): Promise<void> => {
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ctx: { db, now: clock.now }, db, clock, dataDir, close };
};

const PARSERS = { [INT8]: Number, [NUMERIC]: Number };

/** A copy of the template that pg-template.ts has made, or a new one where there is none. */
const newPglite = async (): Promise<PGlite> => {
  const template = process.env.PG_TEMPLATE;
  return template === undefined
    ? PGlite.create({ parsers: PARSERS })
    : PGlite.create({ parsers: PARSERS, loadDataDir: new Blob([await readFile(template)]) });
};

/** Brings the tables up to date. */
export const openPglite = (pglite: PGlite): Promise<Database> =>
  openPostgres(new PGliteDialect({ pglite: async () => pglite }));

/** PostgreSQL in this process, in memory. */
export const openPgliteDatabase = async (): Promise<Database> => openPglite(await newPglite());

const openPostgresStore = async (): Promise<TestStore> => {
  const db = await openPgliteDatabase();
  const clock = clockAt();
  return { ctx: { db, now: clock.now }, db, clock, dataDir: '', close: () => db.close() };
};

/** Every store test runs on both: `describe.each(STORES)('… on $name', ({ open }) => …)`. */
export const STORES: Opener[] = [
  { name: 'sqlite', open: openSqliteStore },
  { name: 'postgres', open: openPostgresStore },
];

/** A company with learners, made the shortest way; gives the learners as actors. */
export const seedPeople = async (ctx: StoreCtx, n: number, zone = 'Asia/Shanghai'): Promise<Actor[]> => {
  const org = uuidv7();
  const people = Array.from({ length: n }, () => uuidv7());
  const createdAt = ctx.now();
  await commit(ctx, async ({ db }) => {
    await db
      .insertInto('org')
      .values({ id: org, name: '群岛', code: org.slice(-6), zone, createdAt })
      .execute();
    const rows = people.map((id) => ({
      id,
      org,
      role: 'learner',
      department: null,
      guest: 0 as const,
      settings: '{}',
      createdAt,
      lastSeenAt: null,
      streak: 0,
      checkinDay: null,
    }));
    for (const row of rows) await db.insertInto('person').values(row).execute();
  });
  return people.map((person) => ({ org, person, zone, session: uuidv7() }));
};
