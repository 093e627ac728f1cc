import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyInput, openBattle, replayBattle } from '../../server/domain/battle.ts';
import { dueAt } from '../../server/domain/battle-clock.ts';
import { standingsOf } from '../../server/domain/battle-result.ts';
import { BACK_MS, type BattleInput, GRACE_MS, LEAD_MS } from '../../server/domain/battle-shape.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import { driveBattle, setupOf } from './battle-driver.ts';
import {
  begun,
  codeOf,
  lobbyOf,
  nextQuestion,
  openOf,
  playRound,
  put,
  say,
  sit,
  step,
  T0,
} from './battle-table.ts';

const here = (...people: string[]): ReadonlySet<string> => new Set(people);
const hosted = { host: 'host' };
const seatOf = (battle: Battle, person: string) => {
  const seat = battle.seats.get(person);
  if (!seat) throw new Error('no seat');
  return seat;
};

describe('an answer', () => {
  it('is taken once: the same command gives the same receipt, another one is refused', () => {
    const battle = begun('duel', ['a', 'b']);
    const first = say(battle, 'a', true, 1_000, { id: 'command-a' });
    const seq = battle.seq;
    const again = say(battle, 'a', false, 9_000, { id: 'command-a' });
    expect(again).toEqual({ given: first.given, repeat: true });
    expect(battle.seq).toBe(seq);
    expect(codeOf(() => say(battle, 'a', true))).toBe('battle.already_answered');
    step(battle);
    step(battle);
    expect(say(battle, 'a', true, 500, { id: 'command-a', round: 0 }).repeat).toBe(true);
    expect(openOf(battle).given.size).toBe(0);
  });

  it('belongs to its round and phase: a late click never answers the next question', () => {
    const battle = begun('duel', ['a', 'b']);
    expect(codeOf(() => say(battle, 'a', true, -1))).toBe('battle.not_open');
    expect(codeOf(() => say(battle, 'a', true, 1_000, { round: 1 }))).toBe('battle.wrong_round');
    step(battle);
    expect(codeOf(() => say(battle, 'a', true, 1_000))).toBe('battle.closed');
    step(battle);
    expect(codeOf(() => say(battle, 'a', true, 1_000, { round: 0 }))).toBe('battle.wrong_round');
    put(battle, { kind: 'end' });
    expect(codeOf(() => say(battle, 'a', true))).toBe('battle.over');
    const lobby = lobbyOf('duel', ['a', 'b']);
    const input: BattleInput = {
      kind: 'answer',
      at: T0,
      person: 'a',
      id: 'command-x',
      round: 0,
      answer: 0,
      rttMs: 0,
      creditMs: 0,
      rtMs: 0,
      changes: 0,
    };
    expect(codeOf(() => applyInput(lobby, input))).toBe('battle.not_open');
  });

  it('is refused from strangers, from who has left and who was sent away, and in a wrong shape', () => {
    const battle = begun('show', ['a', 'b', 'c']);
    expect(codeOf(() => say(battle, 'stranger', true))).toBe('battle.not_in');
    put(battle, { kind: 'unseat', person: 'b' });
    put(battle, { kind: 'unseat', person: 'c', kicked: true });
    expect(codeOf(() => say(battle, 'b', true))).toBe('battle.not_in');
    expect(codeOf(() => say(battle, 'c', true))).toBe('battle.kicked');
    expect(codeOf(() => sit(battle, 'b'))).toBe('battle.not_in');
    expect(codeOf(() => sit(battle, 'c'))).toBe('battle.kicked');
    expect(codeOf(() => say(battle, 'a', true, 1_000, { answer: 'text' }))).toBe('answer.shape');
    expect(openOf(battle).given.size).toBe(0);
  });

  it('within the grace counts without points for speed; after it, it is closed', () => {
    const battle = begun('race', ['a', 'b', 'c', 'd']);
    const { limitMs } = openOf(battle);
    expect(say(battle, 'a', true, limitMs).given?.late).toBe(false);
    expect(say(battle, 'b', true, limitMs + 1).given?.late).toBe(true);
    expect(say(battle, 'c', true, limitMs + GRACE_MS).given?.late).toBe(true);
    expect(codeOf(() => say(battle, 'd', true, limitMs + GRACE_MS + 1))).toBe('battle.closed');
    step(battle);
    expect(['a', 'b', 'c', 'd'].map((p) => seatOf(battle, p).points)).toEqual([80, 80, 80, 0]);
  });

  it('counts by personal time: longer for one, and nobody else is kept open by it', () => {
    const battle = begun('race', ['a', { person: 'slow', factor: 2 }]);
    const { limitMs } = openOf(battle);
    expect(codeOf(() => say(battle, 'a', true, limitMs + GRACE_MS + 1))).toBe('battle.closed');
    expect(say(battle, 'slow', true, 2 * limitMs).given?.late).toBe(false);
    expect(codeOf(() => say(begun('race', ['a', 'b']), 'b', true, 2 * limitMs))).toBe('battle.closed');
  });

  it('of a late comer is scored on the clock of the room', () => {
    const battle = begun('show', ['a']);
    sit(battle, 'late', openOf(battle).opensAt + 7_000);
    expect(say(battle, 'late', true, 9_000).given?.elapsedMs).toBe(9_000);
    step(battle);
    expect(seatOf(battle, 'late')).toMatchObject({ points: 90, answered: 1 });
  });

  it('is worth the same to whoever answers as fast, near or far, as long as the way takes at most a quarter second', () => {
    const ways = fc.integer({ min: 0, max: 250 });
    fc.assert(
      fc.property(ways, ways, fc.integer({ min: 0, max: 14_900 }), (near, far, ms) => {
        const battle = begun('duel', ['a', 'b']);
        for (const [person, rttMs] of [
          ['a', near],
          ['b', far],
        ] as const)
          say(battle, person, true, ms + rttMs, { rttMs, creditMs: rttMs });
        step(battle);
        expect(seatOf(battle, 'a').points).toBe(seatOf(battle, 'b').points);
        expect(standingsOf(battle).map((s) => s.rank)).toEqual([1, 1]);
      }),
      { numRuns: 60 },
    );
  });

  it('is fair over distance: what the network took is credited, up to what was measured and never below zero', () => {
    const points = (rttMs: number, creditMs: number) => {
      const battle = begun('duel', ['a', 'b']);
      say(battle, 'a', true, 9_000 + rttMs, { rttMs, creditMs });
      step(battle);
      return seatOf(battle, 'a').points;
    };
    expect(points(200, 200)).toBe(points(0, 0));
    expect(points(0, 0)).toBe(90);
    const battle = begun('duel', ['a', 'b']);
    expect(say(battle, 'a', true, 100, { creditMs: 250 }).given?.elapsedMs).toBe(0);
    const { limitMs } = openOf(battle);
    expect(say(battle, 'b', true, limitMs + 200, { creditMs: 200 }).given?.late).toBe(false);
  });
});

