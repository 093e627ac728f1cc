import type { Note } from '../domain/notes/index.ts';
import type { Question } from '../domain/question.ts';
import { escapeRich, plainOf } from '../domain/rich-text.ts';
import { type Lang, type LocalText, textIn } from '../domain/text.ts';
import type { PortableQuestion, WriteInput, Writing } from './format.ts';
import { giftName } from './gift-lex.ts';
import { escaped, textWriter } from './gift-write-text.ts';
import { exportPlace, lossesOf, type Part } from './losses.ts';

type Of<T extends Question['type']> = Extract<Question, { type: T }>;
/** Writes a text of the question at hand in its language and format. */
type Write = (text: LocalText) => string;
/** The inside of `{...}`; a note code = GIFT cannot hold the question. */
type Inside = string[] | { code: Note['code'] };

const percent = (share: number): string => `%${Number((share * 100).toFixed(5))}%`;
const said = (feedback: LocalText | undefined, write: Write): string =>
  feedback ? `#${write(feedback)}` : '';

const singleLines = (q: Of<'single'>, write: Write): Inside => {
  if (q.options.length < 2) return { code: 'question.too_few_options' };
  return q.options.map((o, i) => {
    const mark = i === q.key ? '=' : (o.score ?? 0) === 0 ? '~' : `~${percent(o.score ?? 0)}`;
    return `${mark}${write(o.text)}${said(o.feedback, write)}`;
  });
};

/** Without scores of their own, keys share the mark and the others take as much away. */
const multipleLines = (q: Of<'multiple'>, write: Write): Inside => {
  const shares = q.options.map((o, i) => o.score ?? (q.key.includes(i) ? 1 : -1) / q.key.length);
  if (q.options.length < 2) return { code: 'question.too_few_options' };
  if (!shares.some((s) => s > 0)) return { code: 'question.no_key' };
  return q.options.map((o, i) => {
    const share = shares[i] ?? 0;
    return `~${share === 0 ? '' : percent(share)}${write(o.text)}${said(o.feedback, write)}`;
  });
};

const truthLines = (q: Of<'true-false'>, write: Write): Inside => {
  const right = q.feedback?.[q.key ? 'true' : 'false'];
  const wrong = q.feedback?.[q.key ? 'false' : 'true'];
  const lines = [q.key ? 'TRUE' : 'FALSE'];
  if (wrong || right) lines.push(said(wrong, write) || '#');
  if (right) lines.push(said(right, write));
  return lines;
};

type Entry = { text: string; score: number; feedback?: LocalText | undefined };
const entriesOf = (q: Of<'short'>): Entry[] => {
  const replies = new Map<string, Entry>();
  for (const reply of q.replies ?? []) if (!replies.has(reply.text)) replies.set(reply.text, reply);
  const keys = [...new Set(q.key)].map((text): Entry => replies.get(text) ?? { text, score: 1 });
  const others = [...replies.values()].filter((r) => !q.key.includes(r.text));
  const rank = (e: Entry): number => e.score * 2 - (e.feedback ? 1e-6 : 0);
  return [...keys, ...others].toSorted((a, b) => rank(b) - rank(a));
};

const typed = (text: string): string => {
  const line = text.replace(/\s*\n\s*/gu, ' ');
  return `${line.startsWith('[') ? '[plain]' : ''}${escaped(line)}`;
};

const shortLines = (q: Of<'short'>, write: Write): Inside => {
  const entries = entriesOf(q);
  if (entries.some((e) => e.text.includes('->'))) return { code: 'gift.arrow' };
  if (!entries.some((e) => e.score > 0)) return { code: 'question.no_key' };
  return entries.map((e) => `=${percent(e.score)}${typed(e.text)}${said(e.feedback, write)}`);
};

const numericLines = (q: Of<'numeric'>, write: Write): Inside => [
  '#',
  `=%100%${q.key}:${q.tolerance}${said(q.feedback, write)}`,
  ...(q.others ?? []).map((o) => `=${percent(o.score)}${o.value}:${o.tolerance}${said(o.feedback, write)}`),
];

/** Moodle's right sides are plain text. */
const plainSide = (text: string): string => {
  const plain = plainOf(escapeRich(plainOf(text))).trim();
  return escaped(plain === '' ? text : plain);
};

const matchLines = (q: Of<'matching'>, write: Write, lang: Lang): Inside => {
  const extras = q.extras ?? [];
  if (q.pairs.length + extras.length < 2) return { code: 'gift.too_few_pairs' };
  return [
    ...q.pairs.map((p) => `=${write(p.left)} -> ${plainSide(textIn(p.right, lang))}`),
    ...extras.map((e) => `= -> ${plainSide(textIn(e, lang))}`),
  ];
};

