import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { CREW_MOST, type CrewInfo } from '../../../server/domain/api-crew.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { listCrews, openCrew } from '../../net/crew.ts';
import { faultOf } from '../../net/fault.ts';
import { quest } from '../../stores/quest.ts';
import { session } from '../../stores/session.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, Button, Card, Icon } from '../parts/index.ts';
import { Picture } from '../play/Picture.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';

type Props = {
  station: string;
  onBoard: (crew: string) => void;
  onSolo: () => void;
  onLeave: () => void;
};

const LOOK_MS = 5_000;

/** The crews at a boss, looked at again and again while the harbour is on the screen. */
const useCrews = (station: string) => {
  const [crews, setCrews] = useState<CrewInfo[]>();
  const [fault, setFault] = useState<string>();
  const load = useCallback(
    () =>
      listCrews(station).then(
        (list) => {
          setCrews(list);
          setFault(undefined);
        },
        (f: unknown) => setFault(faultOf(f)),
      ),
    [station],
  );
  useEffect(() => {
    void load();
    const timer = setInterval(() => {
      if (!document.hidden) void load();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [load]);
  return { crews, fault, setFault };
};

/** Where crews are found: the ones that wait, and the button that opens one's own. */
export const CrewHarbour = ({ station, onBoard, onSolo, onLeave }: Props) => {
  const t = useT('crew');
  const { crews, fault, setFault } = useCrews(station);
  const [opening, setOpening] = useState(false);
  const open = () => {
    setOpening(true);
    openCrew(station).then(
      ({ id }) => onBoard(id),
      (f: unknown) => {
        setOpening(false);
        setFault(faultOf(f));
      },
    );
  };
  return (
    <PlayFrame look="boss" label={t('title')} onLeave={onLeave} bar={<b>{t('harbour')}</b>}>
      <div className="crew-page">
        <Card className="crew-card crew-invite">
          <BossPicture station={station} />
          <h1>{t('title')}</h1>
          <p>{t('invite')}</p>
          {fault !== undefined && <FaultNote code={fault} />}
          <div className="crew-acts">
            <Button look="cta" icon="ship" busy={opening} onClick={open}>
              {t('open')}
            </Button>
            <Button icon="crossed-swords" onClick={onSolo}>
              {t('solo')}
            </Button>
          </div>
        </Card>
        <Card className="crew-card crew-open" aria-label={t('waiting')}>
          <h2>{t('waiting')}</h2>
          {crews === undefined && fault === undefined && <p role="status">{t('looking')}</p>}
          {crews?.length === 0 && (
            <p className="crew-none">
              <Icon name="ship" size={40} />
              <span>{t('none')}</span>
            </p>
          )}
          <ul className="crew-list">
            {(crews ?? []).map((c) => (
              <CrewRow key={c.id} crew={c} onBoard={() => onBoard(c.id)} />
            ))}
          </ul>
        </Card>
      </div>
    </PlayFrame>
  );
};

const BossPicture = ({ station }: { station: string }) => {
  const found = useStore(quest, (s) =>
    s.view?.islands.flatMap((i) => i.stations).find((at) => at.id === station),
  );
  return <Picture name={found?.boss?.icon ?? 'crossed-swords'} size={110} />;
};

const CrewRow = ({ crew, onBoard }: { crew: CrewInfo; onBoard: () => void }) => {
  const t = useT('crew');
  const me = useStore(session, (s) => s.me?.person.id);
  const isMine = crew.members.some((m) => m.id === me);
  const full = crew.members.length >= CREW_MOST && !isMine;
  const names = crew.members.map((m) => m.name).join(t('and'));
  return (
    <li>
      <span className="crew-faces">
        {crew.members.map((m) => (
          <Avatar key={m.id} seed={m.avatar} size={40} />
        ))}
      </span>
      <span className="crew-who">
        <b>{names}</b>
        <small lang={pickedLang(crew.boss.name)}>
          {pick(crew.boss.name)} · {t('members.n', { n: crew.members.length, most: CREW_MOST })}
        </small>
      </span>
      <Button
        look={full ? 'soft' : 'cta'}
        aria-label={full ? t('full') : t('join.named', { names })}
        aria-disabled={full || undefined}
        onClick={full ? undefined : onBoard}
      >
        {isMine ? t('rejoin') : full ? t('full') : t('join')}
      </Button>
    </li>
  );
};
