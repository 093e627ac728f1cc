import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readZhText } from '../../server/formats/zh-text.ts';
import { sourceOf } from './zh-brief.ts';

const unread = (text: string) =>
  readZhText(sourceOf(text)).rejected.find((n) => n.code === 'zh.questions_unread');
const many = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i + 1)).join('\n');
const whole = (i: number): string => `${i}. 第${i}项是（ ）\nA. 甲\nB. 乙\n答案：A`;

describe('a text that shows more questions than were read', () => {
  it('says how many a section promised', () => {
    expect(unread(`一、单选题（共 50 题）\n${many(20, whole)}`)?.details).toEqual({
      n: 30,
      announced: 50,
      found: 20,
    });
  });

  it('says so of asking lines that became no question, with the first of them', () => {
    const found = unread(
      `${many(3, whole)}\n解析：见下。\n${many(40, (i) => `第${i}个城市在哪里？\n在北方某处`)}`,
    );
    expect(found?.place.line).toBe(14);
    expect(found?.details?.found).toBeLessThan(15);
  });

  it('says nothing of a bank that was read, whatever lists and labels its texts hold', () => {
    const bank = fc.array(
      fc.record({ options: fc.boolean(), list: fc.integer({ min: 0, max: 6 }), label: fc.boolean() }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(bank, (questions) => {
        const text = questions.map((q, i) =>
          [
            q.options ? whole(i + 1) : `${i + 1}. 简述第${i + 1}项。\n答案：见书`,
            q.label ? '解析：本题答案：见上' : '解析：',
            many(q.list, (n) => `（${n}）第${n}点`),
          ].join('\n'),
        );
        expect(unread(text.join('\n'))).toBeUndefined();
      }),
    );
  });

  it('says nothing of a part of a total', () => {
    expect(
      unread(
        `单选题（共 12 题）\n${many(6, whole)}\n单选题（共 6 题）\n${many(3, whole)}\n多选题（共 6 题）\n${many(3, whole)}`,
      ),
    ).toBeUndefined();
  });
});
