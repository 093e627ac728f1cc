import { textOf } from '../../i18n/index.ts';
import { Refusal } from '../../net/call.ts';
import { faultOf } from '../../net/fault.ts';
import { faultText } from '../../ui/fault-text.ts';

/** A failed call as one sentence with its details: "Still used by 3 questions." */
export const faultLine = (fault: unknown): string =>
  fault instanceof Refusal
    ? textOf('errors')(fault.code, fault.details as Record<string, string>)
    : faultText(faultOf(fault));
