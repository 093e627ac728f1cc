import { useEffect, useState } from 'react';
import { CREW_MIN, CREW_MOST, type CrewView } from '../../../server/domain/api-crew.ts';
import { pick, useT } from '../../i18n/index.ts';
import { leaveCrew, startCrewFight } from '../../net/crew.ts';
import { faultOf } from '../../net/fault.ts';
import { say } from '../../stores/toast.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, announce, Button, Card } from '../parts/index.ts';
import { Picture } from '../play/Picture.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';

type Props = { view: CrewView; onLeave: () => void; onGone: () => void };

const SEATS = Array.from({ length: CREW_MOST }, (_, i) => `seat-${i}`);

/** The seats of a crew that waits, the link for colleagues, and the start as soon as there are enough. */
export const CrewLobby = ({ view, onLeave, onGone }: Props) => {
  const t = useT('crew');
  const [fault, setFault] = useState<string>();
  const missing = Math.max(0, CREW_MIN - view.members.length);
  const state = missing > 0 ? t('lobby.missing', { n: missing }) : t('lobby.ready');
  useEffect(() => announce(state), [state]);
  const run = (work: () => Promise<unknown>, then?: () => void) => () => {
    work().then(then, (f: unknown) => setFault(faultOf(f)));
  };
  const copy = () => navigator.clipboard.writeText(location.href).then(() => say(t('copied')));
  return (
    <PlayFrame look="boss" label={t('lobby')} onLeave={onLeave} bar={<b>{t('lobby')}</b>}>
      <div className="crew-page">
        <Card className="crew-card crew-lobby">
          <Picture name={view.boss.icon} size={140} />
          <h1>{pick(view.boss.name)}</h1>
          <p>{t('lobby.line', { least: CREW_MIN, most: CREW_MOST })}</p>
          <ul className="crew-seats">
            {SEATS.map((seat, i) => {
              const member = view.crew[i];
              return (
                <li key={seat} className={member === undefined ? 'free' : member.online ? '' : 'away'}>
                  {member === undefined ? (
                    <i aria-hidden="true">+</i>
                  ) : (
                    <Avatar seed={member.avatar} size={64} />
                  )}
                  <b>{member?.name ?? t('seat')}</b>
                  {member !== undefined && !member.online && <small>{t('offline')}</small>}
                </li>
              );
            })}
          </ul>
          <p className="crew-state">{state}</p>
          {fault !== undefined && <FaultNote code={fault} />}
          <div className="crew-acts">
            <Button
              look="cta"
              icon="crossed-swords"
              aria-disabled={missing > 0 || undefined}
              onClick={missing > 0 ? undefined : run(startCrewFight)}
            >
              {t('start')}
            </Button>
            <Button icon="speech-balloon" onClick={() => void copy()}>
              {t('copy')}
            </Button>
            <Button look="link" onClick={run(leaveCrew, onGone)}>
              {t('leave.seat')}
            </Button>
          </div>
        </Card>
      </div>
    </PlayFrame>
  );
};
