import { type Applied, applyInput, openBattle } from '../../server/domain/battle.ts';
import { roundOf } from '../../server/domain/battle-clock.ts';
import type { BattleInput, BattleMode, TeamId } from '../../server/domain/battle-shape.ts';
import {
  type Battle,
  type BattleBook,
  type BattleSetup,
  bookKey,
  type Round,
} from '../../server/domain/battle-state.ts';
import { RuleError } from '../../server/domain/errors.ts';
import { answerTo, itemsOf, setupOf } from './battle-driver.ts';
import { single } from './questions.ts';

/** A battle played by hand, input by input: words for the tests. */
export const T0 = 1_700_000_000_000;
type Sitter = { person: string; team?: TeamId; factor?: number; theta?: number };

type Bare<T> = T extends BattleInput ? Omit<T, 'at'> : never;
export const put = (battle: Battle, input: Bare<BattleInput>, at = battle.lastAt): Applied =>
  applyInput(battle, { ...input, at } as BattleInput);

export const sit = (battle: Battle, one: Sitter | string, at?: number): Applied => {
  const { person, team, factor = 1, theta = 0 } = typeof one === 'string' ? { person: one } : one;
  return put(battle, { kind: 'seat', person, ...(team && { team }), factor, theta }, at);
};

/** Single choices whose limit is 15 s: full marks for 3 s, 90 of 100 after 9 s. */
const quickBook = (n: number): BattleBook =>
  new Map(
    Array.from({ length: n }, (_, i) => {
      const options = ['甲', '乙', '丙', '丁'].map((zh) => ({ text: { zh } }));
      const question = single({ id: `q-${i}`, stem: { zh: '选' }, options, key: i % 4 });
      return [bookKey({ question: question.id, version: 1 }), { question, version: 1 }];
    }),
  );
/** A lobby with people in it and twenty questions at hand. */
export const lobbyOf = (
  mode: BattleMode,
  people: readonly (Sitter | string)[],
  over: Partial<BattleSetup> = {},
): Battle => {
  const battle = openBattle(setupOf(mode, over), quickBook(20));
  battle.lastAt = T0;
  for (const one of people) sit(battle, one);
  return battle;
};
export const begin = (battle: Battle): Battle => {
  put(battle, { kind: 'start', items: itemsOf(battle.book) });
  return battle;
};
export const begun = (
  mode: BattleMode,
  people: readonly (Sitter | string)[],
  over: Partial<BattleSetup> = {},
): Battle => begin(lobbyOf(mode, people, over));

export const openOf = (battle: Battle): Round => {
  const round = roundOf(battle);
  if (!round) throw new Error('no round');
  return round;
};

let commands = 0;
type Said = Partial<Extract<BattleInput, { kind: 'answer' }>>;
/** Answers the open question right or wrong, `ms` after its opening. */
export const say = (battle: Battle, person: string, right: boolean, ms = 1_000, over: Said = {}): Applied => {
  const { opensAt } = openOf(battle);
  const answer = answerTo(battle, right);
  return put(
    battle,
    {
      kind: 'answer',
      person,
      id: `command-${++commands}`,
      round: battle.rounds.length - 1,
      answer,
      rttMs: 0,
      creditMs: 0,
      rtMs: ms,
      changes: 0,
      ...over,
    },
    opensAt + ms,
  );
};
/** On to the next phase: at its time, or now. */
export const step = (battle: Battle, at?: number): void => {
  const now = at ?? Math.max(battle.lastAt, battle.phase === 'question' ? openOf(battle).opensAt : 0);
  put(battle, { kind: 'step' }, now);
};
/** Everybody of `right` answers right, of `wrong` wrong; then reveal. */
export const playRound = (battle: Battle, right: readonly string[], wrong: readonly string[] = []): void => {
  for (const person of right) say(battle, person, true);
  for (const person of wrong) say(battle, person, false);
  step(battle);
  if (battle.phase === 'closed') step(battle);
};
export const nextQuestion = (battle: Battle): void => {
  while (battle.phase === 'reveal' || battle.phase === 'board') step(battle);
};

export const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof RuleError) return error.code;
    throw error;
  }
  return undefined;
};