describe('what a host does', () => {
  it('skip: the question counts for nobody, is shown for a moment, and the next comes by itself', () => {
    const show = begun('show', ['a', 'b'], hosted);
    say(show, 'a', true);
    put(show, { kind: 'skip' });
    expect(show).toMatchObject({ phase: 'reveal', endsAt: show.lastAt + 3_000 });
    expect(openOf(show).state).toBe('skipped');
    expect(dueAt(show, here('a'))).toBe(show.endsAt);
    expect(codeOf(() => put(show, { kind: 'skip' }))).toBe('battle.phase');
    step(show, show.endsAt);
    expect(show.phase).toBe('question');
    expect(seatOf(show, 'a')).toMatchObject({ points: 0, answered: 0, missed: 0, ranks: [] });
  });

  it('again: a second round after discussion, whose answers replace the first', () => {
    const show = begun('show', ['a', 'b'], hosted);
    expect(codeOf(() => put(show, { kind: 'again' }))).toBe('battle.phase');
    say(show, 'a', false, 1_000, { id: 'command-first' });
    say(show, 'b', true);
    step(show);
    put(show, { kind: 'again' });
    const round = openOf(show);
    expect(round).toMatchObject({ nth: 2, state: 'open', opensAt: show.lastAt + LEAD_MS });
    expect(round.first?.size).toBe(2);
    expect(say(show, 'a', true, 500, { id: 'command-first' }).repeat).toBe(true);
    say(show, 'a', true);
    step(show);
    expect(codeOf(() => put(show, { kind: 'again' }))).toBe('battle.phase');
    step(show);
    expect(seatOf(show, 'a')).toMatchObject({ right: 1, points: 100 });
    expect(seatOf(show, 'b')).toMatchObject({ right: 0, points: 0, missed: 1 });
  });

  it('end: a show with a revealed question is over, anything else is called off; an open question counts for nobody', () => {
    const early = begun('show', ['a'], hosted);
    put(early, { kind: 'end' });
    expect(early).toMatchObject({ phase: 'done', calledOff: true });
    const show = begun('show', ['a'], hosted);
    playRound(show, ['a']);
    nextQuestion(show);
    say(show, 'a', true);
    put(show, { kind: 'end' });
    expect(show).toMatchObject({ phase: 'done', calledOff: false });
    expect(seatOf(show, 'a').points).toBe(100);
    const duel = begun('duel', ['a', 'b']);
    playRound(duel, ['a'], ['b']);
    put(duel, { kind: 'end' });
    expect(duel.calledOff).toBe(true);
    const lobby = lobbyOf('race', ['a']);
    put(lobby, { kind: 'end' });
    expect(lobby).toMatchObject({ phase: 'done', calledOff: true });
  });

  it('names: hides them; sends somebody away who keeps what was earned', () => {
    const show = begun('show', ['a', 'b'], hosted);
    put(show, { kind: 'names', hide: true });
    expect(show.hideNames).toBe(true);
    playRound(show, ['a', 'b']);
    put(show, { kind: 'unseat', person: 'a', kicked: true });
    nextQuestion(show);
    playRound(show, ['b']);
    expect(seatOf(show, 'a')).toMatchObject({ gone: true, points: 100, answered: 1 });
  });
});

