import { z } from 'zod';
import { count, name, verbsOf, word } from './entry.ts';

const { server, client } = verbsOf('social');

/** What people do for and with each other. Texts are kept apart; the log has lengths only. */
export const social = {
  'friend.changed': server(80, 'S', { with: name, action: z.enum(['request', 'accept', 'remove']) }),
  /** obj = channel */
  'chat.sent': server(81, 'F', { len: count, mentionsN: count, moderation: word }),
  /** obj = what it is given to */
  'reaction.given': server(82, 'S', { kind: word }),
  'gift.sent': server(83, 'L', { txn: name, to: name, amount: count }),
  /** obj = team */
  'team.changed': server(84, 'S', { action: z.enum(['join', 'leave', 'invite']) }),
  /** obj = what is commented on */
  'comment.posted': server(85, 'F', { len: count }),
  /** obj = what is shared */
  'share.made': client(86, 'S', { channel: word }),
  'profile.viewed': client(87, 'S', { of: name }),
  /** obj = question or topic */
  'help.exchanged': server(88, 'S', { role: z.enum(['asker', 'answerer']), accepted: z.boolean() }),
};
