import type { StatFlag } from '../../../../server/domain/api-bank.ts';

/** The key of a flag's words. */
export const FLAG_TEXT = {
  too_few: 'flag.few',
  too_easy: 'flag.easy',
  too_hard: 'flag.hard',
  negative_discrimination: 'flag.negative',
  low_efficiency: 'flag.inefficient',
  suspicious_key: 'flag.suspicious',
} as const satisfies Record<StatFlag, string>;
