import { randomUUID } from 'node:crypto';
import type { StudioGood, StudioMall } from '../domain/api-mall.ts';
import { RuleError } from '../domain/errors.ts';
import { LOOK_GOODS } from '../domain/look.ts';
import { sameTerms } from '../domain/mall.ts';
import { type Eligibility, Good, type GoodState, MOST_STOCK, ORDER_STATES } from '../domain/mall-shape.ts';
import type { LocalText } from '../domain/text.ts';
import { auditIn } from './audit-trail.ts';
import { changesOf, statement } from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import { offerOf } from './mall.ts';
import type { GoodTable } from './tables.ts';

type Counted = { orders: StudioGood['orders']; owed: number };
const noOrders = (): Counted => ({ orders: { ordered: 0, ready: 0, handed: 0, cancelled: 0 }, owed: 0 });

/** Orders of each good by state, and what the company owes for those to charity. */
const countsOf = async (db: Db, org: string, sku?: string): Promise<Map<string, Counted>> => {
  const rows = await db
    .selectFrom('mall_order as o')
    .innerJoin('good_version as v', (j) => j.onRef('v.good', '=', 'o.good').onRef('v.rev', '=', 'o.rev'))
    .select(['o.good', 'o.state', 'v.definition'])
    .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.sum<number>('o.qty').as('pieces')])
    .where('o.org', '=', org)
    .$if(sku !== undefined, (q) => q.where('o.good', '=', sku ?? ''))
    .groupBy(['o.good', 'o.rev', 'o.state', 'v.definition'])
    .execute();
  const counts = new Map<string, Counted>();
  for (const row of rows) {
    const counted = counts.get(row.good) ?? noOrders();
    counts.set(row.good, counted);
    const state = ORDER_STATES.find((s) => s === row.state);
    if (state) counted.orders[state] += Number(row.n);
    const { charity } = Good.parse(JSON.parse(row.definition));
    if (charity && state !== 'cancelled') counted.owed += charity.amount * Number(row.pieces);
  }
  return counts;
};

const studioGood = (row: GoodTable, { orders, owed }: Counted): StudioGood => {
  const { good, state, left } = offerOf(row);
  const { id: sku, rev, sold, updatedAt } = row;
  return { sku, rev, state, good, left, sold, orders, ...(good.charity ? { owed } : {}), updatedAt };
};

/** Every good of a company with its orders, and what a form has to choose from. */
export const studioMall = async (db: Db, org: string): Promise<StudioMall> => {
  const counts = await countsOf(db, org);
  const rows = await db
    .selectFrom('good')
    .selectAll()
    .where('org', '=', org)
    .orderBy('updatedAt', 'desc')
    .orderBy('id')
    .execute();
  const departments = await db
    .selectFrom('department')
    .select(['id', 'name', 'parent'])
    .where('org', '=', org)
    .orderBy('name')
    .execute();
  const quests = await db
    .selectFrom('quest')
    .select(['id', 'definition'])
    .where('org', '=', org)
    .where('state', '=', 'live')
    .execute();
  return {
    goods: rows.map((row) => studioGood(row, counts.get(row.id) ?? noOrders())),
    departments: departments.map(({ id, name, parent }) => ({
      id,
      name,
      ...(parent === null ? {} : { parent }),
    })),
    quests: quests.map(({ id, definition }) => ({
      id,
      name: (JSON.parse(definition) as { name: LocalText }).name,
    })),
    looks: [...LOOK_GOODS],
  };
};

const findGood = async (db: Db, org: string, sku: string): Promise<GoodTable> => {
  const row = await db
    .selectFrom('good')
    .selectAll()
    .where('id', '=', sku)
    .where('org', '=', org)
    .executeTakeFirst();
  if (!row) throw new RuleError('mall.unknown');
  return row;
};
const again = async (tx: Tx, by: Actor, sku: string): Promise<StudioGood> =>
  studioGood(await findGood(tx.db, by.org, sku), (await countsOf(tx.db, by.org, sku)).get(sku) ?? noOrders());

const isThere = async (db: Db, org: string, rule: Eligibility): Promise<boolean> => {
  if (rule.by !== 'department' && rule.by !== 'quest') return true;
  const [table, id] =
    rule.by === 'quest' ? (['quest', rule.quest] as const) : (['department', rule.department] as const);
  const found = await db
    .selectFrom(table)
    .select('id')
    .where('id', '=', id)
    .where('org', '=', org)
    .executeTakeFirst();
  return found !== undefined;
};

