import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { joinBattle } from '../../net/battle.ts';
import { faultOf } from '../../net/fault.ts';
import { battlePlay } from '../../stores/battle.ts';
import { isHandKept, keepHand } from '../../stores/battle-hand.ts';
import { go } from '../../stores/screen.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { Battle } from './Battle.tsx';
import { BattleLobby } from './BattleLobby.tsx';
import { Gone } from './Gone.tsx';
import '../play/styles.ts';
import './battle.css';
import './battle-parts.css';
import './battle-hud.css';
import './battle-board.css';
import './battle-lobby.css';

const toHall = (): void => go({ name: 'battles' });

/** A battle as one of its players: lobby, questions, reveals, then its result. */
export const BattleScreen = ({ battle }: { battle: string }) => {
  const [turn, setTurn] = useState(0);
  return <Seated key={`${battle} ${turn}`} battle={battle} onAgain={() => setTurn(turn + 1)} />;
};

const Seated = ({ battle, onAgain }: { battle: string; onAgain: () => void }) => {
  const t = useT('battle');
  const view = useStore(battlePlay, (s) => s.view);
  const gone = useStore(battlePlay, (s) => s.gone);
  const [fault, setFault] = useState<string>();
  useEffect(keepHand, []);
  useEffect(() => joinBattle({ battle, as: 'player' }, (f) => setFault(faultOf(f))), [battle]);
  const over = view?.phase === 'done' || fault === 'battle.over';
  useEffect(() => {
    if (over) go({ name: 'battle-result', battle }, true);
  }, [over, battle]);
  if (gone !== undefined) return <Gone reason={gone} />;
  if (over) return <Loading label={t('ending')} onLeave={toHall} />;
  if (fault !== undefined)
    return <Fault code={fault} onRetry={onAgain} onLeave={toHall} leaveLabel={t('hall')} />;
  if (view === undefined)
    return <Loading label={t(isHandKept(battle) ? 'reconnecting.kept' : 'boarding')} onLeave={toHall} />;
  if (view.phase === 'lobby') return <BattleLobby view={view} onLeave={toHall} />;
  return <Battle view={view} label={t('title')} onLeave={toHall} />;
};
