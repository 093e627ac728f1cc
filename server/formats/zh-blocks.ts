import { type Ahead, lookAhead } from './zh-ahead.ts';
import {
  type At,
  append,
  type Block,
  type Blocks,
  circledOptions,
  complete,
  type KeyLine,
  keyed,
  open,
  openLoose,
  put,
  putStem,
  type State,
  stray,
  takeFirstOption,
  tell,
} from './zh-block.ts';
import { type Piece, piecesOf } from './zh-lines.ts';
import { labelOfLine, optionsInside, optionsOfLine } from './zh-options.ts';
import { kindOf } from './zh-words.ts';

export type { Block, Blocks, KeyLine };

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

const onNumber = (s: State, p: Piece & { is: 'number' }, ahead: Ahead): void => {
  if (s.table && !(ahead.owns && optionsFollow(p, ahead))) {
    tell(s.table, s, { ...p, text: `${p.number}. ${p.text}` });
    return;
  }
  if (!startsQuestion(s, p, ahead)) {
    if (p.family === 'han' && !(s.cur && !complete(s.cur))) onHeading(s, p);
    else onPlain(s, { ...p, is: 'plain', text: writtenNumber(p) }, ahead);
    return;
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
  if (!label || (!label.strong && nextLabel !== 'B' && !bareNeighbour)) {
    onPlain(s, { ...p, is: 'plain' }, ahead);
    return;
  }
  const first = label.label === 'A' || label.label === 'true';
  if (cur && cur.answer !== undefined && !(s.loose.length > 0 && first)) {
    const told = cur.options.length > 0 && !bareNeighbour;
    if (told || cur.field === 'explanation') {
      put(cur, cur.field === 'explanation' ? 'explanation' : 'answer', p.text);
      return;
    }
  }
  const block = blockForOption(s, p, first);
  if (label.label === 'B' && label.strong) takeFirstOption(block);
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
  const keyHead = p.field === 'answer' && p.text === '' && next?.is === 'number' && s.blocks.length > 1;
  if (p.field === 'stem' || (p.field === 'kind' && p.bracketed)) onStem(s, p);
  else if (p.field === 'kind' || p.field === 'category') onAbout(s, p);
  else if (s.table) tell(s.table, s, p, p.field);
  else if (keyHead && unkeyed(s) > 0.5 && !listsAnswer(s, next)) onKeys(s, p);
  else onPart(s, p);
};

/** 题目： or [单选题] begin a question, unless only its number stands there yet. */
const onStem = (s: State, p: Piece & { is: 'field' }): void => {
  if (p.field === 'kind') s.pendingKind = p.label;
  if (s.cur?.field === 'stem' && s.cur.stem.length === 0) {
    if (p.field === 'kind') onAbout(s, { ...p, text: p.label, gap: false });
    putStem(s.cur, p.text);
    return;
  }
  stray(s);
  putStem(open(s, p.line), p.text);
};

/** A labelled part of the question at hand, or of one whose stem had no label. */
const onPart = (s: State, p: Piece & { is: 'field' }): void => {
  if (s.loose.length > 0 && p.field !== 'mine') openLoose(s, p.line);
  const cur = s.cur ?? open(s, p.line);
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

/** Letters alone in a line behind the options are the key. */
const LONE_LETTERS = /^[A-J]{1,8}$/u;

const onPlain = (s: State, p: Piece, ahead: Ahead): void => {
  if (s.table) {
    tell(s.table, s, p);
    return;
  }
  const { cur } = s;
  if (cur && cur.options.length > 1 && !keyed(cur) && LONE_LETTERS.test(p.text)) {
    put(cur, 'answer', p.text);
    cur.field = 'answer';
    return;
  }
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
  if (p.is === 'number') onNumber(s, p, ahead);
  else if (p.is === 'option' && !s.table) onOption(s, p, ahead, next);
  else if (p.is === 'field') onField(s, p, next);
  else if (p.is === 'section') {
    if (!p.gap && p.text === p.name && s.cur?.options.length === 1) onPlain(s, { ...p, is: 'plain' }, ahead);
    else onSection(s, p);
  } else if (p.is === 'chapter') onHeading(s, p);
  else if (p.is === 'keys') onKeysHead(s, p, next);
  else if (p.is === 'rule') {
    stray(s);
    if (s.cur && complete(s.cur)) delete s.cur;
  } else onPlain(s, p, ahead);
};

/** Points （1）（2） under 参考答案： belong to the question at hand when its own number looks different. */
const listsAnswer = (s: State, next: Piece | undefined): boolean =>
  next?.is === 'number' &&
  next.family === 'paren' &&
  s.family !== 'paren' &&
  s.cur !== undefined &&
  !keyed(s.cur) &&
  !/^(?:[A-J]{1,8}|[√×✓✗✔✘对错TF]|正确|错误)(?!\p{Script=Han})/u.test(next.text);

/** 答案 alone in a line: a table of keys when it follows questions without keys, else the key of the question at hand. */
const onKeysHead = (s: State, p: Piece & { is: 'keys' }, next: Piece | undefined): void => {
  const listed =
    next?.is === 'number' || next?.is === 'section' || /^\d+\s*[-–~～—至]\s*\d+/u.test(next?.text ?? '');
  if (listed && !listsAnswer(s, next) && unkeyed(s) > 0 && (s.blocks.length > 1 || p.bare)) onKeys(s, p);
  else if (s.cur) {
    put(s.cur, 'answer', '');
    s.cur.field = 'answer';
  }
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
