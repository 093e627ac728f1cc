import { Parser } from 'htmlparser2';
import { UnreadableFile } from './format.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** An element of a QTI file under one spelling: no prefixes, QTI 3's `qti-simple-choice` is `simpleChoice`. */
export type El = {
  name: string;
  attrs: Record<string, string>;
  children: (El | string)[];
  line: number;
  /** The file ended before this element did. */
  cut?: true;
};
export type Tree = { root: El; faults: Fault[] };
/** Where a file is not well-formed; it was read all the same. */
export type Fault = { line: number; what: string };

const camel = (name: string): string => name.replace(/-([a-z0-9])/gu, (_, c: string) => c.toUpperCase());
const KEPT = /^(data-|aria-)/u;

/** `qti-response-if` and `responseIf`, `m:math` and `math` become one name. */
export const plainName = (name: string): string => {
  const local = name.slice(name.indexOf(':') + 1);
  return /^qti-/iu.test(local) ? camel(local.slice(4)) : local;
};
const attributeName = (name: string): string =>
  name === 'xml:lang' || KEPT.test(name) ? name : camel(name.slice(name.indexOf(':') + 1));

const attributesOf = (raw: Record<string, string>): Record<string, string> => {
  const attrs: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw))
    if (!/^xmlns(:|$)/u.test(name)) attrs[attributeName(name)] = value;
  return attrs;
};

/** Counts lines as the parser moves on. */
const lineCounter = (text: string): ((at: number) => number) => {
  let line = 1;
  let seen = 0;
  return (at) => {
    for (; seen < at; seen++) if (text.charCodeAt(seen) === 10) line++;
    return line;
  };
};

const DEEPEST = 200;

/** Reads what can be read of XML that is not well-formed; no DTD is obeyed, no entity beyond XML's own is replaced. */
const mended = (text: string): El => {
  let ended = false;
  const root: El = { name: '', attrs: {}, children: [], line: 1 };
  const open: El[] = [root];
  const lineAt = lineCounter(text);
  const parser = new Parser(
    {
      onopentag(name, attribs) {
        const el: El = {
          name: plainName(name),
          attrs: attributesOf(attribs),
          children: [],
          line: lineAt(parser.startIndex),
        };
        if (open.length < DEEPEST) open.at(-1)?.children.push(el);
        open.push(el);
      },
      ontext(data) {
        if (open.length > DEEPEST) return;
        const inside = open.at(-1);
        const last = inside?.children.at(-1);
        if (typeof last === 'string') inside?.children.splice(-1, 1, last + data);
        else inside?.children.push(data);
      },
      onclosetag(_name, implied) {
        const el = open.pop();
        if (implied && el && ended) el.cut = true;
      },
    },
    { xmlMode: true },
  );
  parser.write(text.replace(/<!DOCTYPE[^[>]*(\[[\s\S]*?\])?\s*>/iu, (m) => m.replace(/[^\n]/gu, ' ')));
  ended = true;
  parser.end();
  return root;
};

const fromXml = (xml: XmlElement): El => ({
  name: plainName(xml.name),
  attrs: attributesOf(xml.attributes),
  children: xml.children.map((c) => (typeof c === 'string' ? c : fromXml(c))),
  line: xml.line,
});

/**
 * The tree of a document; one that is not well-formed is mended and its faults are told. Throws UnreadableFile
 * `xml.entities`, `xml.too_deep`, `xml.too_big`.
 */
export const treeOf = (text: string): Tree => {
  try {
    return { root: { name: '', attrs: {}, children: [fromXml(parseXml(text))], line: 1 }, faults: [] };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { code, details, place } = error.note;
    if (code !== 'xml.broken' && code !== 'xml.truncated') throw error;
    return { root: mended(text), faults: [{ line: place.line ?? 1, what: String(details?.reason ?? code) }] };
  }
};

export const isEl = (node: El | string): node is El => typeof node !== 'string';

export const kids = (el: El, ...names: string[]): El[] =>
  el.children.filter(isEl).filter((c) => names.length === 0 || names.includes(c.name));
export const kid = (el: El | undefined, ...names: string[]): El | undefined =>
  el ? kids(el, ...names)[0] : undefined;

/** All elements below, in the order of the file, that `wanted` accepts; the inside of an accepted one is not searched. */
export const outermost = (el: El, wanted: (e: El) => boolean): El[] =>
  kids(el).flatMap((c) => (wanted(c) ? [c] : outermost(c, wanted)));
/** All elements below of these names, also inside each other. */
export const everyEl = (el: El, ...names: string[]): El[] =>
  kids(el).flatMap((c) => [...(names.includes(c.name) ? [c] : []), ...everyEl(c, ...names)]);
export const firstEl = (el: El | undefined, ...names: string[]): El | undefined =>
  el ? everyEl(el, ...names)[0] : undefined;

/** All characters inside. */
export const charsOf = (el: El): string => el.children.map((c) => (isEl(c) ? charsOf(c) : c)).join('');
/** The characters inside with white space folded. */
export const wordsOf = (el: El | undefined): string => (el ? charsOf(el).replace(/\s+/gu, ' ').trim() : '');
export const numberOf = (text: string | undefined): number | undefined => {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text.trim());
  return Number.isFinite(value) ? value : undefined;
};
