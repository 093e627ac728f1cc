import type { Live } from './battle-live.ts';

/** A duel waits so long for somebody whose line was lost, but never beyond the clock of its question. */
export const RETURN_MS = 20_000;

/** Those for whose answer a question waits: who is here, and in a duel who was here a moment ago. When its room begins both
 * count as lost just now. */
export const createPresence = (live: Live) => {
  const { row, crowd } = live;
  const returning = new Set<string>();
  const seenAt = new Map<string, number>();
  return {
    /** The same set for as long as the room lives; `look` keeps it. */
    people: (row.mode === 'duel' ? returning : crowd.online) as ReadonlySet<string>,
    /** True when a return time has begun or is over. */
    look: (at: number): boolean => {
      if (row.mode !== 'duel') return false;
      let moved = false;
      for (const { person, bot } of live.battle.seats.values()) {
        if (bot) continue;
        if (crowd.online.has(person) || !seenAt.has(person)) seenAt.set(person, at);
        const counts = at - (seenAt.get(person) ?? at) < RETURN_MS;
        if (counts === returning.has(person)) continue;
        moved = true;
        if (counts) returning.add(person);
        else returning.delete(person);
      }
      return moved;
    },
  };
};
