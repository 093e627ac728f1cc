import type { NoteCode } from '../domain/notes/index.ts';
import type { Question } from '../domain/question.ts';
import { LANGS } from '../domain/text.ts';
import type { PortableQuestion, WriteInput, Writing } from './format.ts';
import { clozeText, oneLanguage } from './moodle-cloze-write.ts';
import { shortName } from './moodle-name.ts';
import { languagesOf } from './moodle-xml-text.ts';
import { emptyEl, htmlEl, plainEl, type WriteContext } from './moodle-xml-write-text.ts';
import { bodyOf } from './moodle-xml-write-types.ts';
import { escapeXml, parseXml } from './xml.ts';

/** Moodle's XML type of each of ours; categorising goes as matching, which has no categories of its own. */
const TYPES: Record<Question['type'], string> = {
  single: 'multichoice',
  multiple: 'multichoice',
  'true-false': 'truefalse',
  short: 'shortanswer',
  numeric: 'numerical',
  matching: 'matching',
  ordering: 'ordering',
  cloze: 'cloze',
  categorising: 'matching',
  essay: 'essay',
  description: 'description',
};

/** Every language that any text of the question has. */
const languagesIn = (value: unknown, found: Set<string> = new Set()): Set<string> => {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, part] of Object.entries(value)) {
    if ((key === 'zh' || key === 'en') && typeof part === 'string') found.add(key);
    else languagesIn(part, found);
  }
  return found;
};

const stemEl = (q: Question, ctx: WriteContext): string =>
  htmlEl('questiontext', q.stem, ctx, q.type === 'cloze' ? (html) => clozeText(html, q, ctx) : undefined);

const ownEl = (q: PortableQuestion, own: string): string => {
  const { difficulty } = q.question;
  const inner = [
    difficulty === 3 ? '' : `<difficulty>${difficulty}</difficulty>`,
    q.point === undefined ? '' : `<point>${escapeXml(q.point)}</point>`,
    own,
  ].join('');
  return inner === '' ? '' : `<archipelago>${inner}</archipelago>`;
};

const innerOf = (portable: PortableQuestion, ctx: WriteContext): string[] => {
  const q = portable.question;
  const body = bodyOf(q, ctx);
  return [
    stemEl(q, ctx),
    q.explanation ? htmlEl('generalfeedback', q.explanation, ctx) : emptyEl('generalfeedback'),
    '<defaultgrade>1</defaultgrade>',
    `<penalty>${q.type === 'true-false' ? 1 : q.type === 'essay' || q.type === 'description' ? 0 : '0.3333333'}</penalty>`,
    '<hidden>0</hidden>',
    `<idnumber>${escapeXml(portable.ref ?? '')}</idnumber>`,
    ...body.lines,
    q.hint ? htmlEl('hint', q.hint, ctx) : '',
    ownEl(portable, body.own),
  ].filter((line) => line !== '');
};

const tagsEl = (tags: string[] = []): string =>
  tags.length === 0 ? '' : `<tags>${tags.map((tag) => plainEl('tag', tag)).join('')}</tags>`;

const questionEl = (
  portable: PortableQuestion,
  input: WriteInput,
  number: number,
  losses: Writing['losses'],
): string => {
  const place = { item: number, id: portable.name ?? shortName(portable.question) };
  const question =
    portable.question.type === 'cloze' ? oneLanguage(portable.question, input.lang) : portable.question;
  const langs = LANGS.filter((lang) => languagesIn(question).has(lang));
  const ctx = (spans: boolean): WriteContext => ({
    media: input.media,
    spans,
    lose: (code: NoteCode, details) => losses.push({ place, code, ...(details ? { details } : {}) }),
  });
  const before = losses.length;
  let lines = innerOf({ ...portable, question }, ctx(langs.length > 1));
  if (
    langs.length === 1 &&
    languagesOf(parseXml(`<question>${lines.join('')}</question>`)).lang !== langs[0]
  ) {
    losses.length = before;
    lines = innerOf({ ...portable, question }, ctx(true));
  }
  if (question !== portable.question && languagesIn(portable.question).size > 1)
    losses.push({ place, code: 'moodle.one_language', details: { lang: langs[0] ?? '' } });
  const name = plainEl('name', portable.name ?? shortName(question));
  return [`<question type="${TYPES[question.type]}">`, name, ...lines, tagsEl(portable.tags), '</question>']
    .filter((line) => line !== '')
    .join('\n');
};

/** A name that begins with the separator gets a space, which readers trim, so that it stays one name. */
const pathOf = (category: readonly string[] = []): string =>
  ['$course$', 'top', ...category.map((name) => name.replaceAll('/', '//').replace(/^\//u, ' /'))].join('/');

const categoryEl = (path: string): string =>
  `<question type="category">\n<category><text>${escapeXml(path)}</text></category>\n</question>`;

/** Writes questions as Moodle XML; what Moodle has no place for stands in an element of our own that it skips. */
export const writeMoodleXml = (input: WriteInput): Writing => {
  const losses: Writing['losses'] = [];
  const parts: string[] = [];
  let last: string | undefined;
  for (const [i, portable] of input.questions.entries()) {
    const path = pathOf(portable.category);
    if (path !== last) parts.push(categoryEl(path));
    last = path;
    parts.push(questionEl(portable, input, i + 1, losses));
  }
  const own = [
    input.questions.some((q) => q.question.difficulty !== 3) ? 'difficulty' : '',
    input.questions.some((q) => q.point !== undefined) ? 'point' : '',
  ].filter((part) => part !== '');
  if (own.length > 0) losses.push({ place: {}, code: 'moodle.own_only', details: { parts: own.join(', ') } });
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${parts.join('\n\n')}\n</quiz>\n`;
  return { bytes: new TextEncoder().encode(text), extension: '.xml', mime: 'application/xml', losses };
};
