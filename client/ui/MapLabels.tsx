import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { IslandView, QuestView } from '../../server/domain/api.ts';
import { pick, useT } from '../i18n/index.ts';
import { type MapLayout, mapLayout } from '../stores/layout.ts';
import { doneOf, starsOf } from '../stores/quest.ts';
import { settings } from '../stores/settings.ts';
import { world } from '../stores/world.ts';
import { useCamera } from './camera.ts';
import { islandReason } from './locked.ts';
import { Icon, Stars } from './parts/index.ts';

/** Stars of an island out of three, from the stars of its stations. */
export const islandStars = (island: IslandView): number =>
  Math.round(starsOf(island) / Math.max(1, island.stations.length));

/** What a screen reader says of an island. */
export const useIslandName = (): ((view: QuestView, island: IslandView) => string) => {
  const t = useT('map');
  return (view, island) => {
    const facts = {
      n: island.order,
      name: pick(island.name),
      stars: starsOf(island),
      done: doneOf(island),
      total: island.stations.length,
      why: island.state === 'locked' ? islandReason(view, island) : '',
    };
    return t(`island.${island.state}`, facts);
  };
};

const EDGE = 8;

type Props = { view: QuestView; chosen: string; onChoose: (island: string) => void };

/** Moves a label that would stick out of the world back inside; names are longer in one language than another. */
const useInside = (layer: RefObject<HTMLElement | null>, layout: MapLayout): void => {
  const now = useStore(settings, (s) => `${s.lang} ${s.textSize}`);
  useLayoutEffect(() => {
    if (now === '') return;
    layout.islands.forEach(({ label }, i) => {
      const item = layer.current?.children[i];
      if (!(item instanceof HTMLElement)) return;
      const half = item.offsetWidth / 2 + EDGE;
      const inside = Math.min(Math.max(label.x, half), Math.max(half, layout.world.w - half));
      item.style.left = `${inside}px`;
    });
  }, [layer, layout, now]);
};

/** The islands' names in the world: one tab stop, arrows walk along the route. */
export const MapLabels = ({ view, chosen, onChoose }: Props) => {
  const t = useT('map');
  const nameOf = useIslandName();
  const size = useStore(world, (s) => s.size);
  const layer = useCamera<HTMLUListElement>();
  const buttons = useRef(new Map<string, HTMLButtonElement>());
  const layout = useMemo(() => mapLayout(size, view.islands), [size, view.islands]);
  const spots = layout.islands;

  useInside(layer, layout);

  const step = (by: number): void => {
    const at = view.islands.findIndex((i) => i.id === chosen);
    const next = view.islands[Math.min(view.islands.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    onChoose(next.id);
    buttons.current.get(next.id)?.focus({ preventScroll: true });
  };

  return (
    <div className="labels labels-map">
      <ul
        ref={layer}
        aria-label={t('islands')}
        onKeyDown={(e) => {
          const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[e.key];
          if (by === undefined) return;
          e.preventDefault();
          step(by);
        }}
      >
        {view.islands.map((island, i) => (
          <li key={island.id} style={{ left: spots[i]?.label.x, top: spots[i]?.label.y }}>
            <button
              type="button"
              ref={(node) => {
                if (node === null) buttons.current.delete(island.id);
                else buttons.current.set(island.id, node);
              }}
              className={`isle isle-${island.state}`}
              tabIndex={island.id === chosen ? 0 : -1}
              aria-disabled={island.state === 'locked' || undefined}
              data-guide={island.state === 'current' ? 'isle' : undefined}
              onFocus={() => onChoose(island.id)}
              onClick={() => world.tap({ kind: 'island', id: island.id })}
            >
              <span className="sr-only">{nameOf(view, island)}</span>
              <Label island={island} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Label = ({ island }: { island: IslandView }) => (
  <>
    <span className="isle-no num" aria-hidden="true">
      {island.state === 'locked' ? <Icon name="locked" size={18} /> : island.order}
    </span>
    <span className="isle-name" aria-hidden="true">
      {pick(island.name)}
    </span>
    {island.state === 'done' && <Stars n={islandStars(island)} quiet />}
    {island.state === 'current' && (
      <span className="isle-part num" aria-hidden="true">
        {doneOf(island)}/{island.stations.length}
      </span>
    )}
  </>
);
