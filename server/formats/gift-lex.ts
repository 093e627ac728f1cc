/** Lines of a file between two blank lines, without the comment lines among them. */
export type GiftBlock = {
  /** Of its first line that is no comment. */
  line: number;
  text: string;
  comments: string[];
};

/** Parts a GIFT file at its blank lines. Blocks of comments alone are left out: they hold no question. */
export const giftBlocks = (text: string): GiftBlock[] => {
  const blocks: GiftBlock[] = [];
  let lines: string[] = [];
  let comments: string[] = [];
  let first = 0;
  const close = (): void => {
    if (lines.length > 0) blocks.push({ line: first, text: lines.join('\n').trim(), comments });
    lines = [];
    comments = [];
  };
  for (const [i, line] of text.split('\n').entries()) {
    if (/^[ \t]*$/u.test(line)) close();
    else if (/^\s*\/\//u.test(line)) comments.push(line);
    else {
      if (lines.length === 0) first = i + 1;
      lines.push(line);
    }
  }
  close();
  return blocks;
};

/** The questions of a block whose blank lines were forgotten: each begins with its name or category. */
export const partedBlocks = (block: GiftBlock): GiftBlock[] => {
  const starts = [0];
  const lines = block.text.split('\n');
  let open = false;
  let answered = false;
  for (const [i, line] of lines.entries()) {
    if (answered && !open && /^\s*(?:::[^\n]+?::|\$CATEGORY:)/u.test(line)) {
      starts.push(i);
      answered = false;
    }
    for (const [mark] of hidden(line).matchAll(/[{}]/gu)) {
      open = mark === '{';
      answered ||= !open;
    }
  }
  return starts.map((from, n) => ({
    line: block.line + from,
    text: lines
      .slice(from, starts[n + 1])
      .join('\n')
      .trim(),
    comments: n === 0 ? block.comments : [],
  }));
};

/** What `\:` `\#` `\=` `\{` `\}` `\~` `\n` stand for; each is hidden as a lone surrogate, which no decoded text has. */
const ESCAPED = ':#={}~n';
const MEANT = ':#={}~\n';
const HIDDEN = 0xd800;

/** Takes escapes out of the way of the marks; `shown` brings back what they mean. */
export const hidden = (raw: string): string =>
  raw.replace(/\\([\\:#={}~n])/gu, (_, c: string) =>
    c === '\\' ? '\\' : String.fromCharCode(HIDDEN + ESCAPED.indexOf(c)),
  );
export const shown = (text: string): string =>
  text.replace(/[\ud800-\ud806]/gu, (c) => MEANT[c.charCodeAt(0) - HIDDEN] ?? c);

/** A name on one line, at most as long as Moodle's. */
export const giftName = (text: string): string =>
  [...text.replace(/\s+/gu, ' ').trim()].slice(0, 255).join('').trim();

/** `[id:x]` and `[tag:y]` in the comments above a question; `\]` is a bracket inside. */
export const idAndTags = (comments: readonly string[]): { ref?: string; tags?: string[] } => {
  const found = comments.flatMap((line) => [...line.matchAll(/\[(id|tag):((?:\\\]|[^\]])+)\]/gu)]);
  const valuesOf = (kind: string) =>
    found.filter((m) => m[1] === kind).map((m) => (m[2] ?? '').replaceAll('\\]', ']').trim());
  const ref = valuesOf('id').find((v) => v !== '');
  const tags = [...new Set(valuesOf('tag').filter((v) => v !== ''))];
  return { ...(ref === undefined ? {} : { ref }), ...(tags.length > 0 ? { tags } : {}) };
};

/** Names of a category path from the root down, without Moodle's context and its `top`; `//` is a slash in a name. */
export const categoryOf = (path: string): string[] => {
  const names = path
    .split(/(?<!\/)\/(?!\/)/u)
    .map((name) => shown(name).replaceAll('//', '/').trim())
    .filter((name) => name !== '');
  if (/^\$[a-z0-9]+\$$/u.test(names[0] ?? '')) names.shift();
  if (names[0] === 'top') names.shift();
  return names;
};

/** One answer of a `{...}`: its mark, its weight in percent if given, its text and what is said of it. */
export type GiftPiece = {
  mark: '=' | '~' | '';
  weight?: number;
  text: string;
  feedback: string;
};

const isOperator = (text: string, at: number): boolean =>
  text[at + 1] === '=' ||
  text[at - 1] === '=' ||
  text[at - 1] === '!' ||
  (/[<>]/u.test(text[at - 1] ?? '') && /\s/u.test(text[at - 2] ?? '') && /\s/u.test(text[at + 1] ?? ''));

/** Whether a mark is the first of its line. */
const startsLine = (text: string, at: number): boolean => {
  let i = at - 1;
  while (i >= 0 && (text[i] === ' ' || text[i] === '\t')) i--;
  return i < 0 || text[i] === '\n';
};

/**
 * Where answers begin. An `=` in a tag (`href="..."`), in an operator (`==`), or within a line where every other answer
 * has a line of its own is text, as long as other marks remain.
 */
const marksOf = (text: string, tilde: boolean): number[] => {
  const marks: number[] = [];
  const inText = new Set<number>();
  let inTag = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '<') inTag = /[a-z/!]/iu.test(text[i + 1] ?? '');
    else if (c === '>' || c === '~') inTag = false;
    if (c === '=' || (tilde && c === '~')) marks.push(i);
    if (c !== '=') continue;
    const attribute = inTag && /["']/u.test(text[i + 1] ?? '') && /[\w-]/u.test(text[i - 1] ?? '');
    if (attribute || isOperator(text, i)) inText.add(i);
  }
  const plain = marks.filter((i) => !inText.has(i));
  const leading = tilde ? plain.filter((i) => startsLine(text, i)) : [];
  const ownLines = plain.every((i) => text[i] === '=' || startsLine(text, i)) && leading.length > 1;
  const chosen = ownLines ? leading : plain;
  return chosen.some((i) => text[i] === '=') ? chosen : marks;
};

