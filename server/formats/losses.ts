import type { Note, NoteCode, Place } from '../domain/notes/index.ts';
import type { Question } from '../domain/question.ts';
import { escapeRich, mediaOf, plainOf } from '../domain/rich-text.ts';
import { type Lang, type LocalText, textIn } from '../domain/text.ts';
import type { PortableQuestion } from './format.ts';

const isLocalText = (value: object): value is LocalText =>
  Object.keys(value).every((k) => k === 'zh' || k === 'en') &&
  Object.values(value).some((v) => typeof v === 'string');

/** Every text of a question with its languages. */
export const textsOf = (value: unknown): LocalText[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (isLocalText(value)) return [value];
  return Object.values(value).flatMap(textsOf);
};

const optionsOf = (q: Question) => (q.type === 'single' || q.type === 'multiple' ? q.options : []);

/** Parts that a format may lack, and whether a question has them. */
const PRESENT = {
  hint: (q) => q.question.hint !== undefined,
  explanation: (q) => q.question.explanation !== undefined,
  feedback: ({ question: q }) =>
    optionsOf(q).some((o) => o.feedback !== undefined) ||
    (q.type === 'true-false' && q.feedback !== undefined),
  point: (q) => q.point !== undefined || q.question.point !== undefined,
  difficulty: (q) => q.question.difficulty !== 3,
  category: (q) => (q.category ?? []).length > 0,
  tags: (q) => (q.tags ?? []).length > 0,
  ref: (q) => q.ref !== undefined,
  name: (q) => q.name !== undefined,
  media: (q) => textsOf(q.question).some((t) => [t.zh, t.en].some((x) => mediaOf(x ?? '').length > 0)),
  layout: ({ question: q }, lang) =>
    textsOf(q).some((t) => {
      const text = textIn(t, lang);
      return escapeRich(plainOf(text)) !== text;
    }),
  language: (q) => textsOf(q.question).some((t) => t.zh !== undefined && t.en !== undefined),
  units: ({ question: q }) => q.type === 'numeric' && (q.unit !== undefined || q.units !== undefined),
  order: ({ question: q }) => (q.type === 'single' || q.type === 'multiple') && q.shuffle === false,
  case: ({ question: q }) => q.type === 'short' && q.caseSensitive === true,
  scoring: ({ question: q }) => q.type === 'multiple' && q.scoring === 'all',
  weights: ({ question: q }) => optionsOf(q).some((o) => o.score !== undefined),
  essay: ({ question: q }) =>
    q.type === 'essay' && [q.rubric, q.sample, q.template, q.maxWords].some((part) => part !== undefined),
} as const satisfies Record<string, (q: PortableQuestion, lang: Lang) => boolean>;
export type Part = keyof typeof PRESENT;
const PARTS = Object.keys(PRESENT) as Part[];

const shortened = (text: string): string => {
  const line = [...text.replace(/\s+/gu, ' ').trim()];
  return line.length > 40 ? `${line.slice(0, 40).join('')}…` : line.join('');
};

/** Where a question of an export stands, for its notes. */
export const exportPlace = (q: PortableQuestion, i: number, lang: Lang): Place => ({
  item: i + 1,
  id: q.name ?? shortened(plainOf(textIn(q.question.stem, lang))),
});

/** A note for each part that the question has and the format does not hold. */
export const lossesOf = (q: PortableQuestion, place: Place, lang: Lang, held: readonly Part[]): Note[] =>
  PARTS.filter((part) => !held.includes(part) && PRESENT[part](q, lang)).map((part) => ({
    place,
    code: `lost.${part}` satisfies NoteCode,
  }));
