import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../server/domain/answer.ts';
import { markEssay, scoreOfMarks } from '../../server/domain/essay.ts';
import { type ExamState, tallyExam } from '../../server/domain/exam.ts';
import { gradeAnswer, viewOf } from '../../server/domain/grade.ts';
import type { Question } from '../../server/domain/question.ts';
import { correctedExam, gradeBy, sameShape } from '../../server/domain/regrade.ts';
import type { LocalText } from '../../server/domain/text.ts';

const seed = fc.integer({ min: 0, max: 2 ** 31 });
const t = (text: string): LocalText => ({ zh: text });
const base = { id: 'x', stem: t('问'), difficulty: 2 } as const;
type Of<T extends Question['type']> = Extract<Question, { type: T }>;
const single = (texts: string[], key: number): Of<'single'> => ({
  ...base,
  type: 'single',
  options: texts.map((x) => ({ text: t(x) })),
  key,
});
const shownAs = (question: Question, s: number) => viewOf({ question, version: 1 }, s);
/** What a person picks who reads the texts. */
const picked = (q: Question, s: number, text: string): number => {
  const view = shownAs(q, s);
  if (view.type !== 'single' && view.type !== 'multiple') throw new Error('no options');
  return view.options.findIndex((o) => o.zh === text);
};

describe('an answer graded anew by a later version', () => {
  it('is right when the text that was chosen is the new key, wherever it stands now', () => {
    const four = fc.shuffledSubarray(['甲', '乙', '丙', '丁'], { minLength: 4 });
    fc.assert(
      fc.property(seed, four, fc.nat(3), fc.nat(3), fc.boolean(), (s, moved, key, choice, fixed) => {
        const old = single(['甲', '乙', '丙', '丁'], 0);
        const now: Question = { ...single(moved, key), ...(fixed ? { shuffle: false as const } : {}) };
        const said = ['甲', '乙', '丙', '丁'][choice] ?? '';
        const verdict = gradeBy(old, now, s, picked(old, s, said));
        expect(verdict.ok).toBe(said === moved[key]);
        expect(verdict.key).toBe(picked(old, s, moved[key] ?? ''));
      }),
    );
  });

  it('follows an option whose spelling was mended', () => {
    const old = single(['灭火器', '沙仔', '水'], 0);
    const now = single(['沙子', '灭火器', '水'], 0);
    expect(gradeBy(old, now, 7, picked(old, 7, '沙仔')).ok).toBe(true);
    expect(gradeBy(old, now, 7, picked(old, 7, '灭火器')).ok).toBe(false);
  });

  it('is graded as before by a version that changed nothing, for every type', () => {
    for (const [q, answer] of samples)
      fc.assert(
        fc.property(seed, (s) => {
          expect(gradeBy(q, structuredClone(q), s, answer)).toEqual(gradeAnswer(q, s, answer).verdict);
        }),
        { numRuns: 30 },
      );
  });

  it('of several right options counts by the new scoring', () => {
    const options = ['甲', '乙', '丙'].map((x) => ({ text: t(x) }));
    const old: Question = { ...base, type: 'multiple', options, key: [0, 1] };
    const now: Question = { ...old, key: [0, 2] };
    const s = 11;
    const answer = [picked(old, s, '甲'), picked(old, s, '丙')];
    expect(gradeAnswer(old, s, answer).verdict).toMatchObject({ ok: false, score: 0 });
    expect(gradeBy(old, now, s, answer)).toMatchObject({ ok: true, score: 1 });
    expect(gradeBy(old, now, s, [picked(old, s, '乙')])).toMatchObject({ ok: false, score: 0 });
  });

  it('of steps in another right order, pairs and groups is found by the texts', () => {
    const steps = ['一', '二', '三'].map(t);
    const old: Question = { ...base, type: 'ordering', items: steps };
    const now: Question = { ...base, type: 'ordering', items: ['二', '一', '三'].map(t) };
    const view = shownAs(old, 5);
    const at = (x: string) => (view.type === 'ordering' ? view.items.findIndex((i) => i.zh === x) : -1);
    expect(gradeBy(old, now, 5, ['二', '一', '三'].map(at))).toMatchObject({
      ok: true,
      key: ['二', '一', '三'].map(at),
    });
    expect(gradeBy(old, now, 5, ['一', '二', '三'].map(at)).score).toBeCloseTo(1 / 3);
    const pair = (left: string, right: string) => ({ left: t(left), right: t(right) });
    const pairs: Question = { ...base, type: 'matching', pairs: [pair('a', '1'), pair('b', '2')] };
    const swapped: Question = { ...base, type: 'matching', pairs: [pair('a', '2'), pair('b', '1')] };
    const shown = shownAs(pairs, 9);
    const right = (x: string) => (shown.type === 'matching' ? shown.rights.findIndex((r) => r.zh === x) : -1);
    expect(gradeBy(pairs, swapped, 9, [right('2'), right('1')])).toMatchObject({
      ok: true,
      key: [right('2'), right('1')],
    });
    expect(gradeBy(pairs, swapped, 9, [right('1'), right('2')]).score).toBe(0);
  });

  it('is refused where type or parts differ, and for what a person marks', () => {
    const old = single(['甲', '乙'], 0);
    expect(sameShape(old, single(['乙', '甲'], 1))).toBe(true);
    expect(sameShape(old, single(['甲', '乙', '丙'], 0))).toBe(false);
    expect(sameShape(old, { ...base, type: 'true-false', key: true })).toBe(false);
    const essay: Question = { ...base, type: 'essay' };
    expect(sameShape(essay, essay)).toBe(false);
  });
});

