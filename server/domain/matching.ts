/** Finding a partner for a duel. Skills in logits, times in ms. */
export type Waiting = { person: string; theta: number; since: number };

/** At first a partner within this distance, then further the longer one waits. */
const FIRST_GAP = 0.6;
const GAP_A_SECOND = 0.2;
/** So long one waits for a person before a recorded run or a bot steps in; less in the first duels of all. */
const PATIENCE_MS = 5_000;
const FIRST_PATIENCE_MS = 3_000;
const FIRST_DUELS = 3;

const gapOf = ({ since }: Waiting, now: number): number =>
  FIRST_GAP + (GAP_A_SECOND * Math.max(0, now - since)) / 1000;
const longestFirst = (a: Waiting, b: Waiting): number => a.since - b.since || (a.person < b.person ? -1 : 1);

/** Pairs those who wait: who has waited longest chooses first, the nearest in skill within what the wait allows. */
export const pairUp = (waiting: readonly Waiting[], now: number): [Waiting, Waiting][] => {
  const free = [...waiting].sort(longestFirst);
  const pairs: [Waiting, Waiting][] = [];
  for (let first = free.shift(); first; first = free.shift()) {
    const me = first;
    const distance = (w: Waiting): number => Math.abs(w.theta - me.theta);
    const best = free.reduce<Waiting | undefined>(
      (known, w) => (known && distance(known) <= distance(w) ? known : w),
      undefined,
    );
    if (!best || distance(best) > gapOf(me, now)) continue;
    free.splice(free.indexOf(best), 1);
    pairs.push([me, best]);
  }
  return pairs;
};

export type Fallback = 'wait' | 'ghost' | 'bot';
/** What comes when nobody is found: a newcomer's first three duels soon meet a fair bot, others the recorded run of a
 * colleague, or the bot where none is recorded. */
export const fallback = ({
  waitedMs,
  duels,
  hasGhost,
}: {
  waitedMs: number;
  duels: number;
  hasGhost: boolean;
}): Fallback => {
  const isNew = duels < FIRST_DUELS;
  if (waitedMs < (isNew ? FIRST_PATIENCE_MS : PATIENCE_MS)) return 'wait';
  return !isNew && hasGhost ? 'ghost' : 'bot';
};
