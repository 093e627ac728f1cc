import type { Reading, SourceFile } from './format.ts';
import { readQtiPackage, readQtiXml } from './qti-package.ts';

export { writeQti22, writeQti30 } from './qti-write.ts';

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/**
 * Reads QTI 1.2, 2.0 to 2.2 and 3.0: single files and zip packages. An item is one question or one rejected note.
 * Case counts in typed answers only where the file says so or gives both spellings different marks.
 */
export const readQti = (file: SourceFile): Reading =>
  isZip(file.bytes) ? readQtiPackage(file) : readQtiXml(file);
