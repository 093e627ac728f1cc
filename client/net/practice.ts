import type { AttemptView } from '../../server/domain/api.ts';
import type { DrillChoice, PracticeView } from '../../server/domain/api-practice.ts';
import { setAhead, setPractice, setPracticeFault, takeAhead } from '../stores/practice.ts';
import { call, Offline, Refusal } from './call.ts';
import { faultOf } from './fault.ts';

/** Loads the hub into its store; a failure is kept there beside the last good view. */
export const loadPractice = async (): Promise<PracticeView | undefined> => {
  try {
    const view = await call('GET /api/practice');
    setPractice(view);
    return view;
  } catch (fault) {
    setPracticeFault(faultOf(fault));
    return undefined;
  }
};

/** The set that was started ahead, else a new one, else the open one. */
export const startDrill = async (choice: DrillChoice): Promise<AttemptView> =>
  takeAhead(choice) ?? (await call('POST /api/practice/start', { body: choice }));

/** Starts the next set before it is asked for; false = there is nothing left to ask. One that is never played stays open. */
export const startAhead = async (choice: DrillChoice): Promise<boolean> => {
  try {
    setAhead(choice, await call('POST /api/practice/start', { body: choice }));
    return true;
  } catch (fault) {
    if (fault instanceof Offline) return true;
    if (!(fault instanceof Refusal)) throw fault;
    return fault.code !== 'practice.nothing_due' && fault.code !== 'point.unknown';
  }
};

/** Ends a set before its last question; what was answered counts. */
export const stopDrill = (attempt: string): Promise<AttemptView> =>
  call('POST /api/practice/stop', { body: { attempt } });
