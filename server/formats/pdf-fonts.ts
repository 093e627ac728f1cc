import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { trueTypeOf } from './woff.ts';

const { resolve } = createRequire(import.meta.url);
const WEIGHTS = { plain: 500, bold: 700 } as const;
export type Fonts = Record<keyof typeof WEIGHTS, Buffer>;

let fonts: Promise<Fonts> | undefined;
/** LXGW WenKai holds the rare characters of names too; read when the first page is printed. */
export const fontsOf = (): Promise<Fonts> => {
  const read = async (weight: number): Promise<Buffer> =>
    trueTypeOf(
      await readFile(resolve(`@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-${weight}-normal.woff`)),
    );
  fonts ??= Promise.all([read(WEIGHTS.plain), read(WEIGHTS.bold)]).then(([plain, bold]) => ({ plain, bold }));
  return fonts;
};
