import type { Ctx } from '../context.ts';
import { RuleError } from '../domain/errors.ts';
import type { Outcome } from '../domain/robot.ts';
import { robotOutcome, robotRequest } from '../formats/robot.ts';
import { commit } from '../store/commit.ts';
import { dueDeliveries, type InHand, settleDelivery, takeInHand } from '../store/outbox.ts';
import { dropSubscription } from '../store/push.ts';
import { openRobot } from '../store/robot.ts';
import { vaultOf } from '../store/secret.ts';
import { postOut } from './outbound.ts';
import { pushRequest } from './push.ts';

const MOST = 100;
const MINUTE_MS = 60_000;
/** The device has taken its subscription back. */
const PUSH_GONE = new Set([404, 410]);

export type DeliverCtx = Pick<Ctx, 'db' | 'now'> & {
  log: Pick<Ctx['log'], 'error'>;
  config: Pick<Ctx['config'], 'outboundPrivate' | 'publicUrl' | 'dataDir' | 'secretKey'>;
};

const byRobot = async (ctx: DeliverCtx, hand: Extract<InHand, { channel: 'robot' }>): Promise<Outcome> => {
  const { publicUrl, outboundPrivate } = ctx.config;
  const saying = {
    id: hand.id,
    title: hand.title,
    text: hand.text,
    ...(publicUrl ? { link: publicUrl } : {}),
  };
  const robot = { kind: hand.robot.kind, ...openRobot(hand.robot, vaultOf(ctx.config)) };
  const { url, body } = robotRequest(robot, saying, ctx.now());
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const said = await postOut({ url, headers, body }, outboundPrivate);
  if ('fault' in said) return { ok: false, again: true, reason: said.fault.slice(0, 200) };
  return robotOutcome(robot.kind, said.status, said.body);
};

const byPush = async (ctx: DeliverCtx, hand: Extract<InHand, { channel: 'push' }>): Promise<Outcome> => {
  const privateKey = vaultOf(ctx.config).open('push', hand.org, hand.key.privateKey);
  const opened = { ...hand, key: { ...hand.key, privateKey } };
  const said = await postOut(pushRequest(opened, ctx.config), ctx.config.outboundPrivate);
  if ('fault' in said) return { ok: false, again: true, reason: said.fault.slice(0, 200) };
  if (said.status >= 200 && said.status < 300) return { ok: true };
  if (PUSH_GONE.has(said.status)) await commit(ctx, (tx) => dropSubscription(tx, hand.to.id));
  const again = said.status === 429 || said.status >= 500;
  return { ok: false, again, reason: `HTTP ${said.status}`, ...(again ? { waitMs: MINUTE_MS } : {}) };
};

/** A secret that cannot be read is no reason to try again: somebody has to enter it anew. */
const sent = async (ctx: DeliverCtx, hand: InHand): Promise<Outcome> => {
  try {
    return await (hand.channel === 'robot' ? byRobot(ctx, hand) : byPush(ctx, hand));
  } catch (error) {
    if (error instanceof RuleError) return { ok: false, again: false, reason: error.code };
    throw error;
  }
};

/** Sends what is due, one after the other; what fails is tried again later. Gives how many tries were made. */
export const deliverDue = async (ctx: DeliverCtx): Promise<number> => {
  let tries = 0;
  for (const id of await dueDeliveries(ctx.db.read, ctx.now(), MOST)) {
    try {
      const hand = await commit(ctx, (tx) => takeInHand(tx, id));
      if (!hand) continue;
      tries += 1;
      const outcome = await sent(ctx, hand);
      await commit(ctx, (tx) => settleDelivery(tx, hand, outcome));
    } catch (error) {
      ctx.log.error({ err: error, delivery: id }, 'a delivery failed');
    }
  }
  return tries;
};
