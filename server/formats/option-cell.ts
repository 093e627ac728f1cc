/** Options that stand together in one text, in the order of their letters. */
export type SplitOptions = {
  options: string[];
  /** Indexes of those that carry a mark of rightness of their own. */
  marked: number[];
  /** What stood before the first option. */
  lead: string;
};

/** A letter or number of an option and the sign behind it: `A.` `B、` `(C)` `【D】` `E)` `①`. */
const MARKER = /[(（【[]?([A-Za-z])\s*(?:[.．、:：,，)）】\]])|([①-⑳])/gu;
const RIGHT_MARK =
  /\s*(?:[(（【[]\s*(?:正确(?:答案|选项)?|对|√|✓|✔|correct|right|answer)\s*[)）】\]]|[√✓✔☑])\s*$/iu;
const LEFT_MARK = /^\s*(?:[*＊√✓✔☑]|[(（【[]\s*(?:正确|√|✓|correct)\s*[)）】\]])\s*/iu;

/** An option text without its mark of rightness such as （正确）, √ or a leading star. */
export const unmarked = (text: string): { text: string; right: boolean } => {
  const bare = text.replace(RIGHT_MARK, '').replace(LEFT_MARK, '').trim();
  return bare === '' || bare === text.trim()
    ? { text: text.trim(), right: false }
    : { text: bare, right: true };
};

const LETTERED =
  /^\s*(?:[(（【[]\s*([A-Za-z])\s*[)）】\]]|([A-Za-z])\s*[.．、:：)）]|([A-Za-z])\s*[,，]\s*|([A-Za-z])\s{1,3}(?=\S))\s*/u;

/** An option text without the letter it repeats: "A. Paris" in the column of A. */
export const withoutLetter = (text: string, letter: string): string => {
  const found = LETTERED.exec(text);
  const own = found?.[1] ?? found?.[2] ?? found?.[3];
  const bare = found ? text.slice(found[0].length).trim() : '';
  return own?.toUpperCase() === letter.toUpperCase() && bare !== '' ? bare : text;
};

const indexOfMarker = (letter: string | undefined, circle: string | undefined): number =>
  letter !== undefined ? letter.toUpperCase().charCodeAt(0) - 65 : (circle ?? '①').charCodeAt(0) - 0x2460;

/** Splits at A B C ... in that order; undefined when they do not run from A to at least B. */
const byMarkers = (cell: string): { parts: string[]; lead: string } | undefined => {
  const cuts: { at: number; end: number }[] = [];
  for (const found of cell.matchAll(MARKER)) {
    const before = cell[found.index - 1];
    const glued = before !== undefined && /[A-Za-z0-9]/u.test(before);
    if (!glued && indexOfMarker(found[1], found[2]) === cuts.length)
      cuts.push({ at: found.index, end: found.index + found[0].length });
  }
  if (cuts.length < 2) return undefined;
  const parts = cuts.map((cut, i) => cell.slice(cut.end, cuts[i + 1]?.at ?? cell.length));
  return {
    parts: parts.map((p) => p.replace(/[\s;；|$,，]+$/u, '').trim()),
    lead: cell.slice(0, cuts[0]?.at).trim(),
  };
};

const QUOTED = /'((?:[^'\\]|\\.)*)'(?=\s*(?:[,\]\s]|$))|"((?:[^"\\]|\\.)*)"/gu;

const TEXT_NAMES = /content|text|value|title|name|选项|内容/iu;
/** An entry of a list: a text, a number, or an object with one text by name, or one text at all. */
const textOfEntry = (entry: unknown): string | undefined => {
  if (typeof entry === 'string' || typeof entry === 'number') return String(entry);
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
  const texts = Object.entries(entry).filter(([, v]) => typeof v === 'string' || typeof v === 'number');
  const found = texts.find(([name]) => TEXT_NAMES.test(name)) ?? (texts.length === 1 ? texts[0] : undefined);
  return found === undefined ? undefined : String(found[1]);
};

/** Texts of a list that a program wrote: JSON, or Python's ['a', "b"]. An object gives its values in order. */
const fromList = (cell: string): string[] | undefined => {
  if (!/^\s*(?:\[[\s\S]*\]|\{[\s\S]*\})\s*$/u.test(cell)) return undefined;
  try {
    const value: unknown = JSON.parse(cell);
    const list: unknown[] = typeof value === 'object' && value !== null ? Object.values(value) : [];
    const texts = list.map(textOfEntry);
    return texts.every((t) => t !== undefined) ? texts : [cell];
  } catch {
    const parts = [...cell.trim().slice(1, -1).matchAll(QUOTED)].map((m) => m[1] ?? m[2] ?? '');
    return cell.trim().startsWith('[') && parts.length > 1
      ? parts.map((p) => p.replace(/\\(.)/gu, '$1'))
      : undefined;
  }
};

const SEPARATORS = [
  /\n+/u,
  /\s*[┋┃]\s*/u,
  /\s*\$+;?\$*\s*/u,
  /\s*\|+\s*/u,
  /\s*[;；]\s*/u,
  /\s*#{2,}\s*/u,
  /\t+/u,
  /\s*、\s*/u,
  / {2,}/u,
  /\s*[,，]\s*/u,
];

const bySeparators = (cell: string): string[] => {
  for (const separator of SEPARATORS) {
    const parts = cell
      .split(separator)
      .map((p) => p.trim())
      .filter((p) => p !== '');
    if (parts.length > 1) return parts;
  }
  return [cell.trim()].filter((p) => p !== '');
};

/** True when every text repeats the letter of its place. */
export const lettersInOrder = (parts: readonly string[]): boolean =>
  parts.every((p, i) => withoutLetter(p, String.fromCharCode(65 + i)) !== p);

/**
 * Options that share a cell or a run of text: a JSON list, `A. x B. y` markers, lines, or parts between | $ ; 、.
 * Letters and marks such as （正确） are taken off.
 */
export const splitOptions = (cell: string): SplitOptions => {
  const listed = fromList(cell);
  const marked = listed ? undefined : byMarkers(cell);
  const plain = listed ?? marked?.parts ?? bySeparators(cell);
  const bare = lettersInOrder(plain)
    ? plain.map((p, i) => withoutLetter(p, String.fromCharCode(65 + i)))
    : plain;
  const read = bare.map(unmarked);
  return {
    options: read.map((r) => r.text),
    marked: read.flatMap((r, i) => (r.right ? [i] : [])),
    lead: marked?.lead ?? '',
  };
};
