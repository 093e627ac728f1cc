import { useCallback, useEffect, useState } from 'react';
import { isReduced } from '../../stores/settings.ts';

const TICK_MS = 30;
/** A line is typed in within this many ticks, however long it is, and the next one begins after a breath. */
const MOST_TICKS = 45;
const BREATH_MS = 380;

export type Typing = {
  /** Lines to show; the last of them may be under way. */
  lines: number;
  /** Letters of the line under way; undefined = it is there in full. */
  letters?: number;
  done: boolean;
  skip: () => void;
};

/**
 * Lets lines appear one after another as if somebody spoke them. The first `read` stand there from the start, lines
 * named in `atOnce` (what I said myself) are not typed; nothing is when motion is reduced.
 */
export const useTyping = (texts: string[], read: number, atOnce: (index: number) => boolean): Typing => {
  const [full, setFull] = useState(read);
  const [letters, setLetters] = useState(0);
  const length = texts.length;
  const still = isReduced();
  const now = still ? length : Math.min(full, length);
  const line = texts[now];
  const whole = line === undefined ? 0 : [...line].length;
  const quick = line !== undefined && atOnce(now);

  useEffect(() => {
    if (line === undefined) return;
    const finished = quick || letters >= whole;
    const next = (): void => {
      setLetters(finished ? 0 : letters + Math.max(1, Math.ceil(whole / MOST_TICKS)));
      if (finished) setFull(now + 1);
    };
    const timer = setTimeout(next, quick ? 0 : finished ? BREATH_MS : TICK_MS);
    return () => clearTimeout(timer);
  }, [line, now, letters, whole, quick]);

  const skip = useCallback(() => {
    setFull(length);
    setLetters(0);
  }, [length]);
  if (line === undefined) return { lines: now, done: true, skip };
  const underway = !quick && letters < whole;
  return { lines: now + 1, ...(underway ? { letters } : {}), done: false, skip };
};
