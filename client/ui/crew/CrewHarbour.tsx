import { useCallback, useEffect, useState } from 'react';
import type { CrewInfo } from '../../../server/domain/api-crew.ts';
import { pick, useT } from '../../i18n/index.ts';
import { listCrews, openCrew } from '../../net/crew.ts';
import { faultOf } from '../../net/fault.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, Button, Card, Icon } from '../parts/index.ts';
import { PlayFrame } from '../play/PlayFrame.tsx';

type Props = {
  station: string;
  onBoard: (crew: string) => void;
  onSolo: () => void;
  onLeave: () => void;
};

/** Where crews are found: the ones that wait, and the button that opens one's own. */
export const CrewHarbour = ({ station, onBoard, onSolo, onLeave }: Props) => {
  const t = useT('crew');
  const [crews, setCrews] = useState<CrewInfo[]>();
  const [fault, setFault] = useState<string>();
  const load = useCallback(() => {
    listCrews(station).then(
      (list) => {
        setCrews(list);
        setFault(undefined);
      },
      (f: unknown) => setFault(faultOf(f)),
    );
  }, [station]);
  useEffect(load, [load]);
  const open = () => {
    openCrew(station).then(
      ({ id }) => onBoard(id),
      (f: unknown) => setFault(faultOf(f)),
    );
  };
  return (
    <PlayFrame look="boss" label={t('title')} onLeave={onLeave} bar={<b>{t('title')}</b>}>
      <div className="crew-page">
        <Card className="crew-card">
          <Icon name="crossed-swords" size={72} />
          <h1>{t('title')}</h1>
          <p>{t('invite')}</p>
          {fault !== undefined && <FaultNote code={fault} />}
          <div className="crew-acts">
            <Button look="cta" icon="ship" onClick={open}>
              {t('open')}
            </Button>
            <Button icon="shield" onClick={onSolo}>
              {t('solo')}
            </Button>
          </div>
        </Card>
        <Card className="crew-card" aria-label={t('waiting')}>
          <div className="crew-head">
            <h2>{t('waiting')}</h2>
            <Button onClick={load}>{t('refresh')}</Button>
          </div>
          {crews?.length === 0 && <p>{t('none')}</p>}
          <ul className="crew-list">
            {(crews ?? []).map((c) => (
              <li key={c.id}>
                <span className="crew-faces">
                  {c.members.map((m) => (
                    <Avatar key={m.id} seed={m.avatar} size={40} />
                  ))}
                </span>
                <span>
                  <b>{c.members.map((m) => m.name).join('、')}</b>
                  <small>
                    {pick(c.boss.name)} · {t('members.n', { n: c.members.length })}
                  </small>
                </span>
                <Button look="cta" onClick={() => onBoard(c.id)}>
                  {t('join')}
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </PlayFrame>
  );
};
