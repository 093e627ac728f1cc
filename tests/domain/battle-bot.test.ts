import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyInput, openBattle } from '../../server/domain/battle.ts';
import { BOT_LEAST_MS, botAnswers, ghostRunOf, wrongAnswer } from '../../server/domain/battle-bot.ts';
import { reshown } from '../../server/domain/battle-reshown.ts';
import type { Battle } from '../../server/domain/battle-state.ts';
import { blankVerdict, gradeAnswer } from '../../server/domain/grade.ts';
import { answerOfKey } from '../../server/domain/grade-key.ts';
import { dice } from '../../server/domain/random.ts';
import { bookOf, driveBattle, itemsOf, setupOf } from './battle-driver.ts';
import { begin, lobbyOf, openOf, put, step } from './battle-table.ts';

const withBots = (n: number, theta: number): Battle => {
  const battle = lobbyOf('show', ['a']);
  for (let i = 0; i < n; i++)
    put(battle, { kind: 'seat', person: `bot-${i}`, bot: { kind: 'bot' }, factor: 1, theta });
  return begin(battle);
};
const shareRight = (theta: number): number => {
  const battle = withBots(400, theta);
  const plan = botAnswers(battle, dice(3));
  for (const { person, at, answer, rtMs } of plan)
    applyInput(battle, {
      kind: 'answer',
      at,
      person,
      id: `bot-${person}-answer`,
      round: 0,
      answer,
      rttMs: 0,
      creditMs: 0,
      rtMs,
      changes: 0,
    });
  return [...openOf(battle).given.values()].filter((g) => g.ok).length / plan.length;
};

describe('a bot', () => {
  it('is right as often as a person of its skill would be, with the floor of guessing', () => {
    const [poor, fair, good] = [shareRight(-6), shareRight(0), shareRight(4)];
    expect(poor).toBeGreaterThan(0.18);
    expect(poor).toBeLessThan(0.33);
    expect(fair).toBeGreaterThan(0.75);
    expect(fair).toBeLessThan(0.89);
    expect(good).toBeGreaterThan(0.96);
  });

  it('takes its time: within its limit, never before 900 ms, about a third to three quarters of it', () => {
    const battle = withBots(500, -0.5);
    const { opensAt, limitMs } = openOf(battle);
    const times = botAnswers(battle, dice(1)).map((a) => a.at - opensAt);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(BOT_LEAST_MS);
    expect(Math.max(...times)).toBeLessThan(limitMs);
    const median = times.toSorted((a, b) => a - b)[250] ?? 0;
    expect(median / limitMs).toBeGreaterThan(0.35);
    expect(median / limitMs).toBeLessThan(0.75);
  });

  it('plans the same with the same dice, and only what is still to be answered', () => {
    const battle = withBots(5, 0);
    const plan = botAnswers(battle, dice(9));
    expect(botAnswers(battle, dice(9))).toEqual(plan);
    const [first] = plan;
    if (!first) throw new Error('no plan');
    const { person, at, answer, rtMs } = first;
    const said = { id: 'bot-answer', round: 0, answer, rttMs: 0, creditMs: 0, rtMs, changes: 0 };
    put(battle, { kind: 'answer', person, ...said }, at);
    put(battle, { kind: 'unseat', person: plan[1]?.person ?? '' });
    expect(botAnswers(battle, dice(9))).toEqual(plan.slice(2));
    step(battle);
    expect(botAnswers(battle, dice(9))).toEqual([]);
  });

  it('errs in the shape of every type of question', () => {
    const questions = [...bookOf(9).values()].map((e) => e.question);
    fc.assert(
      fc.property(fc.constantFrom(...questions), fc.nat(), fc.nat(), (q, seed, throwOf) => {
        const { verdict } = gradeAnswer(q, seed, wrongAnswer(q, seed, dice(throwOf)));
        expect(verdict.ok).toBe(false);
      }),
    );
  });
});

describe('a ghost', () => {
  const recorded = driveBattle(21, { mode: 'duel', wild: false });
  const ghostly = (theta = 0): Battle => {
    const battle = openBattle(setupOf('duel', { id: 'battle-reply' }), recorded.book);
    battle.lastAt = 5_000_000;
    put(battle, { kind: 'seat', person: 'me', factor: 1, theta });
    const bot = { kind: 'ghost' as const, of: 'p-1', run: recorded.setup.id };
    put(battle, { kind: 'seat', person: 'ghost', bot, factor: 1, theta: 3 });
    put(battle, { kind: 'start', items: itemsOf(recorded.book) });
    return battle;
  };
  const run = ghostRunOf(recorded.battle, 'p-1');
  if (!run) throw new Error('nobody recorded');
  const runs = new Map([[recorded.setup.id, run]]);

  it('answers what its person answered, after as long, though options stand elsewhere', () => {
    const battle = ghostly();
    for (const [nth, before] of recorded.battle.rounds.entries()) {
      const old = before.given.get('p-1');
      const [said, ...others] = botAnswers(battle, dice(1), runs);
      expect(others).toEqual([]);
      if (!said || !old) throw new Error('nothing said');
      const { person, at, answer, rtMs } = said;
      expect(Math.abs(at - openOf(battle).opensAt - old.elapsedMs / run.factor)).toBeLessThanOrEqual(1);
      const rest = { round: nth, rttMs: 0, creditMs: 0, rtMs, changes: 0 };
      put(battle, { kind: 'answer', id: `ghost-answer-${nth}`, person, answer, ...rest }, at);
      expect(openOf(battle).given.get('ghost')).toMatchObject({
        ok: old.ok,
        score: old.score,
        choices: old.choices,
      });
      step(battle);
      step(battle);
    }
    expect(battle.phase).toBe('done');
    const [before, now] = [recorded.battle.seats.get('p-1'), battle.seats.get('ghost')];
    expect(now?.right).toBe(before?.right);
    expect(Math.abs((now?.points ?? 0) - (before?.points ?? 0))).toBeLessThanOrEqual(5);
  });

  it('says nothing where its person said nothing, or without a record', () => {
    const battle = ghostly();
    expect(botAnswers(battle, dice(1))).toEqual([]);
    const silent = new Map([[recorded.setup.id, { ...run, answers: new Map() }]]);
    expect(botAnswers(battle, dice(1), silent)).toEqual([]);
    expect(ghostRunOf(recorded.battle, 'nobody')).toBeUndefined();
  });

  it('keeps the meaning of any answer from one order of options to another', () => {
    const questions = [...bookOf(9).values()].map((e) => e.question);
    fc.assert(
      fc.property(fc.constantFrom(...questions), fc.nat(), fc.nat(), fc.boolean(), (q, from, to, right) => {
        const answer = right ? answerOfKey(blankVerdict(q, from).key) : wrongAnswer(q, from, dice(to));
        const [a, b] = [gradeAnswer(q, from, answer), gradeAnswer(q, to, reshown(q, answer, from, to))];
        expect(b.choices).toEqual(a.choices);
        expect(b.verdict.score).toBe(a.verdict.score);
      }),
    );
  });
});
