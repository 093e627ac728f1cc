import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerGhost, type Ghost, ghostAwake } from '../../server/domain/ghost.ts';

const born: Ghost = { rightDays: 0, tamed: false };

describe('a mistake ghost', () => {
  it('is tamed by right answers on two different days', () => {
    const once = answerGhost(born, true, 20261116);
    expect(once).toEqual({ rightDays: 1, rightDay: 20261116, tamed: false });
    expect(answerGhost(once, true, 20261117)).toEqual({ rightDays: 2, rightDay: 20261117, tamed: true });
  });

  it('is not tamed by two right answers on one day', () => {
    const twice = answerGhost(answerGhost(born, true, 20261116), true, 20261116);
    expect(twice).toMatchObject({ rightDays: 1, tamed: false });
  });

  it('yawns at a wrong answer, sleeps until the next day and loses nothing', () => {
    const once = answerGhost(born, true, 20261116);
    const yawned = answerGhost(once, false, 20261117);
    expect(yawned).toMatchObject({ rightDays: 1, tamed: false });
    expect(ghostAwake(yawned, 20261117)).toBe(false);
    expect(ghostAwake(yawned, 20261118)).toBe(true);
    expect(answerGhost(yawned, true, 20261118).tamed).toBe(true);
  });

  it('rests for the day after a right answer and for ever when tamed', () => {
    const once = answerGhost(born, true, 20261116);
    expect(ghostAwake(born, 20261116)).toBe(true);
    expect(ghostAwake(once, 20261116)).toBe(false);
    expect(ghostAwake(once, 20261117)).toBe(true);
    expect(ghostAwake(answerGhost(once, true, 20261117), 20261120)).toBe(false);
  });

  it('when tried only while awake, is tamed exactly on the second day with a right answer', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 2 }))), (tries) => {
        let ghost = born;
        let day = 0;
        const days = new Set<number>();
        for (const [ok, later] of tries) {
          day += later;
          if (!ghostAwake(ghost, day)) continue;
          ghost = answerGhost(ghost, ok, day);
          if (ok) days.add(day);
          expect(ghost.rightDays).toBe(days.size);
          expect(ghost.tamed).toBe(days.size >= 2);
        }
        expect(days.size).toBeLessThanOrEqual(2);
      }),
    );
  });
});
