import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { IslandView, Me, QuestView } from '../../server/domain/api.ts';
import { useT } from '../i18n/index.ts';
import { sendMove } from '../net/live.ts';
import { record } from '../net/outbox.ts';
import { honours } from '../stores/honours.ts';
import { go } from '../stores/screen.ts';
import { world } from '../stores/world.ts';
import { IslandHead } from './IslandHead.tsx';
import { IslandLabels, useStationName } from './IslandLabels.tsx';
import { useKeys } from './keys.ts';
import { StationList } from './PlainIsland.tsx';
import { announce, Button, Key, Sheet } from './parts/index.ts';
import { greet, useMates } from './peers.ts';
import { StationStrip } from './StationStrip.tsx';
import { enterStation, pickUp, tame } from './station.ts';

const visits = new Map<string, number>();
const noteVisit = (id: string, order: number): void => {
  const nth = (visits.get(id) ?? 0) + 1;
  visits.set(id, nth);
  void record('island.entered', { obj: id, data: { order, nth } });
};

/** The station my critter stands at when the island opens: a work that came back, the one to do next, else the last
 * finished one. What was handed in waits for others. */
const startOf = (view: QuestView, island: IslandView): string =>
  (
    island.stations.find((s) => s.submission === 'returned') ??
    island.stations.find((s) => s.id === view.current?.station) ??
    island.stations.find((s) => s.state === 'current') ??
    island.stations.findLast((s) => s.state === 'done') ??
    island.stations[0]
  )?.id ?? '';

/** One island: nine stations along a path, with what lies beside it. */
export const IslandScreen = ({ me, view, island }: { me: Me; view: QuestView; island: IslandView }) => {
  const t = useT('island');
  const nameOf = useStationName();
  const start = startOf(view, island);
  const [chosen, setChosen] = useState(start);
  const [list, setList] = useState(false);
  const station = island.stations.find((s) => s.id === chosen) ?? island.stations[0];
  const mates = useMates(view);
  const skin = useStore(honours, (s) => s.line?.skin);
  const peers = useMemo(
    () => mates.filter((p) => p.island === island.id && p.station !== ''),
    [mates, island.id],
  );

  useEffect(() => {
    const mine = { avatar: me.person.avatar, station: start, skin };
    const open = { id: island.id, style: island.style };
    world.showIsland(open, island.stations, island.ghosts, island.picked, peers, mine);
  }, [island, peers, me.person.avatar, start, skin]);
  /** A station cleared while the island was away moves the voyage on, whenever the news of it arrives. */
  useEffect(() => {
    setChosen(start);
    world.walkTo(start);
  }, [start]);
  useEffect(() => noteVisit(island.id, island.order), [island.id, island.order]);

  const stands = station?.state === 'locked' ? start : chosen;
  useEffect(() => sendMove({ island: island.id, station: stands }), [island.id, stands]);

  const choose = (id: string): void => {
    setChosen(id);
    const next = island.stations.find((s) => s.id === id);
    if (next === undefined) return;
    if (next.state === 'locked') world.focusOn(id);
    else world.walkTo(id);
    announce(nameOf(island, next));
  };
  const enter = (): void => enterStation(island, chosen);
  const walk = (by: number): void => {
    const at = island.stations.findIndex((s) => s.id === chosen);
    const next = island.stations[Math.min(island.stations.length - 1, Math.max(0, at + by))];
    if (next === undefined || next.id === chosen) return;
    choose(next.id);
    document.querySelector<HTMLElement>(`[data-station="${next.id}"]`)?.focus({ preventScroll: true });
  };
  useEffect(() =>
    world.onTap(({ kind, id }) => {
      const ghost = island.ghosts.find((g) => g.id === id);
      const mate = peers.find((p) => p.id === id);
      if (kind === 'station') choose(id);
      else if (kind === 'ghost' && ghost !== undefined) tame(island, ghost);
      else if (kind === 'coin') void pickUp(island.id, id);
      else if (kind === 'peer' && mate !== undefined) void greet(mate);
    }),
  );
  useKeys({
    ArrowRight: () => walk(1),
    ArrowLeft: () => walk(-1),
    Enter: enter,
    Space: enter,
    l: () => setList(true),
    Escape: () => go({ name: 'map' }),
  });

  if (station === undefined) return null;
  return (
    <>
      <IslandHead view={view} island={island} />
      <div className="keys" aria-hidden="true">
        <Key>←</Key>
        <Key>→</Key> {t('keys.walk')} <Key>{t('keys.space')}</Key> {t('keys.enter')}
      </div>
      <Button look="glass" className="list-button" icon="clipboard" onClick={() => setList(true)}>
        {t('list.open')}
        <Key letter>L</Key>
      </Button>
      <IslandLabels island={island} peers={peers} chosen={station.id} onChoose={choose} onEnter={enter} />
      <StationStrip island={island} station={station} />
      {list && (
        <Sheet title={t('list.title')} onClose={() => setList(false)}>
          <StationList island={island} />
        </Sheet>
      )}
    </>
  );
};
