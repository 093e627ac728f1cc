import type { Ctx } from '../context.ts';
import type { Outcome } from '../domain/robot.ts';
import { robotOutcome, robotRequest } from '../formats/robot.ts';
import { commit } from '../store/commit.ts';
import { dueDeliveries, type InHand, settleDelivery, takeInHand } from '../store/outbox.ts';
import { dropSubscription } from '../store/push.ts';
import { postOut } from './outbound.ts';
import { pushRequest } from './push.ts';

const MOST = 100;
const MINUTE_MS = 60_000;
/** The device has taken its subscription back. */
const PUSH_GONE = new Set([404, 410]);

export type DeliverCtx = Pick<Ctx, 'db' | 'now'> & {
  log: Pick<Ctx['log'], 'error'>;
  config: Pick<Ctx['config'], 'outboundPrivate' | 'publicUrl'>;
};

const byRobot = async (ctx: DeliverCtx, hand: Extract<InHand, { channel: 'robot' }>): Promise<Outcome> => {
  const { publicUrl, outboundPrivate } = ctx.config;
  const saying = {
    id: hand.id,
    title: hand.title,
    text: hand.text,
    ...(publicUrl ? { link: publicUrl } : {}),
  };
  const { url, body } = robotRequest(hand.robot, saying, ctx.now());
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const said = await postOut({ url, headers, body }, outboundPrivate);
  if ('fault' in said) return { ok: false, again: true, reason: said.fault.slice(0, 200) };
  return robotOutcome(hand.robot.kind, said.status, said.body);
};

const byPush = async (ctx: DeliverCtx, hand: Extract<InHand, { channel: 'push' }>): Promise<Outcome> => {
  const said = await postOut(pushRequest(hand, ctx.config), ctx.config.outboundPrivate);
  if ('fault' in said) return { ok: false, again: true, reason: said.fault.slice(0, 200) };
  if (said.status >= 200 && said.status < 300) return { ok: true };
  if (PUSH_GONE.has(said.status)) await commit(ctx, (tx) => dropSubscription(tx, hand.to.id));
  const again = said.status === 429 || said.status >= 500;
  return { ok: false, again, reason: `HTTP ${said.status}`, ...(again ? { waitMs: MINUTE_MS } : {}) };
};

/** Sends what is due, one after the other; what fails is tried again later. Gives how many tries were made. */
export const deliverDue = async (ctx: DeliverCtx): Promise<number> => {
  let tries = 0;
  for (const id of await dueDeliveries(ctx.db.read, ctx.now(), MOST)) {
    try {
      const hand = await commit(ctx, (tx) => takeInHand(tx, id));
      if (!hand) continue;
      tries += 1;
      const outcome = hand.channel === 'robot' ? await byRobot(ctx, hand) : await byPush(ctx, hand);
      await commit(ctx, (tx) => settleDelivery(tx, hand, outcome));
    } catch (error) {
      ctx.log.error({ err: error, delivery: id }, 'a delivery failed');
    }
  }
  return tries;
};