describe('after a loss of the server', () => {
  it('the question goes on with the time it had, and a moment for everybody to be back', () => {
    const battle = begun('duel', ['a', 'b']);
    const { opensAt, closesAt = 0 } = openOf(battle);
    say(battle, 'a', true, 4_000);
    const back = opensAt + 4_000 + 60_000;
    put(battle, { kind: 'back' }, back);
    expect(openOf(battle)).toMatchObject({
      opensAt: opensAt + 60_000 + BACK_MS,
      closesAt: closesAt + 60_000 + BACK_MS,
    });
    expect(dueAt(battle, here('a'))).toBe(back + BACK_MS);
    expect(dueAt(battle, here())).toBe(closesAt + 60_000 + BACK_MS + GRACE_MS);
    expect(say(battle, 'b', true, 4_000).given?.elapsedMs).toBe(4_000);
    step(battle);
    expect(['a', 'b'].map((p) => seatOf(battle, p).points)).toEqual([98, 98]);
  });

  it('a reveal and a pause go on as well', () => {
    const battle = begun('duel', ['a', 'b']);
    playRound(battle, ['a', 'b']);
    const { endsAt = 0 } = battle;
    put(battle, { kind: 'back' }, battle.lastAt + 30_000);
    expect(battle.endsAt).toBe(endsAt + 30_000 + BACK_MS);
    const show = begun('show', ['a'], hosted);
    const { opensAt } = openOf(show);
    put(show, { kind: 'pause' }, opensAt + 1_000);
    put(show, { kind: 'back' }, opensAt + 50_000);
    expect(openOf(show).opensAt).toBe(opensAt);
    put(show, { kind: 'go' }, opensAt + 61_000);
    expect(openOf(show).opensAt).toBe(opensAt + 60_000);
  });

  it('is the same battle: inputs folded once more give the same state', () => {
    const { setup, book, inputs, battle } = driveBattle(11, { mode: 'show' });
    expect(replayBattle(setup, book, inputs)).toEqual(battle);
    expect(replayBattle(setupOf('duel'), new Map(), [])).toEqual(openBattle(setupOf('duel')));
  });
});

describe('a crowd', () => {
  it('of a thousand answers in time that does not grow with the seats', () => {
    const cost = (n: number): number => {
      const battle = begun(
        'show',
        Array.from({ length: n }, (_, i) => `p${i}`),
      );
      const from = performance.now();
      for (let i = 0; i < n; i++) say(battle, `p${i}`, i % 3 > 0, 1_000 + i);
      return (performance.now() - from) / n;
    };
    cost(200);
    expect(cost(1_000)).toBeLessThan(6 * cost(100) + 0.05);
  });
});
