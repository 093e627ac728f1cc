import type { QuestionType } from '../domain/question.ts';
import { kindOf } from './zh-words.ts';

/** The names of the types in our template. */
export const TYPE_NAMES: Record<QuestionType, { zh: string; en: string }> = {
  single: { zh: '单选题', en: 'Single choice' },
  multiple: { zh: '多选题', en: 'Multiple choice' },
  'true-false': { zh: '判断题', en: 'True or false' },
  short: { zh: '短答题', en: 'Short answer' },
  numeric: { zh: '数值题', en: 'Number' },
  matching: { zh: '配对题', en: 'Matching' },
  ordering: { zh: '排序题', en: 'Ordering' },
  cloze: { zh: '完形题', en: 'Cloze' },
  categorising: { zh: '归类题', en: 'Categorising' },
  essay: { zh: '问答题', en: 'Essay' },
  description: { zh: '说明', en: 'Description' },
};

/** What a sheet's type cell asks for; `choice` and `fill` leave the exact type to the answers. */
export type SheetKind = QuestionType | 'choice' | 'fill' | 'unknown';

const OTHERS: [RegExp, SheetKind][] = [
  [/连线|匹配|配对|matching|^match/u, 'matching'],
  [/排序|ordering|sequenc|reorder/u, 'ordering'],
  [/归类|分组题|分类题|categori|classif/u, 'categorising'],
  [/数值|数字题|numeric|^number$|numerical/u, 'numeric'],
  [/短答/u, 'short'],
  [/^说明$|description|^info/u, 'description'],
  [/投票|调查|poll|survey|draw|slide|rating|量表|打分/u, 'unknown'],
];
const KINDS: Record<NonNullable<ReturnType<typeof kindOf>>, SheetKind> = {
  single: 'single',
  multiple: 'multiple',
  choice: 'choice',
  judge: 'true-false',
  fill: 'fill',
  short: 'short',
  essay: 'essay',
};

const ownNames = new Map<string, QuestionType>();
for (const [type, names] of Object.entries(TYPE_NAMES) as [QuestionType, { zh: string; en: string }][])
  for (const name of [type, names.zh, names.en]) ownNames.set(name.toLowerCase(), type);

const SHORT_NAMES: Record<string, SheetKind> = {
  sa: 'short',
  mc: 'choice',
  mr: 'multiple',
  tf: 'true-false',
  'type answer': 'short',
  'type the answer': 'short',
  quiz: 'choice',
  multiple: 'choice',
};

/** What a type cell says; undefined for an empty one, `unknown` for one that no type of ours fits. */
export const sheetKindOf = (cell: string, own: boolean): SheetKind | undefined => {
  const name = cell.normalize('NFKC').trim().toLowerCase();
  if (name === '') return undefined;
  const exact = ownNames.get(name);
  if (exact && (own || !name.startsWith('multiple'))) return exact;
  const found = SHORT_NAMES[name] ?? OTHERS.find(([words]) => words.test(name))?.[1];
  if (found) return found;
  const kind = kindOf(name);
  return kind === undefined ? 'unknown' : KINDS[kind];
};
