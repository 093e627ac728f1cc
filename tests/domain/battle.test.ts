import { describe, expect, it } from 'vitest';
import { dueAt, isHosted, limitOf } from '../../server/domain/battle-clock.ts';
import { BATTLE_MOST, GRACE_MS, LEAD_MS, MODE_RULES, PRESETS } from '../../server/domain/battle-shape.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import { bookOf, itemsOf } from './battle-driver.ts';
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
