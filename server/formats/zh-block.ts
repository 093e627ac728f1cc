import { hasBracketKey } from './zh-ahead.ts';
import type { Family, FieldName, Piece } from './zh-lines.ts';
import { letterOfCircled, optionOf, optionsInside, type WrittenOption } from './zh-options.ts';
import { type Kind, kindOf, truthOf } from './zh-words.ts';

/** A question as its lines say it, before anything is understood. */
export type Block = {
  line: number;
  number?: number;
  /** Counts up whenever the numbering begins again: keys at the end are found by run and number. */
  run: number;
  kind?: Kind;
  kindName?: string;
  /** Key in brackets in front of the number: （√）1. */
  mark?: string;
  stem: string[];
  options: WrittenOption[];
  answer?: string[];
  explanation: string[];
  fields: Partial<Record<FieldName, string[]>>;
  category: string[];
  /** The stem has a key in brackets. */
  bracketKey?: true;
  /** Its answer or explanation holds a numbered list. */
  listed?: true;
};
/** A line of a table of keys at the end of a file or chapter. */
export type KeyLine = { line: number; kind?: Kind; field?: FieldName; text: string };
export type Blocks = {
  blocks: Block[];
  /** Tables of keys; `upTo` = how many questions stood before it. */
  tables: { upTo: number; lines: KeyLine[] }[];
  /** Text that belongs to no question. */
  strays: { line: number; text: string }[];
  /** Labels of what a question has no place for. */
  dropped: Set<string>;
};

/** The question that lines are being added to, and the part of it that they go to. */
export type At = Block & { field: FieldName };
/** Where the reading of a bank stands. */
export type State = Blocks & {
  cur?: At;
  /** Lines that may become the stem of a question without a number. */
  loose: Piece[];
  family?: Family;
  last: number;
  run: number;
  kind?: Kind;
  kindName?: string;
  pendingKind?: string;
  chapters: string[];
  table?: KeyLine[];
};
/** Whether a question says its key somewhere. */
export const keyed = (b: Block): boolean =>
  b.answer !== undefined || b.mark !== undefined || b.bracketKey === true || b.options.some((o) => o.right);
/** Whether a question has what it needs, so that something new may begin. */
export const complete = (b: Block): boolean => b.options.length > 0 || keyed(b);

/** Lines that became no stem: told as skipped, or a question of their own when they ask something. */
export const stray = (s: State): void => {
  const texts = s.loose.map((p) => p.text);
  const first = s.loose[0];
  s.loose = [];
  if (!first) return;
  const text = texts.join(' ');
  if (/[?？]\s*$|[（(]\s*[）)]\s*[。.]?$|_{3,}/u.test(text)) {
    open(s, first.line, { stem: texts });
    delete s.cur;
  } else if (/[\p{L}\p{N}]/u.test(text)) s.strays.push({ line: first.line, text });
};

/** Begins a question. */
export const open = (s: State, line: number, more: Partial<Block> = {}): At => {
  const kindName = s.pendingKind ?? s.kindName;
  const kind = s.pendingKind ? kindOf(s.pendingKind) : s.kind;
  const block: At = {
    line,
    run: s.run,
    stem: [],
    options: [],
    explanation: [],
    fields: {},
    category: [...s.chapters],
    field: 'stem',
    ...(kind ? { kind } : {}),
    ...(kindName ? { kindName } : {}),
    ...more,
  };
  delete s.pendingKind;
  delete s.table;
  if (block.stem.some(hasBracketKey)) block.bracketKey = true;
  s.blocks.push(block);
  s.cur = block;
  return block;
};

/** A question without a number whose stem stood in the loose lines since the last gap. */
export const openLoose = (s: State, line: number): At => {
  const gap = s.loose.findLastIndex((p) => p.gap);
  const stem = s.loose.splice(Math.max(0, gap));
  stray(s);
  return open(s, stem[0]?.line ?? line, { stem: stem.map((p) => p.text) });
};

const isListItem = (text: string): boolean => /^\d{1,2}\s*[.．、)）]/u.test(text);
/** Adds a text to a part of a question. */
export const put = (b: At, field: FieldName, text: string): void => {
  if (isListItem(text) && field !== 'stem') b.listed = true;
  if (field === 'stem') addStem(b, text);
  else if (field === 'explanation') b.explanation.push(text);
  else if (field === 'answer') {
    b.answer ??= [];
    if (text !== '') b.answer.push(text);
  } else {
    const list = b.fields[field] ?? [];
    list.push(text);
    b.fields[field] = list;
  }
};
const addStem = (b: Block, text: string): void => {
  if (hasBracketKey(text)) b.bracketKey = true;
  if (text !== '') b.stem.push(text);
};

/** A stem line, which may hold the options as well. */
export const putStem = (b: At, text: string): void => {
  const inside = optionsInside(text);
  if (inside) {
    addStem(b, inside.before);
    b.options.push(...inside.options);
    b.field = 'options';
  } else addStem(b, text);
};

/** Adds a line to a table of keys. */
export const tell = (table: KeyLine[], s: State, p: Piece, field?: FieldName): void => {
  table.push({
    line: p.line,
    text: p.text,
    ...(s.kind ? { kind: s.kind } : {}),
    ...(field ? { field } : {}),
  });
};

/** A line without a label goes on with what stands before it. */
export const append = (b: At, text: string): void => {
  const option = b.options.at(-1);
  if (b.field === 'options' && option) option.text += `\n${text}`;
  else if (b.field === 'options') addStem(b, text);
  else if (b.field === 'stem') putStem(b, text);
  else if (b.field === 'answer' && b.options.length > 0 && (b.answer?.length ?? 0) > 0)
    put(b, 'explanation', text);
  else if (b.field === 'answer' && b.answer?.length === 1 && truthOf(b.answer[0] ?? '') !== undefined)
    put(b, 'explanation', text);
  else if (b.field === 'mine' || b.field === 'dropped') put(b, 'explanation', text);
  else put(b, b.field, text);
};

const FIRST_OPTION = /^(.*[）)。？?：:_\s])\s*A\s?[.．、:：)）]\s*(\S.*)$/su;
/** The option A that stands behind the stem in its line, when B begins a line of its own. */
export const takeFirstOption = (b: Block): void => {
  const found = b.options.length === 0 ? FIRST_OPTION.exec(b.stem.at(-1) ?? '') : null;
  if (!found) return;
  b.stem[b.stem.length - 1] = (found[1] ?? '').trim();
  b.options.push(optionOf('A', found[2] ?? ''));
};

/** Circled lines of a stem are options when the block has no others. */
export const circledOptions = (b: Block): void => {
  if (b.options.length > 0) return;
  const first = b.stem.findIndex((l) => l.startsWith('①'));
  const lines = first < 0 ? [] : b.stem.slice(first);
  const items = lines
    .flatMap((l) => l.split(/(?=[①-⑩])/u))
    .map((t) => t.trim())
    .filter((t) => t !== '');
  if (first < 1 || items.length < 2 || !items.every((t) => letterOfCircled(t.slice(0, 1)))) return;
  b.stem = b.stem.slice(0, first);
  b.options = items.map((t) => ({ label: letterOfCircled(t.slice(0, 1)) ?? '', text: t.slice(1).trim() }));
};
