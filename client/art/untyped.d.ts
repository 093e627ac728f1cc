declare module 'maxrects-packer/dist/maxrects-packer.mjs' {
  export * from 'maxrects-packer';
}

declare module 'subset-font' {
  type Options = { targetFormat?: 'woff2' | 'woff' | 'sfnt' | 'truetype' };
  export default function subsetFont(font: Uint8Array, text: string, options?: Options): Promise<Buffer>;
}
