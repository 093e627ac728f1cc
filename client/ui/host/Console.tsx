import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { BattleView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { battlePlay } from '../../stores/battle.ts';
import { titleOf } from '../hall/words.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { announce, Icon } from '../parts/index.ts';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { Controls } from './Controls.tsx';
import { Gauge } from './Gauge.tsx';
import { HostLobby } from './HostLobby.tsx';
import { Lost } from './Lost.tsx';
import { People } from './People.tsx';
import { Ring } from './Ring.tsx';
import { Shown } from './Shown.tsx';
import { TeamBoard, TopFive } from './Tops.tsx';
import { useWork, type Work } from './use-work.ts';
import { WallLink } from './WallLink.tsx';

type Props = { view: BattleView; onLeave: () => void };

/** What the host sees and does while the battle is on. */
export const Console = ({ view, onLeave }: Props) => {
  const t = useT('host');
  const { busy, fault, run } = useWork();
  const { question, phase } = view;
  const said = t(view.paused ? 'phase.paused' : `phase.${phase}`);
  const second = phase === 'question' && question?.nth === 2;
  useEffect(() => announce(second ? `${said} ${t('second')}` : said), [said, second, t]);
  return (
    <PlayFrame
      look="battle"
      label={t('title')}
      onLeave={onLeave}
      leaveLabel={t('leave')}
      bar={<Bar view={view} said={said} />}
      count={question === undefined ? undefined : <Count n={question.round + 1} of={question.rounds} />}
    >
      <Lost />
      <div className="host">
        {phase === 'lobby' ? (
          <HostLobby view={view} run={run} busy={busy} />
        ) : (
          <Running view={view} run={run} />
        )}
      </div>
      <footer className="host-foot">
        <FaultNote code={fault} />
        <Controls view={view} busy={busy} run={run} />
      </footer>
    </PlayFrame>
  );
};

const Bar = ({ view, said }: { view: BattleView; said: string }) => {
  const t = useT('host');
  const { info, phase } = view;
  return (
    <>
      <h1 className="host-title">{titleOf(info)}</h1>
      <span className={`host-phase${view.paused ? ' is-paused' : ''}`}>{said}</span>
      {info.pin !== undefined && phase !== 'lobby' && (
        <span className="host-pin">
          {t('pin')} <b className="num">{info.pin}</b>
          {view.locked && <Icon name="locked" size={20} label={t('locked')} />}
        </span>
      )}
    </>
  );
};

const Count = ({ n, of }: { n: number; of: number }) => {
  const t = useT('host');
  return (
    <>
      <span className="sr-only">{t('round', { n, of })}</span>
      <span aria-hidden="true">
        {n}
        <small>/{of}</small>
      </span>
    </>
  );
};

const Running = ({ view, run }: { view: BattleView; run: Work }) => {
  const talk = useStore(battlePlay, (s) => s.talk) ?? view.talk;
  const { phase, info } = view;
  return (
    <div className="host-run">
      <div className="host-main">
        {phase === 'board' ? (
          <>
            <TopFive view={view} />
            <TeamBoard view={view} />
          </>
        ) : (
          <Shown view={view} badge={<Ring view={view} />} counts={phase === 'closed' ? talk : undefined} />
        )}
        {phase === 'reveal' && view.teams.length > 1 && info.rules.ranking && <TeamBoard view={view} />}
      </div>
      <aside className="host-side">
        <Gauge view={view} />
        <WallLink view={view} />
        <People view={view} run={run} />
      </aside>
    </div>
  );
};
