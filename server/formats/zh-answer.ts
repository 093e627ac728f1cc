import { foldText } from '../domain/grade.ts';
import { letterOfCircled, optionsInside, type WrittenOption } from './zh-options.ts';
import { truthOf } from './zh-words.ts';

const SEPARATED = /^[A-J](?:[\s,，、;；&+/.|和及与]*[A-J])*$/u;
const SPAN = /^([A-J])\s*[-~～—至]\s*([A-J])$/u;
const WITH_TEXT = /^[（(【[]?\s*([A-J])\s*(?:[.．、:：)）\]】]|\s(?=\S))\s*(.*)$/su;

const letters = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, to.charCodeAt(0) - from.charCodeAt(0) + 1) }, (_, i) =>
    String.fromCharCode(from.charCodeAt(0) + i),
  );

/** A key written in letters: `ABD`, `A、C`, `选B`, `(A)`, `A-D`, `①③`; undefined when it is something else. */
export const lettersOf = (written: string): string[] | undefined => {
  if (written.length > 80) return undefined;
  const circled = written.replace(/[\s,，、]/gu, '');
  if (/^[①-⑩]+$/u.test(circled))
    return [...new Set([...circled].flatMap((c) => letterOfCircled(c) ?? []))].sort();
  const key = written
    .normalize('NFKC')
    .trim()
    .replace(
      /^(?:故|应|本题)?选(?:项|择)?\s*[:：]?|^\s*[([【"']+|["'\])】。.;;,，、?？\s]+$|(?:选)?项$/gu,
      '',
    )
    .trim();
  const plain = /^[a-j]+$/u.test(key) && key.length <= 5 ? key.toUpperCase() : key;
  const span = SPAN.exec(plain);
  if (span) return letters(span[1] ?? 'A', span[2] ?? 'A');
  if (!SEPARATED.test(plain)) return undefined;
  const all = plain.match(/[A-J]/gu) ?? [];
  return [...new Set(all)].sort();
};

const same = (a: string, b: string): boolean =>
  foldText(a).replace(/[\s\p{P}]/gu, '') === foldText(b).replace(/[\s\p{P}]/gu, '') && a !== '';

const byText = (text: string, options: readonly WrittenOption[]): number =>
  options.findIndex((o) => foldText(o.text) === foldText(text) || same(o.text, text));

const indexesOf = (labels: readonly string[], options: readonly WrittenOption[]): number[] | undefined => {
  const found = labels.map((l) => options.findIndex((o) => o.label === l));
  return found.length > 0 && found.every((i) => i >= 0) ? found : undefined;
};

/** `A. 北京` or `A.甲 C.丙`: letters that carry the options' texts behind them. */
const lettersWithText = (key: string, options: readonly WrittenOption[]): number[] | undefined => {
  const several = optionsInside(key);
  if (several && several.before === '')
    return indexesOf(
      several.options.map((o) => o.label),
      options,
    );
  const lines = key.split('\n').map((l) => WITH_TEXT.exec(l.trim()));
  if (!lines.every((m) => m !== null)) return undefined;
  return indexesOf(
    lines.map((m) => m?.[1] ?? ''),
    options,
  );
};

/** The options a written key names, by letter, text, position or truth; undefined when it names none. */
export const chosenBy = (written: string, options: readonly WrittenOption[]): number[] | undefined => {
  const key = written.trim();
  const exact = byText(key, options);
  const named = lettersOf(key);
  const byLetters = named ? indexesOf(named, options) : undefined;
  if (byLetters && !(exact >= 0 && named?.length !== 1)) return byLetters;
  if (exact >= 0) return [exact];
  const withText = lettersWithText(key, options);
  if (withText) return withText;
  const parts = key.split(/[;；|、,，\n]+/u).map((p) => p.trim());
  const texts = parts.map((p) => byText(p, options));
  if (parts.length > 1 && texts.every((i) => i >= 0)) return [...new Set(texts)].sort((a, b) => a - b);
  const truth = truthOf(key);
  const at = truth === undefined ? -1 : options.findIndex((o) => truthOf(o.text || o.label) === truth);
  return at >= 0 ? [at] : undefined;
};

const LEADING_TRUTH =
  /^(正确|错误|不正确|对|错|√|×|✓|✗|✔|✘|❌|✅|[TFXY])\uFE0F?(?:[\s,，;；。.:：（(]+|$)(.*)$/su;

/** Right or wrong with what is said behind it: `×，应为 5 年`. */
export const truthAndReason = (written: string): { truth: boolean; reason: string } | undefined => {
  const whole = truthOf(written);
  if (whole !== undefined) return { truth: whole, reason: '' };
  const m = LEADING_TRUTH.exec(written.trim());
  const truth = m ? truthOf(m[1] ?? '') : undefined;
  if (truth === undefined) return undefined;
  const rest = (m?.[2] ?? '').trim();
  const reason = /[（(]/u.test(rest) ? rest : rest.replace(/[）)]$/u, '');
  return { truth, reason: truthOf(reason) === truth ? '' : reason };
};

const SEPARATORS = [/[;；]/u, /\|+/u, /\t| {2,}/u, /\n/u, /[、]/u, /[,，]/u, /\s+/u];
const COUNTED =
  /[（(]\s*\d{1,2}\s*[）)]|[①-⑩]|第[一二三四五六七八九十\d]空[:：]?|(?:^|[\s;；,，。])\d{1,2}\s*[）)、.．](?!\d)/gu;

/** The answers of `gaps` gaps in a written key; undefined when no separator gives that many. */
export const partsOf = (written: string, gaps: number): string[] | undefined => {
  const counted = written
    .split(COUNTED)
    .map((p) => p.trim().replace(/[;；,，。]$/u, ''))
    .filter((p) => p !== '');
  if (gaps > 1 && counted.length === gaps) return counted;
  for (const separator of SEPARATORS) {
    const parts = written
      .split(separator)
      .map((p) => p.trim())
      .filter((p) => p !== '');
    if (parts.length === gaps) return parts;
  }
  return undefined;
};

/** Texts of which each is right: `北京或首都`, `TCP/IP 或 TCP`. */
export const alternativesOf = (written: string): string[] => {
  const parts = written.split(/\s*(?:\|+|；|;|(?<=\S)\s*(?:或者|或|\bor\b)\s*(?=\S))\s*/u);
  const texts = parts.map((p) => p.trim()).filter((p) => p !== '');
  return [...new Set(texts)].slice(0, 50);
};
