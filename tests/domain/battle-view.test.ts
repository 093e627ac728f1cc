import { describe, expect, it } from 'vitest';
import type { BattleRole } from '../../server/domain/api-battle.ts';
import { openBattle } from '../../server/domain/battle.ts';
import { PRESETS } from '../../server/domain/battle-shape.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import {
  battleView,
  briefView,
  closedCounts,
  isHall,
  questionNotice,
  revealNotice,
  type Viewer,
} from '../../server/domain/battle-view.ts';
import { around, payloadsOf } from './battle-around.ts';
import { bookOf, setupOf } from './battle-driver.ts';
import { begin, begun, lobbyOf, openOf, playRound, put, say, sit, step, T0 } from './battle-table.ts';

const show = (n: number, over: { rules?: Battle['rules']; teams?: Battle['teams'] } = {}) =>
  begun(
    'show',
    Array.from({ length: n }, (_, i) => `p${i}`),
    { host: 'host', ...over },
  );

describe('a view', () => {
  it('tells of personal time only its owner: nobody sees a factor', () => {
    const battle = begin(lobbyOf('race', ['a', { person: 'slow', factor: 2 }], { host: 'host' }));
    const round = openOf(battle);
    const closes = (person?: string) => questionNotice(battle, person, 0)?.closesAt;
    expect(closes('slow')).toBe((round.closesAt ?? 0) + round.limitMs);
    expect([closes('a'), closes(undefined)]).toEqual([round.closesAt, round.closesAt]);
    const others = payloadsOf(battle).filter((p) => p.to !== 'slow');
    for (const { body } of payloadsOf(battle)) expect(JSON.stringify(body ?? '')).not.toContain('factor');
    for (const { body } of others)
      expect(JSON.stringify(body ?? '')).not.toContain(String((round.closesAt ?? 0) + round.limitMs));
  });

  it('of a show tells a player the own seat and at most ten of the team, host and screen all, a spectator none', () => {
    const battle = show(50, { teams: ['red', 'blue'] });
    const room = around(battle);
    const seats = (role: BattleRole, person?: string) =>
      battleView(battle, { role, ...(person && { person }) }, room).seats;
    expect(seats('player', 'p0')).toHaveLength(10);
    expect(seats('player', 'p0')[0]?.id).toBe('p0');
    expect(new Set(seats('player', 'p0').map((s) => s.team))).toEqual(new Set(['red']));
    expect(seats('player', 'stranger')).toEqual([]);
    expect(seats('watch', 'p0')).toEqual([]);
    expect(seats('host')).toHaveLength(50);
    expect(seats('screen')).toHaveLength(50);
    expect(battleView(show(8), { role: 'player', person: 'p1' }, around(show(8))).seats).toHaveLength(1);
    const race = begun('race', ['a', 'b', 'c']);
    expect(battleView(race, { role: 'player', person: 'a' }, around(race)).seats).toHaveLength(3);
  });

  it('of a ranked show of more than twenty may come without its seats, and is the same else', () => {
    const small = show(20);
    expect([isHall(small), isHall(show(21))]).toEqual([false, true]);
    expect(isHall(show(21, { rules: { ...PRESETS.exact, ranking: false } }))).toBe(false);
    const battle = show(21);
    for (const who of [
      { role: 'host' },
      { role: 'player', person: [...battle.seats.keys()][0] },
    ] as Viewer[]) {
      const { seats, ...rest } = battleView(battle, who, around(battle));
      expect(seats.length).toBeGreaterThan(0);
      expect(briefView(battle, who, around(battle))).toEqual(rest);
    }
  });

  it('hides names from everybody but the host and oneself', () => {
    const battle = show(4, { teams: ['red', 'blue'] });
    put(battle, { kind: 'names', hide: true });
    const names = (role: BattleRole, person?: string) =>
      battleView(battle, { role, ...(person && { person }) }, around(battle)).seats.map((s) => s.name);
    expect(names('screen')).toEqual(['', '', '', '']);
    expect(names('host').every((n) => n.startsWith('Name of'))).toBe(true);
    expect(names('player', 'p0')).toEqual(['Name of p0', '']);
  });

  it('tells who has answered in small battles and to the own crew, of a crowd only to host and screen', () => {
    const small = begun('race', ['a', 'b', 'c']);
    say(small, 'b', true);
    const answered = (battle: Battle, role: BattleRole, person: string) =>
      battleView(battle, { role, person }, around(battle))
        .seats.filter((s) => s.answered)
        .map((s) => s.id);
    expect(answered(small, 'player', 'a')).toEqual(['b']);
    const big = begun(
      'race',
      Array.from({ length: 30 }, (_, i) => `p${i}`),
      { teams: ['red', 'blue', 'gold'] },
    );
    for (const person of ['p0', 'p1', 'p3']) say(big, person, true);
    expect(answered(big, 'player', 'p0')).toEqual(['p0', 'p3']);
    expect(answered(big, 'screen', 'p0')).toEqual(['p0', 'p1', 'p3']);
  });

  it('without ranking shows nobody the rank or points of others', () => {
    const battle = show(4, { rules: PRESETS.serious, teams: ['red', 'blue'] });
    playRound(battle, ['p0', 'p1'], ['p2', 'p3']);
    for (const role of ['player', 'screen', 'watch'] as const) {
      const view = battleView(battle, { role, person: 'p0' }, around(battle));
      const others = view.seats.filter((s) => s.id !== 'p0' || role !== 'player');
      expect(others.map((s) => s.points).filter((p) => p > 0)).toEqual([]);
      expect(view.reveal?.top).toEqual([]);
      expect(view.reveal?.standings).toEqual([]);
      expect(view.teams.map((t) => t.points)).toEqual([0, 0]);
    }
    const mine = revealNotice(battle, 'p0')?.mine;
    expect(mine).toMatchObject({ points: 100, total: 100, rank: 0 });
    expect(mine?.gap).toBeUndefined();
  });

  it('gives back the receipt, the numbers of the lobby and what is up, to who comes again', () => {
    const battle = lobbyOf('show', ['a', 'b'], { host: 'host' });
    put(battle, { kind: 'ready', person: 'a', ready: true });
    const room = { ...around(battle), online: new Set(['a']) };
    expect(battleView(battle, { role: 'player', person: 'a' }, room)).toMatchObject({
      phase: 'lobby',
      counts: { seats: 2, online: 1, ready: 1, answered: 0 },
      me: { id: 'a', ready: true, online: true },
    });
    begin(battle);
    const said = say(battle, 'a', true, 2_000, { id: 'command-mine', creditMs: 20, rttMs: 30 });
    const view = battleView(battle, { role: 'player', person: 'a' }, around(battle, battle.lastAt + 5));
    expect(view.receipt).toEqual({
      id: 'command-mine',
      battle: 'battle-show',
      round: 0,
      answer: said.given?.answer,
      at: openOf(battle).opensAt + 2_000,
      elapsedMs: 1_980,
      rttMs: 30,
      creditMs: 20,
      late: false,
      ruleVersion: 1,
    });
    expect(view.question).toMatchObject({ round: 0, rounds: 10, nth: 1, serverNow: battle.lastAt + 5 });
    expect(battleView(battle, { role: 'player', person: 'b' }, around(battle)).receipt).toBeUndefined();
    expect(battleView(battle, { role: 'host', person: 'a' }, around(battle)).receipt).toBeUndefined();
    step(battle);
    step(battle);
    expect(battleView(battle, { role: 'player', person: 'a' }, around(battle))).toMatchObject({
      reveal: { mine: { points: 100 } },
      question: { round: 0 },
      receipt: { id: 'command-mine' },
    });
  });
});

