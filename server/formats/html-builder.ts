import type { Block, Run } from '../domain/rich-text.ts';
import { richOfBlocks } from './rich-blocks.ts';

const HIGH = new Map([...'0123456789+-=()ni'].map((c, i) => [c, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'][i] ?? c]));
const LOW = new Map([...'0123456789+-=()'].map((c, i) => [c, [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'][i] ?? c]));

/** x² as such where Unicode has the signs, else x^(a b). */
const raised = (text: string, where: 'sup' | 'sub'): string => {
  const bare = text.trim();
  if (bare === '') return text;
  const signs = where === 'sup' ? HIGH : LOW;
  const chars = [...bare.replaceAll('−', '-')];
  if (chars.every((c) => signs.has(c))) return chars.map((c) => signs.get(c)).join('');
  return `${where === 'sup' ? '^' : '_'}${chars.length === 1 ? bare : `(${bare})`}`;
};

type List = { ordered: boolean; next: number };
type Link = { href: string; heard: string };
const LONGEST_HEARD = 2000;

/** What an HTML text has shown so far. */
export type Builder = {
  /** How many bold and code elements are open. */
  bold: number;
  code: number;
  blocks: Block[];
  runs: Run[];
  pending: string[];
  afterSpace: boolean;
  lists: List[];
  listBlock?: Block;
  raises: ('sup' | 'sub')[];
  links: Link[];
  tables: number;
  cells: number;
  pre?: string[];
  preStart: boolean;
};

export const newBuilder = (): Builder => ({
  bold: 0,
  code: 0,
  blocks: [],
  runs: [],
  pending: [],
  afterSpace: true,
  lists: [],
  raises: [],
  links: [],
  tables: 0,
  cells: 0,
  preStart: false,
});

/** Text as the file has it; settled when the next tag comes. */
export const hear = (b: Builder, text: string): void => {
  b.pending.push(text);
};

export const settle = (b: Builder): void => {
  if (b.pending.length === 0) return;
  const text = b.pending.join('');
  b.pending = [];
  addText(b, text);
};

export const addText = (b: Builder, raw: string): void => {
  const link = b.links.at(-1);
  if (link && link.heard.length < LONGEST_HEARD) link.heard += raw;
  if (b.pre) {
    b.pre.push(b.preStart ? raw.replace(/^\n/u, '') : raw);
    b.preStart = false;
    return;
  }
  const where = b.raises.at(-1);
  const collapsed = (where ? raised(raw, where) : raw).replace(/[ \t\n\r\f]+/g, ' ');
  const text = b.afterSpace ? collapsed.replace(/^ /u, '') : collapsed;
  if (text === '') return;
  b.afterSpace = text.endsWith(' ');
  const kind = b.code > 0 ? 'code' : b.bold > 0 ? 'bold' : 'text';
  b.runs.push({ kind, text });
};

export const medium = (b: Builder, kind: 'picture' | 'sound', name: string, alt: string): void => {
  b.runs.push({ kind, name, text: alt.replace(/\s+/gu, ' ').trim() });
  b.afterSpace = false;
};

export const newLine = (b: Builder): void => {
  if (b.pre) b.pre.push('\n');
  else if (isSoft(b)) softBreak(b);
  else {
    b.runs.push({ kind: 'text', text: '\n' });
    b.afterSpace = true;
  }
};

/** In list items and cells a block is no block: a space parts it from the text before. */
const isSoft = (b: Builder): boolean => {
  return b.lists.length > 0 || b.tables > 0;
};

const softBreak = (b: Builder): void => {
  if (!b.afterSpace) b.runs.push({ kind: 'text', text: ' ' });
  b.afterSpace = true;
};

const flush = (b: Builder): void => {
  if (b.runs.length > 0) b.blocks.push({ kind: 'paragraph', runs: b.runs });
  b.runs = [];
  b.afterSpace = true;
};

export const breakBlock = (b: Builder): void => {
  if (b.pre) return;
  if (isSoft(b)) softBreak(b);
  else flush(b);
};

export const openPre = (b: Builder): void => {
  if (isSoft(b)) {
    softBreak(b);
    b.code++;
  } else {
    flush(b);
    b.pre = [];
    b.preStart = true;
  }
};

export const closePre = (b: Builder): void => {
  if (!b.pre) {
    if (isSoft(b) && b.code > 0) b.code--;
    return;
  }
  b.blocks.push({ kind: 'code', text: b.pre.join('') });
  delete b.pre;
  flush(b);
};

export const openList = (b: Builder, ordered: boolean, first: number): void => {
  if (b.tables > 0) {
    softBreak(b);
    return;
  }
  if (b.lists.length === 0) {
    flush(b);
    delete b.listBlock;
  } else flushItem(b);
  b.lists.push({ ordered, next: first });
};

export const openItem = (b: Builder): void => {
  if (b.lists.length === 0 || b.tables > 0) breakBlock(b);
  else flushItem(b);
};

export const closeItem = (b: Builder): void => {
  openItem(b);
};

export const closeList = (b: Builder): void => {
  if (b.tables > 0) softBreak(b);
  else {
    flushItem(b);
    b.lists.pop();
  }
};

const flushItem = (b: Builder): void => {
  const list = b.lists.at(-1);
  const item = b.runs;
  b.runs = [];
  b.afterSpace = true;
  if (!list || item.every((run) => !('name' in run) && run.text.trim() === '')) return;
  const kind = list.ordered ? 'paragraph' : 'list';
  if (b.listBlock?.kind !== kind || b.blocks.at(-1) !== b.listBlock) {
    b.listBlock = list.ordered ? { kind: 'paragraph', runs: [] } : { kind: 'list', items: [] };
    b.blocks.push(b.listBlock);
  }
  if (b.listBlock.kind === 'list') b.listBlock.items.push(item);
  else if (b.listBlock.kind === 'paragraph')
    b.listBlock.runs.push({ kind: 'text', text: `\n${list.next++}. ` }, ...item);
};

export const raise = (b: Builder, where: 'sup' | 'sub'): void => {
  b.raises.push(where);
};

export const lower = (b: Builder): void => {
  b.raises.pop();
};

export const openLink = (b: Builder, href: string): void => {
  b.links.push({ href, heard: '' });
};

/** The address of a link to another site stays readable behind its text. */
export const closeLink = (b: Builder): void => {
  const link = b.links.pop();
  if (!link) return;
  const href = link.href.trim();
  const shown = link.heard.trim();
  if (!/^(?:https?|mailto):/iu.test(href) || shown.includes(href)) return;
  addText(b, shown === '' ? href : ` (${href})`);
};

export const openTable = (b: Builder): void => {
  if (!isSoft(b)) flush(b);
  else softBreak(b);
  b.tables++;
};

export const openRow = (b: Builder): void => {
  b.cells = 0;
};

export const openCell = (b: Builder): void => {
  if (b.cells++ > 0) b.runs.push({ kind: 'text', text: ' | ' });
  b.afterSpace = true;
};

export const closeRow = (b: Builder): void => {
  if (b.tables === 1 && b.lists.length === 0) b.runs.push({ kind: 'text', text: '\n' });
  else b.runs.push({ kind: 'text', text: ' ' });
  b.afterSpace = true;
};

export const closeTable = (b: Builder): void => {
  if (b.tables > 0) b.tables--;
  if (isSoft(b)) softBreak(b);
  else flush(b);
};

export const finish = (b: Builder): string => {
  settle(b);
  if (b.pre) closePre(b);
  if (b.lists.length > 0) flushItem(b);
  flush(b);
  return richOfBlocks(b.blocks);
};
