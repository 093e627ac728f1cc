import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { BattleRole, BattleView } from '../../../server/domain/api-battle.ts';
import { joinBattle } from '../../net/battle.ts';
import { faultOf } from '../../net/fault.ts';
import { type BattlePlay, battlePlay } from '../../stores/battle.ts';

type InRoom = { view: BattleView | undefined; gone: BattlePlay['gone']; fault: string | undefined };

/** The battle's room for as long as the screen is mounted; give it another `key` to try again. */
export const useRoom = (battle: string, as: BattleRole): InRoom => {
  const view = useStore(battlePlay, (s) => (s.view?.info.id === battle ? s.view : undefined));
  const gone = useStore(battlePlay, (s) => s.gone);
  const [fault, setFault] = useState<string>();
  useEffect(() => joinBattle({ battle, as }, (f) => setFault(faultOf(f))), [battle, as]);
  return { view, gone, fault };
};
