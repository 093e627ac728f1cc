import type { Piece } from './zh-lines.ts';
import { labelOfLine, optionsInside } from './zh-options.ts';

/** What lies ahead of a piece: whether its own run has options or an answer, and what the text after it leads to. */
export type Ahead = { owns: boolean; leads: 'option' | 'answer' | 'number' | 'other'; distance: number };

const BRACKET_KEY =
  /[（(【[]\s*([A-J](?:[\s、,，;；]*[A-J]){0,9}|√|×|✓|✗|✔|✘|❌|✅|对|错|正确|错误|T|F|Y|N|X)\s*[）)】\]]/u;
/** Whether a text holds a key in brackets. */
export const hasBracketKey = (text: string): boolean => BRACKET_KEY.test(text);

const isOption = (piece: Piece | undefined): boolean =>
  piece?.is === 'option' || (piece?.is === 'field' && piece.field === 'options');
const owning = (piece: Piece): boolean =>
  isOption(piece) ||
  (piece.is === 'field' && piece.field === 'answer') ||
  (piece.is !== 'field' && (hasBracketKey(piece.text) || optionsInside(piece.text) !== undefined));

const leadOf = (piece: Piece): Ahead['leads'] => {
  const label = piece.is === 'option' ? labelOfLine(piece.text)?.label : undefined;
  if (label === 'A' || label === 'true') return 'option';
  if (piece.is === 'field' && piece.field === 'answer') return 'answer';
  return piece.is === 'number' ? 'number' : 'other';
};

/** One pass from the end: for each piece what its run owns and what its text leads to. */
export const lookAhead = (pieces: readonly Piece[]): Ahead[] => {
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
      leads = leadOf(piece);
    }
  }
  return ahead;
};
