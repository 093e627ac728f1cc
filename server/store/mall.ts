import type { GoodView, MallView } from '../domain/api-mall.ts';
import { RuleError } from '../domain/errors.ts';
import { mostOf, type Offer, refusalOf } from '../domain/mall.ts';
import { type Eligibility, GOOD_TIERS, Good, type GoodState, isInstant } from '../domain/mall-shape.ts';
import type { LocalText } from '../domain/text.ts';
import type { Sink } from './bulk.ts';
import type { Actor } from './commit.ts';
import type { Database, Db } from './db.ts';
import { balanceOf } from './ledger.ts';
import { eligibleAmong } from './mall-eligible.ts';
import type { GoodTable } from './tables.ts';

/** Who looks at the shelves. */
export type Shopper = Actor & { guest: boolean };

export const offerOf = (row: GoodTable): Offer => ({
  state: row.state as GoodState,
  good: Good.parse(JSON.parse(row.definition)),
  rev: row.rev,
  terms: row.terms,
  left: row.left,
});

/** Pieces a person has of each good. */
const piecesBy = async (db: Db, person: string): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('mall_order')
    .select(['good'])
    .select((eb) => eb.fn.sum<number>('qty').as('n'))
    .where('person', '=', person)
    .where('state', '!=', 'cancelled')
    .groupBy('good')
    .execute();
  return new Map(rows.map((r) => [r.good, Number(r.n)]));
};

/** Name of the department or quest that a rule names. */
const nameOfRule = async (db: Db, org: string, rule: Eligibility): Promise<LocalText | undefined> => {
  if (rule.by === 'department') {
    const found = await db
      .selectFrom('department')
      .select('name')
      .where('id', '=', rule.department)
      .where('org', '=', org)
      .executeTakeFirst();
    return found && { zh: found.name };
  }
  if (rule.by !== 'quest') return undefined;
  const found = await db
    .selectFrom('quest')
    .select('definition')
    .where('id', '=', rule.quest)
    .where('org', '=', org)
    .executeTakeFirst();
  return found && (JSON.parse(found.definition) as { name: LocalText }).name;
};

/** Reads of one look at the mall, each asked once. */
const lookerOf = ({ read, dialect }: Database, by: Shopper) => {
  const sink: Sink = { trx: read, dialect };
  const known = new Map<string, Promise<boolean>>();
  const eligible = (rule: Eligibility): Promise<boolean> => {
    const key = JSON.stringify(rule);
    const asked =
      known.get(key) ?? eligibleAmong(sink, by.org, rule, [by.person]).then((found) => found.has(by.person));
    known.set(key, asked);
    return asked;
  };
  return { eligible, nameOf: (rule: Eligibility) => nameOfRule(read, by.org, rule) };
};

type Seen = { mine: number; eligible: boolean; name: LocalText | undefined; guest: boolean; now: number };

const viewOf = (row: GoodTable, seen: Seen): GoodView => {
  const offer = offerOf(row);
  const { kind, name, text, icon, picture, price, tier, opensAt, closesAt } = offer.good;
  const { pickup, eligible, charity, gives } = offer.good;
  const most = mostOf(offer.good);
  const refused = refusalOf(offer, seen, 1, seen.now);
  return {
    sku: row.id,
    rev: row.rev,
    ...{ kind, name, text, icon, price, tier, eligible },
    ...(picture === undefined ? {} : { picture }),
    ...(row.left === null ? {} : { left: row.left }),
    sold: row.sold,
    ...(most === undefined ? {} : { perPerson: most }),
    mine: seen.mine,
    ...(opensAt === undefined ? {} : { opensAt }),
    ...(closesAt === undefined ? {} : { closesAt }),
    ...(pickup === undefined ? {} : { pickup }),
    ...(seen.name === undefined ? {} : { eligibleName: seen.name }),
    ...(charity === undefined ? {} : { charity }),
    ...(gives === undefined ? {} : { gives }),
    instant: isInstant(offer.good),
    ...(refused === undefined ? {} : { refusal: refused.code }),
  };
};

const viewsOf = async (db: Database, by: Shopper, rows: GoodTable[], now: number): Promise<GoodView[]> => {
  const pieces = await piecesBy(db.read, by.person);
  const looker = lookerOf(db, by);
  const views: GoodView[] = [];
  for (const row of rows) {
    const rule = offerOf(row).good.eligible;
    const seen = { eligible: await looker.eligible(rule), name: await looker.nameOf(rule) };
    views.push(viewOf(row, { ...seen, mine: pieces.get(row.id) ?? 0, guest: by.guest, now }));
  }
  return views;
};

const onShelf = (db: Db, org: string) =>
  db.selectFrom('good').selectAll().where('org', '=', org).where('state', 'in', ['open', 'closed']);

/** What is on the shelves, by tier and price. */
export const mallOf = async (db: Database, by: Shopper, now: number): Promise<MallView> => {
  const goods = await viewsOf(db, by, await onShelf(db.read, by.org).execute(), now);
  goods.sort(
    (a, b) =>
      GOOD_TIERS.indexOf(a.tier) - GOOD_TIERS.indexOf(b.tier) ||
      a.price - b.price ||
      (a.sku < b.sku ? -1 : 1),
  );
  const orders = await db.read
    .selectFrom('mall_order')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('person', '=', by.person)
    .executeTakeFirstOrThrow();
  return {
    goods,
    balance: await balanceOf(db.read, by.person),
    orders: Number(orders.n),
    serverNow: now,
  };
};

/** One good of the shelves. Throws `mall.unknown`. */
export const goodOf = async (db: Database, by: Shopper, sku: string, now: number): Promise<GoodView> => {
  const row = await onShelf(db.read, by.org).where('id', '=', sku).executeTakeFirst();
  const [view] = row ? await viewsOf(db, by, [row], now) : [];
  if (!view) throw new RuleError('mall.unknown');
  return view;
};
