import { join, resolve } from 'node:path';
import { Remarks } from '../domain/bill-remark.ts';
import type { Catalogue } from '../domain/bill-write.ts';
import { readContentFile } from './content.ts';
import { honourCatalogue } from './honours.ts';

export const readRemarks = (contentDir: string): Remarks =>
  readContentFile(join(contentDir, 'catalog/remarks.yaml'), Remarks);

let read: Remarks | undefined;
/** What bills are written with: honours and remarks of this release, read once. */
export const billCatalogue = (): Catalogue => {
  read ??= readRemarks(resolve(import.meta.dirname, '../../content'));
  return { ...honourCatalogue(), remarks: read };
};
