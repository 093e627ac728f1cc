import { MOST_FILE_BYTES } from './assignment.ts';
import { RuleError } from './errors.ts';
import { sniffMedia } from './media.ts';

export type UploadKind = 'photo' | 'file';
/** A file as it is kept: its name ends as its bytes say. */
export type CheckedFile = { name: string; mime: string; kind: UploadKind };
type Type = { extension: string; mime: string; kind: UploadKind };

const PHOTOS = new Set(['png', 'jpg', 'gif', 'webp']);
const OFFICE = 'application/vnd.openxmlformats-officedocument';
const PARTS: [part: string, extension: string, mime: string][] = [
  ['word/document.xml', 'docx', `${OFFICE}.wordprocessingml.document`],
  ['xl/workbook.xml', 'xlsx', `${OFFICE}.spreadsheetml.sheet`],
  ['ppt/presentation.xml', 'pptx', `${OFFICE}.presentationml.presentation`],
];

const begins = (bytes: Uint8Array, ...head: number[]): boolean => head.every((b, i) => bytes[i] === b);
const file = (extension: string, mime: string): Type => ({ extension, mime, kind: 'file' });

/** A zip of an Office document without macros; the names in a zip are never compressed. */
const officeOf = (bytes: Uint8Array): Type | undefined => {
  if (!begins(bytes, 0x50, 0x4b, 0x03, 0x04)) return undefined;
  const names = new TextDecoder('latin1').decode(bytes);
  if (!names.includes('[Content_Types].xml') || /vbaProject\.bin/iu.test(names)) return undefined;
  const part = PARTS.find(([name]) => names.includes(name));
  return part && file(part[1], part[2]);
};

/** Plain text: whole UTF-8 without control characters. */
const textOf = (bytes: Uint8Array, name: string): Type | undefined => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.trim() === '' || /[^\P{Cc}\t\n\r\f]/u.test(text)) return undefined;
  } catch {
    return undefined;
  }
  return /\.(?:md|markdown)$/iu.test(name) ? file('md', 'text/markdown') : file('txt', 'text/plain');
};

const typeOf = (bytes: Uint8Array, name: string): Type | undefined => {
  const media = sniffMedia(bytes);
  if (media && PHOTOS.has(media.extension))
    return { extension: media.extension, mime: media.mime, kind: 'photo' };
  if (media?.kind === 'sound') return undefined;
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return file('pdf', 'application/pdf');
  return officeOf(bytes) ?? (/\.(?:txt|md|markdown)$/iu.test(name) ? textOf(bytes, name) : undefined);
};

const MOST_NAME = 80;
const SAME: Record<string, string> = { jpeg: 'jpg', markdown: 'md' };

/** A name without folders, control and direction characters, with the extension of its type. */
const nameOf = (name: string, extension: string): string => {
  const last = name.normalize('NFC').split(/[\\/]/u).at(-1) ?? '';
  const clean = last
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const dot = clean.lastIndexOf('.');
  const ending = dot < 0 ? '' : clean.slice(dot + 1).toLowerCase();
  const kept = (SAME[ending] ?? ending) === extension ? clean.slice(0, dot) : clean;
  const stem = [...kept.replace(/^\.+/u, '')].slice(0, MOST_NAME).join('').trim();
  return `${stem === '' ? 'file' : stem}.${extension}`;
};

/** What the bytes themselves say a file is, whatever it is called; text is known by its name and its bytes.
 * Throws `submission.file` for one that is empty, too large or none of the kinds we take. */
export const checkFile = (name: string, bytes: Uint8Array): CheckedFile => {
  const fits = bytes.length > 0 && bytes.length <= MOST_FILE_BYTES;
  const type = fits ? typeOf(bytes, name) : undefined;
  if (!type) throw new RuleError('submission.file');
  return { name: nameOf(name, type.extension), mime: type.mime, kind: type.kind };
};
