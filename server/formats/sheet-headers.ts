import type { Lang } from '../domain/text.ts';
import { columnIndex } from './sheet-grid.ts';

/** What a column of a sheet holds. `ignored` = understood, but nothing the bank keeps. */
export const ROLES = [
  'stem',
  'option',
  'options',
  'key',
  'type',
  'explanation',
  'hint',
  'category',
  'tags',
  'point',
  'difficulty',
  'ref',
  'name',
  'feedback',
  'generalFeedback',
  'score',
  'right',
  'wrong',
  'mark',
  'unit',
  'units',
  'template',
  'settings',
  'picture',
  'ordinal',
  'ignored',
] as const;
export type Role = (typeof ROLES)[number];

/** A heading understood. `index` = which option; `numbered` when the options are counted 1 2 3 instead of A B C. */
export type Heading = {
  role: Role;
  rank: number;
  index?: number;
  numbered?: true;
  lang?: Lang;
};

/** Words of each role, best first; matched against the whole folded heading. */
const WORDS: [Role, RegExp[]][] = [
  [
    'stem',
    [
      /^(题干|题干内容|试题题干|题目题干|questionstem|stem|stemzh|stemen|题干stem)$/u,
      /^(试题内容|题目内容|问题内容|题目描述|题目正文|试题正文|试题描述|题目名称|试题名称|题目标题|试题标题|考题内容|questiontext|questiontitle|questioncontent|questiondescription|questionbody|itemtext)$/u,
      /^(题目|试题|问题|考题|question|questions|prompt|题面|题文|问题描述|问题标题|标题题目)$/u,
      /^(term|pregunta|frage|enunciado|domanda|pergunta|内容|标题|q|front|text|描述|problem|query|task|词条|术语)$/u,
    ],
  ],
  [
    'options',
    [
      /^(选项|选项内容|试题选项|题目选项|可选项|所有选项|答案选项|备选答案|备选项|候选答案|候选项|选择项|选项列表|options|choices|optionlist|optioncontent|answeroptions|answerchoices|possibleanswers|alternatives)$/u,
      /^(answers)$/u,
    ],
  ],
  [
    'key',
    [
      /^(正确答案|标准答案|正确选项|参考答案|答案key|correctanswers?|correctoptions?|correctletters?|correctchoices?|rightanswers?|answerkey|keyzh|keyen|correctanswerletter|答案字母|答案索引|答案序号|questionanswer|试题答案|题目答案|正确答案选项)$/u,
      /^(答案|答案内容|key|answer|ans|correct|solution|respuestacorrecta|respuesta|正解|正答|correctindex|answerindex|answerletter|goldanswer|label|definition|back|释义|定义|correctas?)$/u,
      /^(correctanswertext|correctoptiontext|answertext|答案文本)$/u,
    ],
  ],
  [
    'type',
    [
      /^(题型|试题类型|题目类型|题型type|questiontype|questionkind|qtype|试题题型|题目题型|问题类型|题类|itemtype)$/u,
      /^(类型|type|题型名称|大题名称|大题)$/u,
    ],
  ],
  [
    'explanation',
    [
      /^(解析|答案解析|试题解析|题目解析|解析explanation|explanation|explanations|answerexplanation|questionexplain|questionexplanation|questionanalysis|rationale|解题思路|题解)$/u,
      /^(解释|详解|说明|分析|答案说明|答案分析|解答|comment|comments|justification|reason|reasoning|support|explicacion|依据|出处及解析|答案依据)$/u,
    ],
  ],
  ['hint', [/^(提示|hint|hints|提示hint|解题提示|答题提示)$/u]],
  [
    'point',
    [
      /^(知识点|知识点knowledgepoint|知识要点|考点|knowledgepoints?|skill|考查点|考核点|所属知识点|知识点名称|learningobjective|objective)$/u,
    ],
  ],
  [
    'category',
    [
      /^(分类|分类category|题目分类|试题分类|题库分类|类别|category|categories|所属分类|目录|一级分类|二级分类|三级分类|一级目录|二级目录|三级目录)$/u,
      /^(章节|章|节|所属章节|章节名称|subject|topic|chapter|科目|所属科目|学科|课程|课程名称|module|模块|所属模块|专业|题库|题库名称|section|specialty|subcategory|subtopic|domain|area|theme|lesson)$/u,
    ],
  ],
  ['tags', [/^(标签|标签tags|tags?|关键词|关键字|keywords?|labels)$/u]],
  [
    'difficulty',
    [
      /^(难度|难度difficulty|难易度|难易程度|难易|难度等级|试题难度|题目难度|难度级别|难度系数|difficulty|difficultylevel|level)$/u,
    ],
  ],
  [
    'ref',
    [
      /^(编号|编号ref|试题编号|题目编号|试题id|题目id|ref|id|questionid|qid|itemid|uuid|guid|externalid|试题编码|题目编码|编码|code)$/u,
    ],
  ],
  ['name', [/^(名称name|questionname|shortname)$/u]],
  ['generalFeedback', [/^(反馈|反馈feedback|generalfeedback|feedback|答案反馈)$/u]],
  ['unit', [/^(单位|单位unit|答案单位)$/u]],
  ['units', [/^(可换算单位|可换算单位units|units)$/u]],
  ['template', [/^(作答模板|作答模板template|responsetemplate)$/u]],
  ['settings', [/^(设置|设置settings|settings)$/u]],
  [
    'picture',
    [
      /^(图片|题干图片|题目图片|试题图片|图片链接|image|images?url|imagelink|picture|figure|media|插图|附件|videourl|imagefile|imageurl|audio|音频|视频|video)$/u,
    ],
  ],
  [
    'ordinal',
    [
      /^(序号|题号|no|number|num|#|questionno|questionnumber|question#|questionnum|index|sn|行号|顺序|试题序号|题目序号|item|itemnumber|n)$/u,
    ],
  ],
  [
    'ignored',
    [
      /^(分值|分数|试题分数|试题分值|题目分值|本题分数|得分|score|scores|points|mark|marks|weight|timelimit|timeinseconds|time|时间|答题时间|限时|建议时间|年份|year|来源|出处|source|作者|author|创建人|创建时间|修改时间|状态|status|备注|remark|remarks|note|notes|选项数|选项个数|选项数量|填空数|部门|单位名称|region|flags|版本|version|date|日期|适用岗位|岗位|correctoptiontext|阅卷方式|是否乱序|language|语言)$/u,
    ],
  ],
];

const OPTION_NAMES =
  '(?:选项|选择项|备选项|备选答案|答案选项|候选项|选择|选项内容|选项option|option|options|optiontext|opt|choice|choicetext|answer|answeroption|answerchoice|答案|alternative|opcion|answertext|ans)';
const LETTER_OPTION = new RegExp(`^(?:${OPTION_NAMES})?([a-z])(?:选项|项目?|option|answer)?$`, 'u');
const LONG_OPTION = /^选项([a-z]{1,2})option\1$/u;
const NUMBER_OPTION = new RegExp(`^${OPTION_NAMES}([0-9]{1,2})$`, 'u');
const HAN_OPTION = /^选项([一二三四五六七八九十])$/u;
const OWN_FEEDBACK = /^反馈([a-z]{1,2})feedback\1$/u;
const FEEDBACK =
  /^(?:选项反馈|反馈|feedback|optionfeedback|answerfeedback|option)([a-z]{1,2}|[0-9]{1,2})(?:反馈|feedback)?$/u;
const SCORE = /^得分([a-z]{1,2})score\1$/u;
const MARK =
  /^(?:(?:is)?(?:correct|right)|正确|是否正确|正确性|option|选项|answer)?([a-z]|[0-9]{1,2})(?:iscorrect|correct|isright|是否正确|正确|对错|是否答案|是否为答案)?$/u;
const MARK_WORD = /correct|right|正确|对错|是否/u;
const RIGHT = /^(?:correctanswer|rightanswer|正确答案|正确选项)[0-9]{0,2}$/u;
const WRONG =
  /^(?:incorrectanswers?|wronganswers?|错误答案|干扰项|错误选项|distractors?|incorrectoptions?)([0-9]{0,2}|[a-z]?)$/u;
const HAN_DIGITS = '一二三四五六七八九十';

const LANG_MARK: [Lang, RegExp][] = [
  ['en', /[(（[]?(?:英文|英语|english)[)）\]]?|[(（[]en[)）\]]|[_\s-]en$/iu],
  ['zh', /[(（[]?(?:中文|汉语|chinese)[)）\]]?|[(（[](?:zh|cn)[)）\]]|[_\s-](?:zh|cn)$/iu],
];

const TRADITIONAL = '題項選確標準內問難類試參編號單圖層說釋識點節錄關鍵詞';
const SIMPLIFIED = '题项选确标准内问难类试参编号单图层说释识点节录关键词';
/** The characters of headings in traditional script as simplified ones. */
const simplified = (word: string): string =>
  word.replace(/[\u4e00-\u9fff]/gu, (c) => SIMPLIFIED[TRADITIONAL.indexOf(c)] ?? c);

/** Width, case, brackets, stars, spaces and what follows a dash ("- max 120 characters") do not count in a heading. */
export const foldHeading = (text: string): string =>
  simplified(text)
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s[-–—]\s[\s\S]*$/u, '')
    .replace(/[(（[【〔][^)）\]】〕]*[)）\]】〕]?/gu, '')
    .replace(/[\s_*.。:：、/\\\-–—"'“”?？!]+/gu, '');

const letterAt = (letters: string): number => columnIndex(letters.toUpperCase());
const partAt = (name: string): { index: number; numbered?: true } =>
  /^[0-9]/u.test(name) ? { index: Number(name) - 1, numbered: true } : { index: letterAt(name) };

const numberedRole = (word: string): Heading | undefined => {
  const option = LONG_OPTION.exec(word) ?? LETTER_OPTION.exec(word);
  if (option?.[1]) return { role: 'option', rank: 0, index: letterAt(option[1]) };
  const counted = NUMBER_OPTION.exec(word);
  if (counted) return { role: 'option', rank: 0, ...partAt(counted[1] ?? '1') };
  const han = HAN_OPTION.exec(word);
  if (han) return { role: 'option', rank: 0, index: HAN_DIGITS.indexOf(han[1] ?? '一'), numbered: true };
  const wrong = WRONG.exec(word);
  if (wrong) return { role: 'wrong', rank: 0 };
  const score = SCORE.exec(word);
  if (score) return { role: 'score', rank: 0, ...partAt(score[1] ?? 'a') };
  const mark = MARK_WORD.test(word) && !RIGHT.test(word) ? MARK.exec(word) : null;
  if (mark) return { role: 'mark', rank: 0, ...partAt(mark[1] ?? 'a') };
  const feedback = /反馈|feedback/u.test(word) ? (OWN_FEEDBACK.exec(word) ?? FEEDBACK.exec(word)) : null;
  return feedback ? { role: 'feedback', rank: 0, ...partAt(feedback[1] ?? 'a') } : undefined;
};

const wordRole = (word: string): Heading | undefined => {
  for (const [role, ranks] of WORDS) {
    const rank = ranks.findIndex((words) => words.test(word));
    if (rank >= 0) return { role, rank };
  }
  return undefined;
};

/** What a heading says its column holds; undefined when it is not one we know. */
export const headingOf = (cell: string): Heading | undefined => {
  if (cell.length > 120 || cell.trim() === '') return undefined;
  const lang = LANG_MARK.find(([, mark]) => mark.test(cell));
  const word = foldHeading(lang ? cell.replace(lang[1], '') : cell);
  if (word === '') return undefined;
  const found =
    wordRole(word) ??
    numberedRole(word) ??
    (RIGHT.test(word) ? { role: 'right' as const, rank: 0 } : undefined);
  return found && lang ? { ...found, lang: lang[0] } : found;
};
