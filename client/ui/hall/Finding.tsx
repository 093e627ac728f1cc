import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { DockNews } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { findOpponent } from '../../net/dock.ts';
import { hall, type Search } from '../../stores/hall.ts';
import { go } from '../../stores/screen.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { announce, Button, Dialog } from '../parts/index.ts';
import { Picture } from '../play/Picture.tsx';
import { playCue } from '../sound.ts';
import { FleetArt } from './FleetArt.tsx';

type Against = DockNews['matched']['against'];
const FACE: Record<Against, string> = { person: 'handshake', ghost: 'video-camera', bot: 'robot' };
/** A person waits on the other side: the duel opens by itself after the name could be read. */
const READ_MS = 1200;

/** Looks for a partner as long as it is on the screen; says honestly who or what was found. */
export const Finding = ({ onClose }: { onClose: () => void }) => {
  const t = useT('hall');
  const search = useStore(hall, (s) => s.search);
  const stop = useRef<() => void>(undefined);
  const look = useCallback((): void => {
    stop.current?.();
    stop.current = findOpponent(performance.now());
  }, []);
  useEffect(() => {
    look();
    return () => stop.current?.();
  }, [look]);
  const matched = search?.matched;
  return (
    <Dialog sheet className="hall-dialog" title={t('find.title')} onClose={onClose}>
      <div className="finding">
        {matched === undefined ? (
          <Looking search={search} onAgain={look} onClose={onClose} />
        ) : (
          <Found matched={matched} />
        )}
      </div>
    </Dialog>
  );
};

const useSeconds = (since: number | undefined): number => {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (since === undefined) return;
    const tell = (): void => setSeconds(Math.floor((performance.now() - since) / 1000));
    tell();
    const timer = setInterval(tell, 250);
    return () => clearInterval(timer);
  }, [since]);
  return seconds;
};

type LookingProps = { search: Search | undefined; onAgain: () => void; onClose: () => void };

const Looking = ({ search, onAgain, onClose }: LookingProps) => {
  const t = useT('hall');
  const seconds = useSeconds(search?.since);
  const failed = search?.fault !== undefined;
  const lost = search?.live === false;
  return (
    <>
      <div className={`finding-boats${failed ? ' still' : ''}`} aria-hidden="true">
        <FleetArt of="duel" />
      </div>
      {failed ? (
        <FaultNote code={search.fault} />
      ) : (
        <>
          <p className="finding-line" role="status">
            {t(lost ? 'find.line' : 'find.wait')}
          </p>
          <p className="finding-seconds num" role="timer">
            {t('find.seconds', { n: seconds })}
          </p>
        </>
      )}
      <p className="finding-note">{t('find.note')}</p>
      <div className="dialog-acts">
        {failed && <Button onClick={onAgain}>{t('find.again')}</Button>}
        <Button onClick={onClose}>{t('find.cancel')}</Button>
      </div>
    </>
  );
};

const Found = ({ matched }: { matched: DockNews['matched'] }) => {
  const t = useT('hall');
  const { against, battle } = matched;
  useEffect(() => {
    playCue('select');
    announce(t(`find.found.${against}`));
    if (against !== 'person') return;
    const timer = setTimeout(() => go({ name: 'battle', battle }), READ_MS);
    return () => clearTimeout(timer);
  }, [against, battle, t]);
  return (
    <>
      <Picture name={FACE[against]} size={96} />
      <p className="finding-line">{t(`find.found.${against}`)}</p>
      {against !== 'person' && <p className="finding-note">{t(`find.${against}.note`)}</p>}
      <Button look="cta" wide autoFocus onClick={() => go({ name: 'battle', battle })}>
        {t('find.go')}
      </Button>
    </>
  );
};
