import type { MediaView } from '../../../server/domain/api-bank.ts';
import { foldForSearch } from '../../../server/domain/question-search.ts';
import { number } from '../../i18n/index.ts';

export type MediaFilter = { text: string; kind: 'all' | 'picture' | 'sound' | 'unused' };

/** The media whose name or description holds every word, of the wanted kind. */
export const mediaFound = (media: readonly MediaView[], { text, kind }: MediaFilter): MediaView[] => {
  const words = foldForSearch(text).split(/\s+/u).filter(Boolean);
  return media.filter((m) => {
    if (kind === 'unused' ? m.uses > 0 : kind !== 'all' && m.kind !== kind) return false;
    const about = foldForSearch(`${m.name} ${m.alt}`);
    return words.every((word) => about.includes(word));
  });
};

const KB = 1024;
/** 1536 -> "1.5 KB". */
export const sizeText = (bytes: number): string => {
  if (bytes < KB) return `${number(bytes)} B`;
  const [n, unit] = bytes < KB * KB ? [bytes / KB, 'KB'] : [bytes / KB / KB, 'MB'];
  return `${number(Math.round(n * 10) / 10)} ${unit}`;
};

/** How a text names a medium. */
export const markOf = (m: Pick<MediaView, 'name' | 'alt'>): string =>
  `![${m.alt.replace(/[\\\]]/gu, '\\$&')}](media:${m.name})`;
