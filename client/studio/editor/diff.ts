export type Piece = { kind: 'same' | 'gone' | 'new'; text: string };

/** Above this many comparisons two texts are shown whole instead of word by word. */
const MOST_CELLS = 1_000_000;
/** Words of a language without spaces too; marks and spaces are pieces of their own. */
const wordsOf = (text: string): string[] =>
  [...new Intl.Segmenter('zh-CN', { granularity: 'word' }).segment(text)].map((s) => s.segment);

/** Lengths of the longest common subsequences of all tails, row by row. */
const tableOf = (a: readonly string[], b: readonly string[]): Uint32Array => {
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j;
      table[at] =
        a[i] === b[j]
          ? (table[at + width + 1] ?? 0) + 1
          : Math.max(table[at + width] ?? 0, table[at + 1] ?? 0);
    }
  return table;
};

const joined = (pieces: readonly Piece[]): Piece[] => {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (piece.text === '') continue;
    if (last?.kind === piece.kind) out[out.length - 1] = { kind: piece.kind, text: last.text + piece.text };
    else out.push(piece);
  }
  return out;
};

const middle = (a: readonly string[], b: readonly string[]): Piece[] => {
  if (a.length * b.length > MOST_CELLS)
    return [
      { kind: 'gone', text: a.join('') },
      { kind: 'new', text: b.join('') },
    ];
  const table = tableOf(a, b);
  const width = b.length + 1;
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && x === y) {
      pieces.push({ kind: 'same', text: x });
      i += 1;
      j += 1;
    } else if (
      y === undefined ||
      (x !== undefined && (table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0))
    ) {
      pieces.push({ kind: 'gone', text: x ?? '' });
      i += 1;
    } else {
      pieces.push({ kind: 'new', text: y });
      j += 1;
    }
  }
  return pieces;
};

/** What was taken out of `before` and put in to make `after`, word by word. */
export const diffWords = (before: string, after: string): Piece[] => {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail += 1;
  return joined([
    { kind: 'same', text: a.slice(0, head).join('') },
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    { kind: 'same', text: a.slice(a.length - tail).join('') },
  ]);
};
