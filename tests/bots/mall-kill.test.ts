import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dice } from '../../server/domain/random.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import { auditFaults } from './accounts.ts';
import { type Child, freePort, startChild } from './child.ts';
import {
  buyOne,
  type Fate,
  openCompany,
  putOnSale,
  rushFaults,
  seedBuyers,
  VOUCHER_PRICE,
  voucher,
} from './mall-crowd.ts';

/** `RUSH=4000` is the whole rush: as many vouchers, half as many buyers; `KILLS=5` kills more often. */
const STOCK = Number(process.env.RUSH ?? 300);
const BUYERS = Math.ceil(STOCK / 2);
const KILLS = Number(process.env.KILLS ?? 1);
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);
const PER_PERSON = 3;
/** Each asks once more than the limit allows. */
const ASKED = PER_PERSON + 1;
const COINS = 1_000;

let dataDir: string;
let child: Child;
let db: Database;
let sku: string;
let fates: Fate[];
const agent = new Agent({ keepAlive: true, maxSockets: BUYERS });
const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Kills the server while the rush goes on: each time after some more orders are known to have been told. */
const killOften = async (port: number, told: () => number): Promise<void> => {
  const random = dice(SEED);
  for (let n = 0; n < KILLS; n++) {
    const until = Math.floor(((n + random()) / KILLS) * STOCK * 0.8);
    const patience = performance.now() + 10_000;
    while (told() < until && performance.now() < patience) await sleep(1);
    await child.kill();
    child = await startChild(port, dataDir, join(dataDir, 'code'));
  }
};

beforeAll(
  async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'archipelago-mall-kill-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const store = await openDatabase({ dataDir });
    const ctx = { db: store, now: Date.now };
    const org = await openCompany(store);
    const buyers = await seedBuyers(ctx, org, BUYERS, COINS);
    sku = await putOnSale(ctx, org, voucher(PER_PERSON), STOCK);
    await store.close();
    child = await startChild(port, dataDir, join(dataDir, 'code'));
    let told = 0;
    const rush = buyers.flatMap((buyer) =>
      Array.from({ length: ASKED }, async () => {
        const fate = await buyOne({ url, agent }, buyer, sku);
        if (fate.order) told++;
        return fate;
      }),
    );
    const all = Promise.all(rush);
    await Promise.race([killOften(port, () => told), all]);
    fates = await all;
    await child.stop();
    db = await openDatabase({ dataDir });
    const lost = fates.reduce((n, f) => n + f.lost, 0);
    process.stdout.write(
      `mall kills: seed ${SEED}, ${KILLS} SIGKILL, ${STOCK} vouchers, ${fates.length} wishes of ${BUYERS} buyers, ` +
        `${lost} requests lost and repeated\n`,
    );
  },
  60_000 + STOCK * 60,
);

afterAll(async () => {
  agent.destroy();
  await child?.kill();
  await db?.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe(`a rush for ${STOCK} vouchers whose server is killed in the middle`, () => {
  it('sells exactly what there is, nobody more than the limit, each promise once, in the order of arrival', async () => {
    expect(await rushFaults(db, sku, { stock: STOCK, perPerson: PER_PERSON, fates })).toEqual([]);
  });

  it('tells everybody their fate: bought, sold out or no more for them', () => {
    const bought = fates.filter((f) => f.order);
    const refused = fates.flatMap((f) => (f.refused === undefined ? [] : [f.refused]));
    expect(bought).toHaveLength(STOCK);
    expect(bought.length + refused.length).toBe(fates.length);
    for (const code of refused) expect(['mall.sold_out', 'mall.limit']).toContain(code);
    expect(fates.some((f) => f.lost > 0)).toBe(true);
  });

  it('took the price of every voucher once, and kept every law of the store', async () => {
    const charity = await db.read
      .selectFrom('account')
      .select('balance')
      .where('kind', '=', 'charity')
      .executeTakeFirstOrThrow();
    expect(charity.balance).toBe(STOCK * VOUCHER_PRICE);
    expect(await auditFaults(db)).toEqual([]);
  });
});
