import { mediaOf } from './rich-text.ts';

const isLocalText = (value: object): value is { zh?: string; en?: string } => {
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([k, v]) => (k === 'zh' || k === 'en') && typeof v === 'string');
};

/** The same value with every text of a LocalText in it, however deep, changed by `change`. */
export const mapTexts = <T>(value: T, change: (text: string) => string): T => {
  const walk = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    const isText = isLocalText(part);
    return Object.fromEntries(
      Object.entries(part).map(([k, v]) => [k, isText && typeof v === 'string' ? change(v) : walk(v)]),
    );
  };
  return walk(value) as T;
};

/** The names of all media that a question shows, each once. */
export const mediaIn = (value: unknown): string[] => {
  const names = new Set<string>();
  mapTexts(value, (text) => {
    for (const name of mediaOf(text)) names.add(name);
    return text;
  });
  return [...names];
};

/** The same question with its media called by other names; a name without a new one stays. */
export const renameMedia = <T>(value: T, names: ReadonlyMap<string, string>): T =>
  mapTexts(value, (text) =>
    text.replace(/\]\(media:([^)\s]+)\)/gu, (whole, name: string) => {
      const next = names.get(name);
      return next === undefined ? whole : `](media:${next})`;
    }),
  );
