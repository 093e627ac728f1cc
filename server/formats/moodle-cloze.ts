import type { NoteCode } from '../domain/notes/index.ts';
import type { LocalText } from '../domain/text.ts';
import { textOfHtml } from './html.ts';
import { localOf, type MoodleContext, numberOf, shareOf } from './moodle-xml-text.ts';

/** The text with [[1]] [[2]] ... in place of `{1:TYPE:...}`, and what stood there. */
export type Gaps = { text: string; gaps: object[] };
export type GapFault = { fault: NoteCode; details?: Record<string, string | number> };

const TYPES: Record<string, 'choice' | 'several' | 'short' | 'numeric'> = {
  MULTICHOICE: 'choice',
  MC: 'choice',
  MULTIRESPONSE: 'several',
  MR: 'several',
  SHORTANSWER: 'short',
  SA: 'short',
  MW: 'short',
  NUMERICAL: 'numeric',
  NM: 'numeric',
};
const START =
  /\{(\d{0,4}):(MULTICHOICE|MULTIRESPONSE|SHORTANSWER|NUMERICAL|MC|MR|SA|MW|NM)(_?(?:VS|HS|V|H|S|C))?:/gu;

type Answer = { share: number; text: string; feedback: string };

/** Cut at an unescaped `~`; `#` and `~` behind `&` belong to an entity. The end is an unescaped `}`. */
const bodyEnd = (text: string, from: number): number => {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '}') return at;
  }
  return -1;
};

const cut = (text: string, mark: '~' | '#', most = Number.POSITIVE_INFINITY): string[] => {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length && parts.length + 1 < most; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === mark && text[at - 1] !== '&' && !text.startsWith('&amp;', at - 5)) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
};

const unescaped = (text: string): string => text.replace(/\\([~#}={"'/%\\])/gu, '$1').trim();

const answersOf = (body: string): Answer[] =>
  cut(body, '~')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => {
      const [head = '', feedback = ''] = cut(piece, '#', 2);
      const weight = /^%(-?\d+(?:[.,]\d+)?)%\s*/u.exec(head);
      const text = weight ? head.slice(weight[0].length) : head.replace(/^=\s*/u, '');
      const share = weight ? shareOf(weight[1]?.replace(',', '.')) : head.startsWith('=') ? 1 : 0;
      return { share, text: unescaped(text), feedback: unescaped(feedback) };
    });

type Saying = { feedback?: LocalText };
const saying = (feedback: string, ctx: MoodleContext): Saying => {
  const text = localOf(feedback, 'html', ctx);
  return text ? { feedback: text } : {};
};

const choiceGap = (
  answers: Answer[],
  shuffled: boolean,
  several: boolean,
  ctx: MoodleContext,
): object | GapFault => {
  const options = answers.flatMap((a) => {
    const text = localOf(a.text, 'html', ctx);
    return text ? [{ text, share: a.share, ...saying(a.feedback, ctx) }] : [];
  });
  const best = Math.max(0, ...options.map((o) => o.share));
  if (best === 0) return { fault: 'question.no_key' };
  if (several && options.filter((o) => o.share > 0).length > 1)
    return { fault: 'question.type_unsupported', details: { type: 'cloze MULTIRESPONSE' } };
  const key = options.findIndex((o) => o.share === best);
  const scored = options.map(({ share, ...option }, i) =>
    share === (i === key ? 1 : 0) ? option : { ...option, score: share },
  );
  return { kind: 'choice', options: scored, key, ...(shuffled ? {} : { shuffle: false }) };
};

/** Typed texts are plain: entities and tags of the HTML around them go. */
const typed = (text: string): string => (/[<&]/u.test(text) ? textOfHtml(text).trim() : text);

const shortGap = (answers: Answer[], exact: boolean, ctx: MoodleContext): object | GapFault => {
  const key: string[] = [];
  const replies: object[] = [];
  for (const answer of answers) {
    const text = typed(answer.text);
    if (text === '') continue;
    const said = saying(answer.feedback, ctx);
    if (answer.share === 1 && !key.includes(text)) key.push(text);
    if (answer.share !== 1 || said.feedback) replies.push({ text, score: answer.share, ...said });
  }
  if (key.length === 0) return { fault: 'question.no_key' };
  return {
    kind: 'short',
    key,
    ...(replies.length > 0 ? { replies } : {}),
    ...(exact ? { caseSensitive: true } : {}),
  };
};

const numericGap = (answers: Answer[], ctx: MoodleContext): object | GapFault => {
  const replies = answers.flatMap((answer) => {
    const [first = '', second = '0'] = answer.text.split(':');
    const value = numberOf(first);
    const tolerance = numberOf(second);
    if (value === undefined || tolerance === undefined) return [];
    return [{ value, tolerance: Math.abs(tolerance), score: answer.share, ...saying(answer.feedback, ctx) }];
  });
  const right = replies.find((r) => r.score === 1);
  if (!right) return { fault: 'question.no_key' };
  const { value, score: _, ...rest } = right;
  const others = replies.filter((r) => r !== right);
  return { kind: 'numeric', key: value, ...rest, ...(others.length > 0 ? { others } : {}) };
};

const gapOf = (name: string, suffix: string, body: string, ctx: MoodleContext): object | GapFault => {
  const answers = answersOf(body);
  const kind = TYPES[name];
  if (kind === 'numeric') return numericGap(answers, ctx);
  if (kind === 'short') return shortGap(answers, suffix.endsWith('C'), ctx);
  return choiceGap(answers, suffix.endsWith('S'), kind === 'several', ctx);
};

/** Reads the gaps out of a cloze text. A text like [[1]] of its own is parted so that it is no gap. */
export const gapsOf = (raw: string, ctx: MoodleContext): Gaps | GapFault => {
  const gaps: object[] = [];
  let text = '';
  let at = 0;
  const literal = (part: string): string => part.replace(/\[(?=\[\d+\]\])/gu, '[ ');
  for (const found of raw.matchAll(START)) {
    if (found.index < at) continue;
    const start = found.index + found[0].length;
    const end = bodyEnd(raw, start);
    if (end < 0) return { fault: 'moodle.gap_open', details: { gap: gaps.length + 1 } };
    const gap = gapOf(found[2] ?? '', found[3] ?? '', raw.slice(start, end), ctx);
    if ('fault' in gap) return gap;
    const weight = Number(found[1] || 1);
    gaps.push(weight > 1 ? { ...gap, weight } : gap);
    text += `${literal(raw.slice(at, found.index))}[[${gaps.length}]]`;
    at = end + 1;
  }
  if (gaps.length === 0) return { fault: 'question.no_key' };
  return { text: text + literal(raw.slice(at)), gaps };
};
