import { lettersOf } from './zh-answer.ts';
import { type Kind, kindOf, truthOf } from './zh-words.ts';

const TYPE_WORDS =
  '(?:单项选择|多项选择|不定项选择|单选|多选|不定项|判断|填空|简答|问答|论述|名词解释|案例分析|选择|是非)题?';
const TYPE_MARK = new RegExp(
  `^\\s*[（(【[〔<]\\s*(${TYPE_WORDS})[^）)】\\]〕>]{0,12}[）)】\\]〕>]\\s*[:：]?|[（(【[〔]\\s*(${TYPE_WORDS})[^）)】\\]〕]{0,12}[）)】\\]〕]\\s*[。.]?\\s*$|^(${TYPE_WORDS})\\s*[:：]\\s*(?=\\S)|^((?:单选|多选|判断|填空|单项选择|多项选择)题)(?![的中是有共库目型干，,。、；;：:?？（(])(?=\\S)`,
  'u',
);

/** Takes a mark like [单选题] or （多选） off a stem. */
export const takeTypeMark = (stem: string): { stem: string; kind?: Kind; kindName?: string } => {
  const found = TYPE_MARK.exec(stem);
  const name = found?.[1] ?? found?.[2] ?? found?.[3] ?? found?.[4];
  const kind = name === undefined ? undefined : kindOf(name);
  if (!found || name === undefined || !kind) return { stem };
  const rest = `${stem.slice(0, found.index)}${stem.slice(found.index + found[0].length)}`.trim();
  return rest === '' ? { stem } : { stem: rest, kind, kindName: name };
};

const KEY =
  /([（(【[])\s*([A-JＡ-Ｊ](?:[\s、,，;；]*[A-JＡ-Ｊ]){0,9}|√|×|✓|✗|✔|✘|❌|✅|对|错|正确|错误|T|F|Y|N|X|√\uFE0F)\s*([）)】\]])/gu;
const TRAILING = /(?:\s{1,}|(?<=[。？?！!）)]))([A-J]{1,8}|[√×✓✗✔✘❌✅]\uFE0F?)\s*$/u;

/** Takes the key that stands in the brackets of a stem, or behind it; the brackets stay, empty. */
export const takeStemKey = (stem: string, fits: (key: string) => boolean): { stem: string; key?: string } => {
  const found = [...stem.matchAll(KEY)].findLast((m) => fits(m[2] ?? ''));
  if (found) {
    const blank = `${found[1]} ${found[3]}`;
    const rest = `${stem.slice(0, found.index)}${blank}${stem.slice(found.index + found[0].length)}`;
    return { stem: rest.trim(), key: found[2] ?? '' };
  }
  const trailing = TRAILING.exec(stem);
  if (trailing && trailing.index > 3 && fits(trailing[1] ?? ''))
    return { stem: stem.slice(0, trailing.index).trim(), key: trailing[1] ?? '' };
  return { stem };
};

/** Which keys a stem's brackets can hold: letters where there are options, truth where it is said or nothing else is. */
export const fitsKey =
  (labels: readonly string[], kind: Kind | undefined) =>
  (key: string): boolean => {
    if (kind === 'fill' || kind === 'essay' || kind === 'short') return false;
    const letters = lettersOf(key);
    if (labels.length > 0) return letters?.every((l) => labels.includes(l)) ?? false;
    if (kind === 'judge') return truthOf(key) !== undefined || /^[AB]$/u.test(key);
    return letters !== undefined || truthOf(key) !== undefined;
  };

const LINES = /_{2,}|﹍{2,}|＿{2,}|—{4,}/gu;
const BRACKETS = /[（(][\s_]*[）)]|【\s*】|\[\s*\]/gu;

/** Where the gaps of a stem stand: drawn lines, or empty brackets where there are no lines. */
export const gapsIn = (stem: string): RegExp | undefined =>
  stem.search(LINES) >= 0 ? LINES : stem.search(BRACKETS) >= 0 ? BRACKETS : undefined;

const FILLED = /[（(]\s*([^（）()\n]{1,40}?)\s*[）)]|_{1,}\s*([^_\s][^_\n]{0,40}?)\s*_{1,}/gu;

/** The answers that stand in the gaps themselves: 首都是（北京）。 */
export const filledGaps = (stem: string): { stem: string; keys: string[] } => {
  const keys: string[] = [];
  const rest = stem.replace(FILLED, (_, bracket: string | undefined, line: string | undefined) => {
    keys.push((bracket ?? line ?? '').trim());
    return '____';
  });
  return { stem: rest, keys };
};
