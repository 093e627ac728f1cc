import { RuleError } from './errors.ts';

/** One letter of a text in its folded spelling; `apart` = something stands between it and the letter before. */
type Letter = { c: string; apart: boolean };
type Node = { next: Map<string, Node>; ends: boolean };
type Matcher = Node;

const nodeOf = (): Node => ({ next: new Map(), ends: false });

/** One spelling: no width, no case, no accents, nothing invisible. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}\p{DI}]/gu, '')
    .normalize('NFC');

const lettersOf = (text: string): Letter[] => {
  const letters: Letter[] = [];
  let apart = true;
  for (const c of folded(text)) {
    if (/[\p{L}\p{N}]/u.test(c)) {
      letters.push({ c, apart });
      apart = false;
    } else apart = true;
  }
  return letters;
};

/** Scripts that put no space between words: a listed word counts wherever it stands. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** True when two letters side by side belong to one word. */
const isOneWord = (a: Letter | undefined, b: Letter | undefined): boolean => {
  if (!a || !b || b.apart) return false;
  if (UNSPACED.test(a.c) || UNSPACED.test(b.c)) return false;
  return /\p{N}/u.test(a.c) === /\p{N}/u.test(b.c);
};

const compile = (words: readonly string[]): Matcher => {
  const root = nodeOf();
  for (const word of words) {
    let node = root;
    for (const { c } of lettersOf(word)) {
      const next = node.next.get(c) ?? nodeOf();
      node.next.set(c, next);
      node = next;
    }
    if (node !== root) node.ends = true;
  }
  return root;
};

const MOST_LISTS = 32;
const compiled = new Map<string, Matcher>();
/** A list is compiled once, however often it is read from the store. */
const matcherOf = (words: readonly string[]): Matcher => {
  const key = words.join('\n');
  const known = compiled.get(key);
  if (known) return known;
  if (compiled.size >= MOST_LISTS) compiled.clear();
  const made = compile(words);
  compiled.set(key, made);
  return made;
};

const hitsAt = (root: Matcher, letters: readonly Letter[], from: number): boolean => {
  if (isOneWord(letters[from - 1], letters[from])) return false;
  let node = root;
  for (let i = from; i < letters.length; i++) {
    const next = node.next.get(letters[i]?.c ?? '');
    if (!next) return false;
    if (next.ends && !isOneWord(letters[i], letters[i + 1])) return true;
    node = next;
  }
  return false;
};

/** True when one of the words stands in the text: whatever its case, width or accents, with anything but letters and
 * digits between its letters; a Latin word only as a whole word, Chinese anywhere. */
export const hasWord = (text: string, words: readonly string[]): boolean => {
  if (words.length === 0) return false;
  const root = matcherOf(words);
  const letters = lettersOf(text);
  return letters.some((_, from) => hitsAt(root, letters, from));
};

/** For every text that people write to each other. Throws `chat.word`. */
export const checkWords = (text: string, words: readonly string[]): void => {
  if (hasWord(text, words)) throw new RuleError('chat.word');
};
