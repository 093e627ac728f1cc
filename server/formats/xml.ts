import { SaxesParser } from 'saxes';
import { decodeText } from './encoding.ts';
import { type SourceFile, type SourceText, UnreadableFile } from './format.ts';

/** `name` keeps its prefix, `local` has none; `ns` is '' when none is bound. `line` counts from 1. */
export type XmlElement = {
  name: string;
  local: string;
  ns: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
  line: number;
};

const MOST_NODES = 2_000_000;
const MOST_DEPTH = 200;

type Scope = ReadonlyMap<string, string>;

const scopeOf = (outer: Scope, attributes: Record<string, string>): Scope => {
  let scope: Map<string, string> | undefined;
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    scope ??= new Map(outer);
    scope.set(name.slice('xmlns:'.length), value);
  }
  return scope ?? outer;
};

const elementOf = (
  name: string,
  attributes: Record<string, string>,
  scope: Scope,
  line: number,
): XmlElement => {
  const colon = name.indexOf(':');
  const local = colon < 0 ? name : name.slice(colon + 1);
  const ns = scope.get(colon < 0 ? '' : name.slice(0, colon)) ?? '';
  return { name, local, ns, attributes, children: [], line };
};

/** Refuses a document type that defines entities: none is ever expanded or fetched. */
const checkDoctype = (doctype: string, line: number): void => {
  if (/<!ENTITY|%[\w.-]+;/iu.test(doctype)) throw new UnreadableFile('xml.entities', undefined, { line });
};

/** A declaration after empty lines is common and harmless: it counts as white space. */
const LATE_DECLARATION = /^\s+<\?xml[^>]*\?>/u;

/** "3:7: unclosed tag: a" as reason without the numbers, which the place says. */
const reasonOf = (message: string): string => message.replace(/^\d+:\d+: /u, '').replace(/\.$/u, '');

/**
 * The tree of a well-formed document; comments and instructions are left out, CDATA is text. A prefix that is not bound
 * is forgiven. Throws UnreadableFile `xml.broken` (line and column), `xml.truncated`, `xml.entities`, `xml.too_deep`,
 * `xml.too_big`.
 */
export const parseXml = (text: string): XmlElement => {
  const parser = new SaxesParser();
  const open: { element: XmlElement; scope: Scope }[] = [];
  let root: XmlElement | undefined;
  let nodes = 0;
  let line = 1;
  let closing = false;
  const addText = (value: string): void => {
    const children = open.at(-1)?.element.children;
    if (!children || value === '') return;
    const last = children.length - 1;
    const before = children[last];
    if (typeof before === 'string') children[last] = before + value;
    else children.push(value);
  };
  parser.on('error', (error) => {
    const place = { line: parser.line, column: String(parser.column + 1) };
    const inner = open.at(-1)?.element;
    if (closing && inner)
      throw new UnreadableFile('xml.truncated', { tag: inner.name, line: inner.line }, place);
    throw new UnreadableFile('xml.broken', { reason: reasonOf(error.message) }, place);
  });
  parser.on('doctype', (doctype) => checkDoctype(doctype, parser.line));
  parser.on('opentagstart', () => {
    line = parser.line;
  });
  parser.on('opentag', (tag) => {
    const outer = open.at(-1);
    const scope = scopeOf(outer?.scope ?? new Map(), tag.attributes);
    const element = elementOf(tag.name, tag.attributes, scope, line);
    if (++nodes > MOST_NODES) throw new UnreadableFile('xml.too_big', { most: MOST_NODES }, { line });
    if (open.length >= MOST_DEPTH) throw new UnreadableFile('xml.too_deep', { most: MOST_DEPTH }, { line });
    if (outer) outer.element.children.push(element);
    else root = element;
    open.push({ element, scope });
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text.replace(LATE_DECLARATION, (found) => found.replace(/[^\n]/g, ' ')));
  closing = true;
  parser.close();
  if (!root) throw new UnreadableFile('xml.broken', { reason: 'no element' });
  return root;
};

export const elementsOf = (el: XmlElement): XmlElement[] =>
  el.children.filter((child): child is XmlElement => typeof child !== 'string');

/** The children with that local name, whatever their prefix. */
export const childrenOf = (el: XmlElement, local: string): XmlElement[] =>
  elementsOf(el).filter((child) => child.local === local);

export const childOf = (el: XmlElement | undefined, local: string): XmlElement | undefined =>
  el && childrenOf(el, local)[0];

/** Every element below `el` with that local name, in document order. */
export const descendantsOf = (el: XmlElement, local: string): XmlElement[] =>
  elementsOf(el).flatMap((child) => [
    ...(child.local === local ? [child] : []),
    ...descendantsOf(child, local),
  ]);

/** All text in it and below, as it stands; '' for undefined. */
export const textOf = (el: XmlElement | undefined): string =>
  el ? el.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('') : '';

/** An attribute by its name with or without prefix. */
export const attr = (el: XmlElement | undefined, name: string): string | undefined => {
  if (!el) return undefined;
  const value = el.attributes[name];
  if (value !== undefined) return value;
  return Object.entries(el.attributes).find(([key]) => key.slice(key.indexOf(':') + 1) === name)?.[1];
};

const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Text or attribute value for XML; characters that XML cannot hold are left out. */
export const escapeXml = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"\r]/g, (mark) => ESCAPES[mark] ?? mark);

const declaredEncoding = (bytes: Uint8Array): string | undefined => {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/u.exec(head)?.[1]?.toLowerCase();
};

const NAMES: Record<string, string> = { gbk: 'gb18030', gb2312: 'gb18030' };

/** Decodes by the byte order mark, else by `<?xml encoding="...">` if the bytes agree, else as any text file. */
export const decodeXml = (file: SourceFile): SourceText => {
  const label = declaredEncoding(file.bytes);
  if (label === undefined || label.startsWith('utf-16')) return decodeText(file);
  try {
    const decoder = new TextDecoder(NAMES[label] ?? label, { fatal: true });
    const text = decoder.decode(file.bytes);
    const tidy = decodeText({ name: file.name, bytes: new TextEncoder().encode(text) });
    return { ...tidy, encoding: NAMES[decoder.encoding] ?? decoder.encoding };
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    return decodeText(file);
  }
};
