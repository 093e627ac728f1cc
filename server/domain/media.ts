export type MediaKind = 'picture' | 'sound';
export type MediaType = { kind: MediaKind; extension: string; mime: string };

const TYPES = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  m4a: 'audio/mp4',
} as const;
type Extension = keyof typeof TYPES;

const typeOf = (extension: Extension): MediaType => {
  const mime = TYPES[extension];
  return { kind: mime.startsWith('image/') ? 'picture' : 'sound', extension, mime };
};

const MB = 1024 * 1024;
/** The most bytes of a picture and of a sound. */
export const MOST_MEDIA: Record<MediaKind, number> = { picture: 5 * MB, sound: 20 * MB };
export const MOST_ALT = 500;

/** A medium's name in texts and addresses: the SHA-256 of its bytes in hex and its extension. */
export const MEDIA_NAME = /^[0-9a-f]{64}\.(?:png|jpg|gif|webp|svg|mp3|ogg|wav|m4a)$/u;
/** The MIME type by a stored name. */
export const mimeOf = (name: string): string => {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return extension in TYPES ? TYPES[extension as Extension] : 'application/octet-stream';
};

const asciiAt = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((c, i) => bytes[at + i] === c.charCodeAt(0));
const startsWith = (bytes: Uint8Array, ...head: number[]): boolean => head.every((b, i) => bytes[i] === b);
/** MPEG audio, layer III. */
const isFrame = ([a = 0, b = 0, c = 0]: Uint8Array): boolean =>
  a === 0xff && (b & 0xe6) === 0xe2 && (c & 0xf0) !== 0xf0 && (c & 0x0c) !== 0x0c;
const M4A_BRANDS = ['M4A ', 'M4B ', 'mp41', 'mp42', 'isom', 'iso2', 'dash'];

const binaryOf = (bytes: Uint8Array): Extension | undefined => {
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'jpg';
  if (asciiAt(bytes, 0, 'GIF87a') || asciiAt(bytes, 0, 'GIF89a')) return 'gif';
  if (asciiAt(bytes, 0, 'RIFF') && asciiAt(bytes, 8, 'WEBP')) return 'webp';
  if (asciiAt(bytes, 0, 'RIFF') && asciiAt(bytes, 8, 'WAVE')) return 'wav';
  if (asciiAt(bytes, 0, 'OggS')) return 'ogg';
  if (asciiAt(bytes, 4, 'ftyp') && M4A_BRANDS.some((b) => asciiAt(bytes, 8, b))) return 'm4a';
  return asciiAt(bytes, 0, 'ID3') || isFrame(bytes) ? 'mp3' : undefined;
};

const HREF = /\b(?:[\w-]+:)?(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/giu;
const isInside = (target: string): boolean =>
  /^\s*(?:#|data:image\/(?:png|jpeg|gif|webp);base64,)/iu.test(target);
const ACTIVE =
  /<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|embed|object|audio|video|handler|listener|set|animate\w*)\b|\bon\w+\s*=|javascript\s*:|<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet|@import|\bxml:base\s*=/iu;
const FOREIGN_URL = /url\(\s*["']?\s*(?!#|["')\s])/iu;

/** A drawing that does nothing and fetches nothing: no scripts, handlers, entities, embedded pages or outer references. */
export const isPlainSvg = (text: string): boolean =>
  !ACTIVE.test(text) &&
  !FOREIGN_URL.test(text) &&
  [...text.matchAll(HREF)].every((m) => isInside(m[1] ?? m[2] ?? m[3] ?? ''));

const svgTextOf = (bytes: Uint8Array): string | undefined => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const head = text.replace(/^\s*(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*>|\s)*/u, '');
    return /^<(?:[\w-]+:)?svg[\s>/]/u.test(head) ? text : undefined;
  } catch {
    return undefined;
  }
};

/** What the bytes themselves say they are, whatever the file is called; undefined = nothing we take. */
export const sniffMedia = (bytes: Uint8Array): MediaType | undefined => {
  const binary = binaryOf(bytes);
  if (binary) return typeOf(binary);
  if (bytes.length > MOST_MEDIA.picture) return undefined;
  const svg = svgTextOf(bytes);
  return svg !== undefined && isPlainSvg(svg) ? typeOf('svg') : undefined;
};
