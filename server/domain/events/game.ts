import { z } from 'zod';
import { count, duration, name, real, share, verbsOf, word } from './entry.ts';

const { server, client } = verbsOf('game');
const movement = {
  txn: name,
  amount: z.int().min(1).max(1_000_000_000),
  reason: word,
  ref: name.optional(),
};

/** What happens in the game around the learning. */
export const game = {
  /** obj = quest */
  'quest.accepted': client(50, 'B', {}),
  /** obj = quest; progress 0 to 1 */
  'quest.progressed': server(51, 'B', { progress: share }),
  /** obj = quest; ms */
  'quest.completed': server(52, 'R', { stars: count }),
  /** obj = level (station), ctx = attempt; columns ok = success, ms */
  'level.finished': server(53, 'R', {
    stars: count.max(3),
    kind: word.optional(),
    /** Practice: the chest's tier. */
    tier: word.optional(),
    earned: count.optional(),
    /** Boss: what is left of it and of the learner's shields. */
    hp: count.optional(),
    shields: count.optional(),
  }),
  /** obj = scene */
  'scene.entered': client(54, 'B', { from: name.optional() }),
  /** obj = npc */
  'npc.talked': client(55, 'B', { node: name, talkMs: duration }),
  /** obj = dialog node */
  'dialog.chosen': client(56, 'B', { option: name }),
  /** obj = item */
  'item.used': server(57, 'B', { on: name.optional(), effect: word }),
  /** obj = item (title included) */
  'avatar.changed': client(58, 'B', { slot: word }),
  /** ctx = match */
  'match.started': server(59, 'B', {
    mode: word,
    teams: count,
    waitMs: duration,
    ratingGap: real.optional(),
    predWin: share.optional(),
  }),
  /** ctx = match; column score = points of the round as a share */
  'round.scored': server(60, 'R', { round: count, team: name.optional(), pts: real, rank: count }),
  /** ctx = match; column score */
  'match.finished': server(61, 'R', {
    outcome: z.enum(['win', 'lose', 'tie', 'left']),
    rank: count,
    mu: real.optional(),
    sigma: real.optional(),
  }),
  /** Written by store/ledger.ts only; ctx of the envelope is free. */
  'coin.credited': server(62, 'L', movement),
  /** Written by store/ledger.ts only. */
  'coin.debited': server(63, 'L', movement),
  'xp.gained': server(64, 'B', { amount: count, reason: word, levelAfter: count }),
  'daily.checked_in': server(65, 'B', { streakDays: count }),
  /** obj = sku, ctx = order; no `stockLeft` where the stock is unlimited */
  'mall.ordered': server(66, 'L', { qty: count, price: count, stockLeft: count.optional() }),
};