/** Parted at the first `#`; where nothing stands before it, as in `=#ff0000`, it belongs to the text. */
const textAndFeedback = (raw: string): { text: string; feedback: string } => {
  const hash = raw.indexOf('#');
  if (hash < 0 || (hash === 0 && raw.length > 1)) return { text: raw, feedback: '' };
  return { text: raw.slice(0, hash).trim(), feedback: raw.slice(hash + 1).trim() };
};

const pieceOf = (mark: GiftPiece['mark'], raw: string): GiftPiece => {
  const body = raw.trim();
  const weight = /^%(-?\d+\.?\d*)%/u.exec(body);
  const rest = weight ? body.slice(weight[0].length) : body;
  return {
    mark,
    ...(weight ? { weight: Number(weight[1]) / 100 } : {}),
    ...textAndFeedback(rest),
  };
};

/** The answers of a hidden `{...}` text, parted at `=` and, if `tilde`, at `~`; `~=` is one mark. */
export const piecesOf = (text: string, tilde: boolean): GiftPiece[] => {
  const marks = marksOf(text, tilde);
  const pieces: GiftPiece[] = [];
  const lead = text.slice(0, marks[0] ?? text.length);
  let skip = -1;
  if (lead.trim() !== '') pieces.push(pieceOf('', lead));
  for (const [i, at] of marks.entries()) {
    const next = marks[i + 1];
    const body = text.slice(at + 1, next ?? text.length);
    const double = body.trim() === '' && next !== undefined && text[next] !== text[at];
    if (double && text[at] === '~') continue;
    // `=~%50%x` is an option with that weight, `=~x` a right one.
    const swapped = double && tilde && next === at + 1;
    if (swapped) {
      const weighted = /^\s*%-?\d/u.test(text.slice(next + 1));
      if (!weighted) pieces.push(pieceOf('=', text.slice(next + 1, marks[i + 2] ?? text.length)));
      skip = weighted ? -1 : next;
      continue;
    }
    if (at !== skip) pieces.push(pieceOf(text[at] === '=' ? '=' : '~', body));
  }
  return pieces;
};
