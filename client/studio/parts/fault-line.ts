import i18next from 'i18next';
import { Refusal } from '../../net/call.ts';
import { faultOf } from '../../net/fault.ts';
import { faultText } from '../../ui/fault-text.ts';

/** A failed call as one sentence with its details: "It still has 3 questions; move them first." */
export const faultLine = (fault: unknown): string =>
  fault instanceof Refusal
    ? String(i18next.t(fault.code as never, { ...fault.details, ns: 'errors' } as never))
    : faultText(faultOf(fault));
