import i18next from 'i18next';
import { ERROR_CODES } from '../../../server/domain/errors.ts';
import { QUESTION_STATES } from '../../../server/domain/question.ts';
import { Refusal } from '../../net/call.ts';
import { faultOf } from '../../net/fault.ts';
import { faultText } from '../../ui/fault-text.ts';

/** A state's name in words; anything else stays as it is. */
const worded = (value: number | string): number | string =>
  QUESTION_STATES.some((s) => s === value)
    ? String(i18next.t(`state.${value}` as never, { ns: 'studio.shell' } as never))
    : value;

/** A failed call as one sentence with its details: "It still has 3 questions; move them first." */
export const faultLine = (fault: unknown): string =>
  fault instanceof Refusal
    ? faultText(fault.code, Object.fromEntries(Object.entries(fault.details).map(([k, v]) => [k, worded(v)])))
    : faultText(faultOf(fault));

/** Why something was not sent: our own code in words, what the other side said as it said it. */
export const whyText = (reason: string): string => {
  const code = ERROR_CODES.find((c) => c === reason);
  return code === undefined ? reason : faultText(code);
};
