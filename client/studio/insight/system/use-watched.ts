import { useEffect } from 'react';
import { useLoaded } from '../../parts/use-loaded.ts';

const LOOK_MS = 1_500;

/** A work in the background: looked at again and again while it runs. */
export const useWatched = <T extends { running?: unknown }>(load: () => Promise<T>) => {
  const loaded = useLoaded(load);
  const { value, reload } = loaded;
  useEffect(() => {
    if (value?.running === undefined) return;
    const timer = setTimeout(reload, LOOK_MS);
    return () => clearTimeout(timer);
  }, [value, reload]);
  return loaded;
};
