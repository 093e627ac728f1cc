/** One option as written: its letter, its text, and whether a mark behind or before it calls it right. */
export type WrittenOption = { label: string; text: string; right?: boolean };
export type OptionSplit = { before: string; options: WrittenOption[] };

type Mark = { label: string; from: number; to: number; strong: boolean };

const MARK =
  /[（(【[]\s?([A-Ja-j])\s?[）)】\]][.．、:：]?|([A-J])\s?[.．、:：)）]|([a-j])[.．、)）]|([A-J])(?=[ \t]+\S)/gu;
const TRUTH_LABEL = /^(true|false)\s*[.．、:：)）]\s*/iu;
const RIGHT_BEFORE = /^([*＊√✓✔☑✅]|[vV](?= ))\s*(?=[（([【]?\s?[A-J]\s?[.．、:：)）\]】 ])/u;
const RIGHT_BEHIND =
  /\s*([（(【[]\s*(正确(答案|选项)?|答案|对|√|✓|✔|✅|right|correct|正解)\s*[）)】\]]|[√✓✔☑✅]\uFE0F?|\s[*＊]|[*＊](?=$)|(←|<-+)\s*正确(答案)?)\s*$/iu;

const WIDE = /[Ａ-Ｊ]/u;
/** Full-width letters and points before them read as plain ones. */
const plainLetters = (text: string): string =>
  !WIDE.test(text) ? text : text.replace(/[Ａ-Ｊ]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

const marksIn = (text: string): Mark[] => {
  const marks: Mark[] = [];
  if (!/[A-Ja-j]/u.test(text)) return marks;
  for (const m of text.matchAll(MARK)) {
    const previous = text[m.index - 1] ?? ' ';
    if (/[A-Za-z0-9_]/u.test(previous) && !m[1]) continue;
    const strong = m[4] === undefined;
    if (!strong && !/\s/u.test(previous)) continue;
    const label = (m[1] ?? m[2] ?? m[3] ?? m[4] ?? '').toUpperCase();
    marks.push({ label, from: m.index, to: m.index + m[0].length, strong });
  }
  return marks;
};

const after = (label: string): string => String.fromCharCode(label.charCodeAt(0) + 1);

/** Marks that follow each other in the alphabet from the mark at `first` on. */
const chainFrom = (marks: readonly Mark[], first: number, strong: boolean): Mark[] => {
  const start = marks[first];
  if (!start) return [];
  const chain = [start];
  let wanted = after(start.label);
  for (const mark of marks.slice(first + 1))
    if (mark.label === wanted && (mark.strong || !strong)) {
      chain.push(mark);
      wanted = after(wanted);
    }
  return chain;
};

/** Takes the mark of a right option off its text. */
export const optionOf = (label: string, written: string): WrittenOption => {
  const text = written.trim().replace(/[;；]$/u, '');
  const behind = RIGHT_BEHIND.exec(text);
  if (behind && behind.index > 0) return { label, text: text.slice(0, behind.index).trim(), right: true };
  return { label, text };
};

const cut = (text: string, chain: readonly Mark[]): WrittenOption[] =>
  chain.map((mark, i) => optionOf(mark.label, text.slice(mark.to, chain[i + 1]?.from ?? text.length)));

/** A line that begins with an option's letter; undefined when it does not. `stopAt` = a letter that has its own line. */
export const optionsOfLine = (line: string, stopAt?: string): WrittenOption[] | undefined => {
  const truth = TRUTH_LABEL.exec(line);
  if (truth) return [optionOf((truth[1] ?? '').toLowerCase(), line.slice(truth[0].length))];
  const right = RIGHT_BEFORE.exec(line);
  const text = plainLetters(right ? line.slice(right[0].length) : line);
  const marks = marksIn(text);
  const first = marks[0];
  if (first?.from !== 0) return undefined;
  const chain = chainFrom(marks, 0, first.strong).filter((m, i) => i === 0 || !stopAt || m.label < stopAt);
  const options = cut(text, chain);
  return right && options[0] ? [{ ...options[0], right: true }, ...options.slice(1)] : options;
};

const STARTS = /^[A-Ja-jＡ-ＪvVtTfF（(【[*＊√✓✔☑✅]/u;
/** The letter that a line begins with: `strong` has a point or bracket behind it, a bare letter has not. */
export const labelOfLine = (line: string): { label: string; strong: boolean } | undefined => {
  if (!STARTS.test(line)) return undefined;
  const truth = TRUTH_LABEL.exec(line);
  if (truth) return { label: (truth[1] ?? '').toLowerCase(), strong: true };
  const text = plainLetters(line.replace(RIGHT_BEFORE, '')).slice(0, 8);
  const first = marksIn(text.length < 3 ? `${text} ` : text)[0];
  if (first?.from === 0) return { label: first.label, strong: first.strong };
  return /^[A-J]\t/u.test(text) ? { label: text.slice(0, 1), strong: false } : undefined;
};

/** Asks for the order of steps a b c that it lists itself. */
const STEPS = /顺序|次序|排序|排列|先后/u;

/** Options that stand in the same line behind a question: A and B at least. */
export const optionsInside = (line: string): OptionSplit | undefined => {
  if (!/[BbＢ]/u.test(line)) return undefined;
  const text = plainLetters(line);
  const marks = marksIn(text).filter((m) => m.strong);
  const b = marks.findIndex((m) => m.label === 'B');
  const a = marks.slice(0, Math.max(0, b)).findLastIndex((m) => m.label === 'A');
  if (a < 0) return undefined;
  const chain = chainFrom(marks, a, true);
  const before = text.slice(0, marks[a]?.from ?? 0).trim();
  if (/[a-j]/u.test(text.slice(marks[a]?.from, marks[a]?.to)) && STEPS.test(before)) return undefined;
  return chain.length < 2 ? undefined : { before, options: cut(text, chain) };
};

const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩';
/** ① to ⑩ as A to J. */
export const letterOfCircled = (c: string): string | undefined => {
  const at = CIRCLED.indexOf(c);
  return at < 0 || c === '' ? undefined : String.fromCharCode(65 + at);
};

const ZERO_ONE = /(?:\t| {2,}|[|,，])\s*([01])$/u;
/** Options whose last column is 1 for right and 0 for wrong. */
export const zeroOneColumns = (options: readonly WrittenOption[]): WrittenOption[] => {
  if (options.length < 2 || !options.every((o) => ZERO_ONE.test(o.text))) return [...options];
  return options.map((o) => {
    const flag = ZERO_ONE.exec(o.text);
    const text = o.text.replace(ZERO_ONE, '').trim();
    return flag?.[1] === '1' ? { label: o.label, text, right: true } : { label: o.label, text };
  });
};
