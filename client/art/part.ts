/** A built file: its path below client/public (or below client with `outside`), and its bytes. */
export type BuiltFile = { path: string; data: Buffer };

/** How finely a part is drawn: a draft is quick, and never counts as built. */
export type Quality = 'full' | 'draft';

/** One piece of the art build. `inputs` are all parameters and texts that decide the files, besides the code. */
export type Part = {
  name: string;
  /** The module that builds it: it and everything it imports decide the files, too. */
  module: string;
  inputs: unknown;
  build: (quality: Quality) => Promise<BuiltFile[]>;
};

export const textFile = (path: string, text: string): BuiltFile => ({ path, data: Buffer.from(text) });

export const jsonFile = (path: string, value: unknown): BuiltFile =>
  textFile(path, `${JSON.stringify(value)}\n`);
