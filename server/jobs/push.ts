import webpush from 'web-push';
import type { Ctx } from '../context.ts';
import type { InHand } from '../store/outbox.ts';
import type { Post } from './outbound.ts';

/** A push that could not be given to a device within half a day is dropped. */
const TTL_S = 12 * 3_600;
/** Whom a push service may write to when the server has no public address of its own. */
const NOBODY = 'mailto:push@archipelago.invalid';

/**
 * The request for a device: encrypted for it alone (RFC 8291), signed by the company's key (VAPID, RFC 8292). It says that
 * something waits and in which language to say so; what it is stands in the game only.
 */
export const pushRequest = (
  hand: Extract<InHand, { channel: 'push' }>,
  { publicUrl }: Pick<Ctx['config'], 'publicUrl'>,
): Post => {
  const { endpoint, p256dh, auth } = hand.to;
  const subject = publicUrl?.startsWith('https:') ? publicUrl : NOBODY;
  const said = webpush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    JSON.stringify({ lang: hand.title, to: '/messages' }),
    { TTL: TTL_S, urgency: 'normal', topic: 'message', vapidDetails: { subject, ...hand.key } },
  );
  const headers = Object.entries(said.headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { url: endpoint, headers: Object.fromEntries(headers), body: said.body };
};
