import { describe, expect, it } from 'vitest';
import type { Answer } from '../../server/domain/answer.ts';
import { RuleError } from '../../server/domain/errors.ts';
import { blankVerdict, gradeAnswer, viewOf } from '../../server/domain/grade.ts';
import type { Question } from '../../server/domain/question.ts';
import {
  categorising,
  choiceGap,
  cloze,
  description,
  essay,
  known,
  matching,
  multiple,
  numeric,
  numericGap,
  short,
  shortGap,
  single,
  text,
  trueFalse,
} from './questions.ts';

const verdictOf = (q: Question, answer: Answer, seed = 7) => gradeAnswer(q, seed, answer).verdict;
const scoreOf = (q: Question, answer: Answer, seed = 7) => verdictOf(q, answer, seed).score;
const refused = (q: Question, answer: Answer) => () => gradeAnswer(q, 7, answer);
const shape = new RuleError('answer.shape');
/** Shown places of stored options. */
const shown = (q: Question, ...wanted: number[]): number[] => {
  const view = viewOf(known(q), 7);
  const options = 'options' in view ? view.options : [];
  return wanted.map((i) => options.findIndex((o) => o.en === `option ${i}`));
};
type Of<T extends Question['type']> = Extract<Question, { type: T }>;
const withScores = (...scores: (number | undefined)[]) =>
  scores.map((score, i) => ({ text: text(`option ${i}`), ...(score === undefined ? {} : { score }) }));

describe('what one option brings', () => {
  it('a single choice pays part of the mark for an option that is nearly right, and never less than nothing', () => {
    const q = single({ options: withScores(0.5, undefined, -0.5, 1), key: 1 });
    expect(shown(q, 0, 1, 2, 3).map((i) => scoreOf(q, i))).toEqual([0.5, 1, 0, 1]);
    expect(verdictOf(q, shown(q, 0)[0] ?? 0).ok).toBe(false);
    expect(verdictOf(q, shown(q, 3)[0] ?? 0).ok).toBe(true);
  });

  const many = (over: Partial<Of<'multiple'>>): Question => ({
    ...(multiple([0, 1]) as Of<'multiple'>),
    ...over,
  });

  it('a multiple choice marked all or nothing pays only for exactly the key', () => {
    const q = many({ scoring: 'all' });
    expect(scoreOf(q, shown(q, 0, 1))).toBe(1);
    expect(scoreOf(q, shown(q, 0))).toBe(0);
    expect(scoreOf(q, shown(q, 0, 1, 2))).toBe(0);
  });

  it('a multiple choice adds up its options where they have scores: shares and penalties', () => {
    const q = many({ options: withScores(0.6, 0.4, -0.25, 0, undefined) });
    expect(scoreOf(q, shown(q, 0))).toBeCloseTo(0.6);
    expect(scoreOf(q, shown(q, 0, 2))).toBeCloseTo(0.35);
    expect(scoreOf(q, shown(q, 0, 1, 3))).toBe(1);
    expect(scoreOf(q, shown(q, 2))).toBe(0);
    expect(scoreOf(q, shown(q, 0, 4))).toBeCloseTo(0.1);
    expect(scoreOf(q, shown(q, 0, 1))).toBe(1);
  });

  it('true or false says what belongs to the answer given', () => {
    const q = { ...(trueFalse(true) as Of<'true-false'>), feedback: { false: text('look again') } };
    expect(verdictOf(q, false).feedback).toEqual(text('look again'));
    expect(verdictOf(q, true).feedback).toBeUndefined();
  });
});

