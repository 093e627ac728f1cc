import { describe, expect, it } from 'vitest';
import { readForeignJson } from '../../server/formats/zh-json.ts';
import { briefs, sourceOf } from './zh-brief.ts';

const read = (value: unknown): string[] => briefs(readForeignJson(value, sourceOf('', 'bank.json')));

const CASES: readonly (readonly [string, unknown, readonly string[]])[] = [
  [
    'options as texts, key as letter',
    [{ question: '首都？', options: ['北京', '上海'], answer: 'B' }],
    ['single 首都？ [北京|上海*]'],
  ],
  [
    'options with their letters',
    [{ title: '首都？', options: ['A. 北京', 'B. 上海'], answer: 'A' }],
    ['single 首都？ [北京*|上海]'],
  ],
  [
    'options by letter',
    [{ stem: '城市？', options: { A: '北京', B: '长江', C: '上海' }, answer: ['A', 'C'] }],
    ['multiple 城市？ [北京*|长江|上海*]'],
  ],
  [
    'options with label and text',
    [
      {
        content: '首都？',
        options: [
          { label: 'A', text: '北京' },
          { label: 'B', text: '上海' },
        ],
        answer: 'B',
        analysis: '宪法',
      },
    ],
    ['single 首都？ [北京|上海*] <宪法>'],
  ],
  [
    'options with flags',
    [
      {
        question: 'Capital?',
        answers: [
          { text: 'Rome', correct: true },
          { text: 'Oslo', correct: false },
        ],
      },
    ],
    ['single Capital? [Rome*|Oslo]'],
  ],
  [
    'a field for each option',
    [{ 题目: '首都？', 选项A: '北京', 选项B: '上海', 答案: 'A', 解析: '宪法' }],
    ['single 首都？ [北京*|上海] <宪法>'],
  ],
  [
    'keys as positions from 0',
    [
      { question: 'a?', options: ['x', 'y'], answer: 0 },
      { question: 'b?', options: ['x', 'y'], answer: 1 },
    ],
    ['single a? [x*|y]', 'single b? [x|y*]'],
  ],
  [
    'keys as positions from 1',
    [
      { question: 'a?', options: ['x', 'y'], answer: 1 },
      { question: 'b?', options: ['x', 'y'], answer: 2 },
    ],
    ['single a? [x*|y]', 'single b? [x|y*]'],
  ],
  [
    'positions that may be either',
    [{ question: 'a?', options: ['x', 'y', 'z'], answer: 1 }],
    ['single a? [x|y*|z]', '? zh.index_guessed'],
  ],
  ['the key as text', [{ question: 'a?', choices: ['x', 'y'], correct_answer: 'y' }], ['single a? [x|y*]']],
  [
    'opentdb',
    {
      response_code: 0,
      results: [
        {
          type: 'multiple',
          question: 'Who said &quot;hi&quot;?',
          correct_answer: 'Al',
          incorrect_answers: ['Bo', 'Cy'],
        },
        { type: 'boolean', question: 'Hot?', correct_answer: 'True', incorrect_answers: ['False'] },
      ],
    },
    ['single Who said "hi"? [Al*|Bo|Cy]', 'true-false Hot? [对]'],
  ],
  ['one right text and no others', [{ question: '2+2?', answer: 0, answers: ['4'] }], ['short 2+2? [4]']],
  ['terms and definitions', { terms: [{ term: 'cat', definition: 'a pet' }] }, ['short cat [a pet]']],
  [
    'chapters and sections',
    [
      {
        chapter: '一',
        sections: [{ type: '判断题', questions: [{ content: '地球是圆的。', answer: '×' }] }],
      },
    ],
    ['true-false 地球是圆的。 [错]'],
  ],
  [
    'types as names of lists',
    {
      单选题: [{ question: '首都？', options: ['北京', '上海'], answer: 'A' }],
      简答题: [{ question: '为什么？', answer: '因为。' }],
    },
    ['single 首都？ [北京*|上海]', 'essay 为什么？ [因为。]'],
  ],
  [
    'truth as a value',
    [{ question: '地球是圆的。', type: 'judge', answer: true }],
    ['true-false 地球是圆的。 [对]'],
  ],
  [
    'gaps',
    [{ type: '填空题', question: '首都是____，河是____。', answer: ['北京', '长江'] }],
    ['cloze 首都是[[1]]，河是[[2]]。 [北京|长江]'],
  ],
  [
    'HTML',
    [{ question: '<p>首都是<b>哪里</b>？</p>', options: ['<p>', '&lt;b&gt;'], answer: 'B' }],
    ['single 首都是哪里？ [<p>|<b>*]'],
  ],
  [
    'a gap without an answer',
    [{ type: '填空题', question: '首都是____，河是____。', answer: ['北京', '；'] }],
    ['! $[1] question.no_key'],
  ],
  ['no key', [{ question: 'a?', options: ['x', 'y'] }], ['! $[1] question.no_key']],
  [
    'items that are no questions',
    [{ question: 'a?', answer: 'x' }, { hello: 1 }, 7],
    ['short a? [x]', '! $[2] zh.item_unknown', '! $[3] zh.item_unknown'],
  ],
];

describe('a bank in foreign JSON', () => {
  it.each(CASES)('is understood with %s', (_, value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it('names categories by chapter, and keeps tags and ids', () => {
    const value = {
      chapters: [{ title: '第一章', questions: [{ id: 7, question: 'a?', answer: 'x', tags: 'p,q' }] }],
    };
    const [first] = readForeignJson(value, sourceOf('')).questions;
    expect(first).toMatchObject({ category: ['第一章'], tags: ['p', 'q'], ref: '7' });
  });
});
