import { useCallback, useEffect, useState } from 'react';
import { faultOf } from '../../net/fault.ts';

export type Loaded<T> = { value?: T; fault?: string; load: () => void; set: (value: T) => void };

/** What a door gives, with its failure and another try. `ask` must be stable. */
export const useLoaded = <T>(ask: () => Promise<T>): Loaded<T> => {
  const [state, setState] = useState<{ value?: T; fault?: string }>({});
  const load = useCallback(() => {
    setState(({ value }) => (value === undefined ? {} : { value }));
    ask().then(
      (value) => setState({ value }),
      (error: unknown) =>
        setState(({ value }) => ({ ...(value === undefined ? {} : { value }), fault: faultOf(error) })),
    );
  }, [ask]);
  useEffect(load, [load]);
  const set = useCallback((value: T) => setState({ value }), []);
  return { ...state, load, set };
};
