/** A clock that stands still until it is told to go on. Monday 2026-11-16 09:00 in Shanghai. */
export type Clock = { now: () => number; advance: (ms: number) => void; set: (at: number) => void };
export const MORNING = Date.UTC(2026, 10, 16, 1);

export const clockAt = (start = MORNING): Clock => {
  let at = start;
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
    },
    set: (to) => {
      at = to;
    },
  };
};
