import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChoiceCount,
  discriminationOf,
  efficiencyOf,
  facilityOf,
  flagsOf,
  type ItemPair,
} from '../../server/domain/item-analysis.ts';
import { codesOf, isRightChoice, labelOf, ownCodes } from '../../server/domain/item-choice.ts';
import type { Question } from '../../server/domain/question.ts';

const share = fc.integer({ min: 0, max: 20 }).map((n) => n / 20);
const pairs = fc.array(fc.record({ score: share, rest: share }), { minLength: 2, maxLength: 60 });
const turned = (list: readonly ItemPair[]): ItemPair[] => list.map((p) => ({ ...p, score: 1 - p.score }));

describe('the figures of an item', () => {
  test('by hand: 3 of 4 right, and those who are right do better', () => {
    const scores = [1, 1, 1, 0];
    const list = scores.map((score, i) => ({ score, rest: [0.9, 0.7, 0.5, 0.3][i] ?? 0 }));
    expect(facilityOf(scores)).toBe(75);
    expect(discriminationOf(list)).toBeCloseTo(100 * Math.sqrt(0.6), 9);
    expect(efficiencyOf(list)).toBeCloseTo(100, 9);
    expect(facilityOf([])).toBeUndefined();
    expect(discriminationOf(list.map((p) => ({ ...p, score: 1 })))).toBeUndefined();
    expect(efficiencyOf(list.map((p) => ({ ...p, rest: 0.5 })))).toBeUndefined();
  });

  test('discrimination lies between -100 and 100, turns with the key, and efficiency is further from 0', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const [d, e] = [discriminationOf(list), efficiencyOf(list)];
        expect(d === undefined).toBe(e === undefined);
        if (d === undefined || e === undefined) return;
        expect(Math.abs(d)).toBeLessThanOrEqual(100 + 1e-6);
        expect(discriminationOf(turned(list))).toBeCloseTo(-d, 6);
        expect(e).toBeLessThanOrEqual(100 + 1e-6);
        if (d > 0) expect(e).toBeGreaterThanOrEqual(d - 1e-6);
      }),
    );
  });
});

describe('the flags of an item', () => {
  const item = { n: 200, facility: 60, discriminationN: 200, discrimination: 30, efficiency: 40 };
  test('say nothing of a good item, and nothing before the minimum sample', () => {
    expect(flagsOf(item)).toEqual([]);
    expect(flagsOf({ ...item, n: 19 })).toEqual(['too_few']);
    expect(flagsOf({ ...item, n: 49, facility: 99 })).toEqual([]);
    expect(flagsOf({ ...item, discriminationN: 99, discrimination: -40, efficiency: -50 })).toEqual([]);
  });
  test('name what is wrong from the minimum sample on', () => {
    expect(flagsOf({ ...item, n: 50, facility: 95.1 })).toEqual(['too_easy']);
    expect(flagsOf({ ...item, n: 50, facility: 19.9 })).toEqual(['too_hard']);
    expect(flagsOf({ ...item, discriminationN: 100, discrimination: -0.1, efficiency: 14.9 })).toEqual([
      'negative_discrimination',
      'low_efficiency',
    ]);
  });

  const chosen = (code: string, restN: number, restScore: number, right = false): ChoiceCount => ({
    ...{ code, right, restN, restScore },
    n: restN,
  });
  test('suspect the key when a tenth or more chose another option and did better in the rest', () => {
    const key = chosen('0', 80, 50, true);
    expect(flagsOf(item, [key, chosen('1', 30, 60)])).toEqual(['suspicious_key']);
    expect(flagsOf(item, [key, chosen('1', 30, 49)])).toEqual([]);
    expect(flagsOf(item, [key, chosen('1', 19, 60)])).toEqual([]);
    expect(flagsOf(item, [chosen('0', 500, 50, true), chosen('1', 30, 60)])).toEqual([]);
    expect(flagsOf(item, [chosen('0', 25, 50, true), chosen('1', 24, 60)])).toEqual([]);
  });
});

const base = { id: 'x', difficulty: 3, stem: { zh: '题' } } as const;
const t = (zh: string) => ({ zh });
describe('the choices of an item', () => {
  const told = (q: Question, choices: unknown[]) =>
    codesOf(q, choices).map((code) => [labelOf(q, code, 'zh'), isRightChoice(q, code)]);

  test('of options are the options, also those that nobody chose', () => {
    const options = [{ text: { zh: '**灭火器**', en: 'extinguisher' } }, { text: t('沙子') }];
    const q: Question = { ...base, type: 'single', options, key: 1 };
    expect(ownCodes(q).map((c) => labelOf(q, c, 'zh'))).toEqual(['A. 灭火器', 'B. 沙子']);
    expect(labelOf(q, '0', 'en')).toBe('A. extinguisher');
    expect(told(q, [1])).toEqual([['B. 沙子', true]]);
    const many: Question = { ...base, type: 'multiple', options, key: [0, 1] };
    expect(told(many, [0, 1])).toEqual([
      ['A. 灭火器', true],
      ['B. 沙子', true],
    ]);
  });

  test('of typed answers are one choice when the marking takes them for one', () => {
    const short: Question = { ...base, type: 'short', key: ['Water'] };
    expect(new Set(['water', ' ＷＡＴＥＲ ', 'Water。'].flatMap((c) => codesOf(short, [c]))).size).toBe(1);
    expect(told(short, ['ＷＡＴＥＲ'])).toEqual([['water', true]]);
    const numeric: Question = { ...base, type: 'numeric', key: 30, tolerance: 1 };
    expect(told(numeric, [29.5])).toEqual([['29.5', true]]);
    expect(told(numeric, ['many'])).toEqual([['many', false]]);
    expect(told({ ...base, type: 'essay' }, ['long text'])).toEqual([]);
  });

  test('of matching, ordering, sorting and gaps say which place they fill', () => {
    const pairs = [
      { left: t('火'), right: t('红') },
      { left: t('水'), right: t('蓝') },
    ];
    expect(told({ ...base, type: 'matching', pairs }, [0, -1])).toEqual([
      ['火 → 红', true],
      ['水 → —', false],
    ]);
    expect(told({ ...base, type: 'ordering', items: [t('先'), t('后')] }, [1, 0])).toEqual([
      ['1. 后', false],
      ['2. 先', false],
    ]);
    const items = [
      { text: t('猫'), category: 0 },
      { text: t('鱼'), category: 1 },
    ];
    expect(told({ ...base, type: 'categorising', categories: [t('陆'), t('海')], items }, [0, 0])).toEqual([
      ['猫 → 陆', true],
      ['鱼 → 陆', false],
    ]);
    const gaps = [
      { kind: 'choice' as const, options: [{ text: t('一') }, { text: t('二') }], key: 1 },
      { kind: 'short' as const, key: ['水'] },
    ];
    expect(told({ ...base, type: 'cloze', gaps }, [1, '水'])).toEqual([
      ['[1] 二', true],
      ['[2] 水', true],
    ]);
    expect(told({ ...base, type: 'cloze', gaps }, [-1, ''])).toEqual([
      ['[1] —', false],
      ['[2] —', false],
    ]);
  });
});
