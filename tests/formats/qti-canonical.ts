import type { Gap, Question } from '../../server/domain/question.ts';
import type { Lang, LocalText } from '../../server/domain/text.ts';
import type { PortableQuestion } from '../../server/formats/format.ts';
import { normalRich } from '../../server/formats/rich-blocks.ts';

/** One spelling of white space, as XML and metadata keep it. */
const folded = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const isLocalText = (value: object): value is LocalText =>
  Object.keys(value).length > 0 &&
  Object.entries(value).every(([k, v]) => (k === 'zh' || k === 'en') && typeof v === 'string');

/** Texts in the language of the export, in the one spelling of rich text. */
const texts = (value: unknown, lang: Lang): unknown => {
  if (Array.isArray(value)) return value.map((v) => texts(v, lang));
  if (typeof value !== 'object' || value === null) return value;
  if (isLocalText(value)) {
    return folded(normalRich(value[lang] ?? value.zh ?? value.en ?? ''));
  }
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, texts(v, lang)]));
};

type Short = Pick<Extract<Gap, { kind: 'short' }>, 'key' | 'replies'>;
/** A reply with the full mark is a key; a key whose reply gives less counts only as the first. */
const shortParts = (part: Short): object => {
  const replies = part.replies ?? [];
  const full = replies.filter((r) => r.score === 1).map((r) => r.text);
  const [first, ...rest] = part.key;
  const less = (key: string): boolean => replies.some((r) => r.text === key && r.score !== 1);
  const firstKept = first !== undefined && (!less(first) || (rest.every(less) && full.length === 0));
  const keys = [...(firstKept ? [first] : []), ...rest.filter((k) => !less(k)), ...full];
  const kept = replies.filter((r) => r.score !== 1 || r.feedback);
  return {
    key: [...new Set(keys)].map(folded).toSorted(),
    ...(kept.length > 0
      ? { replies: kept.map((r) => ({ ...r, text: folded(r.text) })) }
      : { replies: undefined }),
  };
};

const partsOf = (q: Question): object => {
  switch (q.type) {
    case 'short':
      return { ...q, ...shortParts(q) };
    case 'numeric':
      return { ...q, units: undefined };
    case 'multiple':
      return { ...q, scoring: q.scoring === 'partial' ? undefined : q.scoring };
    case 'true-false':
      return { ...q, feedback: q.feedback && Object.keys(q.feedback).length === 0 ? undefined : q.feedback };
    case 'cloze':
      return {
        ...q,
        gaps: q.gaps.map((gap) => ({
          ...gap,
          ...(gap.kind === 'short' ? shortParts(gap) : {}),
          ...(gap.kind === 'numeric' ? { units: undefined } : {}),
          weight: gap.weight === 1 ? undefined : gap.weight,
        })),
      };
    default:
      return q;
  }
};

const unique = (list: unknown[]): unknown[] => [...new Map(list.map((v) => [JSON.stringify(v), v])).values()];

const matchingParts = (value: object): object => {
  if (!('type' in value) || value.type !== 'matching' || !('pairs' in value) || !Array.isArray(value.pairs))
    return value;
  const rights = new Set(value.pairs.map((p) => JSON.stringify(p.right)));
  const extras = 'extras' in value && Array.isArray(value.extras) ? value.extras : [];
  const kept = unique(extras.filter((e) => !rights.has(JSON.stringify(e))));
  return { ...value, extras: kept.length > 0 ? kept : undefined };
};

/** The choices of a menu in running text have no blocks: lists and code there are lines. */
const gapParts = (value: object): object => {
  if (!('gaps' in value) || !Array.isArray(value.gaps)) return value;
  const line = (text: string): string => text.replace(/[\s`\\-]+/gu, ' ').trim();
  return {
    ...value,
    gaps: value.gaps.map((gap) =>
      gap.kind === 'choice'
        ? { ...gap, options: gap.options.map((o: { text: string }) => ({ ...o, text: line(o.text) })) }
        : gap,
    ),
  };
};

/** What QTI can hold of a question, in one spelling; `asked` says which optional parts were given. */
export const canonical = (q: PortableQuestion, lang: Lang, asked: PortableQuestion): object => {
  const shown: Lang = asked.question.stem[lang] === undefined ? (lang === 'zh' ? 'en' : 'zh') : lang;
  const { id: _, ...question } = partsOf(q.question) as { id: string };
  const spelt = texts(question, shown);
  return {
    question: typeof spelt === 'object' && spelt !== null ? gapParts(matchingParts(spelt)) : spelt,
    name: q.name === undefined ? undefined : folded(q.name),
    ref: asked.ref === undefined ? undefined : folded(q.ref ?? ''),
    category: q.category?.map(folded),
    tags: q.tags && unique(q.tags.map(folded)),
    point: q.point === undefined ? undefined : folded(q.point),
  };
};
