import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { useRoom } from './use-room.ts';
import { Wall } from './Wall.tsx';
import { WallDone } from './WallDone.tsx';
import '../play/styles.ts';
import '../hall/battle-result.css';
import '../hall/podium.css';
import './host.css';
import './shown.css';
import './wall.css';
import './wall-lobby.css';

type Props = { battle: string; as: 'screen' | 'watch' };
const toHall = (): void => go({ name: 'battles' });

/** The battle on the wall (`screen`), or the same for a spectator on an own device (`watch`). */
export const Projector = (props: Props) => {
  const [turn, setTurn] = useState(0);
  return <Shown key={`${props.battle} ${turn}`} {...props} onAgain={() => setTurn(turn + 1)} />;
};

const Shown = ({ battle, as, onAgain }: Props & { onAgain: () => void }) => {
  const t = useT('host');
  const { view, gone, fault } = useRoom(battle, as);
  if (view?.phase === 'done' || fault === 'battle.over' || gone === 'called_off')
    return <WallDone battle={battle} view={view} />;
  if (fault !== undefined)
    return <Fault code={fault} onRetry={onAgain} onLeave={toHall} leaveLabel={t('hall')} />;
  if (view === undefined) return <Loading label={t('entering')} onLeave={toHall} />;
  return <Wall view={view} />;
};
