import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { applyInput, replayBattle } from '../../server/domain/battle.ts';
import { countsOf } from '../../server/domain/battle-count.ts';
import { resultOf, standingsOf, teamRows } from '../../server/domain/battle-result.ts';
import { BATTLE_MODES, type BattleInput } from '../../server/domain/battle-shape.ts';
import type { Battle, Phase } from '../../server/domain/battle-state.ts';
import { type Driven, driveBattle } from './battle-driver.ts';

const BATTLES = 1_000;

/** Which phase may follow which by one input. */
const WAYS: Record<Phase, readonly Phase[]> = {
  lobby: ['lobby', 'question', 'done'],
  question: ['question', 'closed', 'reveal', 'done'],
  closed: ['closed', 'reveal', 'question', 'done'],
  reveal: ['reveal', 'board', 'question', 'done'],
  board: ['board', 'question', 'done'],
  done: ['done'],
};

const fail = (what: string, seed: number): never => {
  throw new Error(`${what} in battle ${seed}`);
};

/** What must hold after every single input. */
const watcher = (seed: number) => {
  let phase: Phase = 'lobby';
  let seq = 0;
  const metres = new Map<string, number>();
  const points = new Map<string, number>();
  return (battle: Battle, input: BattleInput, refused: boolean): void => {
    if (!WAYS[phase].includes(battle.phase)) fail(`${phase} -> ${battle.phase} by ${input.kind}`, seed);
    if (refused && (battle.seq !== seq || battle.phase !== phase)) fail('a refusal changed it', seed);
    if (battle.seq - seq > 1) fail('one input counted twice', seed);
    for (const { id, metres: now } of battle.team) {
      if (now < (metres.get(id) ?? 0)) fail('a boat went backwards', seed);
      metres.set(id, now);
    }
    for (const { person, points: now } of battle.seats.values()) {
      const before = points.get(person) ?? 0;
      if (now < before) fail('points were lost', seed);
      if (now !== before && (battle.phase !== 'reveal' || input.kind !== 'step'))
        fail(`points by ${input.kind}`, seed);
      points.set(person, now);
    }
    phase = battle.phase;
    seq = battle.seq;
  };
};

const checkSums = ({ battle }: Driven, seed: number): void => {
  const counted = battle.rounds.filter((r) => r.state === 'revealed');
  for (const seat of battle.seats.values()) {
    const given = counted.flatMap((r) => r.given.get(seat.person) ?? []);
    const points = given.reduce((sum, g) => sum + g.points, 0);
    if (points !== seat.points) fail('points are not the sum of the rounds', seed);
    if (given.length !== seat.answered) fail('answers are not those of the rounds', seed);
    if (given.filter((g) => g.ok).length !== seat.right) fail('right ones are not those of the rounds', seed);
  }
  for (const team of battle.team) {
    const rows = counted.flatMap((r) => r.teams.filter((t) => t.team === team.id));
    const metres = rows.reduce((sum, t) => sum + t.metres, 0);
    if (Math.abs(metres - team.metres) > 0.01) fail('metres are not the sum of the rounds', seed);
  }
};

const SINGLE_CHOICE = new Set(['single', 'true-false']);
const checkCounts = ({ battle }: Driven, seed: number): void => {
  for (const [nth, round] of battle.rounds.entries()) {
    const type = battle.book.get(`${round.ref.question}@${round.ref.version}`)?.question.type ?? '';
    if (!SINGLE_CHOICE.has(type)) continue;
    const counts = countsOf(battle, nth);
    const n = counts.reduce((sum, c) => sum + c.n, 0);
    if (n !== round.given.size) fail('counts are not the answers', seed);
    const right = counts.filter((c) => c.right).reduce((sum, c) => sum + c.n, 0);
    if (right !== [...round.given.values()].filter((g) => g.ok).length) fail('right counts differ', seed);
  }
};

/** Nobody answers twice: every stored answer is the one that stands, or one put aside by a second round. */
const checkOnce = ({ battle, inputs }: Driven, seed: number): void => {
  const said = inputs.filter((i) => i.kind === 'answer');
  const ids = new Set(said.map((i) => i.id));
  if (ids.size !== said.length) fail('an answer was taken twice', seed);
  const kept = battle.rounds.flatMap((r) => [...r.given.values(), ...(r.first?.values() ?? [])]);
  if (kept.length !== said.length || kept.some((g) => !ids.has(g.id))) fail('an answer got lost', seed);
};

const checkPlaces = ({ battle }: Driven, seed: number): void => {
  const rows = standingsOf(battle);
  if (rows.length !== battle.seats.size) fail('somebody has no place', seed);
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1];
    if (row.rank !== i + 1 && row.rank !== before?.rank) fail('places have gaps', seed);
  }
  const results = resultOf(battle);
  if (results.some((r) => r.rank < 1 || r.rank > r.of)) fail('a place is out of range', seed);
  if (results.some((r) => r.right > r.answered || r.bestStreak > r.right))
    fail('more right than answered', seed);
  const metres = teamRows(battle).map((t) => t.metres ?? t.points);
  if (metres.some((m, i) => i > 0 && m > (metres[i - 1] ?? 0))) fail('boats are out of order', seed);
};

describe('a thousand battles of random people, bots and hosts', () => {
  const seen = new Set<string>();
  const kinds = new Set<string>();
  const modes = new Map<string, number>();

  it('keep every law, end, and are given again by their stored inputs', () => {
    for (let seed = 1; seed <= BATTLES; seed++) {
      const driven = driveBattle(seed, { watch: watcher(seed) });
      const { setup, book, inputs, battle, refusals } = driven;
      if (battle.phase !== 'done') fail('no end', seed);
      checkSums(driven, seed);
      checkCounts(driven, seed);
      checkOnce(driven, seed);
      checkPlaces(driven, seed);
      const stored = JSON.parse(JSON.stringify(inputs)) as BattleInput[];
      const again = replayBattle(setup, book, stored);
      if (!isDeepStrictEqual(again, battle)) expect(again).toStrictEqual(battle);
      for (const { code } of refusals) seen.add(code);
      for (const { kind } of inputs) kinds.add(kind);
      modes.set(setup.mode, (modes.get(setup.mode) ?? 0) + 1);
    }
  }, 60_000);

  it('are of every mode, meet every kind of input and most refusals', () => {
    for (const mode of BATTLE_MODES) expect(modes.get(mode)).toBeGreaterThan(BATTLES / 6);
    for (const kind of ['back', 'again', 'skip', 'pause', 'go', 'extend', 'predict', 'unseat', 'lock'])
      expect(kinds).toContain(kind);
    for (const code of ['wrong_round', 'closed', 'not_open', 'already_answered', 'kicked', 'not_in', 'phase'])
      expect(seen).toContain(`battle.${code}`);
  });

  it('may be cut off anywhere and go on from the stored inputs', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { setup, book, inputs, battle } = driveBattle(seed);
      const cut = (seed * 7_919) % inputs.length;
      const half = replayBattle(setup, book, inputs.slice(0, cut));
      for (const input of inputs.slice(cut)) applyInput(half, input);
      expect(half).toEqual(battle);
    }
  });
});
