import type { Kept } from '../../stores/play.ts';

/**
 * What survives a reload on this device: answers not acknowledged yet (with their command ids), the missed questions
 * of an open attempt, the exam question on the screen, and which ended attempt a station's result belongs to. A blocked storage is simply empty.
 */
const PREFIX = 'archipelago.play.';
const NOTHING: Kept = { queue: [], missed: [] };

const read = (key: string): string | undefined => {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
};
const write = (key: string, value: string | undefined): void => {
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch {
    // A full or forbidden storage costs only the memory over a reload.
  }
};

export const keep = (attempt: string, kept: Kept): void =>
  write(
    attempt,
    kept.queue.length === 0 && kept.missed.length === 0 && kept.item === undefined
      ? undefined
      : JSON.stringify(kept),
  );

export const keptOf = (attempt: string): Kept => {
  const text = read(attempt);
  if (text === undefined) return NOTHING;
  try {
    const kept = JSON.parse(text) as Partial<Kept>;
    return { queue: kept.queue ?? [], missed: kept.missed ?? [], item: kept.item };
  } catch {
    return NOTHING;
  }
};
export const forget = (attempt: string): void => write(attempt, undefined);

/** A long text under way, until it has been handed in. */
export const keepText = (name: string, text: string | undefined): void => write(`text.${name}`, text);
export const keptText = (name: string): string | undefined => read(`text.${name}`);

/** Remembers that `station`'s last attempt ended and its result is on the screen (or, without an attempt, no more). */
export const keepResult = (station: string, attempt: string | undefined): void =>
  write(`result.${station}`, attempt);
export const resultOf = (station: string): string | undefined => read(`result.${station}`);
