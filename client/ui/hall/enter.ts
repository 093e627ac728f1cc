import type { BattleInfo } from '../../../server/domain/api-battle.ts';
import { go, type Screen } from '../../stores/screen.ts';

/** Where a battle is entered: a show of mine at its console, one that is over at its result, else at my seat. */
export const screenOfBattle = (battle: Pick<BattleInfo, 'id' | 'mode' | 'mine' | 'status'>): Screen => {
  if (battle.status === 'done' || battle.status === 'void')
    return { name: 'battle-result', battle: battle.id };
  return battle.mode === 'show' && battle.mine
    ? { name: 'host', battle: battle.id }
    : { name: 'battle', battle: battle.id };
};
export const enterBattle = (battle: BattleInfo): void => go(screenOfBattle(battle));