const insideOf = (q: Question, write: Write, lang: Lang): Inside => {
  switch (q.type) {
    case 'single':
      return singleLines(q, write);
    case 'multiple':
      return multipleLines(q, write);
    case 'true-false':
      return truthLines(q, write);
    case 'short':
      return shortLines(q, write);
    case 'numeric':
      return numericLines(q, write);
    case 'matching':
      return matchLines(q, write, lang);
    case 'essay':
    case 'description':
      return [];
    default:
      return { code: 'lost.type' };
  }
};

const HELD: readonly Part[] = [
  'explanation',
  'feedback',
  'category',
  'tags',
  'ref',
  'name',
  'layout',
  'weights',
];

const lossNotes = (q: PortableQuestion, place: Note['place'], lang: Lang): Note[] => {
  const { question } = q;
  const notes = lossesOf(q, place, lang, HELD);
  const lost = (code: Note['code']) => notes.push({ place, code });
  if (question.type === 'description' && question.explanation) lost('lost.explanation');
  if (question.type === 'single' && (question.options[question.key]?.score ?? 1) !== 1) lost('lost.weights');
  if (question.type === 'matching') {
    const rights = [...question.pairs.map((p) => p.right), ...(question.extras ?? [])];
    const hasLayout = (t: LocalText) => escaped(textIn(t, lang)) !== plainSide(textIn(t, lang));
    if (rights.some(hasLayout)) lost('lost.layout');
  }
  return notes;
};

const linesOf = (question: Question, write: Write, lang: Lang): { stem: string; inside: Inside } => {
  const stem = write(question.stem);
  const inside = insideOf(question, write, lang);
  if (!Array.isArray(inside) || question.type === 'description' || !question.explanation)
    return { stem, inside };
  return { stem, inside: [...inside, `####${write(question.explanation)}`] };
};

const questionText = (q: PortableQuestion, lang: Lang): string | { code: Note['code'] } => {
  const texts: LocalText[] = [];
  linesOf(q.question, (text) => String(texts.push(text)), lang);
  const { write, format } = textWriter(texts, lang);
  const { stem, inside } = linesOf(q.question, write, lang);
  if (!Array.isArray(inside)) return inside;
  const name = giftName(q.name ?? '');
  const head = `${name === '' ? '' : `::${escaped(name)}::`}[${format}]${stem}`;
  if (q.question.type === 'description') return head;
  return inside.length === 0 ? `${head}{}` : `${head}{\n${inside.map((l) => `\t${l}\n`).join('')}}`;
};

const categoryLine = (names: readonly string[]): string => {
  const path = names.map((name) =>
    escaped(
      name
        .replace(/\s+/gu, ' ')
        .trim()
        .replace(/^\/+|\/+$/gu, '／')
        .replaceAll('/', '//'),
    ),
  );
  return `$CATEGORY: ${['$course$', 'top', ...path].join('/')}`;
};

const bracketed = (kind: string, value: string): string =>
  `[${kind}:${value.replace(/\s+/gu, ' ').replaceAll(']', '\\]').replace(/\\$/u, '\\ ')}]`;

const commentOf = (q: PortableQuestion): string => {
  const marks = [
    ...(q.ref === undefined ? [] : [bracketed('id', q.ref)]),
    ...(q.tags ?? []).map((tag) => bracketed('tag', tag)),
  ];
  return marks.length === 0 ? '' : `// ${marks.join(' ')}\n`;
};

/** GIFT as Moodle's importer reads it; `losses` says what it cannot hold. */
export const writeGift = ({ questions, lang }: WriteInput): Writing => {
  const losses: Note[] = [];
  const blocks: string[] = [];
  let category = categoryLine([]);
  for (const [i, q] of questions.entries()) {
    const place = exportPlace(q, i, lang);
    const text = questionText(q, lang);
    if (typeof text !== 'string') {
      losses.push({
        place,
        ...text,
        ...(text.code === 'lost.type' ? { details: { type: q.question.type } } : {}),
      });
      continue;
    }
    const here = categoryLine(q.category ?? []);
    if (here !== category) blocks.push(here);
    category = here;
    blocks.push(`${commentOf(q)}${text}`);
    losses.push(...lossNotes(q, place, lang));
  }
  const bytes = new TextEncoder().encode(`${blocks.join('\n\n')}\n`.toWellFormed());
  return { bytes, extension: '.gift', mime: 'text/plain; charset=utf-8', losses };
};
