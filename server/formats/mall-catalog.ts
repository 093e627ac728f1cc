import { join } from 'node:path';
import { MallCatalog } from '../domain/mall-shape.ts';
import { readContentFile } from './content.ts';

/** The goods every company starts with. Throws an Error that names the file and the place. */
export const readMallCatalog = (contentDir: string): MallCatalog =>
  readContentFile(join(contentDir, 'catalog/mall.yaml'), MallCatalog);
