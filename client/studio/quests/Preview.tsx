import { useEffect, useRef, useState } from 'react';
import { Places } from '../../../server/domain/quest.ts';
import { placesOf } from '../../../server/domain/quest-places.ts';
import { Icon } from '../../ui/parts/index.ts';
import { type Draft, fieldsOf, stringOf } from '../editor/draft.ts';
import { useS } from '../i18n/index.ts';
import { type Build, islandAt, islandsOf, kindOf, type Spot, stationsOf } from './build.ts';
import { styleOf } from './IslandForm.tsx';
import { IslandPreview } from './IslandPreview.tsx';
import { KIND_ICONS, nameIn } from './names.ts';

const SEA = { w: 1280, h: 800 };

/** The place of every island on the map: as set when all are set, else laid out anew. */
const placesIn = (islands: readonly Draft[]): Places[] => {
  const set = islands.flatMap((i) => {
    const place = Places.safeParse(i.place);
    return place.success ? [place.data] : [];
  });
  return set.length === islands.length ? set : placesOf(islands.length);
};

/** The width of a box in CSS pixels, as it changes. */
const useWidth = () => {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(360);
  useEffect(() => {
    const box = ref.current;
    if (box === null || typeof ResizeObserver === 'undefined') return;
    const watch = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  return { ref, width };
};

type Props = { build: Build; spot: Spot; onChoose: (spot: Spot) => void };

/** The map with all islands as they are laid out, and below it the island that is being built. */
export const Preview = ({ build, spot, onChoose }: Props) => {
  const t = useS('quests');
  const { ref, width } = useWidth();
  const islands = islandsOf(build);
  const island = islandAt(build, spot);
  const scale = width / SEA.w;
  const places = placesIn(islands);
  return (
    <div className="qb-preview" ref={ref}>
      <h2>{t('preview.map')}</h2>
      {islands.length === 0 && <p className="qb-hint">{t('preview.none')}</p>}
      <div className="qb-sea" style={{ height: SEA.h * scale }}>
        {islands.map((one, i) => {
          const { x, y, w } = places[i]?.landscape ?? { x: 640, y: 400, w: 200 };
          return (
            <button
              key={stringOf(one.id) || i}
              type="button"
              aria-label={nameIn(one.name) || t('unnamed')}
              aria-pressed={spot.island === i}
              style={{ left: x * scale, top: y * scale, width: w * scale }}
              onClick={() => onChoose({ island: i })}
            >
              <Land island={one} at={i} kind="map" width={Math.round(w * scale)} />
              <span className="qb-sea-name">{nameIn(one.name) || t('unnamed')}</span>
            </button>
          );
        })}
      </div>
      {island !== undefined && spot.island !== undefined && (
        <>
          <h2>{nameIn(island.name) || t('unnamed')}</h2>
          <div className="qb-land">
            <Land island={island} at={spot.island} kind="level" width={width} />
          </div>
          <p className="qb-hint">{t('preview.stations', { n: stationsOf(island).length })}</p>
          <Path island={island} spot={spot} onChoose={onChoose} />
        </>
      )}
    </div>
  );
};

/** An island drawn from its style; one of the product without a style by its picture. */
const Land = ({
  island,
  at,
  kind,
  width,
}: {
  island: Draft;
  at: number;
  kind: 'map' | 'level';
  width: number;
}) => {
  const shipped = ['sail', 'rules', 'security', 'business', 'team', 'summit'].includes(stringOf(island.id));
  if (island.style === undefined && shipped)
    return <img src={`/art/${kind}/${stringOf(island.id)}.webp`} alt="" width={width} draggable={false} />;
  return (
    <IslandPreview
      style={styleOf(island, at)}
      stations={Math.max(1, stationsOf(island).length)}
      kind={kind}
      width={width}
    />
  );
};

/** The stations of the island in their order. */
const Path = ({ island, spot, onChoose }: { island: Draft; spot: Spot; onChoose: (spot: Spot) => void }) => {
  const t = useS('quests');
  return (
    <ol className="qb-path">
      {stationsOf(island).map((s, i) => (
        <li key={stringOf(s.id) || i}>
          <button
            type="button"
            aria-pressed={spot.station === i}
            onClick={() => onChoose({ island: spot.island ?? 0, station: i })}
          >
            <Icon
              name={
                kindOf(s) === 'boss' ? stringOf(fieldsOf(s.boss).icon) || 'octopus' : KIND_ICONS[kindOf(s)]
              }
              size={24}
            />
            {nameIn(s.name) || t('unnamed')}
          </button>
        </li>
      ))}
    </ol>
  );
};
