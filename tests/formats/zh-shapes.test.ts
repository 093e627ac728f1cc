import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../server/formats/detect.ts';
import { readZhText } from '../../server/formats/zh-text.ts';
import { briefs, sourceOf } from './zh-brief.ts';

const read = (text: string) => readZhText(sourceOf(text));
const BRACKET_LISTS = `1.谁写了《破阵子》？
辛弃疾
['陆游', '辛弃疾', '岳飞']

2.最大的岛是哪个？
3丙岛
['甲岛', '乙岛', '丙岛']

一斤是多少克？
["500", "250"]
500

耳顺是几岁？
['六十', '五十']`;

describe('banks of a regular shape without labels', () => {
  it('may hold the options as a list in brackets, with the right text before or behind it', () => {
    expect(briefs(read(BRACKET_LISTS))).toEqual([
      'single 谁写了《破阵子》？ [陆游|辛弃疾*|岳飞]',
      'single 最大的岛是哪个？ [甲岛|乙岛|丙岛*]',
      'single 一斤是多少克？ [500*|250]',
      '! 13 question.no_key',
    ]);
  });

  it('may stand in one line, parted by signs; a part that does not fit is rejected, not lost', () => {
    const text =
      '@首都是#北京#上海%A$地理@偶数有（）#2#3#4%AC@水是？#气#液%B$化学@残缺#甲#乙@水不是火%Y$化学@色是#红#绿%B';
    expect(detectFormat({ name: 'bank.txt', bytes: new TextEncoder().encode(text) })).toBe('zh-text');
    const reading = read(text);
    expect(briefs(reading)).toEqual([
      'single 首都是 [北京*|上海]',
      'multiple 偶数有（） [2*|3|4*]',
      'single 水是？ [气|液*]',
      'true-false 水不是火 [对]',
      'single 色是 [红|绿*]',
      '! 1 question.no_key',
    ]);
    expect(reading.questions[0]?.category).toEqual(['地理']);
  });

  it('may give each answer in the line below, or behind the stem', () => {
    const pairs = Array.from({ length: 12 }, (_, i) => `第${i + 1}届会议在( )召开\n城市${i + 1}`);
    const reading = read(
      [
        '1921年：开始 90%',
        ...pairs,
        '1922年：继续',
        '1. 坚持走( )道路.和平发展',
        '2. 主要原因是( )',
        '①国际上的甲\n②国内的乙',
        '①②',
      ].join('\n'),
    );
    expect(briefs(reading)).toHaveLength(14);
    expect(briefs(reading).slice(-3)).toEqual([
      'short 第12届会议在( )召开 [城市12]',
      'short 坚持走( )道路. [和平发展]',
      'short 主要原因是( )⏎①国际上的甲⏎②国内的乙 [①②]',
    ]);
    expect(reading.questions.at(-1)?.category).toEqual(['1922年：继续']);
  });

  it('are not seen where keys are letters or labels stand', () => {
    const judged = Array.from({ length: 12 }, (_, i) => `${i + 1}. 第${i + 1}句是对的（ ）\n对`).join('\n');
    expect(read(judged).questions.every((q) => q.question.type !== 'short')).toBe(true);
  });
});
