import { describe, expect, it } from 'vitest';
import { oddities } from '../../server/domain/battle-fair.ts';
import { PRESETS } from '../../server/domain/battle-shape.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import { dice } from '../../server/domain/random.ts';
import { driveBattle } from './battle-driver.ts';
import { begin, begun, lobbyOf, nextQuestion, openOf, put, say, step } from './battle-table.ts';

const rules = { ...PRESETS.standard, rounds: 12 };
type Act = { person: string; ms: number; right?: boolean; answer?: number };
const rounds = (battle: Battle, n: number, acts: (nth: number) => Act[]): Battle => {
  for (let nth = 0; nth < n; nth++) {
    for (const { person, ms, right = false, answer } of acts(nth).sort((a, b) => a.ms - b.ms))
      say(battle, person, right, ms, answer === undefined ? {} : { answer });
    step(battle);
    nextQuestion(battle);
  }
  return battle;
};
/** The shown index of a wrong option of the open question, the same for all who ask with the same number. */
const wrongOf = (battle: Battle, pick: number): number => {
  const entry = [...battle.book.values()].find((e) => e.question.id === openOf(battle).ref.question);
  if (entry?.question.type !== 'single') throw new Error('no single');
  const wrong = [0, 1, 2, 3].filter((i) => {
    const copy = structuredClone(battle);
    return !say(copy, 'probe', true, 1, { answer: i }).given?.ok;
  });
  return wrong[pick % wrong.length] ?? 0;
};
const kinds = (battle: Battle) => oddities(battle).map((o) => [o.kind, o.people]);

describe('answers faster than reading', () => {
  const hasty = (n: number, over = {}) =>
    kinds(
      rounds(begun('show', ['a', 'b'], { rules: { ...rules, ...over } }), 4, (nth) => [
        { person: 'a', ms: nth < n ? 200 : 2_000 },
        { person: 'b', ms: 2_500 },
      ]),
    );

  it('are flagged from the third on', () => {
    expect(hasty(2)).toEqual([]);
    expect(hasty(3)).toEqual([['too_fast', ['a']]]);
  });

  it('or at once when one to a hard question is right', () => {
    const battle = lobbyOf('show', ['a', 'b'], { rules });
    for (const entry of battle.book.values()) entry.question = { ...entry.question, difficulty: 5 };
    begin(battle);
    rounds(battle, 1, () => [
      { person: 'a', ms: 200, right: true },
      { person: 'b', ms: 340 },
    ]);
    expect(oddities(battle)).toEqual([
      { kind: 'too_fast', people: ['a'], facts: { times: 1, hard: 1, least: 200 } },
    ]);
  });

  it('are not odd after a reading phase, nor because of credit for a slow network', () => {
    expect(hasty(4, { readingMs: 2_000 })).toEqual([]);
    const battle = begun('show', ['a'], { rules });
    for (let i = 0; i < 4; i++) {
      say(battle, 'a', false, 500, { rttMs: 240, creditMs: 240 });
      step(battle);
      nextQuestion(battle);
    }
    expect(oddities(battle)).toEqual([]);
  });
});

describe('twins', () => {
  const pair = (n: number, apart: number): Battle => {
    const battle = begun('show', ['a', 'b', 'c', 'probe'], { rules });
    return rounds(battle, 5, (nth) => {
      const answer = wrongOf(battle, nth);
      return [
        { person: 'a', ms: 4_000 + 100 * nth, answer },
        { person: 'b', ms: 4_000 + 100 * nth + apart, ...(nth < n ? { answer } : { right: true }) },
        { person: 'c', ms: 9_000, right: true },
      ];
    });
  };

  it('make the same mistake within 400 ms three times', () => {
    expect(kinds(pair(3, 300))).toEqual([['twin', ['a', 'b']]]);
    expect(kinds(pair(2, 300))).toEqual([]);
    expect(kinds(pair(5, 2_000))).toEqual([]);
  });

  it('or answer eight questions alike and as fast, two of them with the same mistake', () => {
    const alike = (mistakes: number) => {
      const battle = begun('show', ['a', 'b', 'probe'], { rules });
      return kinds(
        rounds(battle, 8, (nth) => {
          const act = nth < mistakes ? { answer: wrongOf(battle, nth) } : { right: true };
          return [
            { person: 'a', ms: 3_000, ...act },
            { person: 'b', ms: 3_700, ...act },
          ];
        }),
      );
    };
    expect(alike(2)).toEqual([['twin', ['a', 'b']]]);
    expect(alike(1)).toEqual([]);
    expect(alike(0)).toEqual([]);
  });

  it('are not seen in a mistake that a quarter of the room makes', () => {
    const people = Array.from({ length: 12 }, (_, i) => `p${i}`);
    const battle = begun('show', [...people, 'probe'], { rules });
    rounds(battle, 5, (nth) => {
      const answer = wrongOf(battle, nth);
      return people.map((person, i) => ({
        person,
        ms: 4_000 + i,
        ...(i < 6 ? { answer } : { right: true }),
      }));
    });
    expect(oddities(battle)).toEqual([]);
  });

  it('nor in bots', () => {
    const battle = lobbyOf('show', ['a', 'probe'], { rules });
    put(battle, { kind: 'seat', person: 'bot', bot: { kind: 'bot' }, factor: 1, theta: 0 });
    begin(battle);
    rounds(battle, 5, (nth) => {
      const answer = wrongOf(battle, nth);
      return [
        { person: 'a', ms: 100, answer },
        { person: 'bot', ms: 100, answer },
      ];
    });
    expect(kinds(battle)).toEqual([['too_fast', ['a']]]);
  });
});

describe('honest people', () => {
  it('are hardly ever flagged: less than one battle in fifty', () => {
    let flagged = 0;
    for (let seed = 1; seed <= 200; seed++)
      flagged += oddities(driveBattle(seed, { wild: false }).battle).length > 0 ? 1 : 0;
    expect(flagged).toBeLessThan(4);
  });

  it('of a show of three hundred make a handful of pairs at most, found in no time', () => {
    const random = dice(4);
    const people = Array.from({ length: 300 }, (_, i) => `p${i}`);
    const battle = begun('show', people, { rules: { ...rules, rounds: 10 } });
    rounds(battle, 10, () =>
      people.map((person) => ({
        person,
        ms: Math.round(1_500 + 11_000 * random()),
        ...(random() < 0.6 ? { right: true } : { answer: Math.floor(random() * 4) }),
      })),
    );
    const from = performance.now();
    expect(oddities(battle).length).toBeLessThan(8);
    expect(performance.now() - from).toBeLessThan(1_500);
  });
});
