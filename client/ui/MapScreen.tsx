import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Me, QuestView } from '../../server/domain/api.ts';
import { useT } from '../i18n/index.ts';
import { sendMove } from '../net/live.ts';
import { record } from '../net/outbox.ts';
import { honours } from '../stores/honours.ts';
import { world } from '../stores/world.ts';
import { Hud } from './Hud.tsx';
import { useKeys } from './keys.ts';
import { MapLabels } from './MapLabels.tsx';
import { continueVoyage, NextCard } from './NextCard.tsx';
import { openIsland } from './open-island.ts';
import { IslandList } from './PlainMap.tsx';
import { Button, Key, Sheet } from './parts/index.ts';
import { greet, useMates } from './peers.ts';
import { CeremonyOffer } from './programme/Offers.tsx';
import { TasksCard } from './TasksCard.tsx';
import { PreviewNote } from './Voyages.tsx';

/** The sea with its islands. The world draws; names, cards and keys are here. */
export const MapScreen = ({ me, view }: { me: Me; view: QuestView }) => {
  const t = useT('map');
  const here = view.current?.island ?? view.islands.at(-1)?.id ?? '';
  const [chosen, setChosen] = useState(here);
  const [list, setList] = useState(false);
  const mates = useMates(view);
  const skin = useStore(honours, (s) => s.line?.skin);

  useEffect(() => {
    const islands = view.islands.map(({ id, place, state, style }) => ({
      id,
      place,
      state,
      style,
      peers: mates.filter((p) => p.island === id),
    }));
    world.showMap(islands, { island: here, avatar: me.person.avatar, skin });
  }, [view, mates, here, me.person.avatar, skin]);
  useEffect(() => sendMove({ island: here }), [here]);
  useEffect(() => {
    void record('scene.entered', { obj: 'map', data: {} });
  }, []);
  useEffect(
    () =>
      world.onTap(({ kind, id }) => {
        const mate = mates.find((p) => p.id === id);
        if (kind === 'island') openIsland(view, id);
        else if (kind === 'peer' && mate !== undefined) void greet(mate);
      }),
    [view, mates],
  );

  const choose = (id: string): void => {
    setChosen(id);
    world.focusOn(id);
  };
  const walk = (by: number): void => {
    const at = view.islands.findIndex((i) => i.id === chosen);
    const next = view.islands[Math.min(view.islands.length - 1, Math.max(0, at + by))];
    if (next !== undefined) choose(next.id);
  };
  useKeys({
    Enter: () => (chosen === here ? continueVoyage(view) : openIsland(view, chosen)),
    ArrowRight: () => walk(1),
    ArrowUp: () => walk(1),
    ArrowLeft: () => walk(-1),
    ArrowDown: () => walk(-1),
    m: () => setList(true),
  });

  return (
    <>
      <Hud me={me} view={view} />
      <PreviewNote view={view} />
      <CeremonyOffer view={view} />
      <MapLabels view={view} chosen={chosen} onChoose={choose} />
      <TasksCard tasks={view.tasks} credits={view.credits} />
      <Button look="glass" className="list-button" icon="clipboard" onClick={() => setList(true)}>
        {t('list.open')}
        <Key letter>M</Key>
      </Button>
      <NextCard view={view} mates={mates} />
      {list && (
        <Sheet title={t('list.title')} onClose={() => setList(false)}>
          <IslandList view={view} />
        </Sheet>
      )}
    </>
  );
};
