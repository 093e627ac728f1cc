import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { CREW_MIN, CREW_MOST, type CrewView } from '../../../server/domain/api-crew.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { leaveCrew, startCrewFight } from '../../net/crew.ts';
import { faultOf } from '../../net/fault.ts';
import { crewPlay } from '../../stores/crew.ts';
import { session } from '../../stores/session.ts';
import { say } from '../../stores/toast.ts';
import { ChatButton } from '../chat/ChatButton.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, announce, Button, Card } from '../parts/index.ts';
import { Picture } from '../play/Picture.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { playCue } from '../sound.ts';

type Props = { view: CrewView; onLeave: () => void; onGone: () => void };

const SEATS = Array.from({ length: CREW_MOST }, (_, i) => `seat-${i}`);

/** The seats of a crew that waits, the link for colleagues, and the start as soon as there are enough. */
export const CrewLobby = ({ view, onLeave, onGone }: Props) => {
  const t = useT('crew');
  const live = useStore(crewPlay, (s) => s.live);
  const [fault, setFault] = useState<string>();
  const n = view.members.length;
  const missing = Math.max(0, CREW_MIN - n);
  const state = missing > 0 ? t('lobby.missing', { n: missing }) : t('lobby.ready');
  const names = view.members.map((m) => m.name).join(t('and'));
  useEffect(() => announce(`${names}${t('colon')}${state}`), [names, state, t]);
  useEffect(() => {
    if (n > 1) playCue('select');
  }, [n]);
  const run = (work: () => Promise<unknown>, then?: () => void) => () => {
    work().then(then, (f: unknown) => setFault(faultOf(f)));
  };
  /** The seat is given up with the screen; without a network the others see that nobody sits there. */
  const goAway = () => void leaveCrew().then(onLeave, onLeave);
  return (
    <PlayFrame look="boss" label={t('lobby')} onLeave={goAway} bar={<b>{t('lobby')}</b>}>
      <div className="crew-page crew-page-lobby">
        <Card className="crew-card crew-lobby">
          <Picture name={view.boss.icon} size={120} />
          <h1 lang={pickedLang(view.boss.name)}>{pick(view.boss.name)}</h1>
          <p>{t('lobby.line', { least: CREW_MIN, most: CREW_MOST })}</p>
          <Seats view={view} />
          <p className={`crew-state${missing === 0 ? ' ready' : ''}`}>{live ? state : t('reconnecting')}</p>
          {n === 1 && <p className="crew-tip">{t('lobby.alone')}</p>}
          {fault !== undefined && <FaultNote code={fault} />}
          <div className="crew-acts">
            <Button
              look={missing > 0 ? 'soft' : 'cta'}
              icon="crossed-swords"
              aria-disabled={missing > 0 || undefined}
              onClick={missing > 0 ? undefined : run(startCrewFight)}
            >
              {t('start')}
            </Button>
            <Invitation look={missing > 0 ? 'cta' : 'soft'} />
            <ChatButton kind="crew" id={view.id} />
          </div>
          <Button look="link" onClick={run(leaveCrew, onGone)}>
            {t('leave.seat')}
          </Button>
        </Card>
      </div>
    </PlayFrame>
  );
};

const Seats = ({ view }: { view: CrewView }) => {
  const t = useT('crew');
  const me = useStore(session, (s) => s.me?.person.id);
  return (
    <ul className="crew-seats">
      {SEATS.map((seat, i) => {
        const member = view.crew[i];
        if (member === undefined)
          return (
            <li key={seat} className="free">
              <i aria-hidden="true">+</i>
              <b>{t('seat')}</b>
            </li>
          );
        return (
          <li key={seat} className={`${member.id === me ? 'me' : ''}${member.online ? '' : ' away'}`}>
            <Avatar seed={member.avatar} size={64} />
            <b>{member.id === me ? t('me') : member.name}</b>
            {!member.online && <small>{t('offline.short')}</small>}
          </li>
        );
      })}
    </ul>
  );
};

/** Copies the link; where a browser has no clipboard (plain http) the link itself appears, to be copied by hand. */
const Invitation = ({ look }: { look: 'cta' | 'soft' }) => {
  const t = useT('crew');
  const [shown, setShown] = useState(false);
  const link = location.href;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      say(t('copied'), { icon: 'check-mark-button', tone: 'good' });
    } catch {
      setShown(true);
    }
  };
  return (
    <>
      <Button look={look} icon="clipboard" onClick={() => void copy()}>
        {t('copy')}
      </Button>
      {shown && (
        <input
          className="crew-link"
          readOnly
          aria-label={t('link')}
          value={link}
          ref={(box) => box?.select()}
          onFocus={(e) => e.currentTarget.select()}
        />
      )}
    </>
  );
};
