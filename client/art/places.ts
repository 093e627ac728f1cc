import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The folders the art build reads and writes, absolute. */
export const PLACES = {
  root,
  content: join(root, 'content'),
  art: join(root, 'content/art'),
  public: join(root, 'client/public'),
  translations: join(root, 'client/i18n'),
  sources: join(root, '.cache/art-sources'),
} as const;
