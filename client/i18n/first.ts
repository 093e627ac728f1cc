import { common as commonEn } from './en/common.ts';
import { errors as errorsEn } from './en/errors.ts';
import { join as joinEn } from './en/join.ts';
import { common as commonZh } from './zh/common.ts';
import { errors as errorsZh } from './zh/errors.ts';
import { join as joinZh } from './zh/join.ts';

/** The texts of the first screen, which load with it. All others come with `aboard.ts`. */
export const first = {
  zh: { common: commonZh, errors: errorsZh, join: joinZh },
  en: { common: commonEn, errors: errorsEn, join: joinEn },
} as const;
