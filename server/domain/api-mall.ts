import type { ErrorCode } from './errors.ts';
import type { Charity, Eligibility, Good, GoodKind, GoodState, GoodTier, OrderState } from './mall-shape.ts';
import type { LocalText } from './text.ts';

/**
 * What coins buy. A `sku` is the id of a good. Guests buy virtual goods only (`mall.account`). Orders are read by their
 * buyer and by trainers; `rev` is what the buyer has seen of the good, so that nobody pays a price not looked at.
 */
export type MallApi = {
  /** What is on the shelves: open and closed goods, by tier and price. */
  'GET /api/mall': { reply: MallView };
  /** One good as it is now: after `mall.changed`, or while waiting for the opening. Throws `mall.unknown`. */
  'GET /api/mall/goods/:sku': { reply: GoodView };
  /**
   * Buys. In a rush it may be answered with a waiting number: ask again after `againMs` with the SAME command id and body
   * until the fate is known; the place is kept whether one asks or not. Throws `mall.unknown`, `mall.changed` (details
   * price, rev), `mall.sold_out` (details left), `mall.limit` (details most, mine), `mall.not_open` (details opensAt
   * when it is still to come), `mall.not_eligible`, `mall.account`, `coins.insufficient` (details balance, price).
   */
  'POST /api/mall/buy': { body: { sku: string; qty: number; rev: number }; reply: BuyReply };
  /** My orders, newest first. */
  'GET /api/mall/orders': { reply: OrderView[] };
  /** One of my own. Throws `mall.order_unknown`. */
  'GET /api/mall/orders/:order': { reply: OrderView };
  /** Cancels one of my orders while `mayCancel` (it is `ordered`; or it was delivered at once, is not worn, and it is
   * before `undoUntil`): coins and stock come back, once. Throws `mall.order_unknown`,
   * `mall.order_state`, `mall.undo_over`, `mall.in_use`. */
  'POST /api/mall/cancel': { body: { order: string }; reply: OrderView };
  /** The certificate of thanks behind its code, for anyone who has it. Throws `thanks.unknown`. */
  'GET /api/thanks/:code': { reply: ThanksView };

  // ---- trainers and above ----
  'GET /api/studio/mall': { reply: StudioMall };
  /** A new good (a draft; `stock` null = unlimited), or a change to one: `rev` = what was looked at. A change never
   * touches orders, nor the stock. Throws `mall.unknown`, `mall.changed`, `mall.invalid`, `media.unknown`. */
  'POST /api/studio/mall/save': {
    body: { good: Good; stock: number | null } | { good: Good; sku: string; rev: number };
    reply: StudioGood;
  };
  /** Opens, closes, archives; back to draft only without orders. Throws `mall.unknown`, `mall.has_orders`. */
  'POST /api/studio/mall/state': { body: { sku: string; state: GoodState }; reply: StudioGood };
  /** Adds to what is left (or takes away, `add` < 0), also while it is sold; null = unlimited from now on; from unlimited
   * `add` is what is left then. Throws `mall.unknown`, `mall.stock` (details left) when it would go below zero. */
  'POST /api/studio/mall/stock': { body: { sku: string; add: number | null }; reply: StudioGood };
  /** Orders newest first, 50 a page; `next` goes into `after`. `find` = a name, or a pick-up code. The same as files:
   * GET /api/studio/mall/orders.xlsx|csv with the same filters, `lang=en` in English. */
  'GET /api/studio/mall/orders': { query: OrderQuery; reply: OrderPage };
  /** What has arrived at the desk: ordered -> ready, each buyer gets a message; others are left alone. */
  'POST /api/studio/mall/ready': { body: { orders: string[] }; reply: { ready: number } };
  /** Whose code this is, before it is handed over. Throws `mall.code_unknown`. */
  'POST /api/studio/mall/desk': { body: { code: string }; reply: StudioOrder };
  /** Handed over, once, by the buyer's code. Throws `mall.code_unknown`, `mall.handed` (details at),
   * `mall.order_state` when it is cancelled. */
  'POST /api/studio/mall/hand': { body: { code: string }; reply: StudioOrder };
  /** Cancels an order that was not handed over (or was delivered at once, and is not worn): coins and stock come back,
   * the buyer reads the reason. Throws `mall.order_unknown`, `mall.order_state`, `mall.in_use`. */
  'POST /api/studio/mall/cancel': { body: { order: string; reason: string }; reply: StudioOrder };
};

