import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { AssignmentView } from '../../../server/domain/api-station.ts';
import { pick, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { loadQuest } from '../../net/quest.ts';
import { isOpen, resetWork, work } from '../../stores/assignment.ts';
import { up } from '../../stores/screen.ts';
import { Icon } from '../parts/index.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { Picture } from '../play/Picture.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { Brief } from './Brief.tsx';
import { Desk } from './Desk.tsx';
import { HandedIn } from './HandedIn.tsx';
import { Peers } from './Peers.tsx';
import { followWork, openWork } from './sync.ts';
import { followUploads } from './uploads.ts';
import '../play/play.css';
import '../play/result.css';
import './assignment.css';
import './desk.css';
import './peers.css';

/** The assignment camp: rubric first, then the work; handed in, marked, mended; afterwards the fire of colleagues. */
export const AssignmentScreen = ({ station }: { station: string }) => {
  const t = useT('assignment');
  const view = useStore(work, (s) => s.view);
  const [fault, setFault] = useState<string>();
  const load = useCallback(() => {
    setFault(undefined);
    openWork(station).catch((error: unknown) => setFault(faultOf(error)));
  }, [station]);
  useEffect(() => {
    resetWork();
    const stops = [followWork(), followUploads()];
    load();
    return () => {
      for (const stop of stops) stop();
      resetWork();
      void loadQuest();
    };
  }, [load]);
  if (fault !== undefined) return <Fault code={fault} onRetry={load} onLeave={up} />;
  if (view === undefined) return <Loading label={t('loading')} onLeave={up} />;
  return (
    <PlayFrame
      look="camp"
      label={pick(view.name)}
      onLeave={up}
      bar={
        <>
          <Icon name="camping" size={28} />
          <b className="camp-name">{pick(view.name)}</b>
        </>
      }
    >
      <Camp view={view} />
    </PlayFrame>
  );
};

const Camp = ({ view }: { view: AssignmentView }) => {
  const { submission } = view;
  const { state } = submission;
  const shared = submission.submittedAt !== undefined && state !== 'draft';
  const camp = useNews(state);
  const mine = isOpen(view) ? <Desk key={state} view={view} /> : <HandedIn view={view} />;
  /** Before anything is handed in the task comes first; afterwards what became of the work. */
  const asked = state === 'draft';
  return (
    <div className="camp" ref={camp}>
      <div className="camp-sky" aria-hidden="true">
        <Picture name="camping" size={150} />
        <span className="camp-fire">
          <Icon name="wood" size={64} />
          <Icon name="fire" size={84} />
        </span>
      </div>
      <div className="camp-in">
        {!asked && mine}
        <Brief view={view} />
        {asked && mine}
        <Peers station={view.station} open={shared} />
      </div>
    </div>
  );
};

/** Handed in, taken back, marked: the button that was pressed is gone, so the focus and the view go to the work. */
const useNews = (state: AssignmentView['submission']['state']) => {
  const camp = useRef<HTMLDivElement>(null);
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    camp.current?.querySelector<HTMLElement>('#camp-yours')?.focus();
  }, [state]);
  return camp;
};
