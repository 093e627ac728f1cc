import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemSeed } from '../../server/domain/attempt.ts';
import { answerBoss, type BossState, bossResult, bossStars, startBoss } from '../../server/domain/boss.ts';
import { RuleError } from '../../server/domain/errors.ts';
import { blankVerdict } from '../../server/domain/grade.ts';
import { answerByKey, single, wrongAnswer } from './questions.ts';

const question = single();
const refs = (n = 10) => Array.from({ length: n }, (_, i) => ({ question: `q${i}`, version: 1 }));
const hit = (state: BossState, right: boolean) => {
  const item = state.items.length - 1;
  const { key } = blankVerdict(question, itemSeed('a', item));
  const answer = right ? answerByKey(question, key) : wrongAnswer(question, key);
  return answerBoss(state, { attempt: 'a', item, question, answer, rtMs: 1, changes: 0, now: 1 });
};
/** Fights by a list of right and wrong until it is over; gives the last state and every damage. */
const fight = (moves: string, hp = 10, n = 10) => {
  let state = startBoss(refs(n), hp, 0);
  const damage: number[] = [];
  for (const move of moves) {
    if (bossResult(state)) break;
    const done = hit(state, move === 'R');
    state = done.state;
    damage.push(done.damage);
  }
  return { state, damage };
};

describe('a boss fight', () => {
  it('is won with the eighth right answer in a row: every third hits for two', () => {
    const { state, damage } = fight('RRRRRRRRRR');
    expect(damage).toEqual([1, 1, 2, 1, 1, 2, 1, 1]);
    expect(state).toMatchObject({ hp: 0, shields: 3, run: 8, right: 8 });
    expect(bossResult(state)).toBe('won');
    expect(state.items).toHaveLength(8);
  });

  it('a wrong answer costs a shield and the row, never HP of the learner', () => {
    const { state, damage } = fight('RRwRRR');
    expect(damage).toEqual([1, 1, 0, 1, 1, 2]);
    expect(state).toMatchObject({ hp: 4, shields: 2, run: 3 });
  });

  it('the third wrong answer is the retreat, and the boss keeps its wounds', () => {
    const { state } = fight('RRRwww');
    expect(bossResult(state)).toBe('retreat');
    expect(state).toMatchObject({ hp: 6, shields: 0, right: 3 });
    expect(state.items).toHaveLength(6);
  });

  it('without questions left the learner retreats too', () => {
    const { state } = fight('RRwRRwRRRR', 20);
    expect(state.items.every((i) => i.ok !== undefined)).toBe(true);
    expect(bossResult(state)).toBe('retreat');
    expect(state.hp).toBe(20 - (1 + 1 + 1 + 1 + 1 + 1 + 2 + 1));
  });

  it('goes on from the HP that is left of the day', () => {
    const { state, damage } = fight('RRR', 3);
    expect(damage).toEqual([1, 1, 1]);
    expect(bossResult(state)).toBe('won');
  });

  it('gives a star for each shield left, and never less than one', () => {
    expect([3, 2, 1, 0].map((shields) => bossStars({ ...fight('').state, shields }))).toEqual([3, 2, 1, 1]);
  });

  it('the law of damage: HP falls by what was hit, never below 0; shields fall by the misses, never below 0', () => {
    const moves = fc.array(fc.constantFrom('R', 'w'), { maxLength: 14 }).map((l) => l.join(''));
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 10 }), (list, hp) => {
        const { state, damage } = fight(list, hp);
        const answered = state.items.filter((i) => i.ok !== undefined);
        expect(state.hp).toBe(hp - damage.reduce((a, b) => a + b, 0));
        expect(state.hp).toBeGreaterThanOrEqual(0);
        expect(state.shields).toBe(3 - answered.filter((i) => !i.ok).length);
        expect(state.shields).toBeGreaterThanOrEqual(0);
        expect(state.right).toBe(answered.filter((i) => i.ok).length);
        let row = 0;
        answered.forEach((it, i) => {
          row = it.ok ? row + 1 : 0;
          const full = it.ok ? (row % 3 === 0 ? 2 : 1) : 0;
          const capped = Math.min(full, hp - damage.slice(0, i).reduce((a, b) => a + b, 0));
          expect(damage[i]).toBe(capped);
        });
        if (bossResult(state)) expect(state.items).toHaveLength(answered.length);
        else expect(state.items).toHaveLength(answered.length + 1);
      }),
      { numRuns: 500 },
    );
  });

  it('takes no answer after the end and none twice', () => {
    const { state } = fight('www');
    const input = { attempt: 'a', item: 2, question, answer: 0, rtMs: 1, changes: 0, now: 1 };
    expect(() => answerBoss(state, input)).toThrow(new RuleError('attempt.already_answered'));
    expect(() => answerBoss(state, { ...input, item: 3 })).toThrow(new RuleError('attempt.wrong_item'));
  });
});
