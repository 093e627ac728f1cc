import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit } from '../../server/store/audit.ts';
import { commit, type StoreCtx } from '../../server/store/commit.ts';
import { type Database, openDatabase, type Place } from '../../server/store/db.ts';
import { type Ask, redeem } from '../../server/store/mall-redeem.ts';
import { buyInTurn } from '../../server/store/mall-rush.ts';
import { type Buyer, openCompany, putOnSale, seedBuyers, voucher } from '../bots/mall-crowd.ts';
import { rushAtDoor } from './mall-door.ts';
import { startPostgres } from './postgres-server.ts';
import { perSecond, quantile, type Result, round } from './table.ts';

const STOCK = Number(process.env.RUSH ?? 4_000);
const BUYERS = STOCK / 2;
/** Each may have two and asks for three. */
const LIMIT = 2;
const ASKED = LIMIT + 1;
/** One after the other, so many of the buyers are served: enough to know the pace. */
const SINGLE = Math.min(BUYERS, 150);
const ROUNDS = 3;

type Timed = { ms: number; bought: number; waits: number[]; orderly: boolean };

const wishesOf = (buyers: readonly Buyer[]): Ask[] =>
  Array.from({ length: ASKED }, () => buyers)
    .flat()
    .map(({ actor }) => ({
      ...{ by: actor, guest: false, command: randomUUID(), qty: 1, rev: 1 },
      at: Date.now(),
    }));

/** Everybody at once, through the line of the good. */
const together = async (ctx: StoreCtx, sku: string, buyers: readonly Buyer[]): Promise<Timed> => {
  const waits: number[] = [];
  const from = performance.now();
  const fates = await Promise.all(
    wishesOf(buyers).map(async (ask) => {
      const found = await buyInTurn(ctx, sku, ask, Number.POSITIVE_INFINITY).catch(() => undefined);
      waits.push(performance.now() - from);
      return found && 'order' in found ? found.order.nth : undefined;
    }),
  );
  const numbers = fates.filter((n) => n !== undefined);
  const orderly = numbers.every((n, i) => n === i + 1);
  return { ms: performance.now() - from, bought: numbers.length, waits, orderly };
};

/** The same, each in a transaction of its own, one after the other. */
const oneByOne = async (
  ctx: StoreCtx,
  org: string,
  sku: string,
  buyers: readonly Buyer[],
): Promise<Timed> => {
  const waits: number[] = [];
  let bought = 0;
  const from = performance.now();
  for (const ask of wishesOf(buyers)) {
    const began = performance.now();
    const { fates } = await commit(ctx, (tx) => redeem(tx, org, sku, [ask]));
    if (fates[0] && 'order' in fates[0]) bought++;
    waits.push(performance.now() - began);
  }
  return { ms: performance.now() - from, bought, waits, orderly: true };
};

/** The same, many transactions of one redemption each at once: on PostgreSQL they queue for the good's row. */
const hotRow = async (ctx: StoreCtx, org: string, sku: string, buyers: readonly Buyer[]): Promise<Timed> => {
  const waits: number[] = [];
  const from = performance.now();
  const fates = await Promise.all(
    wishesOf(buyers).map(async (ask) => {
      const { fates: own } = await commit(ctx, (tx) => redeem(tx, org, sku, [ask]));
      waits.push(performance.now() - from);
      return own[0] && 'order' in own[0];
    }),
  );
  const bought = fates.filter(Boolean).length;
  return { ms: performance.now() - from, bought, waits, orderly: true };
};

