import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { VisitView } from '../../../server/domain/api-friends.ts';
import { pick, useT } from '../../i18n/index.ts';
import { visitOf } from '../../net/people.ts';
import { go } from '../../stores/screen.ts';
import { settings } from '../../stores/settings.ts';
import { type StationInput, world } from '../../stores/world.ts';
import { Fault } from '../Fault.tsx';
import { useKeys } from '../keys.ts';
import { Card, Icon, Phrases, RoundButton, Stars } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { Shore } from '../Shore.tsx';
import { Waiting } from '../Waiting.tsx';
import { CheerBar } from './Cheers.tsx';
import { GuestBook } from './GuestBook.tsx';
import { Portrait } from './Portrait.tsx';
import { VisitLabels } from './VisitLabels.tsx';
import './people.css';

/** A friend's island is shown without coins: they are its owner's to find. */
const COIN_SPOTS = Array.from({ length: 8 }, (_, i) => `coin-${i}`);

const stationsIn = ({ island }: VisitView): StationInput[] =>
  island.stations.map((s) => ({
    id: s.id,
    kind: s.kind,
    stars: s.stars,
    state: s.done ? 'done' : 'locked',
    ...(s.boss === undefined ? {} : { boss: { ...s.boss, hp: s.done ? 0 : 1, maxHp: 1 } }),
  }));

/** A friend's island as the friend sees it now: to look around on, and to leave a cheer. */
export const Visit = ({ person }: { person: string }) => {
  const ask = useCallback(() => visitOf(person), [person]);
  const { value, fault, load } = useLoaded(ask);
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  if (value === undefined)
    return (
      <Shore calm>
        <Waiting />
      </Shore>
    );
  return <Ashore visit={value} onCheer={load} />;
};

const Ashore = ({ visit, onCheer }: { visit: VisitView; onCheer: () => void }) => {
  const t = useT('people');
  const plain = useStore(settings, (s) => s.plain);
  const failed = useStore(world, (s) => s.failed);
  const { face, island, station, skin } = visit;
  const stations = useMemo(() => stationsIn(visit), [visit]);
  const drawn = !plain && !failed;
  useEffect(() => {
    const open = { id: island.id, style: island.style };
    if (drawn) world.showIsland(open, stations, [], COIN_SPOTS, [], { avatar: face.avatar, station, skin });
  }, [drawn, island, stations, face.avatar, station, skin]);
  const back = (): void => go({ name: 'person', person: face.id });
  useKeys({ Escape: back });
  const facts = t('visit.facts', {
    done: island.stations.filter((s) => s.done).length,
    total: island.stations.length,
    stars: island.stars,
    tamed: visit.tamed,
  });
  return (
    <div className={drawn ? 'visit' : 'visit plain visit-plain'}>
      <header className="hud">
        <div className="chip chip-back visit-head">
          <RoundButton label={t('visit.back')} onClick={back}>
            <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
              <path d="M15 4 7 12l8 8" fill="none" stroke="currentColor" strokeWidth="3.4" />
            </svg>
          </RoundButton>
          <Portrait face={face} size={40} />
          <span className="me-text">
            <b>{t('visit.title', { name: face.name })}</b>
            <small>{pick(island.name)}</small>
          </span>
        </div>
      </header>
      {drawn && <VisitLabels visit={visit} />}
      <Panel visit={visit} facts={facts} list={!drawn} onCheer={onCheer} />
    </div>
  );
};

type PanelProps = { visit: VisitView; facts: string; list: boolean; onCheer: () => void };

const Panel = ({ visit, facts, list, onCheer }: PanelProps) => {
  const t = useT('people');
  const { face, island } = visit;
  const [left, setLeft] = useState(visit.cheers);
  const title = t('visit.head', { name: face.name, island: pick(island.name) });
  return (
    <Card className="visit-card" aria-label={title}>
      <div className="visit-words">
        <h1>
          <Phrases text={title} />
        </h1>
        <p className="visit-facts">{facts}</p>
      </div>
      {list && <Stations visit={visit} />}
      <CheerBar
        person={face}
        left={left}
        place={island.id}
        onSent={(kind, n) => {
          setLeft({ ...left, [kind]: n });
          onCheer();
        }}
      />
      <GuestBook book={visit.book} />
    </Card>
  );
};

const Stations = ({ visit }: { visit: VisitView }) => {
  const t = useT('people');
  return (
    <ol className="rows" aria-label={t('visit.stations')}>
      {visit.island.stations.map((s) => (
        <li key={s.id} className="row row-flat">
          <Icon name={s.done ? 'check-mark-button' : 'desert-island'} size={28} />
          <span className="row-text">
            <b>{pick(s.name)}</b>
            {s.id === visit.station && <small>{t('visit.stands', { name: visit.face.name })}</small>}
          </span>
          {s.done && <Stars n={s.stars} size={18} />}
        </li>
      ))}
    </ol>
  );
};
