import { describe, expect, test } from 'vitest';
import { groupLangs, ruleText } from '../../server/domain/reminder.ts';
import type { Lang } from '../../server/domain/text.ts';

const rule = {
  text: { zh: '{{name}}离开 {{days}} 天了', en: '{{name}} left {{ days }} days ago, {{what}}' },
};

describe('what a rule says', () => {
  test('names a person, and a group as everybody; an unknown placeholder stays', () => {
    const words = { days: 3, count: 1, company: '群岛' };
    expect(ruleText(rule, 'zh', { ...words, name: '阿海' })).toBe('阿海离开 3 天了');
    expect(ruleText(rule, 'zh', words)).toBe('大家离开 3 天了');
    expect(ruleText(rule, 'en', words)).toBe('Everybody left 3 days ago, {{what}}');
    expect(ruleText(rule, 'en', { ...words, name: 'ann' })).toBe('ann left 3 days ago, {{what}}');
    expect(ruleText({ text: { zh: 'x', en: 'Hello, {{name}}' } }, 'en', words)).toBe('Hello, everybody');
  });

  test('a group is spoken to in every language of at least a fifth of it, that of most first', () => {
    const of = (zh: number, en: number): Lang[] =>
      groupLangs([...Array<Lang>(zh).fill('zh'), ...Array<Lang>(en).fill('en')]);
    expect([of(3, 0), of(0, 2), of(4, 1), of(1, 4), of(5, 1), of(1, 5), of(2, 2)]).toEqual([
      ['zh'],
      ['en'],
      ['zh', 'en'],
      ['en', 'zh'],
      ['zh'],
      ['en'],
      ['zh', 'en'],
    ]);
    expect(of(0, 0)).toEqual([]);
  });
});
