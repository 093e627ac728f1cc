import type { Note } from '../domain/notes/index.ts';
import { Question } from '../domain/question.ts';
import { mediaOf } from '../domain/rich-text.ts';
import { checked } from './checked.ts';
import {
  type Reading,
  type ReadQuestion,
  type SourceText,
  UnreadableFile,
  type WriteInput,
  type Writing,
} from './format.ts';
import { textsOf } from './losses.ts';
import { readForeignJson } from './zh-json.ts';

/**
 * Our own file: `{ format: 'archipelago-bank', version: 1, bank, questions: [{ question, name?, ref?, category?, tags?,
 * point? }], media: { name: base64 } }`, with questions as in domain/question.ts. It loses nothing.
 */
const FORMAT = 'archipelago-bank';
const VERSION = 1;
const MOST_DEPTH = 200;

/** The bank as our own JSON; fields stand in the order of the schema, so that equal banks are equal files. */
export const writeJson = ({ bank, questions, media }: WriteInput): Writing => {
  const file = {
    format: FORMAT,
    version: VERSION,
    bank,
    questions: questions.map(({ question, name, ref, category, tags, point }) => ({
      question: Question.safeParse(question).data ?? question,
      name,
      ref,
      category,
      tags,
      point,
    })),
    media: Object.fromEntries(
      [...media].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
    ),
  };
  const bytes = new TextEncoder().encode(`${JSON.stringify(file, undefined, 2)}\n`);
  return { bytes, extension: '.json', mime: 'application/json', losses: [] };
};

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
const textsIn = (value: unknown): string[] | undefined => {
  const texts = Array.isArray(value) ? value.flatMap((v) => textOf(v) ?? []) : [];
  return texts.length > 0 ? texts : undefined;
};

const missingMedia = (question: Question, have: ReadonlyMap<string, unknown>): string[] => {
  const names = textsOf(question).flatMap((t) => [...mediaOf(t.zh ?? ''), ...mediaOf(t.en ?? '')]);
  return [...new Set(names)].filter((name) => !have.has(name));
};

const readOwn = (file: Json, source: SourceText): Reading => {
  const version = Number(file.version);
  if (!(version <= VERSION))
    throw new UnreadableFile('json.newer', { version: String(file.version).slice(0, 20) });
  const media = new Map<string, Uint8Array>();
  for (const [name, value] of Object.entries(isObject(file.media) ? file.media : {}))
    if (typeof value === 'string') media.set(name, new Uint8Array(Buffer.from(value, 'base64')));
  const questions: ReadQuestion[] = [];
  const rejected: Note[] = [];
  const warnings: Note[] = [...source.warnings];
  for (const [i, entry] of (Array.isArray(file.questions) ? file.questions : []).entries()) {
    const { question, name, ref, category, tags, point } = isObject(entry) ? entry : {};
    const id = textOf(name) ?? (isObject(question) ? textOf(question.id) : undefined);
    const place = { item: i + 1, ...(id === undefined ? {} : { id }) };
    const result = checked(question, place);
    if ('fault' in result) {
      rejected.push(result.fault);
      continue;
    }
    for (const missing of missingMedia(result.question, media))
      warnings.push({ place, code: 'media.missing', details: { name: missing } });
    const travelling = {
      name: textOf(name),
      ref: textOf(ref),
      category: textsIn(category),
      tags: textsIn(tags),
      point: textOf(point),
    };
    const present = Object.fromEntries(Object.entries(travelling).filter(([, v]) => v !== undefined));
    questions.push({ question: result.question, place, ...present });
  }
  return { format: 'json', encoding: source.encoding, questions, rejected, warnings, media };
};

/** Deepest nesting of brackets outside strings. */
const depthOf = (text: string): number => {
  let depth = 0;
  let most = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gsu)) {
    if (token === '[' || token === '{') most = Math.max(most, ++depth);
    else if (token === ']' || token === '}') depth--;
  }
  return most;
};

const isLowHalf = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
/** Escaped control characters and halves of surrogate pairs are no text: they become �. */
const withoutJunk = (text: string): string =>
  text.replace(
    /\\u([dD][89abAB]..)\\u([dD][c-fC-F]..)|\\(?:u([\da-fA-F]{4})|.)/gsu,
    (whole, high, _low, hex) => {
      if (high !== undefined) return whole;
      const code = hex === undefined ? undefined : Number.parseInt(hex, 16);
      if (code === undefined) return whole === '\\b' ? '' : whole;
      const control = code < 0x20 && ![9, 10, 13].includes(code);
      return control || code === 0x7f || (code >= 0xd800 && code <= 0xdbff) || isLowHalf(code)
        ? '\\ufffd'
        : whole;
    },
  );

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length > 1 && lines.every((line) => /^\s*\{.*\}\s*$/u.test(line))) {
      try {
        return JSON.parse(`[${lines.join(',')}]`);
      } catch {
        // The whole file's error says more.
      }
    }
    const reason = error instanceof Error ? error.message.slice(0, 120) : '';
    const at = /position (\d+)/u.exec(reason)?.[1];
    const line = at === undefined ? undefined : text.slice(0, Number(at)).split('\n').length;
    throw new UnreadableFile('json.broken', { reason }, line === undefined ? {} : { line });
  }
};

/** Our own JSON, or question banks of other tools in JSON. Throws UnreadableFile. */
export const readJson = (source: SourceText): Reading => {
  if (depthOf(source.text) > MOST_DEPTH) throw new UnreadableFile('json.too_deep', { most: MOST_DEPTH });
  const value = parsed(withoutJunk(source.text));
  return isObject(value) && value.format === FORMAT ? readOwn(value, source) : readForeignJson(value, source);
};
