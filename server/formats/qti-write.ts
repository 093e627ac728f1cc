import type { WriteInput, Writing } from './format.ts';
export const writeQti22 = (input: WriteInput): Writing => {
  throw new Error(String(input));
};
export const writeQti30 = writeQti22;
