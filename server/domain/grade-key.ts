import type { Answer, KeyView } from './answer.ts';

type GapKey = Extract<KeyView, { gaps: unknown }>['gaps'][number];

const partOf = (key: GapKey): number | string => {
  if (typeof key === 'number') return key;
  return Array.isArray(key) ? (key[0] ?? '') : String(key.value);
};

/** The answer that a key as shown asks for; of several accepted texts the first. It gets the full mark. */
export const answerOfKey = (key: KeyView): Answer => {
  if (Array.isArray(key)) {
    const indexes = key.filter((part) => typeof part === 'number');
    return indexes.length === key.length ? indexes : String(key[0] ?? '');
  }
  if (typeof key !== 'object') return key;
  return 'gaps' in key ? key.gaps.map(partOf) : String(key.value);
};
