import { decodeText } from './encoding.ts';
import { type Format, type SourceFile, UnreadableFile } from './format.ts';
import { looksLikeBank } from './zh-evidence.ts';
import { readZip } from './zip.ts';

const SAMPLE = 262_144;

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, i) => bytes[i] === byte);

/** The bytes as Latin letters. */
const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

const versionOf = (xml: string): Format | undefined => {
  if (/qti-assessment-item|imsqtiasi_v3p0|imsqti_v3p0|imsqtiv3p0/u.test(xml)) return 'qti30';
  if (/imsqti_v2p2|imsqti_item_xmlv2p2|imsqti_xmlv2p2|imsqti_test_xmlv2p2/u.test(xml)) return 'qti22';
  if (/imsqti_v2p[01]|imsqti_xmlv2p[01]|imsqti_item_xmlv2p[01]|imsqti_test_xmlv2p[01]/u.test(xml))
    return 'qti21';
  if (/<(?:\w+:)?(?:assessmentItem|assessmentTest)\b/u.test(xml)) return 'qti21';
  if (/questestinterop|ims_qtiasiv1p2|imsqti_xmlv1p1|imsqti_xmlv1p2/u.test(xml)) return 'qti12';
  return undefined;
};

const SHEET_PARTS = /^xl\/|^content\.xml$/u;
const isXmlName = (name: string): boolean => /\.xml$/iu.test(name);

/** A zip by its names; a QTI package by the namespaces of its manifest, else of its first items. */
const ofZip = (bytes: Uint8Array): Format => {
  try {
    const zip = readZip(bytes);
    if (zip.names.some((name) => SHEET_PARTS.test(name))) return 'xlsx';
    const manifest = zip.names.find((name) => /(^|\/)imsmanifest\.xml$/iu.test(name));
    const looked = [manifest ?? [], zip.names.filter(isXmlName).slice(0, 5)].flat(2);
    for (const name of looked) {
      const version = versionOf(new TextDecoder().decode(zip.read(name)?.subarray(0, SAMPLE)));
      if (version) return version;
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (/xl[\\/](?:workbook|worksheets)/u.test(latin(bytes.subarray(-SAMPLE)))) return 'xlsx';
  }
  return 'qti22';
};

/** Root element without prolog, comments and doctype. */
const rootOf = (text: string): string | undefined => {
  let rest = text.slice(0, SAMPLE).trimStart();
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : /^<[?!]/u.test(rest) ? '>' : undefined;
    if (end === undefined) break;
    const at = rest.indexOf(end);
    if (at < 0) return undefined;
    rest = rest
      .slice(at + end.length)
      .trimStart()
      .replace(/^\]>/u, '')
      .trimStart();
  }
  return /^<(?:[\w.-]+:)?([\w.-]+)/u.exec(rest)?.[1];
};

const ofXml = (text: string): Format | undefined => {
  const root = rootOf(text);
  if (root === 'quiz' || root === 'question') return 'moodle-xml';
  const sample = text.slice(0, SAMPLE);
  const version = versionOf(sample);
  if (version) return version;
  if (root === 'Workbook' || root === 'html' || root === 'table')
    return /<table|<Workbook/iu.test(sample) ? 'xlsx' : undefined;
  if (/^(?:item|section|assessment|objectbank)$/u.test(root ?? '')) return 'qti12';
  return root === 'manifest' ? 'qti22' : undefined;
};

/** Lines without blank ones and with single spaces: patterns that skip white space stay linear on it. */
const tight = (text: string): string => text.replace(/[^\S\n]+/gu, ' ').replace(/(?: ?\n)+/gu, '\n');

