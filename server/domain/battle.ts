import { givenBefore, takeAnswer } from './battle-answer.ts';
import { again, comeBack, end, endDuel, extend, go, pause, skip, start, step } from './battle-phase.ts';
import { noteRanks } from './battle-reveal.ts';
import { changeTeam, inLobby, leaveSeat, seatIn, takeSeat } from './battle-seats.ts';
import type { BattleInput } from './battle-shape.ts';
import type { Battle, BattleBook, BattleSetup, Given } from './battle-state.ts';
import { predict } from './battle-survival.ts';
import { RuleError } from './errors.ts';

/** A battle before its first input; `book` must hold every question before `start`. */
export const openBattle = (setup: BattleSetup, book: BattleBook = new Map()): Battle => ({
  ...setup,
  book,
  phase: 'lobby',
  locked: false,
  hideNames: setup.rules.hideNames,
  seats: new Map(),
  banned: new Set(),
  team: [],
  items: [],
  rounds: [],
  lastAt: 0,
  seq: 0,
  calledOff: false,
});

const notOver = (battle: Battle): void => {
  if (battle.phase === 'done') throw new RuleError('battle.over');
};

const act = (battle: Battle, input: BattleInput): Given | undefined => {
  const { at } = input;
  switch (input.kind) {
    case 'answer':
      return takeAnswer(battle, input);
    case 'seat':
      takeSeat(battle, input);
      return;
    case 'unseat':
      leaveSeat(battle, input);
      endDuel(battle);
      return;
    case 'ready':
      inLobby(battle);
      seatIn(battle, input.person).ready = input.ready;
      return;
    case 'team':
      changeTeam(battle, input);
      return;
    case 'start':
      start(battle, input);
      return;
    case 'step':
      step(battle, at);
      return;
    case 'pause':
      pause(battle, at);
      return;
    case 'go':
      go(battle, at);
      return;
    case 'extend':
      extend(battle, input.ms);
      return;
    case 'skip':
      skip(battle, at);
      return;
    case 'again':
      again(battle, at);
      return;
    case 'lock':
      notOver(battle);
      battle.locked = input.locked;
      return;
    case 'names':
      battle.hideNames = input.hide;
      return;
    case 'predict':
      notOver(battle);
      predict(battle, seatIn(battle, input.person), input.who);
      return;
    case 'back':
      comeBack(battle, at);
      return;
    case 'end':
      end(battle);
      return;
  }
};

/** `given` = the answer as taken; `repeat` = it had been taken before under the same id: nothing has changed, and the
 * input need not be stored. */
export type Applied = { given?: Given; repeat: boolean };

/** Applies one input and changes `battle`; a refusal (`RuleError`) leaves it as it was. Cost of an answer does not grow
 * with the seats. */
export const applyInput = (battle: Battle, input: BattleInput): Applied => {
  if (input.kind === 'answer') {
    const before = givenBefore(battle, input);
    if (before) return { given: before, repeat: true };
  }
  const phase = battle.phase;
  const given = act(battle, input);
  battle.lastAt = Math.max(battle.lastAt, input.at);
  battle.seq += 1;
  const revealed = phase !== 'reveal' && battle.phase === 'reveal';
  if (revealed && battle.rounds.at(-1)?.state === 'revealed') noteRanks(battle);
  return { ...(given && { given }), repeat: false };
};

/** The battle that these inputs give. */
export const replayBattle = (setup: BattleSetup, book: BattleBook, inputs: Iterable<BattleInput>): Battle => {
  const battle = openBattle(setup, book);
  for (const input of inputs) applyInput(battle, input);
  return battle;
};
