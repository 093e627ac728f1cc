import { describe, expect, it } from 'vitest';
import { applyInput, openBattle } from '../../server/domain/battle.ts';
import { dueAt } from '../../server/domain/battle-clock.ts';
import { BATTLE_MODES, type BattleInput, PRESETS } from '../../server/domain/battle-shape.ts';
import { type Battle, type BattleBook, bookKey } from '../../server/domain/battle-state.ts';
import { revealNotice, verdictOf } from '../../server/domain/battle-view.ts';
import type { Question } from '../../server/domain/question.ts';
import { payloadsOf } from './battle-around.ts';
import { type Driven, driveBattle, EXPLAINED, FEEDBACK } from './battle-driver.ts';
import { begun, playRound, say } from './battle-table.ts';

const SECRETS = new Set(['key', 'verdict', 'explanation', 'feedback', 'ok', 'score', 'right', 'parts']);
const isHidden = (battle: Battle): boolean => battle.phase === 'question' || battle.phase === 'closed';

/** What a payload tells that nobody may know yet: names of secret fields and texts, with the way to them. */
const secretsIn = (body: unknown, way = ''): string[] => {
  if (typeof body === 'string')
    return body.includes(EXPLAINED) || body.includes(FEEDBACK) || body.startsWith('hint ') ? [way] : [];
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, part]) => [
    ...(SECRETS.has(name) ? [`${way}.${name}`] : []),
    ...secretsIn(part, `${way}.${name}`),
  ]);
};
const leaksOf = (battle: Battle): string[] =>
  isHidden(battle)
    ? payloadsOf(battle).flatMap(({ to, name, body }) => secretsIn(body).map((s) => `${to} ${name}${s}`))
    : [];

/** The same question with another key, shown alike; undefined where the key shows in what is drawn. */
const otherKey = (q: Question): Question | undefined => {
  switch (q.type) {
    case 'single':
      return { ...q, key: (q.key + 1) % q.options.length };
    case 'multiple':
      return { ...q, key: q.key.map((k) => (k + 1) % q.options.length) };
    case 'true-false':
      return { ...q, key: !q.key };
    case 'short':
      return { ...q, key: ['quite another'] };
    case 'numeric':
      return { ...q, key: q.key + 50 };
    case 'categorising':
      return {
        ...q,
        items: q.items.map((i) => ({ ...i, category: (i.category + 1) % q.categories.length })),
      };
    default:
      return undefined;
  }
};

const replayUntil = (
  { setup, inputs }: Driven,
  book: BattleBook,
  until: (battle: Battle) => boolean,
  look: (battle: Battle, step: number) => void,
): void => {
  const battle = openBattle(setup, book);
  for (const [i, input] of inputs.entries()) {
    applyInput(battle, input);
    if (until(battle)) return;
    look(battle, i);
  }
};

/** The first thing that reads differently for somebody when the key of round `nth` is another one. */
const toldByKey = (
  driven: Driven,
  nth: number,
  payloads: (battle: Battle) => unknown,
): string | undefined => {
  const ref = driven.battle.rounds[nth]?.ref;
  const entry = ref && driven.book.get(bookKey(ref));
  const other = entry && otherKey(entry.question);
  if (!ref || !entry || !other) return undefined;
  const changed = new Map(driven.book).set(bookKey(ref), { ...entry, question: other });
  const told: string[] = [];
  const isAsked = (battle: Battle): boolean => battle.rounds.length - 1 === nth && isHidden(battle);
  const isLooked = (i: number): boolean => i % 3 === 0;
  const isTold = (battle: Battle): boolean => battle.rounds.length - 1 === nth && !isHidden(battle);
  replayUntil(driven, driven.book, isTold, (battle, i) => {
    if (isAsked(battle) && isLooked(i)) told[i] = JSON.stringify(payloads(battle));
  });
  let found: string | undefined;
  replayUntil(driven, changed, isTold, (battle, i) => {
    if (isAsked(battle) && isLooked(i) && told[i] !== JSON.stringify(payloads(battle)))
      found ??= `round ${nth}, input ${i}`;
  });
  return found;
};

describe('nobody is told what is right before the reveal', () => {
  for (const mode of BATTLE_MODES)
    it(`by any field or text of any view or notice of a ${mode}, to any role, in any phase`, () => {
      let looked = 0;
      const phases = new Set<string>();
      let n = 0;
      for (let seed = 1; seed <= 12; seed++)
        driveBattle(seed, {
          mode,
          watch: (battle, input) => {
            phases.add(battle.phase);
            if (input.kind === 'answer' && ++n % 5 > 0) return;
            looked += isHidden(battle) ? 1 : 0;
            expect(leaksOf(battle)).toEqual([]);
          },
        });
      expect(looked).toBeGreaterThan(60);
      expect(phases.size).toBeGreaterThanOrEqual(mode === 'show' ? 6 : 4);
    });

  it('by any value either: with another key everything reads the same until the reveal', () => {
    let rounds = 0;
    for (const mode of BATTLE_MODES)
      for (let seed = 100; seed < 104; seed++) {
        const driven = driveBattle(seed, { mode });
        for (const nth of driven.battle.rounds.keys()) {
          rounds += 1;
          expect(toldByKey(driven, nth, payloadsOf)).toBeUndefined();
        }
      }
    expect(rounds).toBeGreaterThan(80);
  });

  it('and this watch would see it: a key, a verdict, a mark, a feedback, points before their time', () => {
    const battle = begun('show', ['a', 'b'], { host: 'host', rules: PRESETS.lively });
    say(battle, 'a', true);
    expect(leaksOf(battle)).toEqual([]);
    for (const leak of [
      { question: { key: 2 } },
      { seats: [{ verdict: {} }] },
      { receipt: { ok: true } },
      { counts: [{ choice: '1', n: 3, right: false }] },
      { seats: [{ note: { zh: `${FEEDBACK} 3` } }] },
    ])
      expect(secretsIn(leak)).not.toEqual([]);
    const driven = driveBattle(101, { mode: 'show' });
    const early = (b: Battle) => [...(b.rounds.at(-1)?.given.values() ?? [])].map((g) => g.score);
    const leaks = [...driven.battle.rounds.keys()].map((nth) => toldByKey(driven, nth, early));
    expect(leaks.some((leak) => leak !== undefined)).toBe(true);
  });

  it('but at the reveal everybody is, with what was said of their own answer', () => {
    const battle = begun('duel', ['a', 'b']);
    expect(revealNotice(battle, 'a')).toBeUndefined();
    expect(verdictOf(battle, 0)).toBeUndefined();
    playRound(battle, ['a'], ['b']);
    expect(revealNotice(battle, 'a')).toMatchObject({
      verdict: { ok: true },
      mine: { ok: true, points: 100 },
    });
    expect(revealNotice(battle, 'b')).toMatchObject({
      verdict: { ok: false },
      mine: { ok: false, points: 0 },
    });
    expect(revealNotice(battle, undefined)).toMatchObject({ round: 0, skipped: false });
    expect(revealNotice(battle, undefined)?.mine).toBeUndefined();
    expect(revealNotice(battle, 'a')?.nextAt).toBe(dueAt(battle, new Set(['a'])));
  });
});

const typed: readonly BattleInput['kind'][] = ['answer'];
describe('the inputs of a battle', () => {
  it('hold answers, and no key', () => {
    const { inputs } = driveBattle(5, { mode: 'show' });
    expect(inputs.filter((i) => typed.includes(i.kind)).flatMap((i) => secretsIn(i))).toEqual([]);
  });
});
