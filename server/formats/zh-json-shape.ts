import { plainOf } from '../domain/rich-text.ts';
import { richOfHtml } from './html.ts';
import { optionOf, optionsInside, optionsOfLine, type WrittenOption } from './zh-options.ts';

export type Obj = { readonly [key: string]: unknown };
export const isObj = (value: unknown): value is Obj =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const words = (...names: string[]): ReadonlySet<string> => new Set(names);
/** Names that mean the same, folded: lower case without - _ and blanks. */
export const NAMES = {
  stem: words(
    'question',
    'questiontext',
    'questioncontent',
    'questiontitle',
    'questionstem',
    'questionname',
    'questiondescription',
    'content',
    'stem',
    'title',
    '题目',
    '题干',
    '问题',
    '试题',
    '题目内容',
    '试题内容',
    '题面',
    'text',
    'prompt',
    'term',
    'front',
    'body',
    'subject',
    'topic',
    'q',
    'query',
    'tm',
    'tigan',
    'timu',
    'problem',
    'ask',
    'name',
    'description',
    'desc',
  ),
  options: words(
    'options',
    'option',
    'choices',
    'choice',
    'answers',
    'items',
    'alternatives',
    'selections',
    'candidates',
    '选项',
    '选择',
    '备选项',
    '备选答案',
    'opts',
    'optionlist',
    'questionoptions',
    'answeroptions',
    'answerlist',
    'answerchoices',
    'possibleanswers',
    'variants',
    'select',
    'xuanxiang',
    'multiplechoices',
  ),
  answer: words(
    'answer',
    'answers',
    'correctanswer',
    'correctanswers',
    'correct',
    'key',
    '答案',
    '正确答案',
    '参考答案',
    '标准答案',
    'rightanswer',
    'rightanswers',
    'right',
    'solution',
    'correctoption',
    'correctoptions',
    'correctindex',
    'correctanswerindex',
    'correctoptionindex',
    'answerindex',
    'answerkey',
    'correctchoice',
    'definition',
    'back',
    'standardanswer',
    'daan',
    'ans',
    'trueanswer',
    'a',
    'result',
    'correctresponse',
    'correctanswerid',
    'correctoptionid',
  ),
  wrong: words('incorrectanswers', 'wronganswers', 'distractors', 'incorrect', 'wrong'),
  kind: words(
    'type',
    'questiontype',
    'kind',
    'qtype',
    '题型',
    '类型',
    '题目类型',
    '试题类型',
    'typename',
    'questiontypename',
    'tixing',
    'category_type',
    'layout',
  ),
  explanation: words(
    'analysis',
    'explanation',
    'explain',
    '解析',
    '答案解析',
    '试题解析',
    'rationale',
    'reason',
    'analyze',
    'analyse',
    'jiexi',
    'explanations',
    'feedback',
    'generalfeedback',
    'remark',
    'comment',
    'note',
    'answeranalysis',
    'explaination',
    'justification',
    '详解',
    '解释',
  ),
  hint: words('hint', 'hints', '提示', 'tip'),
  difficulty: words('difficulty', 'level', 'difficult', '难度', '难易度', 'difficultylevel', 'nandu'),
  point: words('knowledge', 'knowledgepoint', 'knowledgepoints', '知识点', '考点', 'point', 'skill'),
  category: words(
    'category',
    'categoryid',
    'chapter',
    'section',
    '章节',
    '分类',
    '科目',
    'unit',
    '所属章节',
    'module',
    'chaptername',
    'categoryname',
  ),
  tags: words('tags', 'tag', 'labels', 'keywords', '标签', '关键词'),
  ref: words('id', 'uid', 'uuid', 'questionid', 'qid', '题目id', '_id'),
} as const;
export type Name = keyof typeof NAMES;

const folded = (key: string): string => key.toLowerCase().replace(/[-_\s]/gu, '');

