import type { ErrorCode } from '../../server/domain/errors.ts';
import { ERROR_CODES } from '../../server/domain/errors.ts';
import { textOf, useT } from '../i18n/index.ts';

const isCode = (code: string): code is ErrorCode => (ERROR_CODES as readonly string[]).includes(code);

/** The sentence for what `faultOf` gave: a refusal's code, 'offline' or 'unknown'. */
export const faultText = (code: string): string => {
  const t = textOf('common');
  if (isCode(code)) return textOf('errors')(code);
  return code === 'offline' ? t('offline.short') : t('fault.unknown');
};
/** The same, redrawn when the language changes. */
export const useFaultText = (): ((code: string) => string) => {
  useT('errors');
  return faultText;
};