const samples: [Question, Answer][] = [
  [single(['甲', '乙', '丙'], 1), 2],
  [{ ...base, type: 'true-false', key: true }, false],
  [{ ...base, type: 'short', key: ['港口'] }, '港口'],
  [{ ...base, type: 'numeric', key: 12, tolerance: 0.5 }, '12.4'],
  [
    {
      ...base,
      type: 'matching',
      pairs: [
        { left: t('a'), right: t('同') },
        { left: t('b'), right: t('同') },
        { left: t('c'), right: t('异') },
      ],
      extras: [t('多余')],
    },
    [0, -1, 2],
  ],
  [{ ...base, type: 'ordering', items: [t('一'), t('一'), t('三')] }, [2, 0, 1]],
  [
    {
      ...base,
      type: 'categorising',
      categories: [t('鱼'), t('鸟')],
      items: [
        { text: t('鲨'), category: 0 },
        { text: t('鸥'), category: 1 },
        { text: t('鲸'), category: 0 },
      ],
    },
    [0, 1, -1],
  ],
  [
    {
      ...base,
      type: 'cloze',
      stem: t('[[1]] [[2]]'),
      gaps: [
        { kind: 'choice', options: [{ text: t('左') }, { text: t('右') }], key: 1 },
        { kind: 'short', key: ['帆'] },
      ],
    },
    [1, '桅'],
  ],
];

const item = (more: object) => ({ question: 'q', version: 1, again: false, presentedAt: 0, ...more });
const exam = (...items: object[]): ExamState => ({ kind: 'exam', endsAt: 0, items: items.map(item) });
const right = { ok: true, score: 1 };
const wrong = { ok: false, score: 0 };
const waiting = { essay: 'pending' };

describe('an exam with essays', () => {
  it('is undecided while its essays can still change the result, by hand', () => {
    expect(tallyExam(exam(right, right, right, waiting), 0.8)).toEqual({
      right: 3,
      total: 4,
      score: 0.75,
      pending: 1,
    });
    expect(tallyExam(exam(right, right, right, right, waiting), 0.8)).toMatchObject({ passed: true });
    expect(tallyExam(exam(right, right, wrong, waiting), 0.8)).toMatchObject({ passed: false, pending: 1 });
  });

  it('counts an essay by the share it was given: three right and 7 of 10 points of the fourth are 92.5 %', () => {
    const state = exam(right, right, right, waiting);
    const rubric = [
      { name: t('准确'), points: 6 },
      { name: t('表达'), points: 4 },
    ];
    const score = scoreOfMarks(rubric, { marks: [4, 3] });
    expect(score).toBe(0.7);
    const marked = markEssay(state, 3, { score, marks: [4, 3] });
    expect(tallyExam(marked, 0.8)).toEqual({ right: 4, total: 4, score: 0.925, pending: 0, passed: true });
    expect(tallyExam(markEssay(marked, 3, { score: 0.1, marks: [1, 0] }), 0.8)).toMatchObject({
      right: 3,
      passed: false,
    });
  });

  it('takes marks that belong to the rubric only', () => {
    const rubric = [{ name: t('准确'), points: 6 }];
    for (const marks of [[], [7], [-1], [3, 3]])
      expect(() => scoreOfMarks(rubric, { marks })).toThrow('essay.marks');
    expect(() => scoreOfMarks(undefined, { marks: [] })).toThrow('essay.marks');
    expect(scoreOfMarks(undefined, { marks: [], score: 0.4 })).toBe(0.4);
    expect(() => markEssay(exam(right), 0, { score: 1, marks: [] })).toThrow('essay.unknown');
  });
});

describe('a correction', () => {
  it('lets pass who reaches the share, and keeps the pass of who falls below it', () => {
    const [low, high] = [exam(right, right, right, right, wrong), exam(right, right, right, right, right)];
    expect(correctedExam(low, high, 0.9)).toMatchObject({ from: 0.8, to: 1, passes: 'gained' });
    const kept = correctedExam(high, low, 0.9);
    expect(kept).toMatchObject({ from: 1, to: 0.8, passes: 'kept' });
    expect(tallyExam(kept.state, 0.9)).toMatchObject({ score: 0.8, passed: true });
    expect(correctedExam(low, high, 0.5)).toEqual({ state: high, from: 0.8, to: 1 });
  });

  it('gains nothing while an essay waits', () => {
    const before = exam(wrong, right, waiting);
    expect(correctedExam(before, exam(right, right, waiting), 0.5).passes).toBeUndefined();
  });
});
