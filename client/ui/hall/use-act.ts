import { useCallback, useState } from 'react';
import { faultOf } from '../../net/fault.ts';

export type Act = {
  busy: boolean;
  fault: string | undefined;
  run: <T>(work: Promise<T>, then: (value: T) => void) => void;
};

/** One thing to do at a time, whether it goes on, and why it failed. After success the caller moves on. */
export const useAct = (): Act => {
  const [state, setState] = useState<{ busy: boolean; fault?: string }>({ busy: false });
  const run = useCallback(<T>(work: Promise<T>, then: (value: T) => void): void => {
    setState({ busy: true });
    work.then(
      (value) => {
        setState({ busy: false });
        then(value);
      },
      (error: unknown) => setState({ busy: false, fault: faultOf(error) }),
    );
  }, []);
  return { busy: state.busy, fault: state.fault, run };
};
