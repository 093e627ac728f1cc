import { randomBytes, randomUUID } from 'node:crypto';
import { type Agent, request } from 'node:http';
import { resolve } from 'node:path';
import { pino } from 'pino';
import { hashToken } from '../../server/auth.ts';
import { readConfig } from '../../server/config.ts';
import type { BuyReply, OrderView } from '../../server/domain/api-mall.ts';
import type { Good } from '../../server/domain/mall-shape.ts';
import { prepareCompany } from '../../server/jobs/content.ts';
import { type Actor, commit, type StoreCtx } from '../../server/store/commit.ts';
import type { Database } from '../../server/store/db.ts';
import { creditPeople } from '../../server/store/ledger-bulk.ts';
import { addGood } from '../../server/store/mall-studio.ts';

export const VOUCHER_PRICE = 10;
/** A charity voucher of which one person may have `perPerson`. */
export const voucher = (perPerson: number): Good => ({
  kind: 'voucher',
  name: { zh: '公益券', en: 'Charity voucher' },
  text: { zh: '一本书', en: 'A book' },
  icon: 'books',
  price: VOUCHER_PRICE,
  perPerson,
  tier: 'gold',
  eligible: { by: 'all' },
  charity: { organisation: { zh: '图书角', en: 'Libraries' }, amount: 2000, currency: 'CNY' },
});

export type Buyer = { actor: Actor; cookie: string };

const seedOne = async ({ db, now }: StoreCtx, org: string, i: number): Promise<Buyer> => {
  const person = randomUUID();
  const token = randomBytes(32).toString('base64url');
  const at = now();
  const times = { createdAt: at, lastSeenAt: at };
  await commit({ db, now }, async (tx) => {
    const row = { id: person, org, role: 'learner', department: null, guest: 0 as const, settings: '{}' };
    await tx.db
      .insertInto('person')
      .values({ ...row, ...times, streak: 0, checkinDay: null })
      .execute();
    await tx.db
      .insertInto('identity')
      .values({ person, org, name: `岛民${i + 1}`, avatar: person, failedLogins: 0 })
      .execute();
    const session = { id: randomUUID(), person, tokenHash: hashToken(token), device: 'Chrome' };
    await tx.db
      .insertInto('session')
      .values({ ...session, ...times, expiresAt: at + 86_400_000, revokedAt: null })
      .execute();
  });
  return { actor: { org, person, zone: 'Asia/Shanghai' }, cookie: `archipelago=${token}` };
};

/** A company in the store, with what `content/` gives it, before any server runs. */
export const openCompany = async (db: Database): Promise<string> => {
  const config = readConfig({ LOG_LEVEL: 'silent' });
  const ctx = { db, now: Date.now, random: Math.random, log: pino({ level: 'silent' }), config };
  return (await prepareCompany(ctx, resolve(import.meta.dirname, '../../content'))).id;
};

/** `n` colleagues who are signed in and have `coins` each. */
export const seedBuyers = async (ctx: StoreCtx, org: string, n: number, coins: number): Promise<Buyer[]> => {
  const buyers = await Promise.all(Array.from({ length: n }, (_, i) => seedOne(ctx, org, i)));
  const movement = (by: Actor) => ({ amount: coins, reason: 'practice', key: `start:${by.person}` });
  const credits = buyers.map(({ actor }) => ({ by: actor, movement: movement(actor) }));
  await commit(ctx, (tx) => creditPeople(tx, org, credits));
  return buyers;
};

/** A good of the company, on sale. */
export const putOnSale = (ctx: StoreCtx, org: string, good: Good, stock: number): Promise<string> =>
  commit(ctx, (tx) => addGood(tx, { org, person: null }, { good, stock }, { state: 'open' }));

type Said = { status: number; body: unknown };
/** One POST over a kept connection. */
const post = (url: string, agent: Agent, headers: Record<string, string>, body: string): Promise<Said> =>
  new Promise((done, fail) => {
    const sent = request(url, {
      method: 'POST',
      agent,
      headers: { ...headers, 'content-type': 'application/json' },
    });
    sent.once('error', fail);
    sent.once('response', (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (piece: string) => {
        text += piece;
      });
      res.once('error', fail);
      res.once('end', () => {
        if (!res.complete) return fail(new Error('the reply broke off'));
        try {
          done({ status: res.statusCode ?? 0, body: JSON.parse(text) });
        } catch (error) {
          fail(error);
        }
      });
    });
    sent.end(body);
  });

