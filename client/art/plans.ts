import { readParameters } from './content.ts';

export const propsOfIslands = (): string[] =>
  readParameters<{ props: string[] } | null>('islands.yaml')?.props ?? [];