/** The value under the first of the names that has one. Order of the names is their rank. */
export const fieldIn = (item: Obj, name: Name): unknown => {
  const keys = new Map(Object.keys(item).map((k) => [folded(k), k] as const));
  for (const wanted of NAMES[name]) {
    const key = keys.get(folded(wanted));
    const value = key === undefined ? undefined : item[key];
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
};

const HTML =
  /<\/(?:p|div|span|b|i|u|strong|em|sub|sup|ul|ol|li|table|td|font|h\d|pre|code|a)\s*>|<(?:img|br)\b[^<>]*>|&(?:#\d+|#x[\da-f]+|[a-z]{2,8});/iu;
/** A value as plain text: HTML without its tags, numbers and truth as words; lists joined by lines. */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') {
    const text = value.length < 200 ? value : value.replace(/[ \t]{41,}/gu, (gap) => gap.slice(0, 40));
    if (!HTML.test(text)) return text.trim();
    return plainOf(richOfHtml(text).text).trim() || text.trim();
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return value
      .map(textOf)
      .filter((t) => t !== '')
      .join('\n');
  if (isObj(value)) {
    const inner =
      value.text ?? value.content ?? value.zh ?? value['zh-CN'] ?? value.en ?? value.value ?? value.name;
    return inner === undefined || isObj(inner) ? '' : textOf(inner);
  }
  return '';
};
/** Addresses of pictures in a text of HTML. */
export const picturesOf = (value: unknown): string[] =>
  typeof value === 'string' && /<img\b/iu.test(value)
    ? ((r) => [...r.external, ...r.media])(richOfHtml(value))
    : [];

const letter = (i: number): string => String.fromCharCode(65 + i);

const LABELS = [
  'label',
  'key',
  'prefix',
  'optionkey',
  'letter',
  'id',
  'option',
  'tag',
  'optionlabel',
  'code',
  'index',
  'value',
  'name',
];
const TEXTS = [
  'text',
  'content',
  'optioncontent',
  'optiontext',
  'answertext',
  'value',
  'option',
  'title',
  'answer',
  'name',
  'body',
  'description',
  'label',
  'html',
  '内容',
  '选项',
];
const RIGHTS = [
  'correct',
  'iscorrect',
  'right',
  'isright',
  'isanswer',
  'istrue',
  'correctanswer',
  'isrightanswer',
  '正确',
];

const pick = (item: Obj, names: readonly string[]): unknown => {
  const keys = new Map(Object.keys(item).map((k) => [folded(k), k] as const));
  const name = names.find((n) => keys.has(n) && item[keys.get(n) ?? ''] !== null);
  return name === undefined ? undefined : item[keys.get(name) ?? ''];
};
const truthy = (value: unknown): boolean =>
  value === true || value === 1 || /^(1|true|yes|是|正确)$/iu.test(String(value));

const optionOfObject = (item: Obj, i: number): WrittenOption => {
  const given = textOf(pick(item, LABELS)).replace(/[.、．:：\s]+$/u, '');
  const label = /^[A-Za-z]$/u.test(given) ? given.toUpperCase() : letter(i);
  const entries = Object.entries(item);
  const [only] = entries;
  const single = entries.length === 1 && only && /^[A-Z]$/u.test(only[0]);
  const option = single
    ? { label: only[0], text: textOf(only[1]) }
    : { label, text: textOf(pick(item, TEXTS)) };
  const written = stripped([option])[0] ?? option;
  return truthy(pick(item, RIGHTS) ?? false) ? { ...written, right: true } : written;
};

/** Options without the letters that they repeat: "A. Paris" under A. */
const stripped = (options: readonly WrittenOption[]): WrittenOption[] =>
  options.map((o) => {
    const own = optionsOfLine(o.text, 'B');
    const repeats =
      own?.[0]?.label === o.label &&
      own[0].text !== '' &&
      /^[^\s]{0,2}[A-Z]\s?[.．、:：)）\]】]/u.test(o.text);
    return repeats ? optionOf(o.label, own[0]?.text ?? o.text) : optionOf(o.label, o.text);
  });

const ofString = (text: string): WrittenOption[] => {
  if (/^\s*[[{]/u.test(text)) {
    try {
      return optionsFrom(JSON.parse(text));
    } catch {
      // not JSON after all: read as lines below
    }
  }
  const chain = optionsInside(text);
  if (chain && chain.before === '') return chain.options;
  const parts = text
    .split(/\r?\n|\|+|<br\s*\/?>|[;；]|###/u)
    .map((t) => t.trim())
    .filter((t) => t !== '');
  return stripped(parts.map((t, i) => ({ label: letter(i), text: t })));
};

/** An option with its rightness: ['Paris', true]. */
const isFlagged = (value: unknown): value is readonly [unknown, boolean] =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'boolean';

/** Options in any of the shapes that banks use: texts, { A: text }, objects with label, text and a flag, one text. */
export const optionsFrom = (value: unknown): WrittenOption[] => {
  if (typeof value === 'string') return ofString(value);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.length > 0 && items.every(isFlagged))
      return stripped(items.map(([text], i) => ({ label: letter(i), text: textOf(text) }))).map((o, i) =>
        items[i]?.[1] === true ? { ...o, right: true } : o,
      );
    return items.every(isObj)
      ? items.map(optionOfObject)
      : stripped(items.map((v, i) => ({ label: letter(i), text: textOf(v) })));
  }
  if (!isObj(value)) return [];
  const entries = Object.entries(value).filter(([, v]) => v !== null && v !== '');
  const lettered = entries.every(([k]) => /^[A-Za-z]$/u.test(k));
  return stripped(
    entries.map(([k, v], i) => ({ label: lettered ? k.toUpperCase() : letter(i), text: textOf(v) })),
  );
};

const COLUMN = /^(?:option|opt|choice|answer|item|选项|备选项)[-_ ]?([A-Ja-j]|10|[1-9])$|^([A-H])$/iu;
/** Options that have a field each: optionA, choice1, A. */
export const columnOptions = (item: Obj): WrittenOption[] =>
  stripped(
    Object.entries(item).flatMap(([name, value]) => {
      const found = COLUMN.exec(name);
      const which = found?.[1] ?? found?.[2];
      const text = typeof value === 'string' || typeof value === 'number' ? textOf(value) : '';
      if (which === undefined || text === '') return [];
      return [{ label: /\d/u.test(which) ? letter(Number(which) - 1) : which.toUpperCase(), text }];
    }),
  );
