import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { en } from './en/index.ts';
import { zh } from './zh/index.ts';

/** The studio's texts come with its chunk: learners never load them. */
type StudioArea = keyof typeof zh;
const studioAreas = Object.keys(zh) as StudioArea[];
type Plain<K> = K extends `${infer B}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? B : K;
export type StudioKey<A extends StudioArea> = Plain<Extract<keyof (typeof zh)[A], string>>;
export type StudioT<A extends StudioArea> = (
  key: StudioKey<A>,
  values?: Record<string, string | number>,
) => string;

const spaceOf = (area: StudioArea): string => `studio.${area}`;
for (const area of studioAreas) {
  i18next.addResourceBundle('zh', spaceOf(area), zh[area]);
  i18next.addResourceBundle('en', spaceOf(area), en[area]);
}

/** The texts of one area of the studio, redrawn when the language changes: `const t = useS('bank')`. */
export const useS = <A extends StudioArea>(area: A): StudioT<A> => {
  const { t } = useTranslation();
  return (key, values) => t(key as never, { ...values, ns: spaceOf(area) } as never) as unknown as string;
};
