import { describe, expect, it } from 'vitest';
import { readInteractions } from '../../server/formats/interactions.ts';

const read = (text: string | Uint8Array) =>
  readInteractions({
    name: 'log.csv',
    bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
  });

describe('a public log of answers', () => {
  it('has its columns in any order under their usual names, with comma or tab', () => {
    const wanted = [
      { user: 'ann', item: 'q1', skill: 'rope', score: 1, at: 5_000 },
      { user: 'ben', item: 'q2', skill: 'sail', score: 0, at: 9_000 },
    ];
    expect(read('user,item,skill,correct,time\nann,q1,rope,1,5\nben,q2,sail,0,9\n').rows).toEqual(wanted);
    expect(
      read('timestamp\tcorrect\tuser_id\tskill_id\titem_id\n5\t1\tann\trope\tq1\n9\t0\tben\tsail\tq2').rows,
    ).toEqual(wanted);
    expect(read('ann,q1,rope,true,5\nben,q2,sail,false,9').rows).toEqual(wanted);
  });

  it('is put in the order of time, and equal times stay as they stand', () => {
    const { rows } = read('user,item,skill,correct,time\na,1,s,1,30\na,2,s,1,10\na,3,s,1,30\na,4,s,1,10');
    expect(rows.map((r) => r.item)).toEqual(['2', '4', '1', '3']);
  });

  it('has times in seconds, in milliseconds, as dates or none at all', () => {
    const at = (time: string): number | undefined =>
      read(`user,item,skill,correct,time\na,1,s,1,${time}`).rows[0]?.at;
    expect(at('1763800000')).toBe(1_763_800_000_000);
    expect(at('1763800000123')).toBe(1_763_800_000_123);
    expect(at('2026-11-22 08:30:00')).toBe(Date.UTC(2026, 10, 22, 8, 30));
    expect(at('2026-11-22T08:30:00+08:00')).toBe(Date.UTC(2026, 10, 22, 0, 30));
    const bare = read('user,item,skill,correct\na,1,s,1\na,2,s,0');
    expect(bare.timed).toBe(false);
    expect(bare.rows.map((r) => [r.item, r.at])).toEqual([
      ['1', 0],
      ['2', 1_000],
    ]);
  });

  it('may mark with part of the score', () => {
    expect(read('user,item,skill,correct,time\na,1,s,0.5,1').rows[0]?.score).toBe(0.5);
  });

  it('refuses a line that says nothing clear, with its place and reason, and keeps all others', () => {
    const { rows, refused } = read(
      'user,item,skill,correct,time\na,1,s,1,1\n,2,s,1,2\na,,s,1,3\na,4,s,maybe,4\na,5,s,1,soon\na,6,s,2,6\n\na,7,s,0,7',
    );
    expect(rows.map((r) => r.item)).toEqual(['1', '7']);
    expect(refused.map((r) => [r.line, r.reason])).toEqual([
      [3, 'user'],
      [4, 'item'],
      [5, 'correct'],
      [6, 'time'],
      [7, 'correct'],
    ]);
  });

  it('says so when the columns cannot be told', () => {
    expect(read('user,when,what\na,1,2').refused).toEqual([
      { line: 1, reason: 'columns', text: 'user,when,what' },
    ]);
    expect(read('user_id,skill_id,correct\na,s,1').refused[0]?.reason).toBe('columns');
  });

  it('reads Chinese names in GB18030', () => {
    const bytes = Uint8Array.from([
      ...new TextEncoder().encode('user,item,skill,correct,time\n'),
      ...[0xd5, 0xc5, 0xc8, 0xfd],
      ...new TextEncoder().encode(',1,'),
      ...[0xb0, 0xb2, 0xc8, 0xab, 0xb9, 0xe6, 0xb7, 0xb6],
      ...new TextEncoder().encode(',1,1\n'),
    ]);
    expect(read(bytes).rows[0]).toMatchObject({ user: '张三', skill: '安全规范' });
  });
});