describe('a reveal', () => {
  it('names the first five, never the last, and tells each the way to the one before', () => {
    const battle = show(7);
    playRound(battle, ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'], ['p6']);
    const notice = revealNotice(battle, 'p6');
    expect(notice?.top.map((t) => t.id)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
    expect(notice?.mine).toMatchObject({ rank: 7, gap: 100 });
    expect(revealNotice(battle, 'p0')?.mine?.gap).toBeUndefined();
    const three = show(3);
    playRound(three, ['p0'], ['p1', 'p2']);
    expect(revealNotice(three, undefined)?.top.map((t) => t.id)).toEqual(['p0']);
    const level = show(3);
    playRound(level, ['p0', 'p1', 'p2']);
    expect(revealNotice(level, undefined)?.top).toHaveLength(3);
  });

  it('does not put somebody who was sent away on the screen', () => {
    const battle = show(4);
    playRound(battle, ['p0', 'p1'], ['p2', 'p3']);
    put(battle, { kind: 'unseat', person: 'p0', kicked: true });
    expect(revealNotice(battle, undefined)?.top.map((t) => t.id)).toEqual(['p1']);
    expect(battleView(battle, { role: 'screen' }, around(battle)).seats.map((s) => s.id)).not.toContain('p0');
  });

  it('shows both sides of a duel and the logs of a small raft, of a large one only the own', () => {
    const duel = begun('duel', ['a', 'b']);
    playRound(duel, ['a'], ['b']);
    expect(revealNotice(duel, 'a')?.rafts?.map((r) => [r.id, r.points, r.ok])).toEqual([
      ['a', 100, true],
      ['b', 0, false],
    ]);
    const people = Array.from({ length: 30 }, (_, i) => `p${i}`);
    const raft = begun('survival', people);
    playRound(raft, people.slice(1), ['p0']);
    expect(revealNotice(raft, 'p0')?.rafts).toEqual([
      { id: 'p0', logs: 2, out: false, ok: false, points: 0 },
    ]);
    const small = begun('survival', ['a', 'b', 'c']);
    playRound(small, ['a'], ['b']);
    expect(revealNotice(small, 'a')?.rafts?.map((r) => r.logs)).toEqual([3, 2, 2]);
    expect(revealNotice(small, 'c')?.rafts?.[2]).toEqual({ id: 'c', logs: 2, out: false, points: 0 });
  });

  it('counts choices as shown, texts by their text, answers of several parts by how much was right', () => {
    const battle = show(3);
    say(battle, 'p0', true);
    say(battle, 'p1', true);
    step(battle);
    expect(closedCounts(battle)?.map((c) => Object.keys(c))).toEqual(Array(4).fill(['choice', 'n']));
    expect(closedCounts(battle)?.reduce((sum, c) => sum + c.n, 0)).toBe(2);
    step(battle);
    expect(closedCounts(battle)).toBeUndefined();
    const counts = revealNotice(battle, undefined)?.counts ?? [];
    expect(counts.filter((c) => c.right)).toEqual([expect.objectContaining({ n: 2 })]);
    expect(counts.map((c) => c.choice)).toEqual(['0', '1', '2', '3']);
  });

  it.each([
    [
      3,
      ['word-0', ' WORD-0', 'nothing'],
      [
        { choice: 'word-0', n: 2, right: true },
        { choice: 'nothing', n: 1, right: false },
      ],
    ],
    [
      1,
      [true, true, false],
      [
        { choice: 'true', n: 2, right: true },
        { choice: 'false', n: 1, right: false },
      ],
    ],
    [
      5,
      [undefined, undefined, [-1, -1, -1, -1]],
      [
        { choice: 'full', n: 2, right: true },
        { choice: 'part', n: 0, right: false },
        { choice: 'none', n: 1, right: false },
      ],
    ],
  ])('counts the answers to a question of kind %i', (kind, answers, counts) => {
    const battle = openBattle(setupOf('show', { host: 'host' }), bookOf(1, [kind]));
    battle.lastAt = T0;
    for (const [i] of answers.entries()) sit(battle, `p${i}`);
    begin(battle);
    for (const [i, answer] of answers.entries())
      say(battle, `p${i}`, true, 1_000, answer === undefined ? {} : { answer });
    step(battle);
    const parts = kind === 5;
    expect(closedCounts(battle)).toEqual(parts ? undefined : counts.map(({ choice, n }) => ({ choice, n })));
    step(battle);
    expect(revealNotice(battle, undefined)?.counts).toEqual(counts);
  });

  it('costs no more per person in a crowd: what is the same for all is worked out once', () => {
    const battle = show(1_000);
    for (let i = 0; i < 1_000; i++) say(battle, `p${i}`, i % 2 === 0, 1_000 + i);
    step(battle);
    step(battle);
    const [a, b] = [revealNotice(battle, 'p0'), revealNotice(battle, 'p1')];
    expect(a?.counts).toBe(b?.counts);
    expect(a?.top).toBe(b?.top);
    const from = performance.now();
    for (let i = 0; i < 1_000; i++) revealNotice(battle, `p${i}`);
    expect(performance.now() - from).toBeLessThan(500);
  });

  it('of a late comer in the open round says what was missed', () => {
    const battle = show(2);
    sit(battle, 'late', openOf(battle).opensAt + 1_000);
    playRound(battle, ['p0']);
    expect(revealNotice(battle, 'late')?.mine).toMatchObject({ answered: false, points: 0, total: 0 });
  });
});
