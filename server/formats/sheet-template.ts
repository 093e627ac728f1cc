import type { Question, QuestionType } from '../domain/question.ts';
import type { PortableQuestion } from './format.ts';
import type { Grid } from './sheet-grid.ts';
import { TYPE_NAMES } from './sheet-types.ts';
import { type OwnColumn, rowsOf, titleOf } from './sheet-write.ts';
import type { Table } from './xlsx-write.ts';

const letters = [0, 1, 2, 3, 4, 5];
/** The columns of the empty template; `rowsOf` adds others as questions need them. */
export const TEMPLATE_COLUMNS: readonly OwnColumn[] = [
  { role: 'ref' },
  { role: 'type' },
  { role: 'stem' },
  ...letters.map((index): OwnColumn => ({ role: 'option', index })),
  { role: 'key' },
  { role: 'explanation' },
  { role: 'hint' },
  { role: 'category' },
  { role: 'tags' },
  { role: 'point' },
  { role: 'difficulty' },
];

/** The question that stands in the template as an example. */
export const EXAMPLE: PortableQuestion = {
  question: {
    id: 'example',
    type: 'single',
    stem: { zh: '客户来电投诉，第一步应该做什么？' },
    options: [
      { text: { zh: '先听完并记录' } },
      { text: { zh: '马上转给主管' } },
      { text: { zh: '解释公司的规定' } },
      { text: { zh: '请客户改天再打' } },
    ],
    key: 0,
    explanation: { zh: '先让客户说完并记录要点，才能判断下一步。' },
    hint: { zh: '想一想：你在投诉时最希望对方先做什么？' },
    difficulty: 2,
  },
  category: ['客户服务', '投诉处理'],
  tags: ['服务', '新员工'],
  point: '投诉处理',
  ref: 'example-1',
};

const plainTitle = (title: string): string => title.replace(/\((?:中文)\)/u, '').replace(' (zh)', '');

/** Rows of the template: its columns unmarked by language, with one example. */
const templateRows = (): string[][] => {
  const { rows } = rowsOf([EXAMPLE], 'zh');
  const [titles = [], values = []] = rows;
  const said = new Map(titles.map((title, i) => [plainTitle(title), values[i] ?? '']));
  const heads = TEMPLATE_COLUMNS.map(titleOf);
  return [heads, heads.map((title) => said.get(title) ?? '')];
};

const NOTES: [string, string][] = [
  ['怎样填写', 'How to fill in'],
  [
    '每行一道题。第一行是表头，请不要改动；不用的列可以空着或删掉。',
    'One question a row. Keep the heading row; leave columns empty or delete them if you do not use them.',
  ],
  [
    '题型可以不填：有几个答案字母就是多选，「对／错」就是判断，没有选项就是短答。',
    'The type may be left out: several key letters mean multiple choice, true/false a judgement, no options a short answer.',
  ],
  [
    '选项多于 F 时，在后面加列「选项G Option G」。',
    'For more than six options add columns "选项G Option G" and so on.',
  ],
  [
    '分类用 / 分层，标签用 | 或逗号分开，难度 1（易）到 5（难）。',
    'Part the levels of a category with /, tags with | or commas; difficulty is 1 (easy) to 5 (hard).',
  ],
  [
    '编号相同的题再次导入时会更新，不会重复。',
    'A question with the same ref is updated by a later import, not doubled.',
  ],
  [
    '第二种语言：加列「题干(英文) Stem (en)」「选项A(英文) Option A (en)」「解析(英文) Explanation (en)」等。',
    'Second language: add columns "题干(英文) Stem (en)", "选项A(英文) Option A (en)", "解析(英文) Explanation (en)" and so on.',
  ],
  [
    '选项反馈：加列「反馈A Feedback A」；选项得分：加列「得分A Score A」（-1 到 1）。',
    'Feedback of an option: add "反馈A Feedback A"; its share of the mark: "得分A Score A" (-1 to 1).',
  ],
  [
    '格式：**粗体**，`代码`，行首「- 」是列表；换行用 Alt+Enter。',
    'Format: **bold**, `code`, "- " at the start of a line for a list; a new line by Alt+Enter.',
  ],
  [
    '文字里的 | / # => 如果不是分隔符，前面加反斜杠 \\。',
    'Put a backslash \\ before | / # or => when it is text and not a separator.',
  ],
];

