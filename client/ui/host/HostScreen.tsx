import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { Console } from './Console.tsx';
import { HostDone } from './HostDone.tsx';
import { useRoom } from './use-room.ts';
import '../play/styles.ts';
import '../hall/hall-forms.css';
import '../hall/battle-result.css';
import '../hall/podium.css';
import './host.css';
import './people.css';
import './shown.css';

const toHall = (): void => go({ name: 'battles' });

/** The console of a show: opens at whatever phase the battle is in, on any device of its host. */
export const HostScreen = ({ battle }: { battle: string }) => {
  const [turn, setTurn] = useState(0);
  return <Hosted key={`${battle} ${turn}`} battle={battle} onAgain={() => setTurn(turn + 1)} />;
};

const Hosted = ({ battle, onAgain }: { battle: string; onAgain: () => void }) => {
  const t = useT('host');
  const { view, gone, fault } = useRoom(battle, 'host');
  if (view?.phase === 'done' || fault === 'battle.over' || gone === 'called_off')
    return <HostDone battle={battle} view={view} onLeave={toHall} />;
  if (fault !== undefined)
    return <Fault code={fault} onRetry={onAgain} onLeave={toHall} leaveLabel={t('hall')} />;
  if (view === undefined) return <Loading label={t('entering')} onLeave={toHall} />;
  return <Console view={view} onLeave={toHall} />;
};
