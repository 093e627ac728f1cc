import { uuidv7 } from 'uuidv7';
import { isQuiet, type QuietHours } from '../domain/reminder.ts';
import { backOff, MOST_TRIES, type Outcome, PER_MINUTE, type RobotKind } from '../domain/robot.ts';
import type { Tx } from './commit.ts';
import type { Db } from './db.ts';
import type { DeliveryTable } from './tables.ts';

const MINUTE_MS = 60_000;
/** What quiet hours hold back is looked at again after this. */
const QUIET_WAIT_MS = 5 * MINUTE_MS;
/** Settled deliveries are forgotten after this. */
const KEPT_MS = 30 * 86_400_000;

type New = Pick<DeliveryTable, 'org' | 'channel' | 'target' | 'title' | 'text'> & {
  person?: string;
  urgent?: boolean;
};
/** Puts something to be sent outside into the line, in the transaction of what it tells of. */
export const enqueue = async (tx: Tx, { person, urgent, ...what }: New): Promise<void> => {
  await tx.db
    .insertInto('delivery')
    .values({
      id: uuidv7(),
      ...what,
      person: person ?? null,
      state: 'waiting',
      tries: 0,
      nextAt: tx.now,
      triedAt: null,
      createdAt: tx.now,
      doneAt: null,
      reason: null,
      urgent: urgent ? 1 : 0,
    })
    .execute();
};

/** Ids of what is due, the longest waiting first. */
export const dueDeliveries = async (db: Db, now: number, most: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('delivery')
    .select('id')
    .where('state', '=', 'waiting')
    .where('nextAt', '<=', now)
    .orderBy('nextAt')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map((r) => r.id);
};

type Common = { id: string; org: string; title: string; text: string; tries: number; createdAt: number };
/** One delivery in hand: this is try number `tries`. Address, secret and private key are as they are stored: sealed. */
export type InHand =
  | (Common & { channel: 'robot'; robot: { id: string; kind: RobotKind; url: string; secret: string } })
  | (Common & {
      channel: 'push';
      to: { id: string; endpoint: string; p256dh: string; auth: string };
      key: { publicKey: string; privateKey: string };
    });

/** Tries at a target within the last minute. */
const lately = async (tx: Tx, target: string): Promise<number> => {
  const { n } = await tx.db
    .selectFrom('delivery')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('target', '=', target)
    .where('triedAt', '>', tx.now - MINUTE_MS)
    .executeTakeFirstOrThrow();
  return Number(n);
};

const put = async (tx: Tx, row: Pick<DeliveryTable, 'id' | 'tries'>, set: Partial<DeliveryTable>) => {
  const done = await tx.db
    .updateTable('delivery')
    .set(set)
    .where('id', '=', row.id)
    .where('tries', '=', row.tries)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
};

/** Until when this robot has to wait; undefined = it may speak. */
const heldUntil = async (tx: Tx, row: DeliveryTable): Promise<number | undefined> => {
  const robot = await tx.db
    .selectFrom('robot as r')
    .innerJoin('org as o', 'o.id', 'r.org')
    .select(['r.kind', 'r.quiet', 'o.zone'])
    .where('r.id', '=', row.target)
    .executeTakeFirst();
  if (!robot) return undefined;
  const quiet = JSON.parse(robot.quiet) as QuietHours;
  if (row.urgent === 0 && isQuiet(quiet, tx.now, robot.zone)) return tx.now + QUIET_WAIT_MS;
  const most = PER_MINUTE[robot.kind as RobotKind];
  return (await lately(tx, row.target)) >= most ? tx.now + MINUTE_MS / 6 : undefined;
};

const withTarget = async (tx: Tx, row: DeliveryTable): Promise<InHand | undefined> => {
  const { id, org, title, text } = row;
  const common = { id, org, title, text, tries: row.tries + 1, createdAt: Number(row.createdAt) };
  if (row.channel === 'robot') {
    const r = await tx.db.selectFrom('robot').selectAll().where('id', '=', row.target).executeTakeFirst();
    return (
      r && {
        ...common,
        channel: 'robot',
        robot: { id: r.id, kind: r.kind as RobotKind, url: r.url, secret: r.secret },
      }
    );
  }
  const s = await tx.db
    .selectFrom('push_subscription as s')
    .innerJoin('push_key as k', 'k.org', 's.org')
    .select(['s.id', 's.endpoint', 's.p256dh', 's.auth', 'k.publicKey', 'k.privateKey'])
    .where('s.id', '=', row.target)
    .executeTakeFirst();
  if (!s) return undefined;
  const { publicKey, privateKey, ...to } = s;
  return { ...common, channel: 'push', to, key: { publicKey, privateKey } };
};

/**
 * Takes one delivery in hand and sets the time of its next try, so that a server that dies before it knows what came of it
 * sends it again: at least once. undefined = quiet hours, too fast, nobody there any more, or in other hands.
 */
export const takeInHand = async (tx: Tx, id: string): Promise<InHand | undefined> => {
  const row = await tx.db.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirst();
  if (row?.state !== 'waiting' || Number(row.nextAt) > tx.now) return undefined;
  const until = row.channel === 'robot' ? await heldUntil(tx, row) : undefined;
  if (until !== undefined) {
    await put(tx, row, { nextAt: until });
    return undefined;
  }
  const hand = await withTarget(tx, row);
  if (!hand) {
    await put(tx, row, { state: 'failed', doneAt: tx.now, reason: 'gone' });
    return undefined;
  }
  const tries = row.tries + 1;
  return (await put(tx, row, { tries, triedAt: tx.now, nextAt: tx.now + backOff(tries) })) ? hand : undefined;
};

/** Writes down what came of a try: done, to be tried again, or given up after the eighth. */
export const settleDelivery = async (tx: Tx, hand: InHand, outcome: Outcome): Promise<void> => {
  if (outcome.ok) {
    await put(tx, hand, { state: 'sent', doneAt: tx.now, reason: null });
    return;
  }
  const { reason, again, waitMs = 0 } = outcome;
  if (again && hand.tries < MOST_TRIES) {
    await put(tx, hand, { reason, nextAt: tx.now + Math.max(waitMs, backOff(hand.tries)) });
    return;
  }
  await put(tx, hand, { state: 'failed', doneAt: tx.now, reason });
};

/** Forgets what was settled a month ago. */
export const pruneDeliveries = async (tx: Tx): Promise<void> => {
  await tx.db
    .deleteFrom('delivery')
    .where('state', '<>', 'waiting')
    .where('createdAt', '<', tx.now - KEPT_MS)
    .execute();
};
