import { RuleError } from '../domain/errors.ts';
import { readLook } from '../domain/look.ts';
import { changesOf, rowsOf, type Statement, statement } from './bulk.ts';
import { type Actor, sinkOf, type Tx } from './commit.ts';
import type { Db } from './db.ts';
import { moveCoins } from './ledger.ts';
import type { OrderTable } from './tables.ts';

const LOCK: Statement = {
  ...statement('select "id" from "good" where "id" = ? for update'),
  sqlite: 'select "id" from "good" where "id" = ?',
};
const CANCEL = statement(
  `update "mall_order" set "state" = 'cancelled', "cancelledAt" = ?, "cancelledBy" = ?, "reason" = ?
  where "id" = ? and "state" = ?`,
);
const GIVE_BACK = statement('update "good" set "left" = "left" + ?, "sold" = "sold" - ? where "id" = ?');

/**
 * Cancels an order as it was read, once: the coins go back to its buyer, the pieces to the stock. Throws
 * `mall.order_state` when it is no longer so. The good is locked first, as a purchase locks it.
 */
export const refund = async (tx: Tx, by: Actor, order: OrderTable, reason: string): Promise<void> => {
  const sink = sinkOf(tx);
  await rowsOf(sink, LOCK, [order.good]);
  const cells = [tx.now, by.person, reason, order.id, order.state];
  if ((await changesOf(sink, CANCEL, cells)) !== 1) throw new RuleError('mall.order_state');
  const moved = await moveCoins(tx, by, {
    from: { kind: order.purse === 'charity' ? 'charity' : 'mall' },
    to: { person: order.person },
    amount: order.qty * order.price,
    reason: 'mall-refund',
    ref: order.id,
    key: `mall-refund:${order.id}`,
  });
  if (!moved) throw new Error('an order was refunded before it was cancelled');
  await changesOf(sink, GIVE_BACK, [order.qty, order.qty, order.good]);
};

/** Whether a person wears what an order gave. */
export const isWorn = async (db: Db, person: string, gives: string | null): Promise<boolean> => {
  if (gives === null) return false;
  const worn = await db
    .selectFrom('identity')
    .leftJoin('profile', 'profile.person', 'identity.person')
    .select(['identity.avatar', 'profile.frame', 'profile.skin'])
    .where('identity.person', '=', person)
    .executeTakeFirst();
  const look = readLook(worn?.avatar ?? '');
  const parts = Object.entries(look ?? {}).map(([slot, part]) => `${slot}.${part}`);
  return [worn?.frame, worn?.skin, ...parts].includes(gives);
};
