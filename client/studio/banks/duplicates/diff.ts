export type Piece = { text: string; differs: boolean };

/** Words of a text: each Han character, each run of letters or digits, each other sign. */
const wordsOf = (text: string): string[] =>
  text.match(/\p{sc=Han}|[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? [];

/** Above this many words in either text only the common head and tail are looked for. */
const MOST_WORDS = 800;

const sharedHead = (a: readonly string[], b: readonly string[]): number => {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
};

/** Longest common subsequence: which words of each text have a twin in the other. */
const twins = (a: readonly string[], b: readonly string[]): [Set<number>, Set<number>] => {
  const wide = b.length + 1;
  const best = new Uint16Array((a.length + 1) * wide);
  const at = (i: number, j: number): number => best[i * wide + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i * wide + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const [x, y] = [new Set<number>(), new Set<number>()];
  for (let i = 0, j = 0; i < a.length && j < b.length; )
    if (a[i] === b[j]) {
      x.add(i++);
      y.add(j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  return [x, y];
};

const piecesOf = (words: readonly string[], same: (i: number) => boolean): Piece[] => {
  const pieces: Piece[] = [];
  words.forEach((text, i) => {
    const differs = !same(i);
    const last = pieces.at(-1);
    if (last?.differs === differs) last.text += text;
    else pieces.push({ text, differs });
  });
  return pieces;
};

/** Both texts in pieces, those without a twin in the other text marked. Joined, the pieces are the text again. */
export const diffMarks = (a: string, b: string): [Piece[], Piece[]] => {
  const [x, y] = [wordsOf(a), wordsOf(b)];
  const head = sharedHead(x, y);
  const tail = sharedHead(x.slice(head).reverse(), y.slice(head).reverse());
  const [p, q] = [x.slice(head, x.length - tail), y.slice(head, y.length - tail)];
  const isLong = p.length > MOST_WORDS || q.length > MOST_WORDS;
  const [inX, inY] = isLong ? [new Set<number>(), new Set<number>()] : twins(p, q);
  const same = (found: Set<number>, all: readonly string[]) => (i: number) =>
    i < head || i >= all.length - tail || found.has(i - head);
  return [piecesOf(x, same(inX, x)), piecesOf(y, same(inY, y))];
};
