import { useEffect, useRef, useState } from 'react';
import type { IslandStyle } from '../../../server/domain/quest.ts';
import { type IslandArt, islandArt } from '../../art/runtime/island-art.ts';
import { useS } from '../i18n/index.ts';

type Props = { style: IslandStyle; stations: number; kind: 'map' | 'level'; width: number };

/** How long after the last change an island is drawn anew. */
const CALM_MS = 300;

type Shown = { state: 'drawing' | 'ready' | 'failed'; art?: IslandArt };

/** Follows a style: the drawing begins when it has rested, work for a former style is dropped. */
const useIslandArt = ({ seed, biome, size }: IslandStyle, stations: number, kind: Props['kind']): Shown => {
  const [shown, setShown] = useState<Shown>({ state: 'drawing' });
  const isFirst = useRef(true);
  useEffect(() => {
    const work = new AbortController();
    setShown(({ art }) => ({ state: 'drawing', ...(art && { art }) }));
    const begin = (): void => {
      islandArt({ seed, biome, size, stations, kind }, work.signal).then(
        (art) => !work.signal.aborted && setShown({ state: 'ready', art }),
        () => !work.signal.aborted && setShown({ state: 'failed' }),
      );
    };
    const later = setTimeout(begin, isFirst.current ? 0 : CALM_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(later);
      work.abort();
    };
  }, [seed, biome, size, stations, kind]);
  return shown;
};

const Picture = ({ art: { picture, level }, dots }: { art: IslandArt; dots: boolean }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, picture.width, picture.height);
    context.drawImage(picture, 0, 0);
    if (!level || !dots) return;
    context.lineWidth = 5;
    context.strokeStyle = '#ffffff';
    context.fillStyle = '#c7391f';
    for (const [x, y] of level.stations) {
      context.beginPath();
      context.ellipse(x, y, 26, 19, 0, 0, Math.PI * 2);
      context.fill();
      context.stroke();
    }
  }, [picture, level, dots]);
  return <canvas ref={canvas} width={picture.width} height={picture.height} />;
};

/** The picture that learners will see of an island: on the map, or as a level with its stations marked. */
export const IslandPreview = ({ style, stations, kind, width }: Props) => {
  const t = useS('quests');
  const { state, art } = useIslandArt(style, stations, kind);
  const name = t(kind === 'map' ? 'art.map' : 'art.level', { biome: t(`biome.${style.biome}`), n: stations });
  return (
    <figure
      className={`island-preview ${state}`}
      role="img"
      aria-label={name}
      aria-busy={state === 'drawing'}
      style={{ width, minHeight: Math.round(width * (kind === 'map' ? 0.62 : 0.56)) }}
    >
      {art ? <Picture art={art} dots={kind === 'level'} /> : <span className="island-preview-soft" />}
      {state !== 'ready' && (
        <span className="island-preview-word">{t(state === 'failed' ? 'art.failed' : 'art.drawing')}</span>
      )}
    </figure>
  );
};
