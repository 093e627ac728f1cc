import { RuleError } from './errors.ts';
import { type Good, type GoodState, type OrderState, UNDO_MS } from './mall-shape.ts';

/** A good as it stands on the shelf. `terms` = the rev since which what a buyer agrees to is as it is; `left` null =
 * unlimited. */
export type Offer = { state: GoodState; good: Good; rev: number; terms: number; left: number | null };
/** What is known of somebody who wants it: `mine` = pieces had already, `eligible` by the good's rule. */
export type Buyer = { guest: boolean; mine: number; eligible: boolean };
export type Wish = { qty: number; rev: number };

/** Pieces one person may have; one of what is worn. */
export const mostOf = (good: Good): number | undefined => (good.kind === 'virtual' ? 1 : good.perPerson);

const notOpen = ({ good, state }: Offer, at: number): RuleError | undefined => {
  if (state === 'open' && good.opensAt !== undefined && at < good.opensAt)
    return new RuleError('mall.not_open', { opensAt: good.opensAt });
  const over = good.closesAt !== undefined && at >= good.closesAt;
  return state === 'open' && !over ? undefined : new RuleError('mall.not_open');
};

/** Why somebody cannot buy `qty` pieces of what was asked for at `at`; undefined = nothing but coins is in the way. */
export const refusalOf = (offer: Offer, buyer: Buyer, qty: number, at: number): RuleError | undefined => {
  const { good, state, left } = offer;
  if (state === 'draft' || state === 'archived') return new RuleError('mall.unknown');
  if (buyer.guest && good.kind !== 'virtual') return new RuleError('mall.account');
  const closed = notOpen(offer, at);
  if (closed) return closed;
  if (!buyer.eligible) return new RuleError('mall.not_eligible');
  const most = mostOf(good);
  if (most !== undefined && buyer.mine + qty > most)
    return new RuleError('mall.limit', { most, mine: buyer.mine });
  return left === null || qty <= left ? undefined : new RuleError('mall.sold_out', { left });
};

/** The same for a purchase: who has seen an older price is told `mall.changed` before anything of the shop is. */
export const buyRefusal = (
  offer: Offer,
  buyer: Buyer,
  { qty, rev }: Wish,
  at: number,
): RuleError | undefined => {
  const seen = offer.state === 'open' || offer.state === 'closed';
  if (seen && (rev < offer.terms || rev > offer.rev))
    return new RuleError('mall.changed', { price: offer.good.price, rev: offer.rev });
  return refusalOf(offer, buyer, qty, at);
};

/** What a buyer agrees to by paying; another text or limit changes nothing of it. */
export const sameTerms = (a: Good, b: Good): boolean =>
  a.kind === b.kind &&
  a.price === b.price &&
  a.gives === b.gives &&
  JSON.stringify(a.charity) === JSON.stringify(b.charity);

/** How many serve before the first `percent` of `n` people ends: who has more points than nobody of these is in. */
export const topCount = (n: number, percent: number): number => Math.ceil((n * percent) / 100);

/** Codes are compared as people type them: without case, dashes and spaces, and with no letter that looks like another. */
export const readMallCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/gu, '')
    .replace(/(.{4})(?=.)/gu, '$1-');

/** Number of a certificate of thanks: the year and the number of the order. */
export const serialOf = (year: number, nth: number): string => `${year}-${String(nth).padStart(6, '0')}`;

/** What decides whether an order can be taken back; `instant` = delivered in the moment it was bought. */
export type Standing = { state: OrderState; at: number; instant: boolean };
/** Why its buyer cannot take it back; `mall.in_use` is left to the store. */
export const cancelRefusal = ({ state, at, instant }: Standing, now: number): RuleError | undefined => {
  if (instant && state === 'handed') return now - at <= UNDO_MS ? undefined : new RuleError('mall.undo_over');
  return state === 'ordered' ? undefined : new RuleError('mall.order_state');
};
/** A trainer takes back whatever was not handed over at the desk. */
export const mayRefund = ({ state, instant }: Standing): boolean =>
  state === 'ordered' || state === 'ready' || (state === 'handed' && instant);
