import type { z } from 'zod';
import { Question } from './question.ts';
import type { Lang } from './text.ts';

/** `path` names the place in the content, `options.2.text`. */
export type QuestionFault = { path: string; reason: string };
type Said = Record<Lang, string>;

const SAID = {
  type: { zh: '没有可用的题型', en: 'it has no type that we know' },
  stem: { zh: '请写题干', en: 'write the text of the question' },
  empty: { zh: '这里还没有文字', en: 'there is no text here yet' },
  missing: { zh: '还没有填', en: 'it is not filled in' },
  long: { zh: '太长了', en: 'it is too long' },
  few: { zh: '太少了', en: 'there are too few' },
  many: { zh: '太多了', en: 'there are too many' },
  unknown: { zh: '有不认识的内容：{}', en: 'it has something unknown: {}' },
  range: { zh: '数值不在允许的范围内', en: 'the number is not in the allowed range' },
  wrong: { zh: '内容不合要求', en: 'it is not valid' },
  options: { zh: '请至少写两个选项', en: 'give at least two options' },
  key: { zh: '请标出正确答案', en: 'mark the right answer' },
  keyOnce: { zh: '同一个答案标了两次', en: 'one answer is marked twice' },
  gaps: {
    zh: '题干里的空格标记 [[1]] [[2]] … 要与填空一一对应',
    en: 'the marks [[1]] [[2]] … in the text must match the gaps one to one',
  },
  category: { zh: '请把每一项放进一个类别', en: 'put every item into a category' },
} as const satisfies Record<string, Said>;
type Saying = keyof typeof SAID;

const WHERE: Record<string, Said> = {
  stem: { zh: '题干', en: 'text' },
  explanation: { zh: '解析', en: 'explanation' },
  hint: { zh: '提示', en: 'hint' },
  options: { zh: '选项', en: 'option' },
  key: { zh: '答案', en: 'answer' },
  feedback: { zh: '反馈', en: 'feedback' },
  pairs: { zh: '配对', en: 'pair' },
  extras: { zh: '干扰项', en: 'extra' },
  items: { zh: '项目', en: 'item' },
  gaps: { zh: '填空', en: 'gap' },
  categories: { zh: '类别', en: 'category' },
  rubric: { zh: '评分标准', en: 'criterion' },
  replies: { zh: '其他答案', en: 'other answer' },
  others: { zh: '其他数值', en: 'other number' },
  tolerance: { zh: '误差', en: 'tolerance' },
  unit: { zh: '单位', en: 'unit' },
  units: { zh: '单位', en: 'unit' },
  difficulty: { zh: '难度', en: 'difficulty' },
  point: { zh: '知识点', en: 'knowledge point' },
  score: { zh: '得分', en: 'score' },
  weight: { zh: '权重', en: 'weight' },
  sample: { zh: '参考答案', en: 'sample answer' },
};

/** "选项 3" / "option 3", "填空 2 选项 1". */
const placeOf = (path: readonly PropertyKey[], lang: Lang): string =>
  path
    .flatMap((part) => (typeof part === 'number' ? String(part + 1) : (WHERE[String(part)]?.[lang] ?? [])))
    .join(' ');

const faultAt = (path: readonly PropertyKey[], saying: Saying, lang: Lang, what = ''): QuestionFault => {
  const place = placeOf(path, lang);
  const said = SAID[saying][lang].replace('{}', () => what);
  return {
    path: path.map(String).join('.'),
    reason: place === '' ? said : `${place}${lang === 'zh' ? '：' : ': '}${said}`,
  };
};

const sayingOf = (issue: z.core.$ZodIssue): Saying => {
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? 'empty' : issue.origin === 'array' ? 'few' : 'range';
  if (issue.code === 'too_big')
    return issue.origin === 'string' ? 'long' : issue.origin === 'array' ? 'many' : 'range';
  if (issue.code === 'unrecognized_keys') return 'unknown';
  if (issue.code === 'invalid_type') return 'missing';
  return issue.message === 'text.empty' ? 'empty' : 'wrong';
};

const shapeFault = (issue: z.core.$ZodIssue, lang: Lang): QuestionFault => {
  const [first] = issue.path;
  if (first === 'type' || (issue.path.length === 0 && issue.code === 'invalid_type'))
    return faultAt(['type'], 'type', lang);
  if (first === 'stem' && sayingOf(issue) !== 'long') return faultAt(['stem'], 'stem', lang);
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : '';
  return faultAt(issue.path, sayingOf(issue), lang, keys);
};

type Flaw = [path: PropertyKey[], saying: Saying];
const choiceFlaw = (
  q: { options: unknown[]; key: number | number[] },
  at: PropertyKey[],
): Flaw | undefined => {
  if (q.options.length < 2) return [[...at, 'options'], 'options'];
  const keys = [q.key].flat();
  if (keys.some((k) => k >= q.options.length)) return [[...at, 'key'], 'key'];
  return new Set(keys).size < keys.length ? [[...at, 'key'], 'keyOnce'] : undefined;
};

const clozeFlaw = (q: Extract<Question, { type: 'cloze' }>): Flaw | undefined => {
  const wanted = q.gaps.map((_, i) => String(i + 1)).join();
  for (const [lang, text] of Object.entries(q.stem)) {
    const marks = [...(text ?? '').matchAll(/\[\[(\d+)\]\]/gu)].map((m) => Number(m[1]));
    if (marks.toSorted((a, b) => a - b).join() !== wanted) return [['stem', lang], 'gaps'];
  }
  for (const [i, gap] of q.gaps.entries()) {
    const flaw = gap.kind === 'choice' ? choiceFlaw(gap, ['gaps', i]) : undefined;
    if (flaw) return flaw;
  }
  return undefined;
};

/** What the shape alone cannot say: keys that point at something, gaps that stand in the text. */
const flawOf = (q: Question): Flaw | undefined => {
  if (q.type === 'single' || q.type === 'multiple') return choiceFlaw(q, []);
  if (q.type === 'cloze') return clozeFlaw(q);
  if (q.type !== 'categorising') return undefined;
  const lost = q.items.findIndex((i) => i.category >= q.categories.length);
  return lost < 0 ? undefined : [['items', lost], 'category'];
};

/** A question that may be saved, or the first thing that is wrong with it, said to a person in `lang`. */
export const checkQuestion = (
  content: unknown,
  lang: Lang,
): { question: Question; fault?: never } | { question?: never; fault: QuestionFault } => {
  const parsed = Question.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { fault: issue ? shapeFault(issue, lang) : faultAt([], 'wrong', lang) };
  }
  const flaw = flawOf(parsed.data);
  return flaw ? { fault: faultAt(flaw[0], flaw[1], lang) } : { question: parsed.data };
};

/** Everything that is wrong with a content, each place once; empty when it may be saved. */
export const questionFaults = (content: unknown, lang: Lang): QuestionFault[] => {
  const parsed = Question.safeParse(content);
  if (parsed.success) {
    const flaw = flawOf(parsed.data);
    return flaw ? [faultAt(flaw[0], flaw[1], lang)] : [];
  }
  const faults = parsed.error.issues.map((issue) => shapeFault(issue, lang));
  return faults.filter((f, i) => faults.findIndex((g) => g.path === f.path) === i);
};