const checkLaws = async (db: Database): Promise<void> => {
  const broken = (await audit(db)).filter((c) => c.faults.length > 0);
  const wrong = await db.read
    .selectFrom('good as g')
    .innerJoin('mall_order as o', 'o.good', 'g.id')
    .select(['o.good', 'o.person'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('g.slug', 'is', null)
    .groupBy(['o.good', 'o.person'])
    .having((eb) => eb.fn.countAll<number>(), '>', LIMIT)
    .execute();
  if (broken.length > 0 || wrong.length > 0)
    throw new Error(`a law is broken: ${JSON.stringify(broken)}, ${wrong.length} over the limit`);
};

type Rates = { grouped: number; single: number; hot: number; p50: number; p95: number; p99: number };
const median = (list: readonly number[]): number => quantile(list, 0.5);

const measureStore = async (place: Place): Promise<Rates> => {
  const db = await openDatabase(place);
  const ctx: StoreCtx = { db, now: Date.now };
  const org = await openCompany(db);
  const buyers = await seedBuyers(ctx, org, BUYERS, 1_000_000);
  const few = buyers.slice(0, SINGLE);
  const rates: Record<'grouped' | 'single' | 'hot', number[]> = { grouped: [], single: [], hot: [] };
  let waits: number[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const rush = await together(ctx, await putOnSale(ctx, org, voucher(LIMIT), STOCK), buyers);
    if (rush.bought !== STOCK || !rush.orderly)
      throw new Error(`the rush sold ${rush.bought} of ${STOCK}, in order: ${rush.orderly}`);
    rates.grouped.push(perSecond(rush.bought, rush.ms));
    waits = rush.waits;
    const left = few.length * LIMIT;
    const alone = await oneByOne(ctx, org, await putOnSale(ctx, org, voucher(LIMIT), left), few);
    const hot = await hotRow(ctx, org, await putOnSale(ctx, org, voucher(LIMIT), left), few);
    if (alone.bought !== left || hot.bought !== left) throw new Error('a run sold too few');
    rates.single.push(perSecond(left, alone.ms));
    rates.hot.push(perSecond(left, hot.ms));
  }
  await checkLaws(db);
  await db.close();
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => Math.round(quantile(waits, share)));
  const { grouped, single, hot } = rates;
  return {
    ...{ grouped: median(grouped), single: median(single), hot: median(hot) },
    ...{ p50: p50 ?? 0, p95: p95 ?? 0, p99: p99 ?? 0 },
  };
};

type Row = [name: string, value: string];
const storeRows = (name: string, r: Rates): Row[] => [
  [`${name}: one transaction each, one after the other, redemptions/s`, String(r.single)],
  [`${name}: one transaction each, all at once, redemptions/s`, String(r.hot)],
  [`${name}: in the order of arrival, batches, redemptions/s`, String(r.grouped)],
  [`${name}: fate known after p50 / p95 / p99, ms`, `${r.p50} / ${r.p95} / ${r.p99}`],
  [`${name}: ratio to one transaction each (goal >= 5 on SQLite)`, round(r.grouped / r.single).toFixed(2)],
  [`${name}: ratio to all at once`, round(r.grouped / r.hot).toFixed(2)],
];

const measure = async (
  name: string,
  databaseUrl?: string,
): Promise<{ rows: Row[]; json: Result['json'] }> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'archipelago-bench-'));
  const place: Place = { dataDir, ...(databaseUrl === undefined ? {} : { databaseUrl }) };
  const store = await measureStore(place);
  const door = await rushAtDoor(place, { stock: STOCK, buyers: BUYERS, limit: LIMIT, asked: ASKED });
  await rm(dataDir, { recursive: true, force: true });
  const rows: Row[] = [
    ...storeRows(name, store),
    [`${name}: HTTP, ${door.requests} requests of ${BUYERS} people, requests/s`, String(door.perSecond)],
    [`${name}: HTTP, redemptions/s until all is sold`, String(door.boughtPerSecond)],
    [`${name}: HTTP reply p50 / p95 / p99, ms`, door.replies.join(' / ')],
    [`${name}: HTTP, fate known after p50 / p95 / p99, ms`, door.fates.join(' / ')],
    [`${name}: HTTP, waiting numbers told, the longest`, `${door.waitings}, ${door.longest}`],
  ];
  const named = { ...store, doorPerSecond: door.perSecond, doorBought: door.boughtPerSecond };
  const entries = Object.entries(named).map(([key, value]) => [`${name}.${key}`, value] as const);
  return { rows, json: Object.fromEntries(entries) };
};

/** The rush: as many vouchers, half as many buyers who each ask once more than they may. Every law holds after it. */
export const bench = async (): Promise<Result> => {
  const sqlite = await measure('SQLite');
  const server = await startPostgres();
  const postgres = server && (await measure('PostgreSQL', server.url).finally(() => server.stop()));
  const ratio = round((sqlite.json['SQLite.grouped'] ?? 0) / (sqlite.json['SQLite.single'] ?? 1));
  return {
    title: `Mall: ${STOCK} vouchers, ${BUYERS} buyers at once who ask for ${ASKED} and may have ${LIMIT}; PostgreSQL ${server?.version ?? 'not found'}`,
    rows: [
      ...sqlite.rows,
      ...(postgres?.rows ?? []),
      ['SQLite: ratio of batches to one transaction each (goal >= 5)', ratio.toFixed(2)],
    ],
    json: { ...sqlite.json, ...(postgres?.json ?? {}), ratio },
  };
};
