import { useCallback, useEffect, useState } from 'react';
import { faultOf } from '../../net/fault.ts';

export type Fetched<T> = { value?: T; fault?: string; again: () => void };

/** Fetches whenever `fetchIt` changes (give it a stable one); an answer that comes too late is left out. What was last
 * fetched stays beside a fault. */
export const useFetched = <T>(fetchIt: () => Promise<T>): Fetched<T> => {
  const [state, setState] = useState<{ of?: () => Promise<T>; value?: T; fault?: string }>({});
  const load = useCallback(
    (stillWanted: () => boolean): void => {
      fetchIt().then(
        (value) => stillWanted() && setState({ of: fetchIt, value }),
        (fault: unknown) =>
          stillWanted() &&
          setState((before) => ({
            ...(before.of === fetchIt ? before : {}),
            of: fetchIt,
            fault: faultOf(fault),
          })),
      );
    },
    [fetchIt],
  );
  useEffect(() => {
    let current = true;
    load(() => current);
    return () => {
      current = false;
    };
  }, [load]);
  const again = useCallback(() => load(() => true), [load]);
  if (state.of !== fetchIt) return { again };
  const { value, fault } = state;
  return { again, ...(value === undefined ? {} : { value }), ...(fault === undefined ? {} : { fault }) };
};
