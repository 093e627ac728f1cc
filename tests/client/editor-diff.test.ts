import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isKey, linesOf, moveOption, removeOption } from '../../client/studio/editor/choice.ts';
import { addMissingGaps, insertGap, mismatches, removeGap } from '../../client/studio/editor/cloze.ts';
import { changesOf, type LineNames } from '../../client/studio/editor/content-lines.ts';
import { diffWords } from '../../client/studio/editor/diff.ts';
import { fieldsOf, listOf, previewOf } from '../../client/studio/editor/draft.ts';
import { merged, mergeFields } from '../../client/studio/editor/merge.ts';
import { emptyQuestion } from '../../client/studio/editor/QuestionForm.tsx';
import { mediumText } from '../../client/studio/editor/rich-edit.ts';
import { QUESTION_TYPES } from '../../server/domain/question.ts';
import { mediaOf, plainOf } from '../../server/domain/rich-text.ts';
import { QUESTIONS } from './play-server.ts';

const names: LineNames = {
  field: (f) => f,
  lang: (l) => l,
  part: (p, i) => `${p} ${i + 1}`,
  type: (t) => t,
  rule: (r) => r,
  right: '✓ ',
};

describe('the difference of two texts', () => {
  test('gives both texts back', () => {
    const word = fc.constantFrom('请假', '在', 'OA', ' ', '提交', '，', 'mail', '\n', '👍🏽');
    const text = fc.oneof(
      fc.array(word, { maxLength: 30 }).map((w) => w.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = diffWords(before, after);
        const of = (gone: string) => pieces.filter((p) => p.kind !== gone).map((p) => p.text);
        expect(of('new').join('')).toBe(before);
        expect(of('gone').join('')).toBe(after);
        if (before === after) expect(pieces.every((p) => p.kind === 'same')).toBe(true);
      }),
    );
  });

  test('is found word by word, in Chinese too', () => {
    expect(diffWords('先打电话核实，再转账。', '先发邮件核实，再转账。')).toEqual([
      { kind: 'same', text: '先' },
      { kind: 'gone', text: '打电话' },
      { kind: 'new', text: '发邮件' },
      { kind: 'same', text: '核实，再转账。' },
    ]);
  });

  test('of two long texts takes no noticeable time', () => {
    const words = Array.from({ length: 4_000 }, (_, i) => `word${i}`);
    const began = performance.now();
    diffWords(words.join(' '), words.toReversed().join(' '));
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});

describe('the difference of two questions', () => {
  test.each(Object.entries(QUESTIONS))('is nothing between a question and its copy: %s', (_, q) => {
    expect(changesOf(q, structuredClone(q), names)).toEqual([]);
  });

  test('names what changed: a text, the key, a rule', () => {
    const after = {
      ...QUESTIONS.single,
      stem: { zh: '请假在哪里申请' },
      key: 2,
      shuffle: false as const,
    };
    expect(changesOf(QUESTIONS.single, after, names).map((c) => c.label)).toEqual([
      'stem · zh',
      'option 1 · zh',
      'option 3 · zh',
      'rules',
    ]);
  });

  test.each(QUESTION_TYPES)('can be told of an unfinished draft: %s', (type) => {
    expect(() => changesOf(emptyQuestion(type, 'q'), QUESTIONS.single, names)).not.toThrow();
  });
});

describe('a merge', () => {
  const base = QUESTIONS.single;
  const mine = { ...base, stem: { zh: '我的题干' }, difficulty: 2 };
  const theirs = { ...base, explanation: { zh: '新解析' }, difficulty: 4, key: 1 };

  test('takes each field from the one who changed it, and asks where both did', () => {
    expect(mergeFields(base, mine, theirs)).toEqual([
      { field: 'stem', side: 'mine', clash: false },
      { field: 'answer', side: 'theirs', clash: false },
      { field: 'explanation', side: 'theirs', clash: false },
      { field: 'difficulty', side: 'mine', clash: true },
    ]);
  });

  test('holds what was chosen of both', () => {
    const sides = { stem: 'mine', answer: 'theirs', explanation: 'theirs', difficulty: 'mine' } as const;
    expect(merged(mine, theirs, sides)).toEqual({
      ...base,
      stem: { zh: '我的题干' },
      explanation: { zh: '新解析' },
      difficulty: 2,
      key: 1,
    });
  });

  test('all of one side is that side', () => {
    const all = (side: 'mine' | 'theirs') =>
      Object.fromEntries(mergeFields(base, mine, theirs).map((f) => [f.field, side]));
    expect(merged(mine, theirs, all('mine'))).toEqual(mine);
    expect(merged(mine, theirs, all('theirs'))).toEqual(theirs);
  });
});

describe('options', () => {
  const texts = (draft: unknown) => listOf(fieldsOf(draft).options);
  const keyed = (draft: unknown) => texts(draft).filter((_, i) => isKey(draft, i));
  const draft = fc.integer({ min: 2, max: 8 }).chain((n) =>
    fc.record({
      options: fc.constant(Array.from({ length: n }, (_, i) => ({ text: { zh: `o${i}` } }))),
      key: fc.oneof(fc.nat(n - 1), fc.uniqueArray(fc.nat(n - 1), { minLength: 1 })),
    }),
  );

  test('keep their key wherever they are moved', () => {
    fc.assert(
      fc.property(draft, fc.nat(9), fc.nat(9), (d, from, to) => {
        const [before, after] = [keyed(d), keyed(moveOption(d, from % d.options.length, to))];
        expect(new Set(after)).toEqual(new Set(before));
      }),
    );
  });

  test('that stay keep their key when another one is removed', () => {
    fc.assert(
      fc.property(draft, fc.nat(7), (d, n) => {
        const at = n % d.options.length;
        const rest = keyed(d).filter((o) => o !== d.options[at]);
        if (rest.length > 0) expect(keyed(removeOption(d, at))).toEqual(rest);
      }),
    );
  });

  test('lose the letters of a pasted list, but not the first letter of a word', () => {
    expect(linesOf('A. 甲\r\nB、乙\n（C）丙\n\n')).toEqual(['甲', '乙', '丙']);
    expect(linesOf('A 级\nB 级')).toEqual(['A 级', 'B 级']);
    expect(linesOf('1. 5 米\n无')).toEqual(['1. 5 米', '无']);
  });
});

describe('gaps', () => {
  const start = { ...emptyQuestion('cloze', 'q'), stem: { zh: '甲乙', en: 'ab' } };

  test('are put at the caret, and the other language gets the same gaps', () => {
    const one = insertGap(start, 'zh', 1, 1);
    expect(one).toMatchObject({ caret: 6, draft: { stem: { zh: '甲[[1]]乙' } } });
    const two = insertGap(one.draft, 'en', 1, 1).draft;
    expect(two).toMatchObject({ stem: { zh: '甲[[1]]乙', en: 'a[[1]]b' } });
    expect(listOf(two.gaps)).toHaveLength(1);
    expect(mismatches(two)).toEqual([]);
  });

  test('that were typed by hand are told of and can be added', () => {
    const typed = { ...start, stem: { zh: '甲[[1]]乙[[2]][[2]]' } };
    expect(mismatches(typed)).toEqual([{ lang: 'zh', unplaced: [], unknown: [1, 2], twice: [2] }]);
    expect(listOf(addMissingGaps(typed).gaps)).toHaveLength(2);
  });

  test('move up in every language when one before them goes', () => {
    const d = { ...start, stem: { zh: '[[1]][[2]]', en: '[[2]] [[1]]' }, gaps: ['first', 'second'] };
    expect(removeGap(d, 0)).toMatchObject({ stem: { zh: '[[1]]', en: '[[1]] ' }, gaps: ['second'] });
  });
});

test('an unfinished question can be looked at, with dots where texts are missing', () => {
  for (const type of QUESTION_TYPES)
    if (type !== 'cloze') expect(previewOf(emptyQuestion(type, 'q')), type).toMatchObject({ type });
});

test('a picture in rich text keeps its name and its words, whatever marks they have', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40 }), (alt) => {
      const plain = alt.replaceAll(/[\r\n\u2028\u2029]/gu, ' ');
      const text = mediumText('abc.png', plain);
      expect(mediaOf(text)).toEqual(['abc.png']);
      expect(plainOf(text)).toBe(plain);
    }),
  );
});
