import type { Look, LookSlot } from '../../../server/domain/look.ts';

/** What is tried on, and what was tried before it. */
export type Tried = { look: Look; before: readonly Look[] };

const MOST_STEPS = 50;

export const beginWith = (look: Look): Tried => ({ look, before: [] });
/** Tries another look; the same one is no step. */
export const tryLook = (tried: Tried, look: Look): Tried =>
  JSON.stringify(look) === JSON.stringify(tried.look)
    ? tried
    : { look, before: [...tried.before, tried.look].slice(-MOST_STEPS) };
export const tryPart = (tried: Tried, slot: LookSlot, part: string): Tried =>
  tryLook(tried, { ...tried.look, [slot]: part });
/** One step back; at the beginning it stays. */
export const undo = (tried: Tried): Tried => {
  const look = tried.before.at(-1);
  return look === undefined ? tried : { look, before: tried.before.slice(0, -1) };
};
