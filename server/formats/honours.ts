import { join, resolve } from 'node:path';
import type { HonourCatalogue } from '../domain/api-honour.ts';
import { type Badge, Badges } from '../domain/badge.ts';
import { Titles } from '../domain/title.ts';
import { readContentFile } from './content.ts';

/** Titles, badges and league waters as `content/catalog` has them. */
export type Honours = Omit<HonourCatalogue, 'badges'> & { badges: Badge[] };

export const readHonours = (contentDir: string): Honours => {
  const { titles, leagues } = readContentFile(join(contentDir, 'catalog/titles.yaml'), Titles);
  return { titles, leagues, badges: readContentFile(join(contentDir, 'catalog/badges.yaml'), Badges) };
};

let read: Honours | undefined;
/** The catalogue of this release, read once. */
export const honourCatalogue = (): Honours => {
  read ??= readHonours(resolve(import.meta.dirname, '../../content'));
  return read;
};
