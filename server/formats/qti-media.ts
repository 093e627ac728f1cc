import type { Note, Place } from '../domain/notes/index.ts';
import { inlineMedium, isExternal } from './html-media.ts';

/** The files around an item: undefined = there is no such file. */
export type Files = { read: (path: string) => Uint8Array | undefined; names?: readonly string[] };

/** Collects the media that texts show, under names that are unique in the reading. */
export type MediaShelf = {
  /** The name of the medium that `src` in a file of folder `base` means; undefined and a warning when there is none. */
  take: (src: string, base: string, place: Place) => string | undefined;
  media: Map<string, Uint8Array>;
};

const MB = 1024 * 1024;
const PICTURE = /\.(png|jpe?g|gif|webp|svg)$/iu;
const SOUND = /\.(mp3|ogg|wav|m4a)$/iu;

/** `folder/../a.png` from `items/` to `a.png`; undefined when it leaves the package. */
export const pathFrom = (base: string, href: string): string | undefined => {
  const plain = href.replace(/[?#].*$/u, '').replace(/\\/gu, '/');
  let decoded = plain;
  try {
    decoded = decodeURIComponent(plain);
  } catch {
    decoded = plain;
  }
  const parts: string[] = [];
  for (const part of (decoded.startsWith('/') ? decoded : `${base}/${decoded}`).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
};

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const nameFor = (path: string, taken: ReadonlyMap<string, unknown>): string => {
  const clean = (text: string): string => text.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const short = clean(path.slice(path.lastIndexOf('/') + 1));
  if (!taken.has(short)) return short;
  const long = clean(path);
  const dot = long.lastIndexOf('.');
  for (let n = 1; ; n++) {
    const name = n === 1 ? long : `${long.slice(0, dot)}-${n}${long.slice(dot)}`;
    if (!taken.has(name)) return name;
  }
};

const PREFIX = /^(\$|%24)IMS[-_]CC[-_]FILE[-_]?BASE(\$|%24)\/?/iu;

/** Where a source may lie: beside the item, at the root, under Canvas' folder. */
const candidates = (src: string, base: string): string[] => {
  const bare = src.replace(PREFIX, '');
  const near = bare === src ? [pathFrom(base, src)] : [];
  return [...near, pathFrom('', bare), pathFrom('web_resources', bare)].flatMap((p) => p ?? []);
};

/** The only file whose path ends so: exports of some systems name media from another folder. */
const byEnding = (names: readonly string[], path: string): string[] => {
  const found = names.filter((n) => n.endsWith(`/${path}`));
  return found.length === 1 ? found : [];
};

/** A shelf over the files of a package; a single item file has none. */
export const mediaShelf = (files: Files, warnings: Note[]): MediaShelf => {
  const names = new Map<string, string>();
  const media = new Map<string, Uint8Array>();
  const refused = (
    code: 'media.external' | 'media.missing' | 'media.refused',
    name: string,
    place: Place,
  ) => {
    warnings.push({ place, code, details: { name: name.slice(0, 200) } });
    return undefined;
  };
  const put = (path: string, bytes: Uint8Array, src: string, place: Place): string | undefined => {
    const limit = PICTURE.test(path) ? 5 * MB : SOUND.test(path) ? 20 * MB : 0;
    if (bytes.length === 0 || bytes.length > limit) return refused('media.refused', src, place);
    const name = nameFor(path, media);
    names.set(path, name);
    media.set(name, bytes);
    return name;
  };
  return {
    media,
    take: (src, base, place) => {
      const inline = inlineMedium(src);
      if (inline) {
        const path = `inline-${media.size + 1}.${inline.ending}`;
        return put(path, inline.bytes, path, place);
      }
      if (isExternal(src)) return refused('media.external', src, place);
      const likely = candidates(src, base);
      const elsewhere = likely.flatMap((path) => byEnding(files.names ?? [], path));
      for (const path of [...likely, ...elsewhere]) {
        const known = names.get(path);
        if (known !== undefined) return known;
        const bytes = files.read(path);
        if (bytes) return put(path, bytes, src, place);
      }
      return refused('media.missing', src, place);
    },
  };
};
