import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, KeyView, QuestionView } from '../../server/domain/answer.ts';
import { blankVerdict, gradeAnswer, viewOf } from '../../server/domain/grade.ts';
import { answerOfKey } from '../../server/domain/grade-key.ts';
import { gradeOffline } from '../../server/domain/grade-offline.ts';
import type { Question } from '../../server/domain/question.ts';

const base = (id: string) => ({ id, stem: { zh: '题' }, point: 'p', difficulty: 1 });
const option = (zh: string) => ({ text: { zh } });
const QUESTIONS: Question[] = [
  { ...base('single'), type: 'single', options: [option('甲'), option('乙'), option('丙')], key: 1 },
  {
    ...base('multiple'),
    type: 'multiple',
    options: [option('甲'), option('乙'), option('丙'), option('丁')],
    key: [0, 2],
    scoring: 'all',
  },
  { ...base('truth'), type: 'true-false', key: false },
  { ...base('short'), type: 'short', key: ['成都', 'Cheng*du', '5 \\* 5'] },
  { ...base('numeric'), type: 'numeric', key: 6, tolerance: 0.5, unit: { zh: '个月' } },
  {
    ...base('matching'),
    type: 'matching',
    pairs: [
      { left: { zh: '青蛙' }, right: { zh: '两栖' } },
      { left: { zh: '蝾螈' }, right: { zh: '两栖' } },
      { left: { zh: '麻雀' }, right: { zh: '鸟' } },
    ],
  },
  { ...base('ordering'), type: 'ordering', items: [{ zh: '一' }, { zh: '二' }, { zh: '三' }] },
  {
    ...base('cloze'),
    type: 'cloze',
    gaps: [
      { kind: 'short', key: ['OA'] },
      { kind: 'choice', options: [option('上级'), option('前台')], key: 0 },
      { kind: 'numeric', key: 3, tolerance: 0, unit: { zh: '个月' } },
    ],
  },
  {
    ...base('sorting'),
    type: 'categorising',
    categories: [{ zh: '公开' }, { zh: '机密' }],
    items: [
      { text: { zh: '新闻稿' }, category: 0 },
      { text: { zh: '合同' }, category: 1 },
    ],
  },
];

/** What a pack holds of a question. */
const packed = (question: Question, seed: number): { view: QuestionView; key: KeyView } => ({
  view: viewOf({ question, version: 1 }, seed),
  key: blankVerdict(question, seed).key,
});

const TYPED = fc.constantFrom(
  '成都',
  ' chengdu ',
  'Cheng-du',
  '5 * 5',
  '5 x 5',
  '6',
  '6.5',
  '7',
  '6个月',
  '',
  'OA',
  'oa。',
  '3',
);
const index = (n: number) => fc.integer({ min: 0, max: n - 1 });
const places = (n: number, of: number) => fc.array(index(of), { minLength: n, maxLength: n });
/** Answers of the right shape, right and wrong. */
const answerTo = (q: Question): fc.Arbitrary<Answer> => {
  switch (q.type) {
    case 'single':
      return index(q.options.length);
    case 'multiple':
      return fc.uniqueArray(index(q.options.length));
    case 'true-false':
      return fc.boolean();
    case 'matching':
      return places(3, 2);
    case 'ordering':
      return fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 });
    case 'cloze':
      return fc.tuple(TYPED, index(2), TYPED).map((parts) => [...parts]);
    case 'categorising':
      return places(2, 2);
    default:
      return TYPED;
  }
};

describe('an answer judged on a device', () => {
  test.each(QUESTIONS)('of type $type is judged as the server would', (question) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), answerTo(question), (seed, answer) => {
        const { view, key } = packed(question, seed);
        const mine = gradeOffline(view, key, answer);
        const { verdict } = gradeAnswer(question, seed, answer);
        expect([mine.ok, mine.score]).toEqual([verdict.ok, verdict.score]);
      }),
      { numRuns: 300 },
    );
  });

  test.each(QUESTIONS)('of type $type is right when it is the key', (question) => {
    const { view, key } = packed(question, 77);
    const typed = question.type === 'short' ? '成都' : answerOfKey(key);
    expect(gradeOffline(view, key, typed)).toMatchObject({ ok: true, score: 1, key });
  });

  test('brings the explanation of the pack, and the mark of each gap', () => {
    const cloze = QUESTIONS.find((q) => q.type === 'cloze') as Question;
    const { view, key } = packed(cloze, 5);
    const choice = typeof key === 'object' && 'gaps' in key ? Number(key.gaps[1]) : -1;
    const verdict = gradeOffline(view, key, ['OA', choice, '4'], { zh: '因为' });
    expect(verdict.explanation).toEqual({ zh: '因为' });
    expect(verdict.parts?.map((p) => p.score)).toEqual([1, 1, 0]);
    expect(verdict.ok).toBe(false);
  });

  test('of a wrong shape is wrong, never a crash', () => {
    for (const question of QUESTIONS) {
      const { view, key } = packed(question, 3);
      for (const odd of ['', true, 25, [], ['x', 'y', 'z', 'w']] as Answer[])
        expect(() => gradeOffline(view, key, odd)).not.toThrow();
    }
  });
});