const TYPE_NOTES: Record<QuestionType, [string, string]> = {
  single: ['选项 A、B、C…，答案写一个字母', 'options A, B, C ..., the key is one letter'],
  multiple: ['选项 A、B、C…，答案写几个字母，如 A,C', 'options A, B, C ..., the key is several letters: A,C'],
  'true-false': ['答案写「对」或「错」', 'the key is True or False'],
  short: [
    '答案写可接受的文字，用 | 分开；选项格可写「别的答案 => 0.5」给部分分',
    'the key lists the accepted texts between |; an option cell "other text => 0.5" gives part of the mark',
  ],
  numeric: [
    '答案写 3.14、3.14±0.01 或 1..5；单位写在「单位 Unit」列',
    'the key is 3.14, 3.14±0.01 or 1..5; the unit goes into "单位 Unit"',
  ],
  matching: [
    '每个选项格写「左边 => 右边」；没有左边的「=> 右边」是干扰项',
    'each option cell is "left => right"; "=> right" alone belongs to none',
  ],
  ordering: ['选项按正确顺序写，答案空着', 'options in the right order, no key'],
  cloze: [
    '题干里写 [[1]] [[2]]；选项A 是第 1 空：「文字 | 文字」「= 对 | ~ 错」或「num: 3±0.1」',
    'the stem holds [[1]] [[2]]; option A is gap 1: "text | text", "= right | ~ wrong" or "num: 3±0.1"',
  ],
  categorising: [
    '每个选项格写「小项 => 类别」；答案列可写类别的次序「甲 | 乙」',
    'each option cell is "item => category"; the key may list the categories in order: "one | two"',
  ],
  essay: [
    '答案写参考答案；选项格可写评分标准「要点 => 分数」',
    'the key is a model answer; option cells may hold the rubric: "criterion => points"',
  ],
  description: ['只写题干，不作答', 'a stem without an answer'],
};

const SETTINGS_NOTE: [string, string] = [
  '「设置 Settings」列：固定顺序；全对得分；部分得分；区分大小写；最多字数 200；权重 A 2',
  'Column "设置 Settings": fixed order; all or nothing; partial marks; case-sensitive; most words 200; weight A 2',
];

const noteRows = (): string[][] => [
  ...NOTES.map((n) => [...n]),
  ['', ''],
  ...(Object.keys(TYPE_NOTES) as Question['type'][]).map((type) => [
    `${TYPE_NAMES[type].zh}：${TYPE_NOTES[type][0]}`,
    `${TYPE_NAMES[type].en}: ${TYPE_NOTES[type][1]}`,
  ]),
  ['', ''],
  [...SETTINGS_NOTE],
];

export const widthOf = (title: string): number =>
  /^题干/u.test(title) ? 48 : /^(?:选项|解析|提示|反馈)/u.test(title) ? 24 : 14;

/** Drop-down lists of the columns that take one of few values. */
export const choicesOf = (titles: readonly string[], lang: 'zh' | 'en'): NonNullable<Table['choices']> =>
  titles.flatMap((title, column) => {
    if (title === titleOf({ role: 'type' }))
      return [{ column, values: Object.values(TYPE_NAMES).map((names) => names[lang]) }];
    return title === titleOf({ role: 'difficulty' }) ? [{ column, values: ['1', '2', '3', '4', '5'] }] : [];
  });

/** True for the sheet of notes that we write ourselves. */
export const isOwnNotes = (grid: Grid): boolean =>
  grid.rows[0]?.cells[0] === NOTES[0]?.[0] && grid.rows[0]?.cells[1] === NOTES[0]?.[1];

export const notesTable = (): Table => ({
  name: '说明 Notes',
  rows: noteRows(),
  widths: [70, 80],
  header: false,
});

/** Our template: one example, drop-down lists, and a sheet of notes in both languages. */
export const templateTables = (): Table[] => {
  const rows = templateRows();
  const titles = rows[0] ?? [];
  return [
    { name: '题目 Questions', rows, widths: titles.map(widthOf), choices: choicesOf(titles, 'zh') },
    notesTable(),
  ];
};
