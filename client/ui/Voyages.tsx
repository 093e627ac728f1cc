import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { QuestView } from '../../server/domain/api.ts';
import type { VoyageView } from '../../server/domain/api-quests.ts';
import { pick, textOf, useT } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { chooseVoyage, leavePreview, loadVoyages } from '../net/quest.ts';
import { quest } from '../stores/quest.ts';
import { go } from '../stores/screen.ts';
import { say } from '../stores/toast.ts';
import { faultText } from './fault-text.ts';
import { FaultNote } from './parts/FaultNote.tsx';
import { Button, Card, Icon, Progress } from './parts/index.ts';
import './voyages.css';

/** The quests I may sail; nothing to see while there is only one. */
export const Voyages = () => {
  const t = useT('map');
  const voyages = useStore(quest, (s) => s.voyages);
  const [fault, setFault] = useState<string>();
  const load = (): void => {
    setFault(undefined);
    loadVoyages().catch((error: unknown) => setFault(faultOf(error)));
  };
  useEffect(load, []);
  if (fault !== undefined)
    return (
      <Card aria-label={t('voyages')}>
        <h2>{t('voyages')}</h2>
        <FaultNote code={fault} />
        <Button onClick={load}>{t('voyages.again')}</Button>
      </Card>
    );
  if (voyages === undefined || (voyages.length < 2 && voyages.every((v) => v.current))) return null;
  return (
    <Card aria-label={t('voyages')}>
      <h2>{t('voyages')}</h2>
      <p className="voyages-lead">{t('voyages.lead')}</p>
      <ul className="rows">
        {voyages.map((voyage) => (
          <li key={voyage.quest}>
            <Voyage voyage={voyage} />
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Voyage = ({ voyage }: { voyage: VoyageView }) => {
  const t = useT('map');
  const [busy, setBusy] = useState(false);
  const { done, stations, islands, current } = voyage;
  const name = pick(voyage.name);
  const sail = (): void => {
    setBusy(true);
    chooseVoyage(voyage.quest)
      .then(
        () => {
          say(t('voyages.chosen', { name }), { icon: 'sailboat', tone: 'good' });
          go({ name: 'map' });
        },
        (fault: unknown) => say(faultText(faultOf(fault)), { tone: 'bad' }),
      )
      .finally(() => setBusy(false));
  };
  return (
    <div className={`row row-flat ${current ? 'row-current' : ''}`} aria-current={current || undefined}>
      <Icon name={current ? 'sailboat' : 'desert-island'} size={40} />
      <span className="row-text">
        <b>{name}</b>
        <small>{t('voyages.size', { islands, stations })}</small>
        <Progress value={done} max={stations} label={t('next.progress', { done, total: stations })} />
      </span>
      {current ? (
        <span className="row-end">{t('voyages.current')}</span>
      ) : (
        <Button look="mini" busy={busy} onClick={sail}>
          {t(done === 0 ? 'voyages.begin' : 'voyages.go')}
          <span className="sr-only">{name}</span>
        </Button>
      )}
    </div>
  );
};

/** Says on the map that a trainer plays a draft, and ends it. */
export const PreviewNote = ({ view }: { view: QuestView }) => {
  const t = useT('map');
  const [busy, setBusy] = useState(false);
  if (view.preview !== true) return null;
  const leave = (): void => {
    setBusy(true);
    leavePreview(view.id)
      .then(
        () => say(textOf('map')('preview.ended'), { tone: 'good' }),
        (fault: unknown) => say(faultText(faultOf(fault)), { tone: 'bad' }),
      )
      .finally(() => setBusy(false));
  };
  return (
    <aside className="preview-note" aria-label={t('preview')}>
      <span>{t('preview.note', { name: pick(view.name) })}</span>
      <Button look="mini" busy={busy} onClick={leave}>
        {t('preview.end')}
      </Button>
    </aside>
  );
};
