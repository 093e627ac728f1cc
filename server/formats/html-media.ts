const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A name that rich text can hold: no spaces or closing brackets. */
export const safeMediaName = (name: string): string => name.replace(/[\s)]+/gu, '-');

export const isExternal = (src: string): boolean => /^\s*(?:[a-z][a-z0-9+.-]*:|\/\/)/iu.test(src);

/** The medium's name for a `src` that points into the file's own media; undefined for other sites and data. */
export const mediaNameOf = (src: string): string | undefined => {
  const own = /^\s*@@PLUGINFILE@@\//u.exec(src)?.[0];
  const path = src.slice(own?.length ?? 0).trim();
  if (path === '' || (own === undefined && (isExternal(path) || path.startsWith('/')))) return undefined;
  return safeMediaName(decoded(path.replace(/[?#].*$/su, '').replace(/^\.\//u, '')));
};

const KINDS: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/mp4': 'm4a',
};

/** A picture or sound that stands in the text itself as `data:image/png;base64,...`, with its file ending. */
export const inlineMedium = (src: string): { bytes: Uint8Array; ending: string } | undefined => {
  const comma = src.indexOf(',');
  const head = /^\s*data:([\w/+.-]+)(?:;[\w=-]+)*;base64$/iu.exec(
    src.slice(0, Math.max(0, Math.min(comma, 200))),
  );
  const ending = KINDS[head?.[1]?.toLowerCase() ?? ''];
  if (ending === undefined) return undefined;
  return { bytes: new Uint8Array(Buffer.from(src.slice(comma + 1), 'base64')), ending };
};
