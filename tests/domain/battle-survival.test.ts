import { describe, expect, it } from 'vitest';
import { dueAt } from '../../server/domain/battle-clock.ts';
import { resultOf, standingsOf } from '../../server/domain/battle-result.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import { begun, codeOf, nextQuestion, openOf, playRound, put, say, step } from './battle-table.ts';

const logsOf = (battle: Battle) =>
  Object.fromEntries([...battle.seats.values()].map((s) => [s.person, s.logs]));
const play = (battle: Battle, right: readonly string[], wrong: readonly string[] = []): void => {
  playRound(battle, right, wrong);
  nextQuestion(battle);
};
const ranksOf = (battle: Battle) => standingsOf(battle).map((s) => [s.person, s.rank]);

describe('a raft', () => {
  it('loses a log by a wrong or a missed answer, three in all', () => {
    const battle = begun('survival', ['a', 'b', 'c']);
    expect(logsOf(battle)).toEqual({ a: 3, b: 3, c: 3 });
    play(battle, ['a'], ['b']);
    expect(logsOf(battle)).toEqual({ a: 3, b: 2, c: 2 });
    play(battle, ['a', 'b']);
    play(battle, ['a', 'b']);
    expect(logsOf(battle)).toEqual({ a: 3, b: 2, c: 0 });
    expect(battle.seats.get('c')?.outRound).toBe(2);
    expect(battle.phase).toBe('question');
  });

  it('ends when one is left, and the order of going down is the order of places, then points', () => {
    const battle = begun('survival', ['a', 'b', 'c', 'd']);
    play(battle, ['a', 'b', 'c'], ['d']);
    play(battle, ['a', 'b'], ['c', 'd']);
    play(battle, ['a', 'b'], ['c', 'd']);
    play(battle, ['a'], ['b', 'c', 'd']);
    play(battle, ['a'], ['b']);
    play(battle, ['a'], ['b']);
    expect(battle.phase).toBe('done');
    expect(ranksOf(battle)).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ]);
    expect(resultOf(battle).map((r) => r.outcome)).toEqual(['win', 'lose', 'lose', 'lose']);
  });

  it('is shared when the last go down together: points decide, equals tie', () => {
    const battle = begun('survival', ['a', 'b', 'c']);
    play(battle, ['a'], ['b', 'c']);
    play(battle, [], ['a', 'b', 'c']);
    play(battle, ['b', 'c'], ['a']);
    play(battle, [], ['a', 'b', 'c']);
    expect(battle.phase).toBe('done');
    expect(ranksOf(battle)).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 1],
    ]);
    expect(resultOf(battle).every((r) => r.outcome === 'tie')).toBe(true);
  });

  it('is held by several when the questions are over; alone it sails to the end of its logs', () => {
    const battle = begun('survival', ['a', 'b']);
    let rounds = 0;
    for (; battle.phase !== 'done'; rounds++) play(battle, ['a', 'b']);
    expect(rounds).toBe(20);
    const alone = begun('survival', ['a'], { solo: true });
    play(alone, ['a']);
    for (let i = 0; i < 3; i++) play(alone, []);
    expect(alone.phase).toBe('done');
  });

  it('is given up by leaving it', () => {
    const battle = begun('survival', ['a', 'b', 'c']);
    play(battle, ['a', 'b', 'c']);
    put(battle, { kind: 'unseat', person: 'b' });
    expect(battle.seats.get('b')).toMatchObject({ gone: true, outRound: 1 });
    put(battle, { kind: 'unseat', person: 'c' });
    play(battle, ['a']);
    expect(battle.phase).toBe('done');
    expect(resultOf(battle).map((r) => [r.person, r.outcome])).toEqual([
      ['a', 'win'],
      ['b', 'left'],
      ['c', 'left'],
    ]);
  });
});

describe('a seagull', () => {
  const flock = (): Battle => {
    const battle = begun('survival', ['a', 'b', 'gull', 'other']);
    for (let i = 0; i < 3; i++) play(battle, ['a', 'b', 'other'], ['gull']);
    return battle;
  };

  it('goes on answering, without points, and keeps its place', () => {
    const battle = flock();
    expect(say(battle, 'gull', true).given?.ok).toBe(true);
    playRound(battle, ['b'], ['a', 'other']);
    expect(battle.seats.get('gull')).toMatchObject({
      right: 1,
      answered: 4,
      points: 0,
      logs: 0,
      outRound: 2,
    });
    expect(ranksOf(battle).at(-1)).toEqual(['gull', 4]);
  });

  it('is waited for while it answers, and no longer than one round when it does not', () => {
    const battle = flock();
    const here = new Set(['a', 'b', 'gull', 'other']);
    for (const person of ['a', 'b', 'other']) say(battle, person, true);
    expect(dueAt(battle, here)).toBeGreaterThan(openOf(battle).opensAt);
    step(battle);
    nextQuestion(battle);
    for (const person of ['a', 'b', 'other']) say(battle, person, true);
    expect(dueAt(battle, here)).toBe(openOf(battle).opensAt);
  });

  it('says once who will be left, of those afloat; nobody else does', () => {
    const battle = flock();
    const guess = (person: string, who: string) =>
      codeOf(() => put(battle, { kind: 'predict', person, who }));
    expect(guess('a', 'b')).toBe('battle.phase');
    expect(guess('gull', 'gull')).toBe('battle.not_in');
    expect(guess('gull', 'nobody')).toBe('battle.not_in');
    expect(guess('nobody', 'a')).toBe('battle.not_in');
    expect(guess('gull', 'b')).toBeUndefined();
    expect(guess('gull', 'a')).toBe('battle.already_answered');
    for (let i = 0; i < 3; i++) play(battle, ['a', 'b'], ['other']);
    expect(guess('other', 'gull')).toBe('battle.out');
    for (let i = 0; i < 3; i++) play(battle, ['b'], ['a']);
    expect(battle.phase).toBe('done');
    expect(resultOf(battle).find((r) => r.person === 'gull')?.awards).toContain('oracle');
    expect(codeOf(() => put(begun('show', ['a', 'b']), { kind: 'predict', person: 'a', who: 'b' }))).toBe(
      'battle.phase',
    );
  });
});
