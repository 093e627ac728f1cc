import type { Note } from '../domain/notes/index.ts';
import type { Reading } from './format.ts';

/** Signs of questions that a text shows: the lines they stand in, or only how many the text promises. */
type Signs = { n: number; lines: number[] };

const LABEL =
  /^\s*[【[(（*]{0,3}\s*((?:参考|正确|标准)?答案|answer|ans|correct answer)\s*(?:[】\])）]\s*[:：]?|[:：])/iu;
const NUMBER = /^\s*(?:第\s*(\d{1,4})\s*题|(\d{1,4})\s*[.．、](?!\d))\s*(\S.*)?$/u;
const KEY_ONLY =
  /^(?:\d{1,4}\s*[.．、]?\s*)?(?:[A-J]{1,8}|[√×✓✗对错TF]|正确|错误)(?:[\s,，、;；.。]|\d{1,4}\s*[.．、]|[A-J√×]|$)/u;
const KEYS_HEAD = /^.{0,20}答案.{0,8}$/u;
const HEAD = /(?:单选|多选|判断|填空|简答|选择|论述|名词解释|是非)题?.{0,20}?共\s*(\d{1,4})\s*[小道个]?题/u;

/** The label that the most lines begin with. */
const keysOf = (lines: readonly string[]): Signs => {
  const found = new Map<string, number[]>();
  lines.forEach((line, i) => {
    const label = LABEL.exec(line)?.[1]?.toLowerCase();
    if (!label) return;
    const list = found.get(label) ?? [];
    list.push(i + 1);
    found.set(label, list);
  });
  const most = [...found.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  return { n: most.length, lines: most };
};

/** Numbers that count up from 1 as far as they go; lists inside of questions count along without adding. */
const stemsOf = (lines: readonly string[]): Signs => {
  const found: number[] = [];
  let last = 0;
  for (const [i, line] of lines.entries()) {
    if (KEYS_HEAD.test(line) && !LABEL.test(line) && last > 0) break;
    const m = NUMBER.exec(line);
    if (!m || Number(m[1] ?? m[2]) !== last + 1 || KEY_ONLY.test(m[3] ?? '')) continue;
    last += 1;
    found.push(i + 1);
  }
  return { n: found.length, lines: found };
};

/** 单选题（共 50 题）: the sum of the heads, or the total that one of them already is. */
const promisedBy = (lines: readonly string[]): Signs => {
  const counts = lines.flatMap((line) => {
    const n = line.length > 90 ? undefined : HEAD.exec(line)?.[1];
    return n === undefined ? [] : [Number(n)];
  });
  const sum = counts.reduce((a, b) => a + b, 0);
  const most = Math.max(0, ...counts);
  return { n: most * 2 >= sum && counts.length > 2 ? most : sum, lines: [] };
};

const ASKS = /(?:[?？]|[（(]\s*[）)]\s*[。.]?)\s*$/u;
const LETTERED = /^\s*[（(【[]?[A-Ja-j]\s*[.．、:：)）\]】]/u;
/** Lines that ask; only when they are far more than the questions, for passages and options ask as well. */
const asksOf = (lines: readonly string[], found: number): Signs => {
  const asking = lines.flatMap((line, i) => (ASKS.test(line) && !LETTERED.test(line) ? [i + 1] : []));
  return asking.length > found * 2 + 10 ? { n: asking.length, lines: asking } : { n: 0, lines: [] };
};

/** The first sign without a question between it and the sign before it. */
const firstUnread = (signs: Signs, reading: Reading): number | undefined => {
  const read = [...reading.questions, ...reading.rejected]
    .flatMap((r) => r.place.line ?? [])
    .sort((a, b) => a - b);
  let at = 0;
  return signs.lines.find((line) => {
    const from = at;
    while ((read[at] ?? Number.POSITIVE_INFINITY) <= line) at += 1;
    return at === from;
  });
};

/** Says that a text shows clearly more questions than were read of it, so that none is lost in silence. */
export const unreadNote = (text: string, reading: Reading): Note | undefined => {
  const lines = text.split('\n');
  const found = reading.questions.length + reading.rejected.length;
  const [signs] = [keysOf(lines), stemsOf(lines), promisedBy(lines), asksOf(lines, found)].sort(
    (a, b) => b.n - a.n,
  );
  const missing = (signs?.n ?? 0) - found;
  if (!signs || missing < 3 || missing <= signs.n * 0.1) return undefined;
  const line = firstUnread(signs, reading);
  return {
    place: line === undefined ? {} : { line },
    code: 'zh.questions_unread',
    details: { n: missing, announced: signs.n, found },
  };
};