const GIFT_KEY = /(?<!\\)\{\s*(?:[=~#]|T(?:RUE)?\s*[#}]|F(?:ALSE)?\s*[#}]|\}|\d+:[A-Z]+:|%)/u;
const isGift = (text: string): boolean => {
  if (/^\s*(?:\$CATEGORY:|::[^\n]+?::)/mu.test(text)) return true;
  if (GIFT_KEY.test(text)) return true;
  return /^[^{}\n]{3,}\{[^{}]*\n\s*[=~]/mu.test(text);
};
const AIKEN_KEY = /^\s*ANSWER\s*:\s*[A-Z]\s*$/mu;
const isAiken = (text: string): boolean => AIKEN_KEY.test(text) && /^\s*[A-Z][.)]\s+\S/mu.test(text);

/** Rows of one width, parted by tabs, commas, semicolons or bars. */
const isTable = (text: string): boolean => {
  const lines = text
    .split('\n')
    .filter((l) => l.trim() !== '')
    .slice(0, 30);
  return ['\t', ',', ';', '|'].some((sign) => {
    const widths = lines.map((l) => l.split(sign).length);
    const first = widths[0] ?? 1;
    if (first < 3) return false;
    const fitting = widths.filter((n) => n === first || (sign !== '\t' && n > 2)).length;
    return lines.length > 1 && fitting >= lines.length * 0.7;
  });
};

/** Two columns: nearly every line holds the sign that parts the heading. */
const isPairs = (text: string): boolean => {
  const lines = text.split('\n').filter((l) => l.trim() !== '');
  const sign = ['\t', ',', ';', '|'].find((s) => lines[0]?.includes(s)) ?? ',';
  return lines.length > 2 && lines.filter((l) => l.includes(sign)).length >= lines.length * 0.9;
};

const HEADER = /题目|题干|试题|问题|题型|答案|选项|question|answer|option|correct/iu;
const hasHeader = (text: string): boolean => {
  const first = text.trimStart().split('\n', 1)[0] ?? '';
  const cells = first.split(/[\t,;|]/u);
  return cells.length > 1 && cells.filter((c) => c.trim().length <= 24 && HEADER.test(c)).length >= 2;
};

const ENDINGS: Readonly<Record<string, Format>> = {
  gift: 'gift',
  aiken: 'aiken',
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
  xlsx: 'xlsx',
  xls: 'xlsx',
  ods: 'xlsx',
  xlsm: 'xlsx',
};
const endingOf = (name: string): string => /\.([^./\\]+)$/u.exec(name.toLowerCase())?.[1] ?? '';

const ofText = (text: string, name: string): Format | undefined => {
  const sample = text.slice(0, SAMPLE);
  const lines = tight(sample);
  const start = sample.trimStart();
  const ending = endingOf(name);
  if (start.startsWith('<') && rootOf(text)) return ofXml(text) ?? (ending === 'gift' ? 'gift' : undefined);
  if (/^[[{]/u.test(start) && (isJson(text) || ending === 'json')) return 'json';
  if (/^#Q\b/mu.test(sample) && /^\^/mu.test(sample)) return 'trivia';
  if ((ending === 'csv' || ending === 'tsv') && (isTable(sample) || !isGift(lines))) return 'csv';
  if (hasHeader(sample) && (isTable(sample) || isPairs(sample))) return 'csv';
  if (ending === 'gift' || /\.gift\.txt$/iu.test(name)) return 'gift';
  if (isAiken(lines) && !isGift(lines)) return 'aiken';
  if (isGift(lines)) return 'gift';
  if (looksLikeBank(lines)) return 'zh-text';
  if (isTable(sample)) return 'csv';
  return ENDINGS[ending] ?? (isDescription(lines) ? 'gift' : undefined);
};

/** JSON as a whole; the start alone decides for large files. */
const isJson = (text: string): boolean => {
  if (text.length > 20_000_000) return /^\s*(?:\[\s*[[{"\]]|\{\s*["}])/u.test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return /^\s*(?:\[\s*\{\s*"|\{\s*")/u.test(text);
  }
};

/** GIFT may hold nothing but a description or comments. */
const isDescription = (text: string): boolean => /^\s*\/\//mu.test(text);

/** Which format a file has: by what it holds first, by its name second; undefined when neither tells. */
export const detectFormat = (file: SourceFile): Format | undefined => {
  const { bytes, name } = file;
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06))
    return ofZip(bytes);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'xlsx';
  if (bytes.length === 0) return undefined;
  return ofText(decodeText(file).text, name);
};
