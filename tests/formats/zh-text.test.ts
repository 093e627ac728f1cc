import { describe, expect, it } from 'vitest';
import { readZhText } from '../../server/formats/zh-text.ts';
import { briefs, sourceOf } from './zh-brief.ts';

const read = (text: string): string[] => briefs(readZhText(sourceOf(text)));

/** What a bank looks like, its text, and what comes in. */
const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'stems 1. with options in lines',
    '1. 首都是（ ）\nA. 北京\nB. 上海\n答案：A\n2. 最长的河是（ ）\nA. 长江\nB. 黄河\n答案：A',
    ['single 首都是（ ） [北京*|上海]', 'single 最长的河是（ ） [长江*|黄河]'],
  ],
  [
    'stems 1、 and full-width letters',
    '1、首都是（ ）\nＡ．北京\nＢ．上海\n参考答案：Ｂ',
    ['single 首都是（ ） [北京|上海*]'],
  ],
  [
    'stems （1） and keys 正确答案:A、C',
    '（1）哪些是城市\nA、北京\nB、长江\nC、上海\n正确答案:A、C',
    ['multiple 哪些是城市 [北京*|长江|上海*]'],
  ],
  [
    'stems 第1题',
    '第1题 首都是？\nA 北京\nB 上海\n答案 ：A\n第2题 地球是圆的。\n答案：√',
    ['single 首都是？ [北京*|上海]', 'true-false 地球是圆的。 [对]'],
  ],
  [
    'all options in one line',
    '1.首都是？\nA.北京 B.上海 C.广州 D.深圳\n答案：A',
    ['single 首都是？ [北京*|上海|广州|深圳]'],
  ],
  [
    'two options a line',
    '1.首都是？\nA．北京      B．上海\nC．广州      D．深圳\n【答案】D',
    ['single 首都是？ [北京|上海|广州|深圳*]'],
  ],
  [
    'options parted by tabs',
    '1.首都是？\nA.北京\tB.上海\tC.广州\n答案：C',
    ['single 首都是？ [北京|上海|广州*]'],
  ],
  [
    'options without blanks between them',
    '1.首都是？\nA.北京B.上海C.广州D.深圳\n答案：B',
    ['single 首都是？ [北京|上海*|广州|深圳]'],
  ],
  [
    'everything of a question in one line',
    '1.首都是（ ）A.北京 B.上海 C.广州 答案：A 解析：宪法规定。\n2.最长的河是（ ）A.长江 B.黄河 答案：A',
    ['single 首都是（ ） [北京*|上海|广州] <宪法规定。>', 'single 最长的河是（ ） [长江*|黄河]'],
  ],
  [
    'options (A) and A) and （A）',
    '1.首都？\n(A) 北京\n(B) 上海\n答案：A\n2.河？\nA) 长江\nB) 黄河\n答案：B\n3.山？\n（A）泰山\n（B）衡山\n答案：（B）',
    ['single 首都？ [北京*|上海]', 'single 河？ [长江|黄河*]', 'single 山？ [泰山|衡山*]'],
  ],
  ['circled options', '1.首都是？\n① 北京\n② 上海\n答案：②', ['single 首都是？ [北京|上海*]']],
  [
    'circled statements that options combine',
    '1.正确的是？\n①甲\n②乙\n③丙\nA.①②\nB.②③\n答案：B',
    ['single 正确的是？⏎①甲⏎②乙⏎③丙 [①②|②③*]'],
  ],
  [
    'the key in the brackets of the stem',
    '1.首都是（ A ）。\nA.北京\nB.上海\n2.城市有（ABD）\nA.北京\nB.上海\nC.长江\nD.广州',
    ['single 首都是（ ）。 [北京*|上海]', 'multiple 城市有（ ） [北京*|上海*|长江|广州*]'],
  ],
  [
    'the key in front of the number',
    '（ √ ）1.地球是圆的。\n（ × ）2.太阳绕着地球转。',
    ['true-false 地球是圆的。 [对]', 'true-false 太阳绕着地球转。 [错]'],
  ],
  [
    'the key behind the stem',
    '一、判断题\n1.地球是圆的。（√）\n2.太阳绕着地球转。 ×',
    ['true-false 地球是圆的。（ ） [对]', 'true-false 太阳绕着地球转。 [错]'],
  ],
  [
    'the separator ^*^',
    '题目：烘箱的门可以开启。^*^答案：错误\n题目：应先断电。^*^答案：正确',
    ['true-false 烘箱的门可以开启。 [错]', 'true-false 应先断电。 [对]'],
  ],
  [
    'letters whose options are not in the file',
    '题目：灭火的方法是：^*^答案：B\n题目：正确的有：^*^答案：ACE',
    [
      'single 灭火的方法是： [A|B*|C|D]',
      'multiple 正确的有： [A*|B|C*|D|E*]',
      '? 1 zh.options_missing',
      '? 2 zh.options_missing',
    ],
  ],
  [
    '（正确） behind an option',
    '1.首都是？\nA.北京（正确）\nB.上海\nC.广州',
    ['single 首都是？ [北京*|上海|广州]'],
  ],
  [
    '(正确答案) of survey programs',
    '1.城市有？ [多选题]\nA.北京(正确答案)\nB.长江\nC.上海(正确答案)',
    ['multiple 城市有？ [北京*|长江|上海*]'],
  ],
  [
    '√ and * marks',
    '1.首都是？\nA.北京 √\nB.上海\n2.河是？\n*A.长江\nB.泰山',
    ['single 首都是？ [北京*|上海]', 'single 河是？ [长江*|泰山]'],
  ],
  [
    'columns of 0 and 1',
    '1.城市有？\nA.北京\t1\nB.长江\t0\nC.上海\t1',
    ['multiple 城市有？ [北京*|长江|上海*]'],
  ],
  [
    'the key as the text of an option',
    '1.首都是？\nA.北京\nB.上海\n答案：上海',
    ['single 首都是？ [北京|上海*]'],
  ],
  [
    'the key as letter and text',
    '1.首都是？\nA.北京\nB.上海\n答案：B. 上海',
    ['single 首都是？ [北京|上海*]'],
  ],
  [
    'options without letters',
    '1.首都是？\n北京\n上海\n广州\n答案：B',
    ['single 首都是？ [北京|上海*|广州]', '? 1 zh.options_guessed'],
  ],
  [
    'right and wrong in every spelling',
    '1.甲。\n答案：对\n2.乙。\n答案：错误\n3.丙。\n答案：T\n4.丁。\n答案：×\n5.戊。\n答案：✔\n6.己。\n答案：否',
    [
      'true-false 甲。 [对]',
      'true-false 乙。 [错]',
      'true-false 丙。 [对]',
      'true-false 丁。 [错]',
      'true-false 戊。 [对]',
      'true-false 己。 [错]',
    ],
  ],
  [
    'right and wrong as options',
    '1.地球是圆的。\nA.对\nB.错\n答案：A\n2.太阳是方的。\nA. √\nB. ×\n答案：B',
    ['true-false 地球是圆的。 [对]', 'true-false 太阳是方的。 [错]'],
  ],
  [
    'wrong with what would be right',
    '判断题\n1.会计年度从四月开始。\n答案：错误，从一月开始。',
    ['true-false 会计年度从四月开始。 [错] <从一月开始。>'],
  ],
  [
    'explanation, difficulty and point',
    '1.首都是？\nA.北京\nB.上海\n答案：A\n难度：难\n知识点：地理\n解析：宪法第一百四十三条。',
    ['single 首都是？ [北京*|上海] <宪法第一百四十三条。>'],
  ],
  [
    '【】 labels',
    '1.首都是？\nA.北京\nB.上海\n【答案】A\n【解析】宪法规定。\n【难度】易',
    ['single 首都是？ [北京*|上海] <宪法规定。>'],
  ],
  [
    'the key in the line after its label',
    '1.地球是圆的。\n正确答案：\n正确\n解释说明：\n看卫星照片。',
    ['true-false 地球是圆的。 [对] <看卫星照片。>'],
  ],
  [
    'the answer somebody gave',
    '1.首都是？\nA.北京\nB.上海\n我的答案：B 正确答案：A',
    ['single 首都是？ [北京*|上海]'],
  ],
  [
    'hard-wrapped lines',
    '1.中华人民共和国的\n首都是（ ）\nA.北京\n市\nB.New\nYork\n答案：A',
    ['single 中华人民共和国的首都是（ ） [北京市*|New York]'],
  ],
  [
    'separators',
    '1.首都是？\nA.北京\nB.上海\n答案：A\n----------\n2.河是？\nA.长江\nB.泰山\n答案：A\n==========',
    ['single 首都是？ [北京*|上海]', 'single 河是？ [长江*|泰山]'],
  ],
  ['a gap', '填空题\n1.首都是____。\n答案：北京或北京市', ['short 首都是____。 [北京/北京市]']],
  [
    'several gaps',
    '一、填空题\n1.首都是____，最长的河是____。\n答案：北京；长江',
    ['cloze 首都是[[1]]，最长的河是[[2]]。 [北京|长江]'],
  ],
  [
    'gaps in brackets with numbered answers',
    '1.（ ）和（ ）是城市。\n答案：(1)北京 (2)上海',
    ['cloze [[1]]和[[2]]是城市。 [北京|上海]'],
  ],
  [
    'gaps that are filled in',
    '三、填空题\n1.首都是（北京）。',
    ['short 首都是____。 [北京]', '? 2 zh.key_guessed'],
  ],
  [
    'essays',
    '一、简答题\n1.简述三步法。\n答：1.看\n2.想\n3.做\n2.什么是复利？\n答案：利上加利。',
    ['essay 简述三步法。 [1.看⏎2. 想⏎3. 做]', 'essay 什么是复利？ [利上加利。]'],
  ],
  ['terms', '名词解释\n1.资产\n答案：企业拥有的资源。', ['essay 资产 [企业拥有的资源。]']],
  [
    'an essay without a model answer',
    '论述题\n1.论述改革的意义。',
    ['essay 论述改革的意义。 []', '? 2 zh.no_sample'],
  ],
  [
    'keys at the end by number',
    '1.首都是？\nA.北京\nB.上海\n2.河是？\nA.长江\nB.泰山\n3.山是？\nA.长江\nB.泰山\n参考答案\n1.A 2.A 3.B',
    ['single 首都是？ [北京*|上海]', 'single 河是？ [长江*|泰山]', 'single 山是？ [长江|泰山*]'],
  ],
  [
    'keys at the end as ranges',
    '1.一？\nA.甲\nB.乙\n2.二？\nA.甲\nB.乙\n3.三？\nA.甲\nB.乙\n4.四？\nA.甲\nB.乙\n答案：\n1-3 ABA 4.B',
    ['single 一？ [甲*|乙]', 'single 二？ [甲|乙*]', 'single 三？ [甲*|乙]', 'single 四？ [甲|乙*]'],
  ],
  [
    'keys at the end by section',
    '一、单选题\n1.一？\nA.甲\nB.乙\n2.二？\nA.甲\nB.乙\n二、判断题\n1.三。\n2.四。\n参考答案\n一、单选题\n1-2 BA\n二、判断题\n1.√ 2.×',
    ['single 一？ [甲|乙*]', 'single 二？ [甲*|乙]', 'true-false 三。 [对]', 'true-false 四。 [错]'],
  ],
  [
    'keys and explanations at the end',
    '一、单项选择题\n1.一？\nA.甲 B.乙\n参考答案与解析\n一、单项选择题\n1.参考答案：A\n解析：因为甲。',
    ['single 一？ [甲*|乙] <因为甲。>'],
  ],
  [
    'a key at the end that belongs to no question',
    '1.一？\nA.甲\nB.乙\n2.二？\nA.甲\nB.乙\n答案\n1.A 2.B 9.C',
    ['single 一？ [甲*|乙]', 'single 二？ [甲|乙*]', '? 8 zh.key_unused'],
  ],
  [
    'type marks inside stems',
    '1.[单选题]一？\nA.甲\nB.乙\n答案：A\n2.【多选】二？\nA.甲\nB.乙\n答案：B\n3.（判断）三。\n答案：A',
    ['single 一？ [甲*|乙]', 'multiple 二？ [甲|乙*]', 'true-false 三。 [对]', '? 9 zh.key_guessed'],
  ],
  [
    'a single choice with two keys',
    '单选题\n1.一？\nA.甲\nB.乙\nC.丙\n答案：AB',
    ['multiple 一？ [甲*|乙*|丙]', '? 2 question.type_changed'],
  ],
  [
    'questions without numbers',
    '首都是？\nA.北京\nB.上海\n答案：A\n\n河是？\nA.长江\nB.泰山\n答案：A',
    ['single 首都是？ [北京*|上海]', 'single 河是？ [长江*|泰山]'],
  ],
  [
    'questions without numbers and gaps',
    '首都是？\nA.北京\nB.上海\n答案：A\n河是？\nA.长江\nB.泰山\n答案：A',
    ['single 首都是？ [北京*|上海]', 'single 河是？ [长江*|泰山]'],
  ],
  [
    'markdown',
    '## 一、单选题\n\n**1. 首都是（ ）**\n\n- A. 北京\n- B. 上海\n\n**答案：** A\n\n> 解析：宪法规定。',
    ['single 首都是（ ） [北京*|上海] <宪法规定。>'],
  ],
  [
    'no key at all',
    '1.首都是？\nA.北京\nB.上海\n2.河是？\nA.长江\nB.泰山\n答案：A',
    ['single 河是？ [长江*|泰山]', '! 1 question.no_key'],
  ],
  ['a key that is no option', '1.首都是？\nA.北京\nB.上海\n答案：D', ['! 1 question.key_not_found']],
  ['options without a stem', 'A.北京\nB.上海\n答案：A', ['! 1 question.no_stem']],
  [
    'a title and an instruction',
    '安全知识考试\n1.首都是？\nA.北京\nB.上海\n答案：A',
    ['single 首都是？ [北京*|上海]', '? 1 zh.text_skipped'],
  ],
  [
    'Kangxi radicals',
    '1.⼯⼚的⻔？\nA.开\nB.关\n答案：A',
    ['single 工厂的门？ [开*|关]', '? zh.radicals_folded'],
  ],
  [
    'a number that begins a stem',
    '1.2019年的事？\nA.甲\nB.乙\n答案：A\n2.2020年的事？\nA.甲\nB.乙\n答案：B',
    ['single 2019年的事？ [甲*|乙]', 'single 2020年的事？ [甲|乙*]'],
  ],
  [
    'English banks',
    '1. What is it?\nA. Tea\nB. Milk\nAnswer: B\n2. Why?\nA) yes\nB) no idea\nAnswer: A',
    ['single What is it? [Tea|Milk*]', 'single Why? [yes*|no idea]'],
  ],
  [
    'scores and authors, which have no place',
    '1.一？\nA.甲\nB.乙\n答案：A\n分值：2\n作者：张三',
    ['single 一？ [甲*|乙]', '? question.part_dropped'],
  ],
  [
    '问 and 答',
    '问：首都是哪里？\n答：北京\n问：河呢？\n答：长江',
    ['short 首都是哪里？ [北京]', 'short 河呢？ [长江]'],
  ],
];

describe('a plain Chinese bank', () => {
  it.each(CASES)('is understood with %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});
