import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { joinCrew } from '../../net/crew.ts';
import { faultOf } from '../../net/fault.ts';
import { loadQuest } from '../../net/quest.ts';
import { crewPlay } from '../../stores/crew.ts';
import { go } from '../../stores/screen.ts';
import { session } from '../../stores/session.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { CrewFight } from './CrewFight.tsx';
import { CrewHarbour } from './CrewHarbour.tsx';
import { CrewLobby } from './CrewLobby.tsx';
import { CrewResult } from './CrewResult.tsx';
import '../play/play.css';
import '../play/panel.css';
import '../play/tiles.css';
import '../play/answers.css';
import '../play/gaps.css';
import '../play/scene.css';
import '../play/foes.css';
import '../play/result.css';
import '../play/exam.css';
import './crew.css';
import './crew-fight.css';

type Props = { island: string; station: string; crew?: string | undefined };

/** The boss with company: find or open a crew, wait for it, fight, and see what each one did. */
export const CrewScreen = ({ island, station, crew }: Props) => {
  const leave = () => go({ name: 'island', island });
  if (crew === undefined)
    return (
      <CrewHarbour
        station={station}
        onBoard={(id) => go({ name: 'crew', island, station, crew: id }, true)}
        onSolo={() => go({ name: 'attempt', island, station }, true)}
        onLeave={leave}
      />
    );
  return <Aboard key={crew} island={island} station={station} crew={crew} onLeave={leave} />;
};

type AboardProps = { island: string; station: string; crew: string; onLeave: () => void };

const Aboard = ({ island, station, crew, onLeave }: AboardProps) => {
  const t = useT('crew');
  const view = useStore(crewPlay, (s) => s.view);
  const told = useStore(crewPlay, (s) => s.told);
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    const stop = joinCrew(crew, (f) => setFault(faultOf(f)));
    return () => {
      stop();
      void loadQuest();
    };
  }, [crew]);
  const me = useStore(session, (s) => s.me?.person.id);
  const another = () => go({ name: 'crew', island, station }, true);
  const isIn = view === undefined || view.members.some((m) => m.id === me);
  // Another tab of the same person has given up the seat.
  useEffect(() => {
    if (!isIn) go({ name: 'crew', island, station }, true);
  }, [isIn, island, station]);
  if (fault !== undefined) return <Fault code={fault} onRetry={another} onLeave={onLeave} />;
  if (view === undefined) return <Loading label={t('boarding')} onLeave={onLeave} />;
  if (view.status === 'waiting') return <CrewLobby view={view} onLeave={onLeave} onGone={another} />;
  if (view.status === 'fighting' || told !== undefined)
    return <CrewFight view={view} island={island} label={t('title')} onLeave={onLeave} />;
  return <CrewResult view={view} onLeave={onLeave} onAgain={another} />;
};
