import { z } from 'zod';
import { MEDIA_NAME } from './media.ts';
import { ROLES } from './person.ts';
import { LocalText } from './text-shape.ts';

/** `virtual` = something worn in the game, `prize` = a real thing, `voucher` = worth something elsewhere, `privilege` =
 * something one may do. */
export const GOOD_KINDS = ['virtual', 'prize', 'voucher', 'privilege'] as const;
export type GoodKind = (typeof GOOD_KINDS)[number];
/** The shelf a good stands on. */
export const GOOD_TIERS = ['bronze', 'silver', 'gold'] as const;
export type GoodTier = (typeof GOOD_TIERS)[number];
/** `draft` = not seen by learners, `open` = sold between opensAt and closesAt, `closed` = seen, not sold, `archived` =
 * neither; its orders go on. */
export const GOOD_STATES = ['draft', 'open', 'closed', 'archived'] as const;
export type GoodState = (typeof GOOD_STATES)[number];
/** `ordered` -> `ready` (waits at the desk) -> `handed` | `cancelled` (refunded, back in stock). What is delivered at
 * once is `handed` from the beginning. */
export const ORDER_STATES = ['ordered', 'ready', 'handed', 'cancelled'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

const Id = z.string().min(1).max(64);
const short = (most: number) =>
  LocalText.refine((t) => [t.zh, t.en].every((s) => s === undefined || s.length <= most), 'mall.invalid');

/** Who may buy: everybody, the first n percent of the company by xp, holders of a title, graduates of a quest, a
 * department with those below it, a role and those above it. */
export const Eligibility = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('all') }),
  z.strictObject({ by: z.literal('top'), percent: z.int().min(1).max(100) }),
  z.strictObject({ by: z.literal('title'), title: Id }),
  z.strictObject({ by: z.literal('quest'), quest: Id }),
  z.strictObject({ by: z.literal('department'), department: Id }),
  z.strictObject({ by: z.literal('role'), role: z.enum(ROLES) }),
]);
export type Eligibility = z.output<typeof Eligibility>;

/** What the company gives for each voucher: `amount` in fen (hundredths) of `currency`. */
export const Charity = z.strictObject({
  organisation: short(80),
  amount: z.int().min(1).max(100_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type Charity = z.output<typeof Charity>;

export const MOST_PRICE = 1_000_000;
export const MOST_STOCK = 1_000_000;
/** The most pieces of one order. */
export const MOST_QTY = 20;

const MEDIA = z.string().regex(MEDIA_NAME, 'media.unknown');

/** What a trainer writes about a good. `icon` = name of a drawn icon, `picture` = a medium instead of it; `perPerson` =
 * pieces one person may have; times are ms UTC; `gives` = what of look.ts a virtual good is. */
export const Good = z
  .strictObject({
    kind: z.enum(GOOD_KINDS),
    name: short(40),
    text: short(600),
    icon: z.string().regex(/^[a-z0-9-]{1,60}$/),
    picture: MEDIA.exactOptional(),
    price: z.int().min(1).max(MOST_PRICE),
    perPerson: z.int().min(1).max(1000).exactOptional(),
    tier: z.enum(GOOD_TIERS),
    opensAt: z.int().min(0).exactOptional(),
    closesAt: z.int().min(0).exactOptional(),
    /** Where and how it is handed over. */
    pickup: short(300).exactOptional(),
    eligible: Eligibility,
    charity: Charity.exactOptional(),
    gives: Id.exactOptional(),
  })
  .superRefine((good, ctx) => {
    const refuse = (path: string): void =>
      void ctx.addIssue({ code: 'custom', path: [path], message: 'mall.invalid' });
    if ((good.kind === 'virtual') !== (good.gives !== undefined)) refuse('gives');
    if (good.charity !== undefined && good.kind !== 'voucher') refuse('charity');
    if (good.opensAt !== undefined && good.closesAt !== undefined && good.closesAt <= good.opensAt)
      refuse('closesAt');
  });
export type Good = z.output<typeof Good>;

/** Something worn and a gift to charity are delivered in the moment they are bought; all else waits at the desk. */
export const isInstant = (good: Pick<Good, 'kind' | 'charity'>): boolean =>
  good.kind === 'virtual' || good.charity !== undefined;

/** What is delivered at once can be undone for this long, as long as it is not worn. */
export const UNDO_MS = 10_000;

/** content/catalog/mall.yaml: `stock` absent = unlimited. */
export const MallCatalog = z.array(
  z.strictObject({
    slug: z.string().regex(/^[a-z0-9-]{1,60}$/),
    state: z.enum(GOOD_STATES),
    stock: z.int().min(0).max(MOST_STOCK).exactOptional(),
    good: Good,
  }),
);
export type MallCatalog = z.output<typeof MallCatalog>;