describe('a typed text', () => {
  const over = (more: Partial<Of<'short'>>, ...key: string[]): Question => ({
    ...(short(...key) as Of<'short'>),
    ...more,
  });

  it('fits a pattern: a star stands for any text, also for none, wherever it is', () => {
    const fits = (pattern: string, typed: string) => scoreOf(short(pattern), typed) === 1;
    for (const typed of ['colour', 'color', 'COLO R', 'colo(u)r'])
      expect(fits('colo*r', typed), typed).toBe(true);
    for (const typed of ['colours', 'colo', 'a colour']) expect(fits('colo*r', typed), typed).toBe(false);
    expect(fits('*试用*', '合同里的试用期。')).toBe(true);
    expect(fits('a*b*c', 'a b c b')).toBe(false);
    expect(fits('a*b*c', 'axxbxxc')).toBe(true);
    expect(fits('ab*ba', 'aba')).toBe(false);
    expect(fits('*', 'anything')).toBe(true);
    expect(fits('*', ' ')).toBe(false);
  });

  it('has its star where one is meant', () => {
    const q = short('5 \\* 6', 'a\\*b*');
    expect(scoreOf(q, '5 * 6')).toBe(1);
    expect(scoreOf(q, '5 x 6')).toBe(0);
    expect(scoreOf(q, 'A*B and more')).toBe(1);
    expect(blankVerdict(q, 7).key).toEqual(['5 * 6', 'a*b…']);
  });

  it('is compared with a thousand stars in no time', () => {
    const started = performance.now();
    expect(scoreOf(short('a*'.repeat(240)), 'a'.repeat(500))).toBe(1);
    expect(scoreOf(short(`${'a*'.repeat(240)}b`), 'a'.repeat(500))).toBe(0);
    expect(() => scoreOf(short('a'), 'a'.repeat(501))).toThrow('answer.shape');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('minds its case only where it is told to, and its width never', () => {
    const q = over({ caseSensitive: true }, 'mW');
    expect(scoreOf(q, 'ｍＷ')).toBe(1);
    expect(scoreOf(q, 'MW')).toBe(0);
    expect(scoreOf(short('mW'), 'MW')).toBe(1);
  });

  it('is found whichever way its characters were stored: Kangxi radicals are letters', () => {
    expect(scoreOf(short('人力资源'), '⼈⼒资源')).toBe(1);
  });

  it('may be nothing but punctuation', () => {
    expect(scoreOf(short('?'), '？')).toBe(1);
    expect(scoreOf(short('?'), '!')).toBe(0);
    expect(scoreOf(short('?'), '')).toBe(0);
  });

  it('gets the share and the words of the reply that fits it best', () => {
    const q = over(
      {
        replies: [
          { text: '*', score: 0, feedback: text('think of the contract') },
          { text: 'trial', score: 0.5, feedback: text('nearly') },
          { text: 'probation', score: 1, feedback: text('exactly') },
          { text: 'tri*', score: 0.25 },
        ],
      },
      'probation',
      'prob*',
    );
    expect(verdictOf(q, 'Trial')).toMatchObject({ score: 0.5, feedback: text('nearly'), ok: false });
    expect(verdictOf(q, 'probation')).toMatchObject({ score: 1, feedback: text('exactly'), ok: true });
    expect(verdictOf(q, 'probably')).toMatchObject({ score: 1 });
    expect(verdictOf(q, 'trio')).toMatchObject({ score: 0.25 });
    expect(verdictOf(q, 'nothing')).toMatchObject({ score: 0, feedback: text('think of the contract') });
    expect(verdictOf(q, '').feedback).toBeUndefined();
  });
});

describe('a typed number', () => {
  const over = (more: Partial<Of<'numeric'>>, key: number, tolerance = 0): Question => ({
    ...(numeric(key, tolerance) as Of<'numeric'>),
    ...more,
  });

  it('may come in another unit than the key', () => {
    const q = over(
      {
        unit: { en: 'm', zh: '米' },
        units: [
          { name: 'km', factor: 1000 },
          { name: '公里', factor: 1000 },
        ],
      },
      1500,
      1,
    );
    for (const typed of ['1500', '1500 m', '1,500米', '1.5 km', '1.5公里', '１.5KM', 'km 1.5'])
      expect(scoreOf(q, typed), typed).toBe(1);
    for (const typed of ['1.5', '1.5 m', '1500 km', '1500 miles', 'km'])
      expect(scoreOf(q, typed), typed).toBe(0);
    expect(gradeAnswer(q, 7, '1.5 km').choices).toEqual([1500]);
  });

  it('tells units apart that differ in case alone', () => {
    const q = over(
      {
        units: [
          { name: 'MW', factor: 1e6 },
          { name: 'mW', factor: 1e-3 },
        ],
      },
      2e6,
    );
    expect(scoreOf(q, '2 MW')).toBe(1);
    expect(scoreOf(q, '2 mW')).toBe(0);
  });

  it('may stand behind its currency', () => {
    const q = over({ unit: { zh: '¥', en: '¥' } }, 30);
    expect(['￥30', '¥ 30', '30¥'].map((typed) => scoreOf(q, typed))).toEqual([1, 1, 1]);
  });

  it('gets a share and words of its own where it is a known mistake', () => {
    const q = over(
      {
        feedback: text('well done'),
        others: [
          { value: 30, tolerance: 5, score: 0.5, feedback: text('close') },
          { value: -30, tolerance: 0, score: -1, feedback: text('mind the sign') },
        ],
      },
      30,
      1,
    );
    expect(verdictOf(q, '31')).toMatchObject({ score: 1, feedback: text('well done') });
    expect(verdictOf(q, '34')).toMatchObject({ score: 0.5, feedback: text('close') });
    expect(verdictOf(q, '-30')).toMatchObject({ score: 0, feedback: text('mind the sign') });
    expect(verdictOf(q, '−30')).toMatchObject({ feedback: text('mind the sign') });
    expect(verdictOf(q, '99').feedback).toBeUndefined();
  });

  it('is exact for very small keys', () => {
    expect(scoreOf(numeric(1e-12), '0')).toBe(0);
    expect(scoreOf(numeric(1e-12), '1e-12')).toBe(1);
  });
});

describe('a matching', () => {
  const pairs = (...rights: string[]) => rights.map((r, i) => ({ left: text(`left ${i}`), right: text(r) }));
  const over = (more: Partial<Of<'matching'>>): Question => ({ ...(matching(3) as Of<'matching'>), ...more });
  const rightsOf = (q: Question) => {
    const view = viewOf(known(q), 7);
    return view.type === 'matching' ? view.rights.map((r) => r.en ?? '') : [];
  };

  it('shows equal right sides as one choice that fits each of its left sides', () => {
    const q = over({ pairs: pairs('bird', 'fish', 'bird') });
    const view = viewOf(known(q), 7);
    expect(rightsOf(q).toSorted()).toEqual(['bird', 'fish']);
    expect(view).toMatchObject({ shared: true });
    const [bird, fish] = [rightsOf(q).indexOf('bird'), rightsOf(q).indexOf('fish')];
    expect(scoreOf(q, [bird, fish, bird])).toBe(1);
    expect(scoreOf(q, [bird, bird, bird])).toBeCloseTo(2 / 3);
    expect(gradeAnswer(q, 7, [bird, fish, fish]).choices).toEqual([0, 1, 1]);
  });

  it('shows right sides that belong to none, an extra equal to a right side only once', () => {
    const q = over({ extras: [text('nowhere'), text('right 1')] });
    expect(rightsOf(q).toSorted()).toEqual(['nowhere', 'right 0', 'right 1', 'right 2']);
    const at = (name: string) => rightsOf(q).indexOf(name);
    expect(scoreOf(q, [at('right 0'), at('nowhere'), at('right 2')])).toBeCloseTo(2 / 3);
    expect(gradeAnswer(q, 7, [at('right 0'), at('nowhere'), -1]).choices).toEqual([0, 3, -1]);
    expect(refused(q, [at('nowhere'), at('nowhere'), -1])).toThrow(shape);
    expect(viewOf(known(q), 7)).not.toHaveProperty('shared');
  });

  it('means by a stored answer what it meant before there were extras', () => {
    const key = blankVerdict(matching(3), 7).key as number[];
    expect(gradeAnswer(matching(3), 7, key).choices).toEqual([0, 1, 2]);
    expect(gradeAnswer(matching(3), 7, [0, 1, 2]).choices).toEqual(
      rightsOf(matching(3)).map((name) => Number(name.at(-1))),
    );
  });
});

describe('a text with gaps', () => {
  const q = cloze(choiceGap(3, 2, { weight: 3 }), shortGap('OA', 'oa system'), numericGap(30, 2));
  const [choice = 0] = (blankVerdict(q, 7).key as { gaps: number[] }).gaps;
  const other = (choice + 1) % 3;

  it('is right when every gap is, and scores the weighted share', () => {
    expect(verdictOf(q, [choice, 'oa', '31'])).toMatchObject({ ok: true, score: 1 });
    expect(scoreOf(q, [choice, '', ''])).toBeCloseTo(3 / 5);
    expect(scoreOf(q, [other, 'OA', '30'])).toBeCloseTo(2 / 5);
  });

  it('marks each gap by itself, with what is said of it', () => {
    const gaps = cloze(
      {
        kind: 'choice',
        options: [{ text: text('a'), score: 0.5, feedback: text('nearly') }, { text: text('b') }],
        key: 1,
        shuffle: false,
      },
      { kind: 'short', key: ['x'], replies: [{ text: 'y', score: -1, feedback: text('that is y') }] },
    );
    const { parts, score } = verdictOf(gaps, [0, 'y']);
    expect(parts).toEqual([
      { score: 0.5, feedback: text('nearly') },
      { score: 0, feedback: text('that is y') },
    ]);
    expect(score).toBe(0.25);
  });

  it('keeps stored indexes and typed texts for the log, -1 for a choice left open', () => {
    expect(gradeAnswer(q, 7, [choice, 'oa', '31']).choices).toEqual([2, 'oa', 31]);
    expect(gradeAnswer(q, 7, [-1, '', '']).choices).toEqual([-1, '', '']);
  });

  it('shows two gaps with the same options in orders of their own', () => {
    const twins = cloze(...Array.from({ length: 12 }, () => choiceGap(6, 0)));
    const view = viewOf(known(twins), 7);
    const orders = view.type === 'cloze' ? view.gaps.map((gap) => JSON.stringify(gap)) : [];
    expect(new Set(orders).size).toBeGreaterThan(6);
  });

  it.each([
    ['a gap too few', [0, 'OA']],
    ['a text for a choice', ['0', 'OA', '30']],
    ['a number for a typed gap', [0, 1, '30']],
    ['an option that does not exist', [3, 'OA', '30']],
    ['one text for all', 'OA'],
  ] as const)('refuses %s', (_, answer) => {
    expect(refused(q, typeof answer === 'string' ? answer : [...answer])).toThrow(shape);
  });
});

describe('items in groups', () => {
  const q = categorising(3, 0, 1, 2, 0);

  it('score the share that lies where it belongs; the log has them in the stored order', () => {
    const key = blankVerdict(q, 7).key as number[];
    expect(scoreOf(q, key)).toBe(1);
    expect(scoreOf(q, [...key.slice(0, 3), -1])).toBe(0.75);
    expect(gradeAnswer(q, 7, key).choices).toEqual([0, 1, 2, 0]);
  });

  it('keep the order of the groups and shuffle the items', () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 50; seed++) {
      const view = viewOf(known(q), seed);
      if (view.type !== 'categorising') throw new Error(view.type);
      expect(view.categories.map((c) => c.en)).toEqual(['group 0', 'group 1', 'group 2']);
      orders.add(view.items.map((i) => i.en).join());
    }
    expect(orders.size).toBeGreaterThan(10);
  });

  it('are refused in a group that does not exist, or when one is missing', () => {
    expect(refused(q, [0, 1, 2, 3])).toThrow(shape);
    expect(refused(q, [0, 1, 2])).toThrow(shape);
    expect(refused(q, ['0', 1, 2, 0])).toThrow(shape);
  });
});

describe('what no machine marks', () => {
  it('an essay waits for a person, an empty one does not', () => {
    expect(verdictOf(essay(), 'my thoughts')).toMatchObject({
      ok: false,
      score: 0,
      key: true,
      pending: true,
    });
    expect(verdictOf(essay(), '  ').pending).toBeUndefined();
    expect(refused(essay(), true)).toThrow(shape);
  });

  it('a description is read, and that is all', () => {
    expect(verdictOf(description(), true)).toMatchObject({ ok: true, score: 1 });
    expect(refused(description(), false)).toThrow(shape);
  });

  it('a question without an explanation has a verdict without one', () => {
    const { explanation: _, ...bare } = single();
    expect(verdictOf(bare, 0)).not.toHaveProperty('explanation');
  });
});
