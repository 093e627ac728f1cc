import type { Question } from './question.ts';
import { comparedTextOf, foldForSearch } from './question-search.ts';
import { LANGS } from './text.ts';

/** Texts from this similarity on are shown as near-duplicates. */
export const SIMILAR = 0.7;

const RUN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+|[\p{L}\p{N}\p{S}\p{M}]+/gu;
const HAN = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

const grams = (letters: readonly string[], n: number): string[] =>
  letters.length <= n
    ? [letters.join('')]
    : Array.from({ length: letters.length - n + 1 }, (_, i) => letters.slice(i, i + n).join(''));

/** The pieces by which texts are compared: pairs of Han characters, three letters in a row of other words. */
export const shinglesOf = (text: string): Set<string> =>
  new Set(
    (foldForSearch(text).match(RUN) ?? []).flatMap((run) =>
      HAN.test(run) ? grams([...run], 2) : grams([...` ${run} `], 3),
    ),
  );

/** Exact Jaccard similarity of the shingles: shared / all; 1 = the same pieces, 0 = nothing in common. */
export const similarity = (a: string, b: string): number => {
  const [x, y] = [shinglesOf(a), shinglesOf(b)];
  if (x.size === 0 || y.size === 0) return x.size === y.size && foldForSearch(a) === foldForSearch(b) ? 1 : 0;
  let shared = 0;
  for (const piece of x) if (y.has(piece)) shared++;
  return shared / (x.size + y.size - shared);
};

export type Match = { a: number; b: number; similarity: number };

/** Sorted numbers of shingles, the rarest first. */
type Coded = { at: number; codes: Uint32Array };

const codeAll = (texts: readonly string[]): Coded[] => {
  const counts = new Map<string, number>();
  const sets = texts.map(shinglesOf);
  for (const set of sets) for (const s of set) counts.set(s, (counts.get(s) ?? 0) + 1);
  const rank = new Map([...counts.entries()].sort((a, b) => a[1] - b[1]).map(([s], i) => [s, i]));
  return sets.map((set, at) => ({ at, codes: Uint32Array.from(set, (s) => rank.get(s) ?? 0).sort() }));
};

/** Shared codes of two sorted lists; -1 as soon as `least` cannot be reached any more. */
const sharedOf = (x: Uint32Array, y: Uint32Array, least: number): number => {
  let [i, j, shared] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    if (shared + Math.min(x.length - i, y.length - j) < least) return -1;
    const [p, q] = [x[i] ?? 0, y[j] ?? 0];
    if (p === q) shared++;
    if (p <= q) i++;
    if (q <= p) j++;
  }
  return shared >= least ? shared : -1;
};

/** Two texts can only be so alike when they share one of their first (rarest) codes: how many those are. */
const prefixOf = (size: number, threshold: number): number => size - Math.ceil(threshold * size - 1e-9) + 1;

type Entry = { coded: Coded; place: number };
type Index = { byCode: Map<number, Entry[]>; twins: Map<string, number[]> };
const add = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
};
const indexOf = (list: readonly Coded[], threshold: number): Index => {
  const index: Index = { byCode: new Map(), twins: new Map() };
  for (const coded of list) {
    const { codes, at } = coded;
    if (codes.length > 0) add(index.twins, codes.join(), at);
    const end = Math.min(prefixOf(codes.length, threshold), codes.length);
    for (let place = 0; place < end; place++) add(index.byCode, codes[place] ?? 0, { coded, place });
  }
  return index;
};

/** How many texts one text is compared with at most: a family of thousands of look-alikes says enough by its first ones. */
const MOST_COMPARED = 100;
const MOST_TWINS = 10;

const matchesOf = (x: Coded, index: Index, threshold: number, isPair: (b: number) => boolean): Match[] => {
  const twins = (index.twins.get(x.codes.join()) ?? []).filter(isPair).slice(0, MOST_TWINS);
  const out: Match[] = twins.map((b) => ({ a: x.at, b, similarity: 1 }));
  const tried = new Set(twins);
  const n = x.codes.length;
  for (let place = 0; place < prefixOf(n, threshold) && place < n; place++) {
    for (const { coded: y, place: other } of index.byCode.get(x.codes[place] ?? 0) ?? []) {
      if (tried.size >= MOST_COMPARED) return out;
      const m = y.codes.length;
      const least = Math.ceil((threshold / (1 + threshold)) * (n + m) - 1e-9);
      if (Math.min(n - place, m - other) < least || tried.has(y.at) || !isPair(y.at)) continue;
      tried.add(y.at);
      const shared = sharedOf(x.codes, y.codes, least);
      if (shared > 0) out.push({ a: x.at, b: y.at, similarity: shared / (n + m - shared) });
    }
  }
  return out;
};

const best = (matches: Match[], most: number): Match[] =>
  matches.sort((p, q) => q.similarity - p.similarity || p.b - q.b).slice(0, most);

/**
 * For each new text the old ones that are alike, the most alike first, `most` of each. Exact: twins and every pair at
 * or above `threshold` are found (one text is compared with at most 100); texts without letters are never alike.
 */
export const findSimilar = (
  newTexts: readonly string[],
  oldTexts: readonly string[],
  threshold = SIMILAR,
  most = 3,
): Match[] => {
  const coded = codeAll([...newTexts, ...oldTexts]);
  const olds = coded.slice(newTexts.length).map((c) => ({ ...c, at: c.at - newTexts.length }));
  const index = indexOf(olds, threshold);
  return coded.slice(0, newTexts.length).flatMap((x) =>
    best(
      matchesOf(x, index, threshold, () => true),
      most,
    ),
  );
};

/** Pairs (a < b) of alike texts of one list. */
export const findPairs = (texts: readonly string[], threshold = SIMILAR, most = 5): Match[] => {
  const coded = codeAll(texts);
  const index = indexOf(coded, threshold);
  return coded.flatMap((x) =>
    best(
      matchesOf(x, index, threshold, (b) => b > x.at),
      most,
    ),
  );
};

type Compare = (texts: string[][]) => Match[];
/** Compares in each language by itself and keeps the higher similarity of a pair. */
const inEachLanguage = (lists: readonly (readonly Question[])[], compare: Compare): Match[] => {
  const found = new Map<string, Match>();
  for (const lang of LANGS) {
    const written = lists.map((list) =>
      list.flatMap((q, at) => {
        const text = comparedTextOf(q, lang);
        return text === undefined ? [] : [{ at, text }];
      }),
    );
    for (const { a, b, similarity } of compare(written.map((w) => w.map((t) => t.text)))) {
      const pair = {
        a: written[0]?.[a]?.at ?? a,
        b: (written[1] ?? written[0])?.[b]?.at ?? b,
        similarity,
      };
      const key = `${pair.a} ${pair.b}`;
      if ((found.get(key)?.similarity ?? 0) < similarity) found.set(key, pair);
    }
  }
  return [...found.values()].sort((p, q) => p.a - q.a || q.similarity - p.similarity || p.b - q.b);
};

/** New questions (`a`) that look like old ones (`b`) by stem and answers, by index. */
export const findAlike = (
  news: readonly Question[],
  olds: readonly Question[],
  threshold = SIMILAR,
): Match[] => inEachLanguage([news, olds], ([x = [], y = []]) => findSimilar(x, y, threshold));

/** Questions of one list that look alike, by index, a < b. */
export const findAlikePairs = (questions: readonly Question[], threshold = SIMILAR): Match[] =>
  inEachLanguage([questions], ([x = []]) => findPairs(x, threshold));
