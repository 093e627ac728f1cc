import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  battlePlay,
  draftBattle,
  type Pending,
  resetBattle,
  showBattle,
} from '../../client/stores/battle.ts';
import { isHandKept, keepHand } from '../../client/stores/battle-hand.ts';
import type { BattleView } from '../../server/domain/api-battle.ts';
import { battleView, notice, receiptOf } from './battle-room.ts';

const state = battlePlay.getState;
const open = (more: Partial<BattleView> = {}): void =>
  showBattle(battleView({ phase: 'question', question: notice(), ...more }), performance.now());
const ON_ITS_WAY: Pending = { id: 'answer-1', round: 0, nth: 1, answer: 2, rtMs: 1200, changes: 1 };
let stop: () => void = () => undefined;
/** The tab is loaded anew: nothing is left in memory. */
const reload = (): void => {
  stop();
  resetBattle();
  stop = keepHand();
};

describe('an answer given without a line, after the page was loaded anew', () => {
  beforeEach(() => {
    sessionStorage.clear();
    reload();
  });
  afterEach(() => {
    stop();
    resetBattle();
  });

  test('is on its way again with the same id, once the same question is back', () => {
    open();
    battlePlay.setState({ draft: 2, changes: 1, pending: ON_ITS_WAY });
    reload();
    expect(isHandKept('b1')).toBe(true);
    expect(isHandKept('b2')).toBe(false);
    expect(state().pending).toBeUndefined();
    open();
    expect(state()).toMatchObject({ draft: 2, changes: 1, pending: ON_ITS_WAY });
  });

  test('a choice that was not handed in stands there as it was', () => {
    open();
    draftBattle(3);
    reload();
    expect(isHandKept('b1')).toBe(false);
    open();
    expect(state().draft).toBe(3);
    expect(state().pending).toBeUndefined();
  });

  test('is not given to another question, to its second asking, to another person or battle', () => {
    const others: Partial<BattleView>[] = [
      { question: notice({ round: 1 }) },
      { question: notice({ nth: 2 }) },
      { me: battleView().seats[1] as BattleView['seats'][number] },
      { info: { ...battleView().info, id: 'b2' } },
    ];
    for (const other of others) {
      reload();
      open();
      battlePlay.setState({ draft: 2, pending: ON_ITS_WAY });
      reload();
      open(other);
      expect([state().draft, state().pending]).toEqual([undefined, undefined]);
    }
  });

  test('is forgotten when the server has it', () => {
    open();
    battlePlay.setState({ draft: 2, pending: ON_ITS_WAY });
    open({ receipt: receiptOf({ id: 'answer-1', round: 0, answer: 2 }) });
    expect(isHandKept('b1')).toBe(false);
    reload();
    open();
    expect(state().pending).toBeUndefined();
  });
});
