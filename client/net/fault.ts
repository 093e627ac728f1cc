import { Offline, Refusal } from './call.ts';

/** What to show of a failed call: the refusal's code, 'offline', or 'unknown' for a bug of ours. */
export const faultOf = (fault: unknown): string =>
  fault instanceof Refusal ? fault.code : fault instanceof Offline ? 'offline' : 'unknown';
