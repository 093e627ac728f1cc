import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyInput, openBattle, replayBattle } from '../../server/domain/battle.ts';
import { dueAt, isHosted, limitOf } from '../../server/domain/battle-clock.ts';
import { standingsOf } from '../../server/domain/battle-result.ts';
import {
  BACK_MS,
  BATTLE_MOST,
  type BattleInput,
  GRACE_MS,
  LEAD_MS,
  MODE_RULES,
  PRESETS,
} from '../../server/domain/battle-shape.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import { bookOf, driveBattle, itemsOf, setupOf } from './battle-driver.ts';
import {
  begin,
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
import { single, trueFalse } from './questions.ts';

const here = (...people: string[]): ReadonlySet<string> => new Set(people);
const hosted = { host: 'host' };
const closeOf = (battle: Battle): number => openOf(battle).closesAt ?? 0;
const seatOf = (battle: Battle, person: string) => {
  const seat = battle.seats.get(person);
  if (!seat) throw new Error('no seat');
  return seat;
};

describe('the lobby', () => {
  it('gives a seat once and takes it back', () => {
    const battle = lobbyOf('show', ['ann', 'bo']);
    sit(battle, { person: 'ann', factor: 1.5, theta: 2 });
    expect([...battle.seats.keys()]).toEqual(['ann', 'bo']);
    expect(seatOf(battle, 'ann')).toMatchObject({ factor: 1.5, theta: 2 });
    put(battle, { kind: 'unseat', person: 'bo' });
    expect(battle.seats.has('bo')).toBe(false);
    sit(battle, 'bo');
    expect(battle.seats.has('bo')).toBe(true);
  });

  it('is full at the number of its mode, locked when the host says so, and closed to who was sent away', () => {
    expect(codeOf(() => sit(lobbyOf('duel', ['ann', 'bo']), 'cy'))).toBe('battle.full');
    expect(codeOf(() => sit(lobbyOf('duel', ['ann'], { solo: true }), 'bo'))).toBe('battle.full');
    const raft = lobbyOf(
      'survival',
      Array.from({ length: BATTLE_MOST.survival }, (_, i) => `p${i}`),
    );
    expect(codeOf(() => sit(raft, 'late'))).toBe('battle.full');
    const show = lobbyOf('show', ['ann', 'bo']);
    put(show, { kind: 'lock', locked: true });
    expect(codeOf(() => sit(show, 'cy'))).toBe('battle.locked');
    put(show, { kind: 'lock', locked: false });
    put(show, { kind: 'unseat', person: 'ann', kicked: true });
    expect(codeOf(() => sit(show, 'ann'))).toBe('battle.kicked');
    expect(codeOf(() => put(show, { kind: 'ready', person: 'ann', ready: true }))).toBe('battle.kicked');
    expect(codeOf(() => put(show, { kind: 'unseat', person: 'nobody' }))).toBe('battle.not_in');
  });

  it('puts people into the emptiest boat with room, or the one they wish', () => {
    const race = lobbyOf('race', ['a', 'b', { person: 'c', team: 'blue' }, 'd']);
    expect([...race.seats.values()].map((s) => s.team)).toEqual(['red', 'blue', 'blue', 'red']);
    put(race, { kind: 'team', person: 'a', team: 'blue' });
    expect(seatOf(race, 'a').team).toBe('blue');
    expect(codeOf(() => put(race, { kind: 'team', person: 'a', team: 'pink' }))).toBe('battle.teams');
    for (let i = 0; i < 7; i++) sit(race, { person: `blue-${i}`, team: 'blue' });
    expect(codeOf(() => sit(race, { person: 'more', team: 'blue' }))).toBe('battle.full');
    expect(codeOf(() => put(race, { kind: 'team', person: 'd', team: 'blue' }))).toBe('battle.full');
    expect(codeOf(() => sit(lobbyOf('show', []), { person: 'a', team: 'red' }))).toBe('battle.teams');
  });

  it('starts once, with enough people and questions it can grade', () => {
    const items = itemsOf(bookOf(5));
    const start = (battle: Battle, what = items) => codeOf(() => put(battle, { kind: 'start', items: what }));
    expect(start(lobbyOf('duel', ['a']))).toBe('battle.too_few');
    expect(start(lobbyOf('survival', ['a']))).toBe('battle.too_few');
    expect(start(lobbyOf('race', [{ person: 'a', team: 'red' }]))).toBe('battle.too_few');
    expect(start(lobbyOf('show', []))).toBe('battle.too_few');
    expect(start(lobbyOf('duel', ['a'], { solo: true }))).toBeUndefined();
    expect(start(lobbyOf('duel', ['a', 'b']), [])).toBe('battle.no_questions');
    expect(start(lobbyOf('duel', ['a', 'b']), [{ question: 'q-0', version: 2 }])).toBe('battle.no_questions');
    const battle = begun('duel', ['a', 'b']);
    expect(start(battle)).toBe('battle.started');
    expect(codeOf(() => put(battle, { kind: 'ready', person: 'a', ready: true }))).toBe('battle.started');
    expect(codeOf(() => put(battle, { kind: 'team', person: 'a', team: 'red' }))).toBe('battle.started');
    expect(codeOf(() => step(lobbyOf('duel', ['a', 'b'])))).toBe('battle.phase');
  });

  it('asks no more questions than its rules say and leaves empty boats ashore', () => {
    expect(begun('duel', ['a', 'b']).items).toHaveLength(5);
    const race = begun('race', ['a', 'b'], { teams: ['red', 'blue', 'gold'] });
    expect(race.team.map((t) => t.id)).toEqual(['red', 'blue']);
  });

  it('lets people in later to a race and an open show, never to a duel or a raft', () => {
    for (const mode of ['duel', 'survival'] as const)
      expect(codeOf(() => sit(begun(mode, ['a', 'b']), 'c'))).toBe('battle.started');
    const race = begun('race', ['a', 'b']);
    sit(race, 'c');
    expect(seatOf(race, 'c').since).toBe(0);
    expect(codeOf(() => sit(race, { person: 'd', team: 'gold' }))).toBe('battle.teams');
    const show = begun('show', ['a']);
    sit(show, 'b', openOf(show).opensAt + 4_000);
    expect(seatOf(show, 'b').since).toBe(1);
    put(show, { kind: 'lock', locked: true });
    expect(codeOf(() => sit(show, 'c'))).toBe('battle.locked');
  });
});

describe('the phases', () => {
  it('announce a question at least 800 ms ahead, with its reading time', () => {
    const plain = begun('duel', ['a', 'b']);
    expect(openOf(plain)).toMatchObject({ opensAt: T0 + LEAD_MS, closesAt: T0 + LEAD_MS + 15_000 });
    const show = begun('show', ['a', 'b']);
    expect(openOf(show).opensAt).toBe(T0 + LEAD_MS + MODE_RULES.show.readingMs);
    const serious = begun('show', ['a'], { rules: PRESETS.serious });
    expect(openOf(serious).closesAt).toBeUndefined();
  });

  it('give longer texts more time, 15 to 60 s', () => {
    const long = (n: number) => limitOf({ ...trueFalse(true), stem: { zh: '字'.repeat(n) } });
    expect(long(1)).toBe(15_000);
    expect(long(60)).toBe(20_000);
    const options = [{ text: { zh: '字'.repeat(30) } }, { text: { zh: '字'.repeat(30), en: 'a word' } }];
    expect(limitOf(single({ stem: { zh: '**字**' }, options, key: 0 }))).toBe(20_167);
    expect(long(2_000)).toBe(60_000);
  });

  it('go by themselves where nobody hosts: question, reveal, question; a show has a board between', () => {
    const duel = begun('duel', ['a', 'b']);
    playRound(duel, ['a'], ['b']);
    expect(duel).toMatchObject({ phase: 'reveal', endsAt: duel.lastAt + 5_000 });
    step(duel, duel.endsAt);
    expect(duel).toMatchObject({ phase: 'question' });
    expect(duel.endsAt).toBeUndefined();
    const show = begun('show', ['a', 'b'], { rules: PRESETS.standard });
    playRound(show, ['a'], ['b']);
    expect(show.endsAt).toBe(show.lastAt + 6_000);
    step(show);
    expect(show).toMatchObject({ phase: 'board', endsAt: show.lastAt + 5_000 });
    step(show);
    expect(show.phase).toBe('question');
    const calm = begun('show', ['a'], { rules: { ...PRESETS.standard, ranking: false } });
    playRound(calm, ['a']);
    step(calm);
    expect(calm.phase).toBe('question');
  });

  it('wait for the host where one runs it, who sees the closed question before its reveal', () => {
    const show = begun('show', ['a', 'b'], hosted);
    expect(isHosted(show)).toBe(true);
    say(show, 'a', true);
    step(show);
    expect(show.phase).toBe('closed');
    expect(seatOf(show, 'a').points).toBe(0);
    expect(dueAt(show, here('a', 'b'))).toBeUndefined();
    step(show);
    expect(show.phase).toBe('reveal');
    expect(show.endsAt).toBeUndefined();
    expect(seatOf(show, 'a').points).toBe(100);
    step(show);
    expect(show.phase).toBe('board');
    expect(dueAt(show, here('a', 'b'))).toBeUndefined();
  });

  it('end after the last question, without a board', () => {
    const show = begun('show', ['a'], { rules: { ...PRESETS.standard, rounds: 2 } });
    playRound(show, ['a']);
    nextQuestion(show);
    playRound(show, ['a']);
    step(show);
    expect(show).toMatchObject({ phase: 'done', calledOff: false });
    for (const input of [{ kind: 'step' }, { kind: 'end' }, { kind: 'back' }, { kind: 'pause' }] as const)
      expect(codeOf(() => put(show, input))).toBe('battle.over');
    expect(codeOf(() => sit(show, 'b'))).toBe('battle.over');
  });

  it('are not hurried by a second press of "next": an announced question is not closed before it opens', () => {
    const show = begun('show', ['a'], hosted);
    const { opensAt } = openOf(show);
    expect(codeOf(() => step(show, opensAt - 1))).toBe('battle.not_open');
    expect(show.phase).toBe('question');
    step(show, opensAt);
    expect(show.phase).toBe('closed');
  });
});

describe('the time of a question', () => {
  it('is over at once when everybody present has answered, never before it opened', () => {
    const battle = begun('race', ['a', 'b', 'c']);
    say(battle, 'a', true);
    expect(dueAt(battle, here('a', 'b'))).toBe(closeOf(battle) + GRACE_MS);
    say(battle, 'b', false);
    expect(dueAt(battle, here('a', 'b'))).toBe(openOf(battle).opensAt);
    expect(dueAt(battle, here('a', 'b', 'c'))).toBe(closeOf(battle) + GRACE_MS);
  });

  it('is not blocked by people who are away, have left or only watch', () => {
    const battle = begun('show', ['a', 'b', 'c']);
    say(battle, 'a', true);
    expect(dueAt(battle, here('a', 'watcher'))).toBe(openOf(battle).opensAt);
    put(battle, { kind: 'unseat', person: 'b' });
    put(battle, { kind: 'unseat', person: 'c', kicked: true });
    expect(dueAt(battle, here('a', 'b', 'c'))).toBe(openOf(battle).opensAt);
  });

  it('waits for bots and for the longest personal time of those who are there', () => {
    const battle = lobbyOf('race', ['a', { person: 'slow', factor: 2 }]);
    put(battle, { kind: 'seat', person: 'bot', bot: { kind: 'bot' }, factor: 1, theta: 0 });
    begin(battle);
    const round = openOf(battle);
    expect(dueAt(battle, here('a', 'slow'))).toBe(closeOf(battle) + round.limitMs + GRACE_MS);
    say(battle, 'slow', true);
    say(battle, 'a', true);
    expect(dueAt(battle, here('a', 'slow'))).toBe(closeOf(battle) + GRACE_MS);
    say(battle, 'bot', true);
    expect(dueAt(battle, here('a', 'slow'))).toBe(round.opensAt);
  });

  it('runs on by the clock when nobody is there; without clock and host it is not asked for ever', () => {
    const battle = begun('duel', ['a', 'b']);
    say(battle, 'a', true);
    expect(dueAt(battle, here())).toBe(closeOf(battle) + GRACE_MS);
    const bots = lobbyOf('duel', ['a']);
    put(bots, { kind: 'seat', person: 'bot', bot: { kind: 'bot' }, factor: 1, theta: 0 });
    begin(bots);
    say(bots, 'bot', true);
    expect(dueAt(bots, here())).toBe(closeOf(bots) + GRACE_MS);
    const calm = begun('show', ['a'], { rules: { ...PRESETS.serious, auto: true } });
    expect(dueAt(calm, here('a'))).toBe(openOf(calm).opensAt + 300_000);
    const waits = begun('show', ['a'], { rules: PRESETS.serious, ...hosted });
    expect(dueAt(waits, here('a'))).toBeUndefined();
    say(waits, 'a', true, 3_600_000);
    expect(dueAt(waits, here('a'))).toBe(openOf(waits).opensAt);
  });

  it('can be made longer; pausing holds it and refuses answers; going on gives everything back', () => {
    const battle = begun('show', ['a', 'b'], hosted);
    const { opensAt, closesAt = 0 } = openOf(battle);
    put(battle, { kind: 'extend', ms: 10_000 }, opensAt + 10);
    expect(openOf(battle).closesAt).toBe(closesAt + 10_000);
    put(battle, { kind: 'pause' }, opensAt + 5_000);
    expect(dueAt(battle, here('a', 'b'))).toBeUndefined();
    expect(codeOf(() => say(battle, 'a', true, 6_000))).toBe('battle.not_open');
    expect(codeOf(() => put(battle, { kind: 'pause' }))).toBe('battle.phase');
    put(battle, { kind: 'go' }, opensAt + 65_000);
    expect(openOf(battle)).toMatchObject({ opensAt: opensAt + 60_000, closesAt: closesAt + 70_000 });
    expect(codeOf(() => put(battle, { kind: 'go' }))).toBe('battle.phase');
    expect(say(battle, 'a', true, 5_000).given?.elapsedMs).toBe(5_000);
    const calm = begun('show', ['a'], { rules: PRESETS.serious, ...hosted });
    expect(codeOf(() => put(calm, { kind: 'extend', ms: 10_000 }))).toBe('battle.phase');
    for (const kind of ['pause', 'go', 'skip'] as const)
      expect(codeOf(() => put(lobbyOf('show', ['a']), { kind }))).toBe('battle.phase');
  });

  it('holds a reveal too, and "next" ends a pause', () => {
    const battle = begun('duel', ['a', 'b']);
    playRound(battle, ['a', 'b']);
    const { endsAt = 0 } = battle;
    put(battle, { kind: 'pause' });
    put(battle, { kind: 'go' }, battle.lastAt + 9_000);
    expect(battle.endsAt).toBe(endsAt + 9_000);
    put(battle, { kind: 'pause' });
    step(battle);
    expect(battle).toMatchObject({ phase: 'question' });
    expect(battle.pausedAt).toBeUndefined();
  });
});

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
