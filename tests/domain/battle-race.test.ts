import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinished, metresOf } from '../../server/domain/battle-race.ts';
import { resultOf, teamRows } from '../../server/domain/battle-result.ts';
import { RACE_METRES, RACE_ROUNDS, type TeamId } from '../../server/domain/battle-shape.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import { dice } from '../../server/domain/random.ts';
import { begun, nextQuestion, openOf, playRound, put, say, step } from './battle-table.ts';

const crew = (team: TeamId, n: number) =>
  Array.from({ length: n }, (_, i) => ({ person: `${team}-${i}`, team }));
const names = (team: TeamId, n: number): string[] => crew(team, n).map((c) => c.person);
const race = (red: number, blue: number): Battle =>
  begun('race', [...crew('red', red), ...crew('blue', blue)]);
const boat = (battle: Battle, id: TeamId) => {
  const found = battle.team.find((t) => t.id === id);
  if (!found) throw new Error('no boat');
  return found;
};
const told = (battle: Battle, id: TeamId) => openOf(battle).teams.find((t) => t.team === id);
/** `n` of the crew right, the rest wrong. */
const rights = (team: TeamId, of: number, n: number) =>
  [names(team, of).slice(0, n), names(team, of).slice(n)] as const;

describe('a boat', () => {
  it('rows 40 m times the mean of its crew and 20 more in sync: four of five right are 52 m', () => {
    expect(metresOf({ active: 5, right: 4, score: 4 }, 0, false)).toMatchObject({
      metres: 52,
      sync: true,
      run: 1,
    });
    expect(metresOf({ active: 5, right: 3, score: 3 }, 0, false)).toMatchObject({
      metres: 24,
      sync: false,
      run: 0,
    });
    expect(metresOf({ active: 2, right: 1, score: 1.5 }, 0, false).metres).toBe(30);
    const rowed = (active: number, right: number, run: number) =>
      metresOf({ active, right, score: right }, run, false);
    expect(rowed(1, 1, 3)).toEqual({ metres: 40, sync: false, factor: 1, run: 0 });
    expect(rowed(4, 3, 0)).toMatchObject({ metres: 45, sync: false, factor: 1 });
    expect(rowed(10, 7, 1)).toMatchObject({ metres: 39, sync: false, factor: 1 });
    expect(rowed(10, 7, 1).run).toBeCloseTo(1.5);
    expect(metresOf({ active: 0, right: 0, score: 0 }, 0, true).metres).toBe(0);
  });

  it('surges further by consecutive syncs: 20, 22, 24 and 26 m, until one is missed', () => {
    const battle = race(2, 2);
    const surges: (number | undefined)[] = [];
    for (let i = 0; i < 7 && battle.phase === 'question'; i++) {
      const [right, wrong] = rights('red', 2, i === 4 ? 1 : 2);
      playRound(battle, right, [...wrong, ...names('blue', 2)]);
      surges.push(told(battle, 'red')?.metres);
      nextQuestion(battle);
    }
    expect(surges).toEqual([60, 62, 64, 66, 20, 60, 62]);
  });

  it('has tail wind of a tenth when more than 60 m behind before the round', () => {
    const battle = race(2, 2);
    for (let i = 0; i < 3; i++) {
      playRound(battle, [...names('red', 2), 'blue-0'], ['blue-1']);
      nextQuestion(battle);
    }
    expect(boat(battle, 'red').metres).toBe(60 + 62 + 64);
    expect(boat(battle, 'blue').metres).toBe(20 + 20 + 22);
    playRound(battle, ['blue-0'], [...names('red', 2), 'blue-1']);
    expect(told(battle, 'blue')).toMatchObject({ metres: 22, tailWind: true });
    expect(told(battle, 'red')?.tailWind).toBe(false);
  });

  it('wins at 500 m, else after twelve rounds by metres, then by the mean of points', () => {
    const fast = race(2, 2);
    let rounds = 0;
    while (fast.phase !== 'done') {
      playRound(fast, names('red', 2), names('blue', 2));
      rounds += 1;
      nextQuestion(fast);
    }
    expect(rounds).toBe(8);
    expect(boat(fast, 'red').metres).toBeGreaterThanOrEqual(RACE_METRES);
    const slow = race(2, 2);
    for (rounds = 0; slow.phase !== 'done'; rounds++) {
      say(slow, 'red-0', true, 9_000);
      say(slow, 'blue-0', true, 1_000);
      playRound(slow, [], ['red-1', 'blue-1']);
      nextQuestion(slow);
    }
    expect(rounds).toBe(RACE_ROUNDS);
    expect(teamRows(slow).map((t) => [t.id, t.rank, t.metres, t.points])).toEqual([
      ['blue', 1, 240, 600],
      ['red', 2, 240, 540],
    ]);
    expect(resultOf(slow).map((r) => [r.person, r.rank, r.of, r.outcome])).toEqual([
      ['blue-0', 1, 2, 'win'],
      ['red-0', 2, 2, 'lose'],
      ['red-1', 2, 2, 'lose'],
      ['blue-1', 1, 2, 'win'],
    ]);
  });

  it('leaves a rower out of its mean after one missed round, and counts every answer again', () => {
    const battle = race(3, 2);
    const round = (red: readonly string[]) => {
      playRound(battle, [...red, ...names('blue', 2)]);
      const { active, metres } = told(battle, 'red') ?? {};
      nextQuestion(battle);
      return [active, metres];
    };
    expect(round(['red-0', 'red-1'])).toEqual([3, 33.3]);
    expect(round(['red-0', 'red-1'])).toEqual([2, 60]);
    expect(round(names('red', 3))).toEqual([3, 62]);
    put(battle, { kind: 'unseat', person: 'red-2' });
    expect(round(['red-0', 'red-1'])).toEqual([2, 64]);
    expect(round(['red-0'])).toEqual([2, 20]);
  });

  it('counts an answer of somebody who left after it', () => {
    const battle = race(2, 2);
    say(battle, 'red-0', true);
    put(battle, { kind: 'unseat', person: 'red-0' });
    playRound(battle, ['red-1']);
    expect(told(battle, 'red')).toMatchObject({ active: 2, right: 2, sync: true });
  });
});

