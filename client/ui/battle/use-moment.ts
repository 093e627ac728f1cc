import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { type BattlePlay, battlePlay, offsetOf } from '../../stores/battle.ts';

/** Where the clock of the question stands: before it runs, running, or at its end. */
export type Moment = 'reading' | 'open' | 'over';

const momentAt = (now: number, opensAt: number, closesAt: number | undefined): Moment =>
  now < opensAt ? 'reading' : closesAt !== undefined && now >= closesAt ? 'over' : 'open';

const times = (s: BattlePlay) => ({
  opensAt: s.view?.question?.opensAt ?? 0,
  closesAt: s.view?.question?.closesAt,
  paused: s.view?.paused === true,
  offset: offsetOf(s),
});

/** Redraws when the question opens and when its time is over, by the server's clock. */
export const useMoment = (): Moment => {
  const { opensAt, closesAt, paused, offset } = useStore(battlePlay, useShallow(times));
  const [, redraw] = useState(0);
  const moment = momentAt(performance.now() + offset, opensAt, closesAt);
  useEffect(() => {
    const edge = moment === 'reading' ? opensAt : moment === 'open' ? closesAt : undefined;
    if (edge === undefined || paused) return;
    const wait = Math.max(0, edge - offset - performance.now());
    const timer = setTimeout(() => redraw((n) => n + 1), wait + 5);
    return () => clearTimeout(timer);
  }, [moment, opensAt, closesAt, paused, offset]);
  return moment;
};

const STEP_MS = 200;
const leftAt = (until: number | undefined, offset: number): number | undefined =>
  until === undefined ? undefined : Math.max(0, until - offset - performance.now());

/** Milliseconds until a server time, read anew five times a second; undefined = there is no such time. */
export const useLeft = (until: number | undefined, still = false): number | undefined => {
  const offset = useStore(battlePlay, offsetOf);
  const [left, setLeft] = useState(() => leftAt(until, offset));
  useEffect(() => {
    setLeft(leftAt(until, offset));
    if (until === undefined || still) return;
    const timer = setInterval(() => setLeft(leftAt(until, offset)), STEP_MS);
    return () => clearInterval(timer);
  }, [until, offset, still]);
  return left;
};
