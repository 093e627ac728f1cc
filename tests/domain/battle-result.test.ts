import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultOf, standingsOf, teamRows } from '../../server/domain/battle-result.ts';
import { BATTLE_MODES, PRESETS } from '../../server/domain/battle-shape.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import { driveBattle } from './battle-driver.ts';
import {
  begin,
  begun,
  lobbyOf,
  nextQuestion,
  openOf,
  playRound,
  put,
  say,
  sit,
  step,
} from './battle-table.ts';

const rules = (rounds: number) => ({ ...PRESETS.standard, rounds });
const awardsOf = (battle: Battle, person: string) =>
  resultOf(battle).find((r) => r.person === person)?.awards;
/** Plays rounds to the end: for each the people who are right and those who are wrong, all after a second. */
const through = (battle: Battle, rounds: readonly (readonly [string[], string[]])[]): Battle => {
  for (const [right, wrong] of rounds) {
    playRound(battle, right, wrong);
    nextQuestion(battle);
  }
  return battle;
};

describe('places', () => {
  it('go by points, then by the smaller sum of counted times; equals share one', () => {
    const battle = begun('show', ['a', 'b', 'c', 'd', 'e'], { rules: rules(2) });
    for (const [person, ms] of [
      ['a', 2_000],
      ['b', 1_000],
      ['c', 2_000],
    ] as const)
      say(battle, person, true, ms);
    playRound(battle, [], ['d', 'e']);
    expect(standingsOf(battle).map((s) => [s.person, s.rank])).toEqual([
      ['b', 1],
      ['a', 2],
      ['c', 2],
      ['d', 4],
      ['e', 4],
    ]);
  });

  it('count personal time by its own measure', () => {
    const battle = begin(lobbyOf('duel', ['a', { person: 'slow', factor: 2 }]));
    say(battle, 'a', true, 5_000);
    say(battle, 'slow', true, 10_000);
    step(battle);
    expect(standingsOf(battle).map((s) => s.rank)).toEqual([1, 1]);
  });

  it('of a duel are lost by leaving it, unless it is called off', () => {
    const left = begun('duel', ['a', 'b']);
    playRound(left, ['a'], ['b']);
    put(left, { kind: 'unseat', person: 'a' });
    expect(left).toMatchObject({ phase: 'done', calledOff: false });
    expect(resultOf(left).map((r) => [r.person, r.rank, r.outcome])).toEqual([
      ['b', 1, 'win'],
      ['a', 2, 'left'],
    ]);
    const off = begun('duel', ['a', 'b']);
    playRound(off, ['a'], ['b']);
    put(off, { kind: 'end' });
    expect(resultOf(off).map((r) => [r.outcome, r.awards])).toEqual([
      ['tie', []],
      ['tie', []],
    ]);
  });

  it('of teams in a show are the mean of those who could answer, one decimal, late comers and leavers apart', () => {
    const battle = lobbyOf('show', [], { teams: ['red', 'blue'], rules: rules(2) });
    for (const person of ['r1', 'r2', 'r3']) sit(battle, { person, team: 'red' });
    sit(battle, { person: 'b1', team: 'blue' });
    sit(battle, { person: 'b2', team: 'blue' });
    begin(battle);
    sit(battle, { person: 'late', team: 'blue' }, openOf(battle).opensAt + 500);
    put(battle, { kind: 'unseat', person: 'b2' });
    playRound(battle, ['r1', 'b1', 'late'], ['r2']);
    expect(teamRows(battle).map((t) => [t.id, t.rank, t.points, t.members])).toEqual([
      ['blue', 1, 100, 2],
      ['red', 2, 33.3, 3],
    ]);
    expect(openOf(battle).teams.map((t) => [t.team, t.right, t.active])).toEqual([
      ['red', 1, 3],
      ['blue', 1, 1],
    ]);
    expect(battle.seats.get('late')?.points).toBe(100);
  });

  it('put who was sent away last', () => {
    const battle = begun('show', ['a', 'b'], { rules: rules(2) });
    playRound(battle, ['a'], ['b']);
    put(battle, { kind: 'unseat', person: 'a', kicked: true });
    expect(resultOf(battle).map((r) => [r.person, r.rank])).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
  });
});