const share = fc.constantFrom(0, 0.5, 1);
describe('unequal crews', () => {
  it('row as far when as large a part of them is right, whatever their size', () => {
    fc.assert(
      fc.property(
        fc.array(share, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 2, max: 5 }),
        (shares, half) => {
          const battle = race(2, 2 * half);
          for (const part of shares) {
            if (battle.phase === 'done') break;
            const [a, b] = rights('red', 2, part * 2);
            const [c, d] = rights('blue', 2 * half, part * 2 * half);
            playRound(battle, [...a, ...c], [...b, ...d]);
            nextQuestion(battle);
          }
          const [red, blue] = [boat(battle, 'red'), boat(battle, 'blue')];
          expect(red.metres).toBe(blue.metres);
          expect(red.run).toBe(blue.run);
          expect(red.points).toBeCloseTo(blue.points, 6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('win as they are right: who is at least as right in every round never comes second, tail wind or not', () => {
    const rounds = fc.array(fc.tuple(fc.nat(10), fc.nat(10)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rounds, (pairs) => {
        let [ahead, behind, runA, runB] = [0, 0, 0, 0];
        for (const [x, y] of pairs) {
          const [more, less] = [Math.max(x, y), Math.min(x, y)];
          const a = metresOf({ active: 10, right: more, score: more }, runA, behind - ahead > 60);
          const b = metresOf({ active: 10, right: less, score: less }, runB, ahead - behind > 60);
          [ahead, behind] = [ahead + a.metres, behind + b.metres];
          [runA, runB] = [a.run, b.run];
          expect(ahead).toBeGreaterThanOrEqual(behind - 1e-9);
        }
      }),
    );
  });

  it('of neighbouring sizes and one skill win about as often, at easy and at hard questions', () => {
    const random = dice(5);
    const winsOf = (a: number, b: number, p: number): number => {
      const crews = [a, b].map((n) => ({ n, metres: 0, run: 0 }));
      for (let nth = 0; nth < RACE_ROUNDS && crews.every((c) => c.metres < RACE_METRES); nth++) {
        const lead = Math.max(...crews.map((c) => c.metres));
        for (const boat of crews) {
          const right = Array.from({ length: boat.n }, random).filter((x) => x < p).length;
          const rowed = metresOf({ active: boat.n, right, score: right }, boat.run, lead - boat.metres > 60);
          boat.metres += rowed.metres;
          boat.run = rowed.run;
        }
      }
      const [one, two] = crews.map((c) => c.metres);
      return one === two ? 0.5 : Number((one ?? 0) > (two ?? 0));
    };
    for (let n = 2; n < 10; n++)
      for (const p of [0.5, 0.65, 0.8]) {
        const races = 400;
        let wins = 0;
        for (let i = 0; i < races; i++) wins += winsOf(n, n + 1, p);
        expect(Math.abs(wins / races - 0.5)).toBeLessThan(0.15);
      }
  });

  it('move further with every answer that is right instead of wrong', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.nat(9), fc.nat(5), fc.boolean(), (n, k, run, wind) => {
        const right = Math.min(k, n - 1);
        const less = metresOf({ active: n, right, score: right }, run, wind);
        const more = metresOf({ active: n, right: right + 1, score: right + 1 }, run, wind);
        expect(more.metres).toBeGreaterThan(less.metres);
      }),
    );
    expect(isFinished({ team: [{ id: 'red', metres: 499.9, points: 0, run: 0 }] })).toBe(false);
    expect(isFinished({ team: [{ id: 'red', metres: 500, points: 0, run: 0 }] })).toBe(true);
  });

  it('have no absent rower who holds up the others: the step comes with the answers of those present', () => {
    const battle = race(2, 2);
    say(battle, 'red-0', true);
    step(battle);
    expect(told(battle, 'blue')).toMatchObject({ active: 2, right: 0, metres: 0 });
  });
});
