import { useCallback, useEffect, useRef } from 'react';
import type { BattleInfo, BattleResultView, BattleView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { askRematch } from '../../net/battle.ts';
import { resultSoon } from '../../net/host.ts';
import { go } from '../../stores/screen.ts';
import { Awards } from '../hall/Awards.tsx';
import { Places, placesOf } from '../hall/Places.tsx';
import { Glory, Podium, standsOf } from '../hall/Podium.tsx';
import { Teams } from '../hall/Teams.tsx';
import { titleOf } from '../hall/words.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button } from '../parts/index.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { useLoaded } from '../programme/use-loaded.ts';
import { Report } from './Report.tsx';
import { useWork } from './use-work.ts';
import { WallLink } from './WallLink.tsx';
import './done.css';
import './report.css';

type Props = { battle: string; view: BattleView | undefined; onLeave: () => void };

/** After the last question: podium and awards, the report with its files, the same once more. */
export const HostDone = ({ battle, view, onLeave }: Props) => {
  const t = useT('host');
  const { value, fault, load } = useLoaded(useCallback(() => resultSoon(battle), [battle]));
  const rematch = view?.rematch;
  useEffect(() => {
    if (rematch !== undefined) go({ name: 'host', battle: rematch });
  }, [rematch]);
  if (value !== undefined) return <Done result={value} view={view} onLeave={onLeave} />;
  return fault === undefined ? (
    <Loading label={t('counting')} onLeave={onLeave} />
  ) : (
    <Fault code={fault} onRetry={load} onLeave={onLeave} leaveLabel={t('hall')} />
  );
};

/** A match of departments is played once, and what was called off was not played. */
const isPlayedAgain = ({ tournament, status }: BattleInfo): boolean =>
  tournament === undefined && status === 'done';

type DoneProps = { result: BattleResultView; view: BattleView | undefined; onLeave: () => void };

const Done = ({ result, view, onLeave }: DoneProps) => {
  const t = useT('host');
  const { battle, rows, teams } = result;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus({ preventScroll: true }), []);
  const stands = standsOf(result);
  const places = placesOf(result, stands.length);
  const ranked = battle.rules.ranking && battle.status === 'done';
  return (
    <PlayFrame
      look="result"
      label={t('title')}
      onLeave={onLeave}
      leaveLabel={t('leave')}
      bar={<b className="host-title">{titleOf(battle)}</b>}
    >
      <div className="host-done">
        <div className={`host-heroes${ranked ? '' : ' host-heroes-calm'}`}>
          {stands.length > 0 && <Glory />}
          <h1 ref={head} tabIndex={-1} className="heroes-title">
            {t(battle.status === 'void' ? 'done.void' : ranked ? 'done.podium' : 'done.calm')}
          </h1>
          {stands.length > 0 && <Podium stands={stands} />}
          {places.length > 0 && <Places rows={places} me={undefined} boats={battle.mode === 'race'} />}
          {ranked && <Awards rows={rows} me={undefined} />}
          {ranked && teams.length > 0 && <Teams teams={teams} mine={undefined} />}
        </div>
        {battle.status !== 'void' && <Report battle={battle.id} />}
      </div>
      <Onward view={view} again={isPlayedAgain(battle)} onLeave={onLeave} />
    </PlayFrame>
  );
};

type OnwardProps = Omit<DoneProps, 'result'> & { again: boolean };

const Onward = ({ view, again, onLeave }: OnwardProps) => {
  const t = useT('host');
  const { busy, fault, run } = useWork();
  return (
    <footer className="host-foot">
      <FaultNote code={fault} />
      <div className="controls">
        <div className="controls-more">
          {view !== undefined && <WallLink view={view} />}
          <Button onClick={onLeave}>{t('hall')}</Button>
        </div>
        {view !== undefined && again && (
          <Button look="cta" className="control-next" busy={busy} onClick={() => run(askRematch)}>
            {t('rematch')}
          </Button>
        )}
      </div>
    </footer>
  );
};