export type GoodView = {
  sku: string;
  rev: number;
  kind: GoodKind;
  name: LocalText;
  text: LocalText;
  icon: string;
  /** Name of a medium: /api/media/<picture>. */
  picture?: string;
  price: number;
  tier: GoodTier;
  /** Pieces left; absent = unlimited. */
  left?: number;
  sold: number;
  perPerson?: number;
  /** Pieces I have of it (not cancelled). */
  mine: number;
  opensAt?: number;
  closesAt?: number;
  pickup?: LocalText;
  eligible: Eligibility;
  /** Name of the quest or department that `eligible` asks for; a title's stands in GET /api/honours/catalogue. */
  eligibleName?: LocalText;
  charity?: Charity;
  /** Id in look.ts. */
  gives?: string;
  /** Delivered in the moment it is bought. */
  instant: boolean;
  /** Why I cannot buy it now, apart from my coins; absent = I can. `mall.not_open` with a later opensAt = soon. */
  refusal?: ErrorCode;
};
export type MallView = { goods: GoodView[]; balance: number; orders: number; serverNow: number };

/** `waiting`: `ahead` people are served before me. */
export type BuyReply =
  | { state: 'bought'; order: OrderView; balance: number }
  | { state: 'waiting'; ahead: number; againMs: number };

export type OrderView = {
  id: string;
  sku: string;
  kind: GoodKind;
  name: LocalText;
  icon: string;
  picture?: string;
  /** Which order of this good it is, counted in the order of arrival from 1 on. */
  nth: number;
  qty: number;
  /** Of one piece, as it was paid. */
  price: number;
  state: OrderState;
  at: number;
  readyAt?: number;
  handedAt?: number;
  cancelledAt?: number;
  /** What a trainer wrote when cancelling. */
  reason?: string;
  /** What is shown at the desk; absent for what is delivered at once and when it is over. */
  code?: string;
  pickup?: LocalText;
  /** Charity: the certificate of thanks, GET /api/thanks/<code>. */
  thanks?: string;
  charity?: Charity;
  gives?: string;
  mayCancel: boolean;
  /** Delivered at once: until when it can be undone. */
  undoUntil?: number;
};

export type ThanksView = {
  code: string;
  /** `nth` of the good as a number of six digits behind the year of the order: 2026-000017. */
  serial: string;
  org: string;
  person: string;
  name: LocalText;
  organisation: LocalText;
  /** What the company gives for this order, in hundredths of the currency. */
  amount: number;
  currency: string;
  qty: number;
  at: number;
  valid: boolean;
};

export type StudioGood = {
  sku: string;
  rev: number;
  state: GoodState;
  good: Good;
  /** null = unlimited. */
  left: number | null;
  sold: number;
  orders: Record<OrderState, number>;
  /** Charity: what the company owes for all vouchers, in hundredths of the currency. */
  owed?: number;
  updatedAt: number;
};
export type StudioMall = {
  goods: StudioGood[];
  /** For the choice of who may buy; titles stand in GET /api/honours/catalogue. */
  departments: { id: string; name: string; parent?: string }[];
  quests: { id: string; name: LocalText }[];
  /** Ids of look.ts that a virtual good may give. */
  looks: string[];
};
/** `from`, `to` = ms UTC as text, both included. */
export type OrderQuery = {
  state?: OrderState;
  sku?: string;
  kind?: GoodKind;
  department?: string;
  find?: string;
  from?: string;
  to?: string;
  after?: string;
};
export type StudioOrder = Omit<OrderView, 'mayCancel' | 'undoUntil' | 'thanks'> & {
  person: { id: string; name: string; avatar: string; department?: string };
  handedBy?: string;
  cancelledBy?: string;
  /** A trainer may cancel it. */
  mayCancel: boolean;
};
export type OrderPage = {
  orders: StudioOrder[];
  total: number;
  counts: Record<OrderState, number>;
  next?: string;
};
