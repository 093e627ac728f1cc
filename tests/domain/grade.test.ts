import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RuleError } from '../../server/domain/errors.ts';
import { blankVerdict, foldText, gradeAnswer, parseNumber, viewOf } from '../../server/domain/grade.ts';
import type { Question } from '../../server/domain/question.ts';
import {
  answerByKey,
  anyQuestion,
  blankAnswer,
  cloze,
  everyQuestion,
  known,
  matching,
  multiple,
  numeric,
  ordering,
  short,
  shortGap,
  single,
  text,
  trueFalse,
  wrongAnswer,
} from './questions.ts';

const anySeed = fc.integer({ min: 0, max: 0xffffffff });
/** Shown position of a stored option under a seed. */
const shownAt = (q: ReturnType<typeof single>, seed: number, wanted: string): number => {
  const view = viewOf(known(q), seed);
  return 'options' in view ? view.options.findIndex((o) => o.en === wanted) : -1;
};
const scoreOf = (q: Parameters<typeof gradeAnswer>[0], answer: Parameters<typeof gradeAnswer>[2], seed = 7) =>
  gradeAnswer(q, seed, answer).verdict.score;

describe('a question as shown', () => {
  it('answered with the key as shown is right, under any seed', () => {
    fc.assert(
      fc.property(anyQuestion, anySeed, (q, seed) => {
        const { key } = blankVerdict(q, seed);
        const { verdict } = gradeAnswer(q, seed, answerByKey(q, key));
        expect(verdict).toMatchObject({ ok: true, score: 1, key });
      }),
    );
  });

  it('answered wrongly is wrong under any seed, with a score of 0 or more and below 1', () => {
    fc.assert(
      fc.property(anyQuestion, anySeed, (q, seed) => {
        const { key } = blankVerdict(q, seed);
        const { verdict } = gradeAnswer(q, seed, wrongAnswer(q, key));
        expect(verdict.ok).toBe(false);
        expect(verdict.score).toBeGreaterThanOrEqual(0);
        expect(verdict.score).toBeLessThan(1);
      }),
    );
  });

  it('left blank scores 0 and says nothing', () => {
    fc.assert(
      fc.property(everyQuestion, anySeed, (q, seed) => {
        expect(blankVerdict(q, seed)).toMatchObject({ ok: false, score: 0 });
        const blank = blankAnswer(viewOf(known(q), seed));
        if (blank === undefined) return;
        const { verdict } = gradeAnswer(q, seed, blank);
        expect(verdict).toMatchObject({ ok: false, score: 0 });
        expect(verdict.feedback).toBeUndefined();
        expect(verdict.pending).toBeUndefined();
      }),
    );
  });

  it('gives any answer a score from 0 to 1, or refuses its shape', () => {
    const anyPart = fc.oneof(fc.integer({ min: -1, max: 25 }), fc.constantFrom('', 'OA', '3', 'x'));
    const anyAnswer = fc.oneof(
      fc.integer({ min: 0, max: 25 }),
      fc.boolean(),
      fc.constantFrom('', 'OA', '30 days', '-7'),
      fc.array(fc.integer({ min: -1, max: 7 }), { maxLength: 8 }),
      fc.array(anyPart, { maxLength: 8 }),
    );
    fc.assert(
      fc.property(everyQuestion, anySeed, anyAnswer, (q, seed, answer) => {
        try {
          const { verdict } = gradeAnswer(q, seed, answer);
          expect(verdict.score).toBeGreaterThanOrEqual(0);
          expect(verdict.score).toBeLessThanOrEqual(1);
          expect(verdict.ok).toBe(verdict.score >= 1 - 1e-9);
        } catch (fault) {
          expect(fault).toEqual(new RuleError('answer.shape'));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('never carries a key, a score, an accepted text, an explanation, feedback, a hint or a model answer', () => {
    const told = { feedback: text('psst feedback'), score: 0.5 };
    const more = (q: Question, fields: object): Question => ({ ...q, ...fields }) as Question;
    const other = { value: 9, tolerance: 0, ...told };
    const secrets: Question[] = [
      more(single({ options: [{ text: text('a'), ...told }, { text: text('b') }], key: 1 }), {
        hint: text('psst'),
        explanation: text('secret reason'),
      }),
      more(numeric(30, 2), { units: [{ name: 'psst km', factor: 7 }], others: [other] }),
      more(short('OA'), { replies: [{ text: 'psst', ...told }] }),
      more(trueFalse(true), { feedback: { true: text('psst') } }),
      cloze({ kind: 'numeric', key: 3, tolerance: 1, others: [other] }, shortGap('psst')),
    ];
    const forbidden =
      /^(key|explanation|feedback|tolerance|hint|pairs|extras|score|scoring|replies|others|units|factor|sample|category|weight|value)$/;
    const fields = (v: unknown): string[] =>
      typeof v === 'object' && v !== null ? Object.entries(v).flatMap(([k, x]) => [k, ...fields(x)]) : [];
    fc.assert(
      fc.property(fc.oneof(everyQuestion, fc.constantFrom(...secrets)), anySeed, (q, seed) => {
        const view = viewOf(known(q), seed);
        expect(fields(view).filter((name) => forbidden.test(name))).toEqual([]);
        expect(JSON.stringify(view)).not.toMatch(/psst|secret reason|probation|试用期|because/);
      }),
    );
  });

  it('does not give the order of its parts away: what is shuffled is shown by the seed alone', () => {
    const turned = (q: Question): Question => (q.type === 'single' ? { ...q, key: 0 } : q);
    fc.assert(
      fc.property(everyQuestion, anySeed, (q, seed) => {
        expect(viewOf(known(q), seed)).toEqual(viewOf(known(q), seed));
        expect(viewOf(known(turned(q)), seed)).toEqual(viewOf(known(q), seed));
      }),
    );
  });

  it('shows what stored attempts have seen: the orders of these seeds stay for ever', () => {
    const orders = (seed: number) =>
      [single(), multiple([0, 3]), matching(4), ordering(5)].map((q) => {
        const view = viewOf(known(q), seed);
        const list =
          'options' in view
            ? view.options
            : 'rights' in view
              ? view.rights
              : 'items' in view
                ? view.items
                : [];
        return list.map((t) => t.en?.at(-1)).join('');
      });
    expect(orders(1)).toEqual(['3102', '42103', '3102', '42103']);
    expect(orders(7)).toEqual(['2130', '31240', '2130', '31240']);
    expect(orders(20261122)).toEqual(['1203', '21304', '1203', '21304']);
    expect(orders(0xffffffff)).toEqual(['2103', '31204', '2103', '31204']);
    expect(blankVerdict(multiple([0, 3]), 1).key).toEqual([3, 4]);
  });

  it('keeps the order of the author where nothing is to be shuffled', () => {
    const q = single({ shuffle: false });
    const view = viewOf(known(q), 7);
    expect('options' in view ? view.options.map((o) => o.en) : []).toEqual(
      [0, 1, 2, 3].map((i) => `option ${i}`),
    );
    expect(blankVerdict(q, 7).key).toBe(2);
  });

  it('shows every option once and the same order again under the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), anySeed, (n, seed) => {
        const q = single({ options: Array.from({ length: n }, (_, i) => ({ text: text(`o${i}`) })), key: 0 });
        const view = viewOf(known(q), seed);
        expect(view).toEqual(viewOf(known(q), seed));
        const shown = 'options' in view ? view.options.map((o) => o.en) : [];
        expect([...shown].sort()).toEqual(Array.from({ length: n }, (_, i) => `o${i}`).sort());
      }),
    );
  });

  it('never shows an ordering in the right order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 8 }), anySeed, (n, seed) => {
        const view = viewOf(known(ordering(n)), seed);
        const shown = 'items' in view ? view.items.map((t) => t.en) : [];
        expect(shown).not.toEqual(Array.from({ length: n }, (_, i) => `step ${i}`));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([2, 3, 4, 5])('puts the right one of %i options equally often at each position', (n) => {
    const q = single({ options: Array.from({ length: n }, (_, i) => ({ text: text(`o${i}`) })), key: 1 });
    const runs = 6000;
    const counts = new Array<number>(n).fill(0);
    for (let seed = 1; seed <= runs; seed++) {
      const key = blankVerdict(q, Math.imul(seed, 2654435761) >>> 0).key as number;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    const expected = runs / n;
    const chi2 = counts.reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0);
    // 99.9 % points of chi-square for 1 to 4 degrees of freedom.
    expect(chi2, counts.join(' ')).toBeLessThan([10.83, 13.82, 16.27, 18.47][n - 2] ?? 0);
  });
});

describe('grading', () => {
  it('a single choice gives the feedback of the chosen option', () => {
    const q = single({
      options: [{ text: text('a') }, { text: text('b'), feedback: text('not quite') }],
      key: 0,
    });
    expect(gradeAnswer(q, 7, shownAt(q, 7, 'b')).verdict).toMatchObject({
      ok: false,
      feedback: text('not quite'),
    });
    expect(gradeAnswer(q, 7, shownAt(q, 7, 'a')).verdict.feedback).toBeUndefined();
  });

  it('the log gets stored indexes, whatever was shown', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const q = single();
        expect(gradeAnswer(q, seed, shownAt(q, seed, 'option 3')).choices).toEqual([3]);
      }),
    );
  });

  it('a multiple choice scores (right - wrong) / keys, not below 0, and is right only when complete', () => {
    const q = multiple([0, 1, 3]);
    const at = (...wanted: number[]) => wanted.map((i) => shownAt(q, 7, `option ${i}`));
    expect(scoreOf(q, at(0, 1, 3))).toBe(1);
    expect(scoreOf(q, at(0, 1))).toBeCloseTo(2 / 3);
    expect(scoreOf(q, at(0, 1, 2))).toBeCloseTo(1 / 3);
    expect(scoreOf(q, at(0, 1, 3, 4))).toBeCloseTo(2 / 3);
    expect(scoreOf(q, at(2, 4))).toBe(0);
    expect(scoreOf(q, [])).toBe(0);
    expect(gradeAnswer(q, 7, at(0, 1, 3, 4)).verdict.ok).toBe(false);
  });

  it('a choice named twice counts once', () => {
    const q = multiple([0, 1]);
    const [a = 0, b = 0] = [shownAt(q, 7, 'option 0'), shownAt(q, 7, 'option 1')];
    expect(scoreOf(q, [a, a, b])).toBe(1);
    expect(scoreOf(q, [a, a, a])).toBe(0.5);
  });

  it('a matching and an ordering score the share in place', () => {
    const key = (q: ReturnType<typeof matching>) => blankVerdict(q, 7).key as number[];
    const [a = 0, b = 0, c = 0, d = 0] = key(matching(4));
    expect(scoreOf(matching(4), [a, -1, -1, d])).toBe(0.5);
    expect(scoreOf(matching(4), [b, a, c, d])).toBe(0.5);
    const [e = 0, f = 0, g = 0] = key(ordering(3));
    expect(scoreOf(ordering(3), [f, g, e])).toBe(0);
    expect(scoreOf(ordering(3), [e, g, f])).toBeCloseTo(1 / 3);
  });

  it('a short answer is folded: width, case, spaces and outer punctuation do not matter', () => {
    for (const typed of ['试用期', ' 试用期。', '“试用期”', '《试用期》'])
      expect(scoreOf(short('试用期'), typed), typed).toBe(1);
    for (const typed of ['OA', 'oa', 'ＯＡ', ' oa ']) expect(scoreOf(short('OA'), typed), typed).toBe(1);
    expect(scoreOf(short('probation period'), 'Probation   Period!')).toBe(1);
    expect(scoreOf(short('OA'), 'OAA')).toBe(0);
    expect(scoreOf(short('OA'), '')).toBe(0);
  });

  it('a number is right within its tolerance, the edge included', () => {
    expect(scoreOf(numeric(30, 2), '32')).toBe(1);
    expect(scoreOf(numeric(30, 2), '28')).toBe(1);
    expect(scoreOf(numeric(30, 2), '32.01')).toBe(0);
    expect(scoreOf(numeric(0.3), String(0.1 + 0.2))).toBe(1);
    expect(scoreOf(numeric(108000), '108,000')).toBe(1);
    expect(scoreOf(numeric(108000), '１０８０００')).toBe(1);
    expect(scoreOf(numeric(15), '15%')).toBe(1);
    expect(scoreOf(numeric(15), 'fifteen')).toBe(0);
  });

  it('a number typed with its unit is read as the number', () => {
    const q = { ...numeric(30), unit: { zh: '天', en: 'days' } };
    for (const typed of ['30', '30天', '30 天', '３０天', '30 days', '30 Days '])
      expect(scoreOf(q, typed), typed).toBe(1);
    for (const typed of ['3天', '天', '30 元', '30 days a year', '30天天'])
      expect(scoreOf(q, typed), typed).toBe(0);
    const percent = { ...numeric(15), unit: { zh: '%', en: '%' } };
    for (const typed of ['15', '15%', '15 %', '１５％']) expect(scoreOf(percent, typed), typed).toBe(1);
  });

  it.each([
    ['a text for a choice', single(), 'a'],
    ['a place that does not exist', single(), 7],
    ['a list for a single choice', single(), [0]],
    ['a number for true or false', trueFalse(true), 1],
    ['a boolean for a text', short('OA'), true],
    ['a number instead of typed digits', numeric(3), 3],
    ['too few sides of a matching', matching(4), [0, 1, 2]],
    ['one side twice', matching(3), [0, 0, 1]],
    ['an ordering with a step that does not exist', ordering(3), [0, 1, 5]],
    ['an option that does not exist', multiple([0]), [0, 7]],
  ] as const)('refuses %s', (_, q, answer) => {
    expect(() => gradeAnswer(q, 7, typeof answer === 'object' ? [...answer] : answer)).toThrow(
      new RuleError('answer.shape'),
    );
  });
});

describe('folding of what is typed', () => {
  it('is idempotent and never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (s) => {
        expect(foldText(foldText(s))).toBe(foldText(s));
      }),
    );
  });

  it('reads numbers as people type them and nothing else', () => {
    expect(['42', ' 4 2 ', '+42', '４２', '42.0', '4.2e1'].map(parseNumber)).toEqual([
      42, 42, 42, 42, 42, 42,
    ]);
    expect(parseNumber('1,234,567.5')).toBe(1234567.5);
    expect(parseNumber('.5')).toBe(0.5);
    for (const no of ['', '-', '1,2', '1.2.3', '0x10', 'Infinity', 'NaN', '12元', '１２,３'])
      expect(parseNumber(no), no).toBeUndefined();
  });
});
