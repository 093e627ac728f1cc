import { useCallback, useEffect, useState } from 'react';
import type { PeerWork } from '../../../server/domain/api-station.ts';
import { number, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { peerWorks, setKudos } from '../../net/station.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, Button, Card, Icon } from '../parts/index.ts';
import { FileLink } from './Files.tsx';

/** Longer works are folded to this many letters. */
const FOLD = 160;

/** The fire of accepted works of colleagues, for who has handed in: read them, add wood. */
export const Peers = ({ station, open }: { station: string; open: boolean }) => {
  const t = useT('assignment');
  const [works, setWorks] = useState<PeerWork[]>();
  const [fault, setFault] = useState<string>();
  const load = useCallback(() => {
    setFault(undefined);
    peerWorks(station).then(setWorks, (error: unknown) => setFault(faultOf(error)));
  }, [station]);
  useEffect(() => {
    if (open) load();
  }, [open, load]);
  const change = (next: PeerWork): void =>
    setWorks((all) => all?.map((w) => (w.submission === next.submission ? next : w)));
  return (
    <Card className="peers" aria-labelledby="camp-peers">
      <h2 id="camp-peers">
        <Icon name="fire" size={28} />
        {t('peers')}
      </h2>
      {!open && (
        <p className="peers-locked">
          <Icon name="locked" size={24} />
          {t('peers.locked')}
        </p>
      )}
      {open && fault !== undefined && (
        <>
          <FaultNote code={fault} />
          <Button look="mini" onClick={load}>
            {t('files.again')}
          </Button>
        </>
      )}
      {open && works === undefined && fault === undefined && <p role="status">{t('peers.loading')}</p>}
      {works?.length === 0 && <p>{t('peers.none')}</p>}
      {works !== undefined && works.length > 0 && (
        <>
          <p className="peers-lead">{t('peers.lead')}</p>
          <ul>
            {works.map((w) => (
              <Peer key={w.submission} work={w} onChange={change} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
};

const Peer = ({ work, onChange }: { work: PeerWork; onChange: (next: PeerWork) => void }) => {
  const t = useT('assignment');
  const [whole, setWhole] = useState(false);
  const long = [...work.text].length > FOLD;
  const shown = long && !whole ? `${[...work.text].slice(0, FOLD).join('')}…` : work.text;
  return (
    <li className="peer">
      <p className="peer-head">
        <Avatar seed={work.avatar} size={40} />
        <b>{work.name}</b>
        <Kudos work={work} onChange={onChange} />
      </p>
      {work.text !== '' && <p className="desk-text">{shown}</p>}
      {long && (
        <Button look="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {t(whole ? 'peers.less' : 'peers.more')}
          <span className="sr-only">{work.name}</span>
        </Button>
      )}
      {work.files.length > 0 && (
        <ul className="peer-files">
          {work.files.map((file) => (
            <li key={file.id} className="file">
              <FileLink file={file} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};

/** `mine` = my wood is on this fire; it can be taken back. */
const Kudos = ({ work, onChange }: { work: PeerWork; onChange: (next: PeerWork) => void }) => {
  const t = useT('assignment');
  const [busy, setBusy] = useState(false);
  const flip = (): void => {
    setBusy(true);
    setKudos(work.submission, !work.mine)
      .then(
        ({ kudos }) => onChange({ ...work, kudos, mine: !work.mine }),
        (error: unknown) => say(faultText(faultOf(error)), { tone: 'bad' }),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Button
      look="mini"
      icon={work.mine ? 'fire' : 'wood'}
      busy={busy}
      className={work.mine ? 'kudos kudos-on' : 'kudos'}
      aria-pressed={work.mine}
      aria-label={t('kudos.said', { name: work.name, n: work.kudos })}
      onClick={flip}
    >
      {t(work.mine ? 'kudos.on' : 'kudos')}
      <b className="num">{number(work.kudos)}</b>
    </Button>
  );
};
