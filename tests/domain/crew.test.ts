import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CREW_MOST, CREW_MS } from '../../server/domain/api-crew.ts';
import {
  answerCrew,
  type CrewState,
  crewResult,
  isOut,
  isPaid,
  joinCrew,
  leaveCrew,
  openCrew,
  startCrew,
} from '../../server/domain/crew.ts';
import { RuleError } from '../../server/domain/errors.ts';
import type { Question } from '../../server/domain/question.ts';

const NOW = 1_000_000;
const RULES = { hp: 10, shields: 3 };
const truth: Question = {
  id: 'q',
  type: 'true-false',
  stem: { zh: '对吗？' },
  difficulty: 2,
  key: true,
};
const crewOf = (n: number): CrewState =>
  Array.from({ length: n - 1 }, (_, i) => `p${i + 2}`).reduce(joinCrew, openCrew('p1'));
const forms = (state: CrewState, n = 10) =>
  state.members.map(({ person }) => ({
    person,
    questions: Array.from({ length: n }, (_, i) => ({ question: `q${i}`, version: 1 })),
  }));
const fight = (n: number): CrewState => {
  const crew = crewOf(n);
  return startCrew(crew, forms(crew), RULES, NOW);
};
const say = (state: CrewState, person: string, right: boolean, now = NOW + 5) => {
  const item = (state.members.find((m) => m.person === person)?.items.length ?? 0) - 1;
  const input = { attempt: `c:${person}`, item, question: truth, answer: right, rtMs: 4, changes: 0, now };
  return answerCrew(state, person, input);
};
const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof RuleError) return error.code;
    throw error;
  }
  return undefined;
};

describe('a crew', () => {
  it('takes three to five people and starts once', () => {
    expect(codeOf(() => startCrew(crewOf(2), [], RULES, NOW))).toBe('crew.too_few');
    expect(codeOf(() => joinCrew(crewOf(CREW_MOST), 'late'))).toBe('crew.full');
    expect(codeOf(() => joinCrew(fight(3), 'late'))).toBe('crew.started');
    expect(codeOf(() => startCrew(fight(3), [], RULES, NOW))).toBe('crew.started');
  });

  it('keeps the seat of a member who comes again, and lets one go only before the fight', () => {
    expect(joinCrew(fight(3), 'p2')).toEqual(fight(3));
    expect(leaveCrew(crewOf(3), 'p2').members.map((m) => m.person)).toEqual(['p1', 'p3']);
    expect(leaveCrew(fight(3), 'p2')).toEqual(fight(3));
  });

  it('adds up what each one does, and a third right answer in a row takes two', () => {
    let state = fight(3);
    expect(state.maxHp).toBe(23);
    for (let i = 0; i < 3; i++) state = say(state, 'p1', true).state;
    state = say(state, 'p2', true).state;
    expect(state.members.map((m) => m.damage)).toEqual([4, 1, 0]);
    expect(state.hp).toBe(18);
  });

  it('costs the one who errs a shield and nobody else anything', () => {
    let state = fight(3);
    for (let i = 0; i < 3; i++) state = say(state, 'p3', false).state;
    expect(state.members.map((m) => m.shields)).toEqual([3, 3, 0]);
    expect(state.members.map(isOut)).toEqual([false, false, true]);
    expect(codeOf(() => say(state, 'p3', true))).toBe('attempt.already_answered');
    expect(codeOf(() => say(state, 'p1', true))).toBeUndefined();
  });

  it('wins without HP, retreats when the time is over or nobody has a question left', () => {
    const state = fight(3);
    expect(crewResult({ ...state, hp: 0 }, NOW)).toBe('won');
    expect(crewResult(state, NOW + CREW_MS)).toBe('retreat');
    expect(codeOf(() => say(state, 'p1', true, NOW + CREW_MS))).toBe('attempt.closed');
    let down = state;
    for (const person of ['p1', 'p2', 'p3'])
      for (let i = 0; i < 3; i++) down = say(down, person, false).state;
    expect(crewResult(down, NOW + 9)).toBe('retreat');
  });

  it('pays who took one HP at least', () => {
    const { members } = say(fight(3), 'p2', true).state;
    expect(members.filter(isPaid).map((m) => m.person)).toEqual(['p2']);
  });

  it('loses exactly as much HP as its members took, whatever they answer', () => {
    const turn = fc.record({ who: fc.integer({ min: 1, max: 5 }), right: fc.boolean() });
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 5 }), fc.array(turn, { maxLength: 60 }), (n, turns) => {
        let state = fight(n);
        for (const { who, right } of turns) {
          const person = `p${Math.min(who, n)}`;
          const member = state.members.find((m) => m.person === person);
          if (crewResult(state, NOW + 5) || !member || isOut(member)) continue;
          state = say(state, person, right).state;
        }
        const taken = state.members.reduce((sum, m) => sum + m.damage, 0);
        expect(state.maxHp - state.hp).toBe(taken);
        expect(state.hp).toBeGreaterThanOrEqual(0);
        for (const m of state.members) {
          expect(m.shields).toBeGreaterThanOrEqual(0);
          expect(m.items.length).toBeLessThanOrEqual(m.total);
        }
      }),
    );
  });
});