describe('awards', () => {
  it('are for many: knowing all, never missing, a run, climbing, speed, the team', () => {
    const battle = lobbyOf('show', ['a', 'b', 'c', 'd', 'e'], { rules: rules(8), teams: ['red', 'blue'] });
    begin(battle);
    for (let i = 0; i < 8; i++) {
      const early = i < 4;
      say(battle, 'a', true, 4_000);
      say(battle, 'b', !early, 1_000);
      say(battle, 'c', early, 1_500);
      if (i !== 7) say(battle, 'd', i % 2 === 0, 1_000);
      if (early) say(battle, 'e', true, 2_000);
      step(battle);
      nextQuestion(battle);
    }
    expect(battle.phase).toBe('done');
    expect(awardsOf(battle, 'a')).toEqual([
      'flawless',
      'streak',
      'steady',
      'champion',
      'fastest',
      'best_team',
    ]);
    expect(awardsOf(battle, 'b')).toEqual(['streak', 'steady', 'climber']);
    expect(awardsOf(battle, 'c')).toEqual(['streak', 'steady', 'best_team']);
    expect(awardsOf(battle, 'd')).toEqual([]);
    expect(awardsOf(battle, 'e')).toEqual(['streak', 'best_team']);
  });

  it('for climbing go to the largest climb since the middle, of two places at least', () => {
    const up = begun('show', ['a', 'b', 'c', 'd'], { rules: rules(4) });
    through(up, [
      [['a', 'b', 'c'], ['d']],
      [['a'], ['b', 'c', 'd']],
      [['d'], ['a', 'b', 'c']],
      [['d'], ['a', 'b', 'c']],
    ]);
    const d = resultOf(up).find((r) => r.person === 'd');
    expect(d).toMatchObject({ rank: 1, climb: 3 });
    expect(d?.awards).toContain('climber');
    const little = begun('show', ['a', 'b'], { rules: rules(2) });
    through(little, [
      [['a'], ['b']],
      [['b'], []],
    ]);
    expect(resultOf(little).flatMap((r) => r.awards)).not.toContain('climber');
  });

  it('for climbing measure a late comer from the same middle, and not at all who came after it', () => {
    const battle = begun('show', ['a', 'b'], { rules: rules(4) });
    through(battle, [[['a'], ['b']]]);
    sit(battle, 'late');
    through(battle, [
      [['a', 'b'], ['late']],
      [['late'], []],
    ]);
    sit(battle, 'later', openOf(battle).opensAt + 500);
    say(battle, 'later', true, 600);
    through(battle, [[['late'], ['a', 'b']]]);
    const climbs = new Map(resultOf(battle).map((r) => [r.person, r.climb]));
    expect(battle.seats.get('late')?.ranks).toEqual([3, 2, 1]);
    expect(climbs.get('late')).toBe(2);
    expect(climbs.get('later')).toBe(0);
  });

  it('for the fastest ask for six of ten right', () => {
    const battle = begun('show', ['hasty', 'sound'], { rules: rules(5) });
    for (let i = 0; i < 5; i++) {
      say(battle, 'hasty', i < 2, 1_000);
      say(battle, 'sound', i < 3, 8_000);
      step(battle);
      nextQuestion(battle);
    }
    expect(awardsOf(battle, 'sound')).toContain('fastest');
    expect(awardsOf(battle, 'hasty')).not.toContain('fastest');
  });

  it('and victory are nothing that one wins alone', () => {
    const alone = through(begun('duel', ['a'], { solo: true }), Array(5).fill([['a'], []]));
    expect(resultOf(alone)).toMatchObject([{ outcome: 'tie', awards: ['flawless', 'streak', 'steady'] }]);
  });

  it('compare nobody in a show without ranking, and go to people only', () => {
    const calm = begun('show', ['a', 'b'], { rules: { ...PRESETS.serious, rounds: 4 } });
    through(calm, Array(4).fill([['a'], ['b']]));
    expect(awardsOf(calm, 'a')).toEqual(['flawless', 'streak', 'steady']);
    const duel = lobbyOf('duel', ['a']);
    put(duel, { kind: 'seat', person: 'bot', bot: { kind: 'bot' }, factor: 1, theta: 0 });
    begin(duel);
    through(duel, Array(5).fill([['bot'], ['a']]));
    expect(awardsOf(duel, 'bot')).toEqual([]);
    expect(awardsOf(duel, 'a')).toEqual(['steady']);
  });
});

const answers = fc.array(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), {
  minLength: 5,
  maxLength: 5,
});
const outcomeOf = (
  mode: 'duel' | 'show' | 'race',
  table: boolean[][],
): Map<string, { rank: number; points: number }> => {
  const people = mode === 'duel' ? ['p0', 'p1'] : ['p0', 'p1', 'p2'];
  const battle = begun(mode, people, { rules: rules(5) });
  for (const row of table) {
    for (const [i, person] of people.entries()) say(battle, person, row[i] ?? false, 1_000 + 500 * i);
    step(battle);
    nextQuestion(battle);
  }
  return new Map(resultOf(battle).map(({ person, rank, points }) => [person, { rank, points }]));
};

describe('the outcome', () => {
  for (const mode of ['duel', 'show', 'race'] as const)
    it(`of a ${mode} rises with accuracy: one more right answer never costs a place or a point`, () => {
      fc.assert(
        fc.property(answers, fc.nat(4), (table, nth) => {
          const better = table.map((row, i) => (i === nth ? [true, ...row.slice(1)] : row));
          const [before, after] = [outcomeOf(mode, table).get('p0'), outcomeOf(mode, better).get('p0')];
          expect(after?.rank).toBeLessThanOrEqual(before?.rank ?? 0);
          expect(after?.points).toBeGreaterThanOrEqual(before?.points ?? 0);
        }),
        { numRuns: 60 },
      );
    });

  it('is one row for everybody with a seat, with what the rounds say, in every mode', () => {
    for (const mode of BATTLE_MODES) {
      const { battle } = driveBattle(31, { mode });
      const rows = resultOf(battle);
      expect(new Set(rows.map((r) => r.person))).toEqual(new Set(battle.seats.keys()));
      for (const row of rows) expect(row).toMatchObject({ points: battle.seats.get(row.person)?.points });
    }
  });
});
