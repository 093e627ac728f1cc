import { describe, expect, test } from 'vitest';
import { setLang } from '../../client/i18n/index.ts';
import { answerLines, keyLines } from '../../client/ui/play/answer-text.ts';
import { isComplete, moved, paired, tileState, toggled, unpaired } from '../../client/ui/play/draft.ts';
import { soundOf } from '../../client/ui/sound.ts';
import type { QuestionView } from '../../server/domain/answer.ts';
import { blocksOf, plainOf } from '../../server/domain/rich-text.ts';

const base = {
  id: 'q',
  version: 1,
  stem: { zh: '题' },
  point: { id: 'p', name: { zh: '点' } },
  difficulty: 1,
  hasHint: false,
};
const matching: QuestionView = {
  ...base,
  type: 'matching',
  lefts: [{ zh: '岛' }, { zh: '航线' }],
  rights: [{ zh: '软件' }, { zh: '团队' }],
};

describe('a draft', () => {
  test('a right side goes from one left side to another, never to both', () => {
    expect(paired([0, -1], 2, 1, 0)).toEqual([-1, 0]);
    expect(paired(undefined, 2, 0, 1)).toEqual([1, -1]);
    expect(unpaired([1, 0], 2, 0)).toEqual([-1, 0]);
  });
  test('is complete only when nothing is open', () => {
    expect(isComplete(matching, [0, -1])).toBe(false);
    expect(isComplete(matching, [0, 1])).toBe(true);
    expect(isComplete({ ...base, type: 'short' }, '  ')).toBe(false);
    expect(isComplete({ ...base, type: 'numeric' }, '１２．５')).toBe(true);
    expect(isComplete({ ...base, type: 'numeric' }, '十二')).toBe(false);
    expect(isComplete({ ...base, type: 'true-false' }, false)).toBe(true);
    expect(isComplete({ ...base, type: 'multiple', options: [] }, [])).toBe(false);
  });
  test('ticks come in the order of the options, whatever the order of the taps', () => {
    expect(toggled(toggled(toggled(undefined, 3), 0), 2)).toEqual([0, 2, 3]);
    expect(toggled([0, 2, 3], 2)).toEqual([0, 3]);
  });
  test('an entry moves and the others close up; off the ends nothing moves', () => {
    expect(moved([0, 1, 2, 3], 3, 1)).toEqual([0, 3, 1, 2]);
    expect(moved([0, 1], 0, -1)).toEqual([0, 1]);
    expect(moved([0, 1], 1, 2)).toEqual([0, 1]);
  });
});

describe('a tile after the verdict', () => {
  test('is right, wrong, missed or dim', () => {
    expect([0, 1, 2, 3].map((i) => tileState(i, [0, 1], [0, 2]))).toEqual([
      'right',
      'wrong',
      'missed',
      'dim',
    ]);
    expect([true, false].map((v) => tileState(v, false, true))).toEqual(['missed', 'wrong']);
  });
  test('is open or chosen before it', () => {
    expect([0, 1].map((i) => tileState(i, 1, undefined))).toEqual(['open', 'chosen']);
  });
});

describe('answers in words', () => {
  test('pairs, numbers with unit and tolerance, and a blank', () => {
    expect(answerLines(matching, [1, 0])).toEqual(['岛 → 团队', '航线 → 软件']);
    const numeric: QuestionView = { ...base, type: 'numeric', unit: { zh: '天' } };
    expect(keyLines(numeric, { value: 30, tolerance: 2 })).toEqual(['30 ± 2 天']);
    expect(answerLines(numeric, undefined)).toEqual([]);
  });
  test('a short key is told in the script of the reader, two at most', () => {
    const short: QuestionView = { ...base, type: 'short' };
    const keys = ['成都', 'Chengdu', '成都市', '蓉城'];
    expect(keyLines(short, keys)).toEqual(['成都', '成都市']);
    setLang('en');
    expect(keyLines(short, keys)).toEqual(['Chengdu']);
    expect(keyLines(short, ['蓉城'])).toEqual(['蓉城']);
    setLang('zh');
  });
});

describe('the text of a card', () => {
  test('has paragraphs, lists and bold, and nothing else is markup', () => {
    const body = '先看：**安全**第一\n\n- 一\n- **二** <b>\n\n完';
    expect(blocksOf(body)).toEqual([
      {
        kind: 'paragraph',
        runs: [
          { kind: 'text', text: '先看：' },
          { kind: 'bold', text: '安全' },
          { kind: 'text', text: '第一' },
        ],
      },
      {
        kind: 'list',
        items: [
          [{ kind: 'text', text: '一' }],
          [
            { kind: 'bold', text: '二' },
            { kind: 'text', text: ' <b>' },
          ],
        ],
      },
      { kind: 'paragraph', runs: [{ kind: 'text', text: '完' }] },
    ]);
  });
  test('is read aloud without its marks', () => {
    expect(plainOf('**甲**乙\n\n- 丙')).toBe('甲乙\n丙');
  });
});

describe('sound', () => {
  test('a run rises by a semitone a step and stops after eight', () => {
    expect(soundOf('combo', 1)[2]).toBeCloseTo(784 * 1.0595, 3);
    expect(soundOf('combo', 20)).toEqual(soundOf('combo', 8));
  });
});
