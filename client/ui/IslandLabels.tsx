import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { IslandView, StationView } from '../../server/domain/api.ts';
import { pick, useT } from '../i18n/index.ts';
import { type Point, placeOf, world } from '../stores/world.ts';
import { useCamera } from './camera.ts';
import { stationReason } from './locked.ts';
import { Icon, Stars } from './parts/index.ts';
import { greet, type Mate } from './peers.ts';
import { pickUp, tame } from './station.ts';

/** What a screen reader says of a station. */
export const useStationName = (): ((island: IslandView, station: StationView) => string) => {
  const t = useT('island');
  const common = useT('common');
  const work = useT('assignment');
  const more = (s: StationView): string =>
    [
      s.optional === true ? t('optional') : '',
      s.submission === undefined ? '' : work(`state.${s.submission}`),
    ]
      .filter((x) => x !== '')
      .map((x) => t('station.more', { text: x }))
      .join('');
  return (island, s) =>
    t(`station.${s.state}`, {
      n: island.stations.indexOf(s) + 1,
      kind: common(`kind.${s.kind}`),
      name: pick(s.name),
      stars: s.stars,
      why: s.state === 'locked' ? stationReason(island, s.id) : '',
    }) + more(s);
};

type Props = {
  island: IslandView;
  peers: Mate[];
  chosen: string;
  onChoose: (station: string) => void;
  onEnter: () => void;
};
type Place = (id: string) => Point | undefined;

/** Places of the island's things; redrawn when the picture, the window or the things change, not with the camera. */
const usePlaces = (island: string): Place => {
  useStore(world, (s) => s.size);
  useStore(world, (s) => s.level);
  useStore(world, (s) => s.stations);
  useStore(world, (s) => s.ghosts);
  const here = useStore(world, (s) => s.island === island);
  return (id) => (here ? placeOf(world.getState(), id) : undefined);
};

/** Names and touch areas of everything on the island, placed by the same layout the canvas draws with. */
export const IslandLabels = (props: Props) => {
  const layer = useCamera<HTMLDivElement>();
  const place = usePlaces(props.island.id);
  return (
    <div className="labels">
      <div ref={layer}>
        <Stations {...props} place={place} />
        <Finds island={props.island} peers={props.peers} place={place} />
      </div>
    </div>
  );
};

const Stations = ({ island, chosen, onChoose, onEnter, place }: Props & { place: Place }) => {
  const t = useT('island');
  const nameOf = useStationName();
  return (
    <ol aria-label={t('stations')}>
      {island.stations.map((s) => {
        const at = place(s.id);
        return (
          at !== undefined && (
            <li key={s.id} className="stop-at" style={{ left: at.x, top: at.y }}>
              <button
                type="button"
                className={`stop stop-${s.state}${s.id === chosen ? ' stop-chosen' : ''}${s.optional ? ' stop-optional' : ''}`}
                data-station={s.id}
                tabIndex={s.id === chosen ? 0 : -1}
                aria-label={nameOf(island, s)}
                aria-current={s.id === chosen ? 'step' : undefined}
                onKeyDown={(e) => {
                  if (e.key !== 'Enter' && e.key !== ' ') return;
                  e.preventDefault();
                  onEnter();
                }}
                onClick={() => (s.id === chosen ? onEnter() : onChoose(s.id))}
              >
                <StationLabel station={s} />
              </button>
            </li>
          )
        );
      })}
    </ol>
  );
};

/** Where a work that was handed in is now; its words are part of the station's name. */
const SUBMISSION_ICON = {
  submitted: 'outbox-tray',
  marking: 'eyes',
  returned: 'counterclockwise-arrows-button',
  accepted: 'check-mark-button',
} as const;

const StationLabel = ({ station: s }: { station: StationView }) => (
  <span className="stop-name">
    {s.state === 'locked' && <Icon name="locked" size={14} />}
    {pick(s.kind === 'boss' ? (s.boss?.name ?? s.name) : s.name)}
    {s.submission !== undefined && s.submission !== 'draft' && s.state !== 'done' && (
      <Icon name={SUBMISSION_ICON[s.submission]} size={18} />
    )}
    {s.state === 'done' && <Stars n={s.stars} size={12} quiet />}
  </span>
);

type FindsProps = { island: IslandView; peers: Mate[]; place: Place };

/** Ghosts, coins and colleagues beside the path. */
const Finds = ({ island, peers, place }: FindsProps) => {
  const t = useT('island');
  const level = useStore(world, (s) => s.level);
  const coins = (level?.spots.coins ?? [])
    .map((_, i) => `coin-${i}`)
    .filter((id) => !island.picked.includes(id));
  return (
    <>
      {island.ghosts.map((ghost, i) => (
        <Find key={ghost.id} at={place(ghost.id)}>
          {i === 0 && <span className="bubble">{t(ghost.awake ? 'ghost.say' : 'ghost.asleep')}</span>}
          <button
            type="button"
            aria-label={t(ghost.awake ? 'ghost.name' : 'ghost.name.asleep')}
            onClick={() => tame(island, ghost)}
          />
        </Find>
      ))}
      {coins.map((id) => (
        <Find key={id} at={place(id)} small>
          <button type="button" aria-label={t('coin.name')} onClick={() => void pickUp(island.id, id)} />
        </Find>
      ))}
      {peers.map((p, i) => (
        <Find key={p.id} at={place(p.id)}>
          {i === 0 && island.ghosts.length === 0 && (
            <span className="bubble bubble-peer">{t('peer.say', { name: p.name })}</span>
          )}
          <button type="button" aria-label={t('peer.wave', { name: p.name })} onClick={() => void greet(p)} />
        </Find>
      ))}
    </>
  );
};

const Find = ({
  at,
  small = false,
  children,
}: {
  at: Point | undefined;
  small?: boolean;
  children: ReactNode;
}) =>
  at === undefined ? null : (
    <div className={small ? 'find find-small' : 'find'} style={{ left: at.x, top: at.y }}>
      {children}
    </div>
  );