/** What a good names is there: its picture, who may buy it, what it gives. */
const checkNamed = async (db: Db, org: string, good: Good): Promise<void> => {
  if (good.gives !== undefined && !LOOK_GOODS.includes(good.gives))
    throw new RuleError('mall.invalid', { place: 'gives' });
  if (!(await isThere(db, org, good.eligible))) throw new RuleError('mall.invalid', { place: 'eligible' });
  if (good.picture === undefined) return;
  const found = await db
    .selectFrom('media')
    .select('name')
    .where('org', '=', org)
    .where('name', '=', good.picture)
    .executeTakeFirst();
  if (!found) throw new RuleError('media.unknown');
};

const keepVersion = (tx: Tx, good: string, rev: number, definition: string) =>
  tx.db.insertInto('good_version').values({ good, rev, definition }).execute();

type New = { good: Good; stock: number | null };
type Made = { org: string; person: string | null };
/** Puts a new good on the shelf as a draft; gives its sku. `slug` = its name in content/catalog, once per company. */
export const addGood = async (
  tx: Tx,
  { org, person }: Made,
  { good, stock }: New,
  { slug = null, state = 'draft' }: { slug?: string | null; state?: GoodState } = {},
): Promise<string> => {
  const id = randomUUID();
  const definition = JSON.stringify(good);
  const counts = { rev: 1, terms: 1, left: stock, sold: 0, nth: 0 };
  const made = { createdBy: person, createdAt: tx.now, updatedAt: tx.now };
  await tx.db
    .insertInto('good')
    .values({ id, org, slug, state, definition, ...counts, ...made })
    .execute();
  await keepVersion(tx, id, 1, definition);
  return id;
};

type Changed = { good: Good; sku: string; rev: number };
const changeGood = async (tx: Tx, by: Actor, { good, sku, rev }: Changed): Promise<void> => {
  const before = await findGood(tx.db, by.org, sku);
  const terms = sameTerms(offerOf(before).good, good) ? before.terms : rev + 1;
  const definition = JSON.stringify(good);
  const done = await tx.db
    .updateTable('good')
    .set({ definition, rev: rev + 1, terms, updatedAt: tx.now })
    .where('id', '=', sku)
    .where('rev', '=', rev)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) !== 1)
    throw new RuleError('mall.changed', { price: offerOf(before).good.price, rev: before.rev });
  await keepVersion(tx, sku, rev + 1, definition);
};

/** A new good, or a change to one. Throws `mall.unknown`, `mall.changed`, `mall.invalid`, `media.unknown`. */
export const saveGood = async (tx: Tx, by: Actor, body: New | Changed): Promise<StudioGood> => {
  await checkNamed(tx.db, by.org, body.good);
  if ('sku' in body) await changeGood(tx, by, body);
  const sku = 'sku' in body ? body.sku : await addGood(tx, by, body);
  await auditIn(tx, by, { action: 'mall.save', object: sku, details: { price: body.good.price } });
  return again(tx, by, sku);
};

/** Throws `mall.unknown`, `mall.has_orders`. */
export const setGoodState = async (tx: Tx, by: Actor, sku: string, state: GoodState): Promise<StudioGood> => {
  const before = await findGood(tx.db, by.org, sku);
  if (state === 'draft' && before.nth > 0) throw new RuleError('mall.has_orders');
  await tx.db.updateTable('good').set({ state, updatedAt: tx.now }).where('id', '=', sku).execute();
  await auditIn(tx, by, { action: 'mall.state', object: sku, details: { before: before.state, state } });
  return again(tx, by, sku);
};

const ADD = statement(
  'update "good" set "left" = coalesce("left", 0) + ?, "updatedAt" = ? where "id" = ? and coalesce("left", 0) + ? between 0 and ?',
);

/** Adds to what is left, or takes away; null = unlimited. Throws `mall.unknown`, `mall.stock`. */
export const addStock = async (tx: Tx, by: Actor, sku: string, add: number | null): Promise<StudioGood> => {
  const before = await findGood(tx.db, by.org, sku);
  if (add === null)
    await tx.db.updateTable('good').set({ left: null, updatedAt: tx.now }).where('id', '=', sku).execute();
  else if ((await changesOf(sinkOf(tx), ADD, [add, tx.now, sku, add, MOST_STOCK])) !== 1)
    throw new RuleError('mall.stock', { left: before.left ?? 0 });
  await auditIn(tx, by, { action: 'mall.stock', object: sku, details: { before: before.left, add } });
  return again(tx, by, sku);
};

/** Whether a company has ever had a good. */
export const hasGoods = async (db: Db, org: string): Promise<boolean> =>
  (await db.selectFrom('good').select('id').where('org', '=', org).executeTakeFirst()) !== undefined;
