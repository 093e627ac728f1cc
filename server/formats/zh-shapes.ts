import type { Draft } from './zh-draft.ts';
import { optionOf, optionsInside } from './zh-options.ts';
import { truthOf } from './zh-words.ts';

type Line = { line: number; text: string };
/** A text of a regular shape without numbers, letters and labels, as drafts; `strays` belong to none. */
export type Shaped = { drafts: Draft[]; strays: Line[] };

const linesOf = (text: string): Line[] =>
  text.split('\n').map((t, i) => ({ line: i + 1, text: t.replace(/\uFEFF/gu, '').trim() }));
const lettered = (texts: readonly string[]) => texts.map((t, i) => optionOf(String.fromCharCode(65 + i), t));

const LIST = /^\[\s*(?:'[^']*'|"[^"]*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))+\s*,?\s*\]$/u;
const ITEM = /'([^']*)'|"([^"]*)"/gu;
const NUMBER = /^\d{1,4}\s*[.．、](?!\d)\s*/u;
const paragraphsOf = (lines: readonly Line[]): Line[][] => {
  const groups: Line[][] = [[]];
  for (const line of lines)
    if (line.text !== '') groups.at(-1)?.push(line);
    else if (groups.at(-1)?.length) groups.push([]);
  return groups.filter((g) => g.length > 0);
};

/** The option that a line repeats, with its position in front or without. */
const rightOf = (line: string, options: readonly string[]): string | undefined => {
  const [, position, rest] = /^(\d)[.、!]?\s*(.+)$/su.exec(line) ?? [];
  const placed = options[Number(position) - 1];
  return options.includes(line) ? line : placed !== undefined && placed === rest?.trim() ? placed : undefined;
};

/** Paragraphs of a stem, a list ['甲', '乙'] and the right text, before or behind the list. */
const withLists = (lines: readonly Line[]): Shaped | undefined => {
  const groups = paragraphsOf(lines);
  const shaped: Shaped = { drafts: [], strays: [] };
  for (const group of groups) {
    const at = group.findIndex((l) => LIST.test(l.text));
    const [first] = group;
    if (at < 1 || !first) {
      shaped.strays.push(...group);
      continue;
    }
    const texts = [...(group[at]?.text.matchAll(ITEM) ?? [])].map((m) => (m[1] ?? m[2] ?? '').trim());
    const others = group.filter((l, i) => i > 0 && !LIST.test(l.text)).map((l) => l.text);
    const right = others.find((t) => rightOf(t, texts) !== undefined);
    shaped.drafts.push({
      place: { line: first.line },
      stem: [first.text.replace(NUMBER, ''), ...others.filter((t) => t !== right)].join('\n'),
      options: lettered(texts),
      ...(right === undefined ? {} : { answer: rightOf(right, texts) ?? right }),
    });
  }
  return shaped.drafts.length >= 3 && shaped.drafts.length >= groups.length / 2 ? shaped : undefined;
};

