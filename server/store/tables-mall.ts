/** Column types that both databases hold alike: text, integer, bigint (ms UTC), 0/1 for claims, JSON as text. */
type Json = string;
type Ms = number;

/**
 * A good of the mall; its id is the sku. `definition` = Good of domain/mall-shape.ts. `rev` rises with every change,
 * `terms` = the rev since which kind, price and what is given are as they are. `left` = pieces left (null = unlimited),
 * `sold` = pieces ordered and not cancelled, `nth` = number of the last order. `slug` = its name in content/catalog.
 */
export type GoodTable = {
  id: string;
  org: string;
  slug: string | null;
  state: string;
  definition: Json;
  rev: number;
  terms: number;
  left: number | null;
  sold: number;
  nth: number;
  createdBy: string | null;
  createdAt: Ms;
  updatedAt: Ms;
};
/**
 * An order, once per person and command. `price` of one piece, `purse` it was paid into; `gives` = id of what is worn;
 * `code` = pick-up code, or for charity (purse charity) the code of the certificate. Its good as it was bought stands in good_version at `rev`.
 */
export type OrderTable = {
  id: string;
  org: string;
  good: string;
  person: string;
  command: string;
  nth: number;
  qty: number;
  price: number;
  purse: string;
  kind: string;
  gives: string | null;
  code: string | null;
  rev: number;
  state: string;
  at: Ms;
  readyAt: Ms | null;
  handedAt: Ms | null;
  handedBy: string | null;
  cancelledAt: Ms | null;
  cancelledBy: string | null;
  reason: string;
};
/** A good as it was sold at `rev`: what an order shows for ever. */
export type GoodVersionTable = { good: string; rev: number; definition: Json };

export type MallTables = { good: GoodTable; good_version: GoodVersionTable; mall_order: OrderTable };
