import { QUESTION_TYPES, Question, type QuestionType } from '../../../server/domain/question.ts';
import { LANGS, type Lang } from '../../../server/domain/text.ts';

/** A question in any stage of being written; fields are read through the functions below. */
export type Draft = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Draft) : {};
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
export const typeOf = (draft: unknown): QuestionType =>
  QUESTION_TYPES.find((t) => t === fieldsOf(draft).type) ?? 'single';
/** What is written in one language. */
export const textAt = (value: unknown, lang: Lang): string => stringOf(fieldsOf(value)[lang]);
export const isBlank = (value: unknown): boolean => LANGS.every((l) => textAt(value, l).trim() === '');

/** The same with one field changed; `undefined` takes it out. */
export const put = (draft: unknown, field: string, value: unknown): Draft => {
  const { [field]: _, ...rest } = fieldsOf(draft);
  return value === undefined ? rest : { ...fieldsOf(draft), [field]: value };
};
/** A text with one language changed; an empty language is taken out. */
export const putText = (value: unknown, lang: Lang, text: string): Draft =>
  put(value, lang, text.trim() === '' ? undefined : text);
export const putAt = (list: readonly unknown[], at: number, value: unknown): unknown[] =>
  list.map((old, i) => (i === at ? value : old));
export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);
/** The list with the part at `from` standing at `to`. */
export const moved = <T>(list: readonly T[], from: number, to: number): T[] => {
  const rest = without(list, from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
};

const blank = { text: {} };
/** The parts of a new question of each type. */
const PARTS: Record<QuestionType, Draft> = {
  single: { options: [blank, blank, blank, blank], key: 0 },
  multiple: { options: [blank, blank, blank, blank], key: [] },
  'true-false': { key: true },
  short: { key: [] },
  numeric: { tolerance: 0 },
  matching: {
    pairs: [
      { left: {}, right: {} },
      { left: {}, right: {} },
      { left: {}, right: {} },
    ],
  },
  ordering: { items: [{}, {}, {}] },
  cloze: { gaps: [] },
  categorising: {
    categories: [{}, {}],
    items: [
      { text: {}, category: 0 },
      { text: {}, category: 1 },
    ],
  },
  essay: {},
  description: {},
};

/** A question with nothing written in it yet. */
export const emptyQuestion = (type: QuestionType, id: string): Draft => ({
  id,
  type,
  stem: {},
  difficulty: 3,
  ...PARTS[type],
});

const BASE = ['id', 'stem', 'explanation', 'hint', 'point', 'difficulty'] as const;
const picked = (draft: unknown, fields: readonly string[]): Draft =>
  Object.fromEntries(Object.entries(fieldsOf(draft)).filter(([k]) => fields.includes(k)));

/** The texts that a draft's parts hold, to become the parts of another type. */
const partTexts = (draft: unknown): unknown[] => {
  const d = fieldsOf(draft);
  const texts = [
    ...listOf(d.options).map((o) => fieldsOf(o).text),
    ...listOf(d.items).map((i) => ('text' in fieldsOf(i) ? fieldsOf(i).text : i)),
    ...listOf(d.pairs).map((p) => fieldsOf(p).left),
  ];
  return texts.filter((t) => !isBlank(t));
};

const filled = (texts: unknown[], least: number): unknown[] => [
  ...texts,
  ...Array.from({ length: Math.max(0, least - texts.length) }, () => ({})),
];

const keysOf = (key: unknown): number[] => [key].flat().filter((k) => typeof k === 'number');

const choiceParts = (draft: unknown, type: 'single' | 'multiple'): Draft => {
  const d = fieldsOf(draft);
  const wasChoice = d.type === 'single' || d.type === 'multiple';
  const texts = partTexts(draft);
  if (!wasChoice && texts.length === 0) return PARTS[type];
  const options = wasChoice ? listOf(d.options) : filled(texts, 2).map((text) => ({ text }));
  const keys = wasChoice ? keysOf(d.key) : [];
  return { options, key: type === 'multiple' ? keys : (keys[0] ?? 0), ...picked(d, ['shuffle']) };
};

const listParts = (draft: unknown, type: QuestionType): Draft => {
  const texts = partTexts(draft);
  if (texts.length === 0) return PARTS[type];
  if (type === 'ordering') return { items: filled(texts, 2) };
  if (type === 'matching') return { pairs: texts.map((left) => ({ left, right: {} })) };
  return { categories: [{}, {}], items: filled(texts, 2).map((text) => ({ text, category: 0 })) };
};

const shortParts = (draft: unknown): Draft => {
  const d = fieldsOf(draft);
  if (d.type === 'numeric' && numberOf(d.key) !== undefined) return { key: [String(d.key)] };
  if (d.type !== 'single' && d.type !== 'multiple') return PARTS.short;
  const right = keysOf(d.key).map((k) => fieldsOf(fieldsOf(listOf(d.options)[k]).text));
  return { key: [...new Set(right.flatMap((t) => LANGS.map((l) => textAt(t, l)).filter((s) => s !== '')))] };
};

/** The draft as another type; what fits it stays. */
export const asType = (draft: unknown, type: QuestionType): Draft => {
  const d = fieldsOf(draft);
  if (d.type === type) return d;
  const base = { ...picked(draft, BASE), type };
  if (type === 'single' || type === 'multiple') return { ...base, ...choiceParts(draft, type) };
  if (type === 'ordering' || type === 'matching' || type === 'categorising')
    return { ...base, ...listParts(draft, type) };
  return { ...base, ...(type === 'short' ? shortParts(draft) : PARTS[type]) };
};

const DOTS = { zh: '……' };
const shown = (value: unknown): unknown => (isBlank(value) ? DOTS : value);
const each = (value: unknown, fill: (part: unknown, i: number) => unknown): unknown[] =>
  listOf(value).map(fill);
const option = (o: unknown): Draft => put(o, 'text', shown(fieldsOf(o).text));

const filledParts = (d: Draft): Draft => {
  switch (d.type) {
    case 'single':
    case 'multiple':
      return {
        options: each(d.options, option),
        key: d.type === 'single' ? (d.key ?? 0) : listOf(d.key).length === 0 ? [0] : d.key,
      };
    case 'short':
      return { key: listOf(d.key).length === 0 ? ['……'] : d.key };
    case 'numeric':
      return { key: d.key ?? 0 };
    case 'matching':
      return {
        pairs: each(d.pairs, (p) => ({ left: shown(fieldsOf(p).left), right: shown(fieldsOf(p).right) })),
        ...(d.extras === undefined ? {} : { extras: each(d.extras, shown) }),
      };
    case 'ordering':
      return { items: each(d.items, shown) };
    case 'categorising':
      return {
        categories: each(d.categories, shown),
        items: each(d.items, (i) => put(i, 'text', shown(fieldsOf(i).text))),
      };
    case 'cloze':
      return {
        gaps: each(d.gaps, (g) => ({ ...fieldsOf(g), ...filledParts({ ...fieldsOf(g), type: gapType(g) }) })),
      };
    default:
      return {};
  }
};
const gapType = (gap: unknown): string => {
  const { kind } = fieldsOf(gap);
  return kind === 'choice' ? 'single' : String(kind);
};

/** What can be shown of an unfinished draft, with dots where texts are missing; undefined = too little. */
export const previewOf = (draft: unknown): Question | undefined => {
  const whole = Question.safeParse(draft);
  if (whole.success) return whole.data;
  const d = fieldsOf(draft);
  const loose = Object.fromEntries(
    Object.entries(d).filter(
      ([k, v]) => !(['hint', 'explanation', 'sample', 'template'].includes(k) && isBlank(v)),
    ),
  );
  const parsed = Question.safeParse({ ...loose, stem: shown(d.stem), ...filledParts(d) });
  return parsed.success ? parsed.data : undefined;
};
