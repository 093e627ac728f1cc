import { useCallback, useState } from 'react';
import { Refusal } from '../../net/call.ts';
import { faultOf } from '../../net/fault.ts';

/** Does one thing of the host; what fails is told beside the buttons. */
export type Work = (work: () => Promise<unknown>) => void;

/** Whether the host's last wish is under way, and why it failed. */
export const useWork = (): { busy: boolean; fault: string | undefined; run: Work } => {
  const [state, setState] = useState<{ busy: boolean; fault?: string }>({ busy: false });
  const run = useCallback((work: () => Promise<unknown>): void => {
    setState({ busy: true });
    work().then(
      () => setState({ busy: false }),
      (error: unknown) =>
        // Somebody else, or the clock, was a moment sooner: the screen shows it already.
        setState({
          busy: false,
          ...(error instanceof Refusal && error.code === 'battle.phase' ? {} : { fault: faultOf(error) }),
        }),
    );
  }, []);
  return { ...state, fault: state.fault, run };
};
