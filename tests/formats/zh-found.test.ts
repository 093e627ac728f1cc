import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../server/formats/detect.ts';
import { readSheet } from '../../server/formats/sheet.ts';
import { readForeignJson } from '../../server/formats/zh-json.ts';
import { readZhText } from '../../server/formats/zh-text.ts';
import { briefs, sourceOf } from './zh-brief.ts';

const text = (...lines: string[]): string[] => briefs(readZhText(sourceOf(lines.join('\n'))));
const json = (value: unknown): string[] => briefs(readForeignJson(value, sourceOf('', 'bank.json')));
const file = (name: string, ...lines: string[]) => ({
  name,
  bytes: new TextEncoder().encode(lines.join('\n')),
});
const sheet = (...lines: string[]): string[] => briefs(readSheet(file('bank.csv', ...lines), {}));

describe('Chinese text as it was found', () => {
  it('takes options that are numbers for options, not for questions', () => {
    expect(
      text(
        '第1题(单选)：',
        '补贴是多少？',
        '【A】 1600、550',
        '【B】 1500、500',
        '【C】 10、二',
        '正确答案:B',
      ),
    ).toEqual(['single 补贴是多少？ [1600、550|1500、500*|10、二]']);
  });

  it('takes a key alone in a line behind a wrapped stem for a key, not for an option', () => {
    expect(
      text(
        '1、哪一类人访问时会造成',
        '违背？',
        '（B）',
        'A、管理员 B、分析员',
        '2、水的化学式是（A）。',
        'A、H2O B、CO2',
      ),
    ).toEqual([
      'single 哪一类人访问时会造成违背？（ ） [管理员|分析员*]',
      'single 水的化学式是（ ）。 [H2O*|CO2]',
    ]);
  });

  it('keeps points （1）（2） under 参考答案 with their question', () => {
    expect(
      text(
        '一、简答题',
        '1.简述地位。',
        '参考答案：',
        '（1）是当代的理论；',
        '（2）是时代的精华。',
        '解析：第9页。',
        '2.简述意义。',
        '参考答案：',
        '（1）改善民生；',
        '（2）健全保障。',
      ),
    ).toEqual([
      'essay 简述地位。 [（1）是当代的理论；⏎（2）是时代的精华。] <第9页。>',
      'essay 简述意义。 [（1）改善民生；⏎（2）健全保障。]',
    ]);
  });

  it('reads keys without a colon, behind 原则, with stray question marks and as lone letters', () => {
    expect(text('1.首都？', 'A.北京', 'B.上海', '正确答案 A')).toEqual(['single 首都？ [北京*|上海]']);
    expect(text('1.首都？', 'A.北京', 'B.上海', '答案；B')).toEqual(['single 首都？ [北京|上海*]']);
    expect(
      text(
        '1、有哪些？',
        'A、损失原则 B、因果原则 C、安全第一原则答案：AB',
        '2、首都？',
        'A、北京 B、上海',
        '答案：A',
      ),
    ).toEqual(['multiple 有哪些？ [损失原则*|因果原则*|安全第一原则]', 'single 首都？ [北京*|上海]']);
    expect(text('1.首都？', 'A.北京', 'B.上海', '【正确答案】：A?')).toEqual(['single 首都？ [北京*|上海]']);
    expect(text('分（）段。', 'A、五 ', 'B、六  ', 'B ', '增长（）。', 'A、十 ', 'B、二十  ', 'A')).toEqual([
      'single 分（）段。 [五|六*]',
      'single 增长（）。 [十*|二十]',
    ]);
  });

  it('takes T and F with a reason for truth where there are no options', () => {
    expect(
      text('1.电容越大越好。正确答案:F (有范围)', '2.应有通风。正确答案:T', '3.每年一次。正确答案:F'),
    ).toEqual([
      'true-false 电容越大越好。 [错] <有范围>',
      'true-false 应有通风。 [对]',
      'true-false 每年一次。 [错]',
    ]);
  });

  it('finds option A at the end of the stem and a wrapped line 判断 inside an option', () => {
    expect(text('1.增强（ ）水平。A. 认知', 'B. 控制', 'C. 仿真', '答案：A、C')).toEqual([
      'multiple 增强（ ）水平。 [认知*|控制|仿真*]',
    ]);
    expect(text('1.错误的是（ ）。', 'A.不应依靠主观', '判断', 'B.选择方法', '答案：A')).toEqual([
      'single 错误的是（ ）。 [不应依靠主观判断*|选择方法]',
    ]);
  });

  it('takes a type that is glued to the stem off it', () => {
    expect(text('1、多选题主题是（ ）。', 'A、旗帜', 'B、小康', '参考答案 : A,B')).toEqual([
      'multiple 主题是（ ）。 [旗帜*|小康*]',
    ]);
  });
});

