import { useCallback, useEffect, useRef, useState } from 'react';
import { faultLine } from './fault-line.ts';

/** Something fetched on show and again on `reload`; only the last reply counts, and a failed reload keeps what was there. */
export const useLoaded = <T>(load: () => Promise<T>) => {
  const [value, setValue] = useState<T>();
  const [fault, setFault] = useState<string>();
  const turn = useRef(0);
  const reload = useCallback((): void => {
    turn.current += 1;
    const mine = turn.current;
    setFault(undefined);
    load().then(
      (v) => mine === turn.current && setValue(() => v),
      (f: unknown) => mine === turn.current && setFault(faultLine(f)),
    );
  }, [load]);
  useEffect(() => {
    reload();
    return () => {
      turn.current += 1;
    };
  }, [reload]);
  return { value, fault, reload, setValue };
};
