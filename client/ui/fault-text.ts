import type { ErrorCode } from '../../server/domain/errors.ts';
import { ERROR_CODES } from '../../server/domain/errors.ts';
import { textOf, useT } from '../i18n/index.ts';

const isCode = (code: string): code is ErrorCode => (ERROR_CODES as readonly string[]).includes(code);

/** What the sentences name, for a refusal that came without its details. */
const BLANKS = {
  from: '',
  least: '',
  left: '',
  limit: '',
  mine: '',
  most: '',
  n: '',
  name: '',
  need: '',
  path: '',
  reason: '',
  seconds: '',
  sum: '',
  to: '',
  version: '',
};

/** The sentence for what `faultOf` gave: a refusal's code with its details, 'offline' or 'unknown'. */
export const faultText = (code: string, details: Record<string, number | string> = {}): string => {
  const t = textOf('common');
  if (isCode(code)) return textOf('errors')(code, { ...BLANKS, ...details });
  return code === 'offline' ? t('offline.short') : t('fault.unknown');
};
/** The same, redrawn when the language changes. */
export const useFaultText = (): typeof faultText => {
  useT('errors');
  return faultText;
};
