import { type Family, type FieldName, type Piece, piecesOf } from './zh-lines.ts';
import {
  labelOfLine,
  letterOfCircled,
  optionsInside,
  optionsOfLine,
  type WrittenOption,
} from './zh-options.ts';
import { type Kind, kindOf } from './zh-words.ts';

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

type At = Block & { field: FieldName };
type State = Blocks & {
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
/** What lies ahead of a piece: whether its own run has options or an answer, and what the text after it leads to. */
type Ahead = { owns: boolean; leads: 'option' | 'answer' | 'number' | 'other'; distance: number };

const BRACKET_KEY =
  /[（(【[]\s*([A-J](?:[\s、,，;；]*[A-J])*|√|×|✓|✗|✔|✘|❌|✅|对|错|正确|错误|T|F|Y|N|X)\s*[）)】\]]/u;
export const hasBracketKey = (text: string): boolean => BRACKET_KEY.test(text);

const isOption = (piece: Piece | undefined): boolean =>
  piece?.is === 'option' || (piece?.is === 'field' && piece.field === 'options');
const owning = (piece: Piece): boolean =>
  isOption(piece) ||
  (piece.is === 'field' && piece.field === 'answer') ||
  (piece.is !== 'field' && (hasBracketKey(piece.text) || optionsInside(piece.text) !== undefined));

/** One pass from the end: for each piece what its run owns and what its text leads to. */
const lookAhead = (pieces: readonly Piece[]): Ahead[] => {
  const ahead: Ahead[] = [];
  const has = { outer: false, inner: false };
  let leads: Ahead['leads'] = 'other';
  let distance = 0;
  for (let i = pieces.length - 1; i >= 0; i -= 1) {
    const piece = pieces[i];
    if (!piece) continue;
    const inner = piece.is === 'number' && piece.family === 'paren';
    if (piece.is === 'number' || owning(piece)) {
      const own = owning(piece);
      ahead[i] = { owns: own || (inner ? has.inner : has.outer), leads, distance };
      has.inner = piece.is !== 'number' && own;
      if (!inner) has.outer = piece.is !== 'number' && own;
      if (piece.is !== 'number' && own) has.outer = true;
    } else ahead[i] = { owns: false, leads, distance };
    if (piece.is === 'section' || piece.is === 'chapter' || piece.is === 'keys')
      has.inner = has.outer = false;
    if (piece.is === 'plain') distance += 1;
    else {
      distance = 0;
      const label = piece.is === 'option' ? labelOfLine(piece.text)?.label : undefined;
      leads =
        label === 'A' || label === 'true'
          ? 'option'
          : piece.is === 'field' && piece.field === 'answer'
            ? 'answer'
            : piece.is === 'number'
              ? 'number'
              : 'other';
    }
  }
  return ahead;
};

const keyed = (b: Block): boolean =>
  b.answer !== undefined || b.mark !== undefined || b.bracketKey === true || b.options.some((o) => o.right);
const complete = (b: Block): boolean => b.options.length > 0 || keyed(b);

const stray = (s: State): void => {
  const text = s.loose.map((p) => p.text).join(' ');
  const first = s.loose[0];
  if (first && /[\p{L}\p{N}]/u.test(text)) s.strays.push({ line: first.line, text });
  s.loose = [];
};

const open = (s: State, line: number, more: Partial<Block> = {}): At => {
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
const openLoose = (s: State, line: number): At => {
  const gap = s.loose.findLastIndex((p) => p.gap);
  const stem = s.loose.splice(Math.max(0, gap));
  stray(s);
  return open(s, stem[0]?.line ?? line, { stem: stem.map((p) => p.text) });
};

const put = (b: At, field: FieldName, text: string): void => {
  if (field === 'stem') return addStem(b, text);
  if (isListItem(text)) b.listed = true;
  if (field === 'explanation') b.explanation.push(text);
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
const putStem = (b: At, text: string): void => {
  const inside = optionsInside(text);
  if (inside) {
    addStem(b, inside.before);
    b.options.push(...inside.options);
    b.field = 'options';
  } else addStem(b, text);
};

const tell = (table: KeyLine[], s: State, p: Piece, field?: FieldName): void => {
  table.push({
    line: p.line,
    text: p.text,
    ...(s.kind ? { kind: s.kind } : {}),
    ...(field ? { field } : {}),
  });
};

const startsQuestion = (s: State, p: Piece & { is: 'number' }, ahead: Ahead): boolean => {
  const { cur } = s;
  if (p.family === 'han') return ahead.owns && !(cur && s.family === 'plain' && !complete(cur));
  if (p.weak) return p.number === s.last + 1 && (!cur || complete(cur));
  const follows = p.number === s.last + 1;
  if (!cur) return true;
  if (s.family !== undefined && p.family !== s.family)
    return (
      p.family === 'named' ||
      (ahead.owns && keyed(cur) && (follows || p.number === 1) && p.family === 'plain')
    );
  const inText = cur.field === 'explanation' || cur.field === 'answer';
  if (inText) return ahead.owns || (follows && cur.listed !== true);
  if (complete(cur)) return true;
  return follows || ahead.owns || p.number > s.last;
};
const isListItem = (text: string): boolean => /^\d{1,2}\s*[.．、)）]/u.test(text);

const onNumber = (s: State, p: Piece & { is: 'number' }, ahead: Ahead): void => {
  if (s.table && !(ahead.owns && optionsFollow(p, ahead))) {
    tell(s.table, s, { ...p, text: `${p.number}. ${p.text}` });
    return;
  }
  if (!startsQuestion(s, p, ahead)) {
    if (p.family === 'han' && !(s.cur && !complete(s.cur))) return onHeading(s, p);
    return onPlain(s, { ...p, is: 'plain', text: writtenNumber(p) }, ahead);
  }
  if (s.cur && p.number <= s.last) s.run += 1;
  stray(s);
  if (p.family !== 'han' || s.family === undefined) s.family = p.family;
  s.last = p.number;
  const mark = p.mark?.trim() ? { mark: p.mark.trim() } : {};
  putStem(open(s, p.line, { number: p.number, ...mark }), p.text);
};
const optionsFollow = (p: Piece, ahead: Ahead): boolean =>
  ahead.leads === 'option' || optionsInside(p.text) !== undefined;
const writtenNumber = (p: Piece & { is: 'number' }): string =>
  p.family === 'paren' ? `（${p.number}）${p.text}` : `${p.number}. ${p.text}`;

const onHeading = (s: State, p: Piece): void => {
  stray(s);
  delete s.cur;
  delete s.table;
  delete s.family;
  s.last = 0;
  s.run += 1;
  const title = p.text.replace(/[:：]$/u, '').slice(0, 80);
  s.chapters = /^第\s*\S{1,5}\s*节/u.test(title) && s.chapters[0] ? [s.chapters[0], title] : [title];
};

const onOption = (s: State, p: Piece, ahead: Ahead, next: Piece | undefined): void => {
  const label = labelOfLine(p.text);
  const { cur } = s;
  const nextLabel = next?.is === 'option' ? labelOfLine(next.text)?.label : undefined;
  const last = cur?.options.at(-1)?.label ?? '';
  const bareNeighbour = last !== '' && label?.label === String.fromCharCode(last.charCodeAt(0) + 1);
  if (!label || (!label.strong && nextLabel !== 'B' && !bareNeighbour))
    return onPlain(s, { ...p, is: 'plain' }, ahead);
  const first = label.label === 'A' || label.label === 'true';
  if (cur && cur.answer !== undefined && !(s.loose.length > 0 && first)) {
    const told = cur.options.length > 0 && !bareNeighbour;
    if (told || cur.field === 'explanation') {
      put(cur, cur.field === 'explanation' ? 'explanation' : 'answer', p.text);
      return;
    }
  }
  const block = blockForOption(s, p, first);
  const options = optionsOfLine(p.text, nextLabel && nextLabel > label.label ? nextLabel : undefined) ?? [];
  block.options.push(...options);
  block.field = 'options';
};

/** The block an option belongs to: a new one when its letters begin again. */
const blockForOption = (s: State, p: Piece, first: boolean): At => {
  if (s.loose.length > 0 && (first || !s.cur)) return openLoose(s, p.line);
  if (!s.cur) return open(s, p.line);
  if (!first || s.cur.options.length === 0) return s.cur;
  const tail = s.cur.options.at(-1);
  const [text, ...stem] = (tail?.text ?? '').split('\n');
  if (tail && text !== undefined) tail.text = text;
  return open(s, p.line, { stem });
};

const onField = (s: State, p: Piece & { is: 'field' }, next: Piece | undefined): void => {
  if (p.field === 'stem' || (p.field === 'kind' && p.bracketed)) {
    if (s.cur?.field === 'stem' && s.cur.stem.length === 0) putStem(s.cur, p.text);
    else {
      stray(s);
      if (p.field === 'kind') s.pendingKind = p.label;
      putStem(open(s, p.line), p.text);
    }
    return;
  }
  if (p.field === 'kind' || p.field === 'category') return onAbout(s, p);
  if (s.table) {
    tell(s.table, s, p, p.field);
    return;
  }
  const keyHead = p.field === 'answer' && p.text === '' && next?.is === 'number' && s.blocks.length > 1;
  if (keyHead && unkeyed(s) > 0.5) return onKeys(s, p);
  if (s.loose.length > 0 && p.field !== 'mine') openLoose(s, p.line);
  if (!s.cur) open(s, p.line);
  const { cur } = s;
  if (!cur) return;
  if (p.field === 'dropped') s.dropped.add(p.label);
  if (p.field === 'answer' && cur.answer !== undefined && cur.answer.length > 0)
    put(cur, 'explanation', p.text);
  else if (p.field === 'options') {
    cur.options.push(...(optionsOfLine(p.text) ?? optionsInside(p.text)?.options ?? []));
    cur.field = 'options';
  } else {
    put(cur, p.field, p.text);
    cur.field = p.field;
  }
};

/** 题型 and 章节: of the question at hand, or of the one that comes. */
const onAbout = (s: State, p: Piece & { is: 'field' }): void => {
  const { cur } = s;
  if (p.field === 'category') {
    if (cur && !p.gap) cur.category = [p.text];
    else s.chapters = [p.text];
  } else if (cur && !(p.gap && complete(cur))) {
    const kind = kindOf(p.text);
    if (kind) Object.assign(cur, { kind, kindName: p.text });
  } else s.pendingKind = p.text;
};

/** Share of the latest questions that have no key yet. */
const unkeyed = (s: State): number => {
  const latest = s.blocks.slice(-50);
  return latest.filter((b) => !keyed(b)).length / Math.max(1, latest.length);
};

const onKeys = (s: State, p: Piece): void => {
  stray(s);
  delete s.cur;
  const lines: KeyLine[] = [];
  s.table = lines;
  s.tables.push({ upTo: s.blocks.length, lines });
  if (p.is === 'field' && p.text !== '') lines.push({ line: p.line, text: p.text });
};

const onPlain = (s: State, p: Piece, ahead: Ahead): void => {
  if (s.table) {
    tell(s.table, s, p);
    return;
  }
  const { cur } = s;
  const inside = optionsInside(p.text);
  if (inside && (!cur || complete(cur))) {
    if (inside.before !== '') s.loose.push({ ...p, text: inside.before });
    const block = s.loose.length > 0 || !cur ? openLoose(s, p.line) : cur;
    block.options.push(...inside.options);
    block.field = 'options';
    return;
  }
  const keyLine = /[（(]\s*(?:[A-J]{1,8}|[√×✓✗✔✘对错])\s*[）)]\s*[。.]?$/u.test(p.text);
  if (keyLine && (!cur || (cur.number === undefined && complete(cur)))) {
    s.loose.push(p);
    openLoose(s, p.line);
    return;
  }
  if (!cur || s.loose.length > 0 || newStem(s, cur, p, ahead)) s.loose.push(p);
  else append(cur, p.text);
};

/** A line that is the stem of another question, not more of this one. */
const newStem = (s: State, cur: At, p: Piece, ahead: Ahead): boolean => {
  const toQuestion = ahead.leads === 'option' || (ahead.leads === 'answer' && cur.answer !== undefined);
  if (cur.field === 'stem') return cur.number === undefined && p.gap && keyed(cur) && toQuestion;
  if (cur.answer?.length === 0) return false;
  if (cur.field === 'options') return cur.options.length > 1 && (toQuestion || (p.gap && keyed(cur)));
  if (toQuestion && (p.gap || (s.family === undefined && ahead.distance === 0))) return true;
  return p.gap && cur.field === 'answer' && cur.options.length > 0 && cur.answer !== undefined;
};

const append = (b: At, text: string): void => {
  const option = b.options.at(-1);
  if (b.field === 'options' && option) option.text += `\n${text}`;
  else if (b.field === 'options') addStem(b, text);
  else if (b.field === 'stem') putStem(b, text);
  else if (b.field === 'answer' && b.options.length > 0 && (b.answer?.length ?? 0) > 0)
    put(b, 'explanation', text);
  else if (b.field === 'mine' || b.field === 'dropped') put(b, 'explanation', text);
  else put(b, b.field, text);
};

const onSection = (s: State, p: Piece & { is: 'section' }): void => {
  if (s.table) {
    s.kind = p.kind;
    return;
  }
  stray(s);
  delete s.cur;
  delete s.family;
  s.kind = p.kind;
  s.kindName = p.name;
  s.last = 0;
  s.run += 1;
};

const step = (s: State, p: Piece, ahead: Ahead, next: Piece | undefined): void => {
  switch (p.is) {
    case 'number':
      return onNumber(s, p, ahead);
    case 'option':
      return s.table ? onPlain(s, p, ahead) : onOption(s, p, ahead, next);
    case 'field':
      return onField(s, p, next);
    case 'section':
      return onSection(s, p);
    case 'chapter':
      return onHeading(s, p);
    case 'keys':
      return onKeysHead(s, p, next);
    case 'rule':
      stray(s);
      if (s.cur && complete(s.cur)) delete s.cur;
      return;
    default:
      return onPlain(s, p, ahead);
  }
};

/** 答案 alone in a line: a table of keys when it follows questions without keys, else the key of the question at hand. */
const onKeysHead = (s: State, p: Piece & { is: 'keys' }, next: Piece | undefined): void => {
  const listed =
    next?.is === 'number' || next?.is === 'section' || /^\d+\s*[-–~～—至]\s*\d+/u.test(next?.text ?? '');
  if (listed && unkeyed(s) > 0 && (s.blocks.length > 1 || p.bare)) return onKeys(s, p);
  if (s.cur) {
    put(s.cur, 'answer', '');
    s.cur.field = 'answer';
  }
};

/** Circled lines of a stem are options when the block has no others. */
const circledOptions = (b: Block): void => {
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

/** Groups the lines of a bank into questions, tables of keys and what is left over. One pass. */
export const blocksIn = (text: string): Blocks => {
  const pieces = piecesOf(text);
  const ahead = lookAhead(pieces);
  const s: State = {
    blocks: [],
    tables: [],
    strays: [],
    dropped: new Set(),
    loose: [],
    last: 0,
    run: 0,
    chapters: [],
  };
  pieces.forEach((piece, i) => {
    step(s, piece, ahead[i] ?? { owns: false, leads: 'other', distance: 0 }, pieces[i + 1]);
  });
  stray(s);
  s.blocks.forEach(circledOptions);
  return { blocks: s.blocks, tables: s.tables, strays: s.strays, dropped: s.dropped };
};
