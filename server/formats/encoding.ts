import type { Note } from '../domain/notes/index.ts';
import { type SourceFile, type SourceText, UnreadableFile } from './format.ts';

type Decoded = { text: string; encoding: string; guessed?: true };

const strict = (label: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
const lenient = (label: string, bytes: Uint8Array): string =>
  new TextDecoder(label, { ignoreBOM: true }).decode(bytes);

const BOMS = [
  { encoding: 'utf-8-bom', label: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', label: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', label: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

const byMark = (bytes: Uint8Array): Decoded | undefined => {
  const bom = BOMS.find((b) => b.bytes.every((byte, i) => bytes[i] === byte));
  if (!bom) return undefined;
  return { text: lenient(bom.label, bytes.subarray(bom.bytes.length)), encoding: bom.encoding };
};

/** NULs on one side, as line ends, digits and Latin letters leave them in UTF-16. */
const asUtf16 = (bytes: Uint8Array): Decoded | undefined => {
  const sample = bytes.subarray(0, 65_536);
  const nuls = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) nuls[i % 2] = (nuls[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nuls;
  const label = odd > even ? 'utf-16le' : 'utf-16be';
  const share = Math.max(even, odd) / sample.length;
  if (Math.max(even, odd) < 2 || share < 0.002 || Math.min(even, odd) > Math.max(even, odd) / 4)
    return undefined;
  if (share < 0.2 && strict('utf-8', bytes) !== undefined) return undefined;
  return { text: lenient(label, bytes), encoding: label, guessed: true };
};

const count = (text: string, char: string): number => {
  let n = 0;
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) n++;
  return n;
};

/** A text in UTF-8 that somebody cut or glued: a few broken places among many good characters. */
const asDamagedUtf8 = (bytes: Uint8Array): Decoded | undefined => {
  const text = lenient('utf-8', bytes);
  const broken = count(text, '\ufffd');
  const good = (text.match(/[^\p{ASCII}\ufffd]/gu) ?? []).length;
  return good > 0 && good >= broken * 4 ? { text, encoding: 'utf-8' } : undefined;
};

/** Share of the double bytes that are everyday characters and punctuation of GB 2312; Latin letters make other pairs. */
const chineseShare = (bytes: Uint8Array): number => {
  let pairs = 0;
  let common = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[++i] ?? 0;
    pairs++;
    if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3))) common++;
  }
  return pairs === 0 ? 0 : common / pairs;
};

const CJK = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
/** Share of the decoded non-ASCII characters that stand beside another of theirs: Latin letters read as Chinese stand
 * alone between ASCII ones. Also true for traditional and rare characters, which GB 2312 has not. */
const chineseRuns = (bytes: Uint8Array): number => {
  const text =
    strict('gb18030', bytes.subarray(0, MOST_SAMPLED)) ?? lenient('gb18030', bytes.subarray(0, MOST_SAMPLED));
  const foreign = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  const inRuns = (text.match(CJK_RUN) ?? []).reduce((n, run) => n + [...run].length, 0);
  return foreign === 0 || !CJK.test(text) ? 0 : inRuns / foreign;
};
const CJK_RUN = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]{2,}/gu;
const MOST_SAMPLED = 200_000;

const asGb18030 = (bytes: Uint8Array): Decoded | undefined => {
  if (chineseShare(bytes) < 0.7 && chineseRuns(bytes) < 0.7) return undefined;
  const text = strict('gb18030', bytes) ?? lenient('gb18030', bytes);
  return (count(text, '\ufffd') - 1) * 20 <= text.length
    ? { text, encoding: 'gb18030', guessed: true }
    : undefined;
};

const decode = (bytes: Uint8Array): Decoded => {
  const marked = byMark(bytes) ?? asUtf16(bytes);
  if (marked) return marked;
  const utf8 = strict('utf-8', bytes);
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' };
  return (
    asDamagedUtf8(bytes) ??
    asGb18030(bytes) ?? { text: lenient('windows-1252', bytes), encoding: 'windows-1252', guessed: true }
  );
};

/** Line ends to \n; characters that no text has (NUL, other controls) count as broken. */
const tidied = (text: string): string =>
  text
    .replace(/^\ufeff/u, '')
    .replace(/\r?\r\n|\r|\v|\f/gu, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '\ufffd');

/** Decodes a text file by its BOM, else as UTF-16, UTF-8, GB18030 or windows-1252. Throws UnreadableFile `file.empty`. */
export const decodeText = (file: SourceFile): SourceText => {
  const { text: raw, encoding, guessed } = decode(file.bytes);
  const text = tidied(raw);
  if (text.trim() === '') throw new UnreadableFile('file.empty');
  const warnings: Note[] = [];
  if (guessed) warnings.push({ place: {}, code: 'text.encoding_guessed', details: { encoding } });
  const n = count(text, '\ufffd');
  if (n > 0) warnings.push({ place: {}, code: 'text.broken_characters', details: { n } });
  return { name: file.name, text, encoding, warnings };
};
