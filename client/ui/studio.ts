import type { ComponentType } from 'react';

const found = import.meta.glob<{ Studio: ComponentType }>('../studio/Studio.tsx');
const load = found['../studio/Studio.tsx'];

/** Whether this build has the trainers' console. */
export const hasStudio = load !== undefined;
/** The trainers' console, in its own chunk. */
export const studio = (): Promise<{ Studio: ComponentType }> =>
  load === undefined ? Promise.reject(new Error('no studio')) : load();