describe('JSON as it was found', () => {
  it('reads options as pairs of text and rightness', () => {
    expect(
      json([
        {
          stem: '首都？',
          options: [
            ['北京', true],
            ['上海', false],
          ],
        },
      ]),
    ).toEqual(['single 首都？ [北京*|上海]']);
  });

  it('does not take a second list of options or of chapters for questions', () => {
    const options = [
      { key: 'A', content: '北京' },
      { key: 'B', content: '上海' },
    ];
    const relations = [{ key: 'dyz', content: '第一章' }];
    const found = json([{ question: '首都？', options, imageOptions: options, relations, answers: ['A'] }]);
    expect(found).toEqual(['single 首都？ [北京*|上海]']);
  });

  it('keeps a lone letter as an answer in a bank of written answers', () => {
    const facts = ['Paris', 'Rome', 'Oslo', 'Bern', 'Wien', 'C'].map((answer, i) => ({
      question: `Q${i}?`,
      answer,
    }));
    expect(json(facts).at(-1)).toBe('short Q5? [C]');
  });
});

describe('sheets as they were found', () => {
  it('reads options that stand as JSON objects or between commas in one cell', () => {
    const cell = '"[{""optionContent"":""教育局、学校""},{""optionContent"":""学校、部门""}]"';
    expect(
      sheet('questionAnswer,questionContent,optionContent,questionType', `B,由（ ）组成。,${cell},2`),
    ).toEqual(['single 由（ ）组成。 [教育局、学校|学校、部门*]']);
    expect(sheet('id,text,options,answer', 'q1,力的單位？,"牛頓,焦耳,瓦特",牛頓')).toEqual([
      'single 力的單位？ [牛頓*|焦耳|瓦特]',
    ]);
  });

  it('takes the text a letter points at as the answer of a blank and of an essay', () => {
    expect(
      sheet(
        '题干,A项,B项,C项,D项目,答案,类型',
        '（）是规定性。,质,,,,A,填空题',
        '简述关系。,相互渗透,,,,A,简答题',
        '哪个？,甲,乙,丙,丁,D,单选题',
      ),
    ).toEqual(['short （）是规定性。 [质]', 'essay 简述关系。 [相互渗透]', 'single 哪个？ [甲|乙|丙|丁*]']);
  });

  it('knows headings in traditional script', () => {
    expect(sheet('題型,題目內容,選項A,選項B,正確答案', 'text-choice,哪裡？,根,葉,B')).toEqual([
      'single 哪裡？ [根|葉*]',
    ]);
  });

  it('does not make a letter without options the answer text of a Chinese question', () => {
    expect(sheet('questionAnswer,questionContent', 'B,第一位的是：', '1,应当通风。')).toEqual([
      'true-false 应当通风。 [对]',
      '!  question.too_few_options',
    ]);
  });

  it('is told from GIFT and from text by its columns', () => {
    expect(detectFormat(file('q.csv', 'Which brackets?,Code,[],{},(),{},4', 'Two?,Maths,1,2,3,4,2'))).toBe(
      'csv',
    );
    expect(
      detectFormat(file('q.txt', 'questionAnswer,questionContent', '', '1,应当通风。', '', '2,不必通风。')),
    ).toBe('csv');
  });
});
