import { describe, expect, test } from 'vitest';
import { phrases } from '../../client/ui/phrases.ts';

describe('lines of Chinese text', () => {
  test('never part a word', () => {
    expect(phrases('下列哪一项不是群岛科技的四条价值观之一？')).toContain('群岛');
    expect(phrases('两个工作日内回复')).not.toContain('工');
  });

  test('begin with no closing mark, no comma and no particle', () => {
    for (const part of phrases('客户问：“你们的产品，为什么叫群岛（海岛）？”哪种回答最贴切？').slice(1))
      expect(part).not.toMatch(/^[，。：？”）的]/u);
  });

  test('end with no opening mark', () => {
    for (const part of phrases('请看《员工手册》和“制度（试行）”。')) expect(part).not.toMatch(/[《“（]$/u);
  });

  test('keep every character, and leave a text without Han whole', () => {
    const text = '在 OA 提交外借申请，12/01 前由直属上级批准。';
    expect(phrases(text).join('')).toBe(text);
    expect(phrases('Where do you submit leave?')).toEqual(['Where do you submit leave?']);
  });
});