const CODED = /^([^#]+)((?:#[^#]*)*)%\s*([A-J]{1,8}|[YN√×对错])\s*(?:\$(.*))?$/su;

/** `@题干#选项#选项%C$章节` or `@题干%N` (a chapter where there is one), one after the other, often in one line. */
const coded = (text: string): Shaped | undefined => {
  const found = [...text.matchAll(/@([^@]*)/gu)];
  let line = 1;
  let at = 0;
  const drafts = found.map((m, i): Draft => {
    line += text.slice(at, m.index).split('\n').length - 1;
    at = m.index;
    const [, stem, options, answer, chapter] = CODED.exec((m[1] ?? '').trim()) ?? [];
    const item = { line, item: i + 1 };
    if (!stem || !answer) return { place: item, stem: (m[1] ?? '').trim(), options: [] };
    const category = chapter?.trim() ? { category: [chapter.trim()] } : {};
    return {
      place: item,
      stem: stem.trim(),
      ...(options ? { options: lettered(options.slice(1).split('#')) } : { options: [], kind: 'judge' }),
      answer,
      ...category,
    };
  });
  const fitting = drafts.filter((d) => d.answer !== undefined).length;
  if (fitting < 3 || fitting < drafts.length * 0.8) return undefined;
  const before = text.slice(0, found[0]?.index ?? 0).trim();
  return { drafts, strays: before === '' ? [] : [{ line: 1, text: before }] };
};

const GAP = /[（(]\s*[）)]|_{2,}/u;
const asks = (text: string): boolean => GAP.test(text) || /[?？]$/u.test(text);
const HEADING = /^(?:\d{4}\s*年?\s*[：:]|第\s*\S{1,4}\s*[章节讲课])|\d{1,3}\s*%$/u;
const ITEMS = /^[①-⑩][^①-⑩]*\p{Script=Han}/u;
const SAME_LINE =
  /^(.*(?:[（(]\s*[）)]|_{2,}|[?？。.]))\s*[.．。]?\s*([^\s（()）?？_][^（()）?？_]{0,40})$/su;

const below = (lines: readonly Line[], from: number): Line[] => {
  let end = from + 1;
  for (let l = lines[end]; l && !asks(l.text) && !HEADING.test(l.text); l = lines[end]) end += 1;
  return lines.slice(from + 1, end);
};

/** A stem with the lines below it: listed points belong to the stem, the next line is the answer. */
const pairOf = (asking: readonly Line[], listed: readonly Line[], category: string[]) => {
  const at = listed.findIndex((l) => !ITEMS.test(l.text));
  const whole = [...asking, ...listed.slice(0, Math.max(0, at))].map((l) => l.text).join('\n');
  const [, stem, behind] = listed.length > 0 ? [] : (SAME_LINE.exec(whole) ?? []);
  const answer = behind ?? listed[at]?.text;
  const draft: Draft = {
    place: { line: asking[0]?.line ?? 1 },
    kind: 'fill',
    stem: (stem ?? whole).replace(NUMBER, ''),
    options: [],
    category,
    ...(answer === undefined ? {} : { answer }),
  };
  return { draft, used: at + 1 };
};

/** Stems with a gap and the answer in the line below, or behind the stem. */
const inPairs = (all: readonly Line[]): Shaped | undefined => {
  const lines = all.filter((l) => l.text !== '');
  const pairs = lines.filter((l, i) => asks(l.text) && !asks(lines[i + 1]?.text ?? '?')).length;
  if (pairs < 10 || pairs * 2 < lines.length * 0.75) return undefined;
  const shaped: Shaped = { drafts: [], strays: [] };
  let chapter: string[] = [];
  let loose: Line[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    if (!line) continue;
    if (!asks(line.text)) {
      if (HEADING.test(line.text)) chapter = [line.text.replace(/[,，]?\s*\d{1,3}\s*%$/u, '').slice(0, 80)];
      else loose.push(line);
      continue;
    }
    const wrapped = loose.findLastIndex((l) => NUMBER.test(l.text));
    const above = wrapped < 0 ? [] : loose.splice(wrapped);
    shaped.strays.push(...loose);
    loose = [];
    const listed = below(lines, i);
    const { draft, used } = pairOf([...above, line], listed, chapter);
    shaped.drafts.push(draft);
    i += used;
  }
  shaped.strays.push(...loose);
  return shaped.drafts.some((d) => optionsInside(d.stem)) || keysOnly(shaped.drafts) ? undefined : shaped;
};
const keysOnly = (drafts: readonly Draft[]): boolean =>
  drafts.filter((d) => /^[A-J]{1,8}$/u.test(d.answer ?? '') || truthOf(d.answer ?? '') !== undefined).length >
  drafts.length * 0.2;

const LABELLED = /^\s*(?:[A-JＡ-Ｊ]\s*[.．、:：)）]|[【[]?(?:参考|正确|标准)?答案)/mu;

/** A bank of one of the regular shapes without labels; undefined when it is none. */
export const shapedIn = (text: string): Shaped | undefined => {
  const lines = linesOf(text);
  return (
    withLists(lines) ??
    (text.includes('@') ? coded(text) : undefined) ??
    (LABELLED.test(text) ? undefined : inPairs(lines))
  );
};
