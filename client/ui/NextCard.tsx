import type { IslandView, QuestView, StationView } from '../../server/domain/api.ts';
import { pick, useT } from '../i18n/index.ts';
import { doneOf, islandOf, starsOf, stationOf } from '../stores/quest.ts';
import { go } from '../stores/screen.ts';
import { iconOf } from './kinds.ts';
import { islandReason } from './locked.ts';
import { Avatar, Button, Card, Icon, Key, Ring } from './parts/index.ts';
import type { Mate } from './peers.ts';

export const continueVoyage = (view: QuestView): void => {
  if (view.current !== undefined) go({ name: 'island', island: view.current.island });
};

/** Bottom right of the map: the island I am on and what comes next; after the last station, the arrival. */
export const NextCard = ({ view, mates }: { view: QuestView; mates: Mate[] }) => {
  const island = islandOf(view, view.current?.island ?? '');
  const station = stationOf(view, view.current?.station ?? '');
  return island === undefined || station === undefined ? (
    <Ashore view={view} />
  ) : (
    <Next mates={mates} island={island} station={station} />
  );
};

const Next = ({ mates, island, station }: { mates: Mate[]; island: IslandView; station: StationView }) => {
  const t = useT('map');
  const common = useT('common');
  const done = doneOf(island);
  const total = island.stations.length;
  return (
    <Card className="next" aria-label={t('next')} data-guide="next">
      <div className="next-head">
        <Icon name={island.icon} size={56} />
        <div>
          <small className="over">
            {t('island.nth', { n: island.order })} · {t('state.current')}
          </small>
          <h1>{pick(island.name)}</h1>
        </div>
        <Ring value={done} max={total} label={t('next.progress', { done, total })} />
      </div>
      <p className="next-station">
        <Icon name={iconOf(station)} size={22} />
        <span>
          {t('next.station')}
          <b>{pick(station.name)}</b>
        </span>
      </p>
      <p className="next-facts">
        <span>
          <Icon name="stopwatch" size={18} />
          {common('minutes.about', { n: station.minutes })}
        </span>
        {station.coins > 0 && (
          <span>
            <Icon name="coin" size={18} />
            <b className="num">+{station.coins}</b>
          </span>
        )}
        <Mates here={mates.filter((m) => m.island === island.id)} />
      </p>
      <Button look="cta" wide data-guide="go" onClick={() => go({ name: 'island', island: island.id })}>
        {t('next.go')}
        <Key>Enter</Key>
      </Button>
    </Card>
  );
};

const Mates = ({ here }: { here: Mate[] }) => {
  const t = useT('map');
  if (here.length === 0) return null;
  return (
    <span className="mates">
      {here.slice(0, 3).map((p) => (
        <Avatar key={p.id} seed={p.avatar} size={22} />
      ))}
      {t('next.peers', { count: here.length })}
    </span>
  );
};

const Ashore = ({ view }: { view: QuestView }) => {
  const t = useT('map');
  const stars = view.islands.reduce((n, i) => n + starsOf(i), 0);
  const max = view.islands.reduce((n, i) => n + i.stations.length * 3, 0);
  const marking = view.islands
    .flatMap((i) => i.stations)
    .some((s) => s.submission === 'submitted' || s.submission === 'marking');
  const locked = view.islands.find((i) => i.state === 'locked');
  return (
    <Card className="next" aria-label={t('next')} data-guide="next">
      <div className="next-head">
        <Icon name={locked ? 'hourglass-not-done' : 'trophy'} size={56} />
        <div>
          <small className="over">{t(locked || marking ? 'end.wait.over' : 'end.over')}</small>
          <h1>{t(marking ? 'end.marking' : locked ? 'end.wait' : 'end.title')}</h1>
        </div>
      </div>
      <p className="next-end">
        {marking
          ? t('end.marking.text')
          : locked
            ? islandReason(view, locked)
            : t('end.text', { count: view.islands.length })}
      </p>
      <p className="next-facts">
        <span>
          <Icon name="star" size={18} />
          {t('end.stars', { stars, max })}
        </span>
      </p>
    </Card>
  );
};
