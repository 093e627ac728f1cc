import { describe, expect, it } from 'vitest';
import { RuleError } from '../../server/domain/errors.ts';
import { Survey, type SurveyAnswers } from '../../server/domain/survey.ts';
import { npsOf, type Opinion, opinionsOf, surveyResult } from '../../server/domain/survey-result.ts';

const survey = Survey.parse({
  items: [
    { kind: 'rating', id: 'happy', text: { zh: '满意吗？' } },
    { kind: 'nps', id: 'nps', text: { zh: '会推荐吗？' } },
    { kind: 'choice', id: 'best', text: { zh: '最喜欢？' }, options: [{ zh: '练习' }, { zh: '首领' }] },
    { kind: 'text', id: 'more', text: { zh: '还想说？' } },
  ],
});
const codeOf = (answers: SurveyAnswers): string => {
  try {
    opinionsOf(survey, answers);
  } catch (error) {
    if (error instanceof RuleError) return error.code;
    throw error;
  }
  return 'nothing';
};

describe('the answers to a survey', () => {
  it('may leave out what they like, but not everything', () => {
    expect(opinionsOf(survey, { more: '很好', nps: 0 })).toEqual([
      { item: 'nps', value: 0, text: null },
      { item: 'more', value: null, text: '很好' },
    ]);
    expect(codeOf({})).toBe('answer.shape');
  });

  it('are refused outside their scale, of the wrong kind, or to items that are not there', () => {
    expect(codeOf({ happy: 1, nps: 10, best: 1, more: '话' })).toBe('nothing');
    const odd: SurveyAnswers[] = [
      { happy: 0 },
      { happy: 6 },
      { best: 2 },
      { nps: '9' },
      { more: 3 },
      { happy: 3, ghost: 1 },
    ];
    for (const answers of odd) expect(codeOf(answers), JSON.stringify(answers)).toBe('answer.shape');
  });
});

const said = (item: string, ...values: (number | string)[]): Opinion[] =>
  values.map((v) =>
    typeof v === 'number' ? { item, value: v, text: null } : { item, value: null, text: v },
  );

describe('the result of a survey', () => {
  it('hides every item with fewer than five answers and says only how many there are', () => {
    const opinions = [
      ...said('happy', 5, 4, 3, 4),
      ...said('nps', 9, 9, 9, 9),
      ...said('best', 0, 0, 0, 1),
      ...said('more', '一', '二', '三', '四'),
    ];
    expect(surveyResult(survey, opinions)).toEqual([
      { id: 'happy', n: 4 },
      { id: 'nps', n: 4 },
      { id: 'best', n: 4 },
      { id: 'more', n: 4 },
    ]);
  });

  it('shows mean, satisfied share, score, counts and words from five answers on', () => {
    const opinions = [
      ...said('happy', 5, 4, 3, 4, 1),
      ...said('nps', 10, 9, 8, 6, 0),
      ...said('best', 0, 0, 0, 1, 1),
      ...said('more', '一', '二', '三', '四', '五'),
    ];
    const [happy, nps, best, more] = surveyResult(survey, opinions);
    expect(happy).toEqual({ id: 'happy', n: 5, mean: 3.4, satisfied: 0.6 });
    // two promoters, two detractors of five: 0, and sqrt(0.8 / 5) = 0.4
    expect(nps?.nps?.score).toBeCloseTo(0, 12);
    expect(nps?.nps?.se).toBeCloseTo(40, 10);
    expect(best).toEqual({ id: 'best', n: 5, counts: [3, 2] });
    expect(more).toEqual({ id: 'more', n: 5, texts: ['一', '二', '三', '四', '五'] });
  });

  it('gives the published half widths of a net promoter score: 48, 28, 22, 15 and 8 points', () => {
    const z = 1.959963984540054;
    const half = (n: number): number => {
      const [p, d] = [0.5 * n, 0.2 * n];
      const values = Array.from({ length: n }, (_, i) => (i < p ? 10 : i < p + d ? 3 : 7));
      const { score, se } = npsOf(values);
      expect(score).toBeCloseTo(30, 9);
      return Math.round(z * se);
    };
    expect([10, 30, 50, 100, 400].map(half)).toEqual([48, 28, 22, 15, 8]);
  });
});