export type Fate = {
  order?: OrderView;
  refused?: string;
  /** performance.now() of the first request and of the reply that told the fate. */
  from: number;
  to: number;
  /** Of every request, in ms. */
  waits: number[];
  /** Waiting numbers told. */
  ahead: number[];
  /** Times the line was lost. */
  lost: number;
};
export type Door = { url: string; agent: Agent };
const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
/** After a lost line, twice as long each time up to a second. */
const AGAIN_MS = 100;
const MOST_AGAIN_MS = 1_000;

/** Buys one piece as the client does: the same command id until the fate is known, whatever happens to the line. */
export const buyOne = async ({ url, agent }: Door, { cookie }: Buyer, sku: string): Promise<Fate> => {
  const headers = { cookie, origin: url, 'command-id': randomUUID() };
  const body = JSON.stringify({ sku, qty: 1, rev: 1 });
  const fate: Fate = { from: performance.now(), to: 0, waits: [], ahead: [], lost: 0 };
  let losses = 0;
  for (;;) {
    const sentAt = performance.now();
    const said = await post(`${url}/api/mall/buy`, agent, headers, body).catch(() => undefined);
    if (!said || said.status >= 500) {
      await sleep(Math.min(MOST_AGAIN_MS, AGAIN_MS * 2 ** losses++));
      fate.lost++;
      continue;
    }
    losses = 0;
    fate.to = performance.now();
    fate.waits.push(fate.to - sentAt);
    if (said.status !== 200) return { ...fate, refused: (said.body as { code: string }).code };
    const reply = said.body as BuyReply;
    if (reply.state === 'bought') return { ...fate, order: reply.order };
    fate.ahead.push(reply.ahead);
    await sleep(reply.againMs);
  }
};

/** What does not hold of a good's orders after a rush: stock, limit, numbers, and nothing promised that is not there. */
export const rushFaults = async (
  db: Database,
  sku: string,
  about: { stock: number; perPerson: number; fates: readonly Fate[] },
): Promise<string[]> => {
  const good = await db.read.selectFrom('good').selectAll().where('id', '=', sku).executeTakeFirstOrThrow();
  const orders = await db.read
    .selectFrom('mall_order')
    .selectAll()
    .where('good', '=', sku)
    .orderBy('nth')
    .execute();
  const faults: string[] = [];
  const sold = orders.reduce((n, o) => n + o.qty, 0);
  if (sold + (good.left ?? 0) !== about.stock || sold !== good.sold)
    faults.push(`${sold} sold, ${good.left} left of ${about.stock}`);
  for (const [i, o] of orders.entries()) {
    if (o.nth !== i + 1) faults.push(`order ${i + 1} has number ${o.nth}`);
    if (i > 0 && o.at < (orders[i - 1]?.at ?? 0)) faults.push(`order ${o.nth} came before the one before it`);
  }
  for (const [person, own] of Map.groupBy(orders, (o) => o.person))
    if (own.length > about.perPerson) faults.push(`${person} has ${own.length}`);
  const stored = new Map(orders.map((o) => [o.id, o]));
  for (const { order } of about.fates)
    if (order && stored.get(order.id)?.nth !== order.nth) faults.push(`order ${order.id} was promised`);
  const promised = new Set(about.fates.flatMap((f) => (f.order ? [f.order.id] : [])));
  if (promised.size !== orders.length) faults.push(`${orders.length} orders, ${promised.size} promised`);
  return [...faults, ...overtakers(about.fates)];
};

/** Orders whose buyer asked after another one had the fate in hand, and who still got a smaller number. */
const overtakers = (fates: readonly Fate[]): string[] => {
  const bought = fates.flatMap((f) => (f.order && f.lost === 0 ? [{ ...f, nth: f.order.nth }] : []));
  let earliest = Number.POSITIVE_INFINITY;
  const faults: string[] = [];
  for (const f of bought.sort((a, b) => b.nth - a.nth)) {
    if (f.from > earliest) faults.push(`number ${f.nth} overtook`);
    earliest = Math.min(earliest, f.to);
  }
  return faults;
};
