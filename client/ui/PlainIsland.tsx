import type { IslandView, QuestView } from '../../server/domain/api.ts';
import { pick, useT } from '../i18n/index.ts';
import { IslandHead } from './IslandHead.tsx';
import { useStationName } from './IslandLabels.tsx';
import { PlainBottles } from './kind/PlainBottles.tsx';
import { iconOf } from './kinds.ts';
import { stationReason } from './locked.ts';
import { Button, Icon, Stars } from './parts/index.ts';
import { enterStation, meetAsCrew, pickUp, tame, useCrewBoss } from './station.ts';

/** Coin spots an island can have at most; the server knows which are real and refuses the others. */
const COIN_SPOTS = 5;

/** An island as a page: stations, ghosts and coins in lists. */
export const PlainIsland = ({ view, island }: { view: QuestView; island: IslandView }) => {
  const t = useT('island');
  const boss = useCrewBoss(island);
  return (
    <div className="plain">
      <IslandHead view={view} island={island} />
      <div className="plain-in">
        <section className="card plain-list" aria-label={t('stations')}>
          <h1>{pick(island.name)}</h1>
          <p className="dialog-lead">{pick(island.about)}</p>
          <StationList island={island} />
          {boss !== undefined && (
            <Button icon="busts-in-silhouette" onClick={() => meetAsCrew(island, boss)}>
              {t('crew.go')}
            </Button>
          )}
        </section>
        <Ghosts island={island} />
        <Coins island={island} />
        <PlainBottles island={island} />
      </div>
    </div>
  );
};

/** The nine stations as rows; a locked one says why. */
export const StationList = ({ island }: { island: IslandView }) => {
  const t = useT('island');
  const nameOf = useStationName();
  return (
    <ol className="rows">
      {island.stations.map((s) => (
        <li key={s.id}>
          <button
            type="button"
            className={`row row-${s.state}`}
            aria-label={nameOf(island, s)}
            aria-disabled={s.state === 'locked' || undefined}
            onClick={() => enterStation(island, s.id)}
          >
            <Icon name={s.state === 'locked' ? 'locked' : iconOf(s)} size={36} />
            <span className="row-text">
              <b>{pick(s.name)}</b>
              <small>
                {s.state === 'locked' ? stationReason(island, s.id) : t('minutes', { n: s.minutes })}
              </small>
            </span>
            {s.state === 'done' && <Stars n={s.stars} size={18} quiet />}
          </button>
        </li>
      ))}
    </ol>
  );
};

const Ghosts = ({ island }: { island: IslandView }) => {
  const t = useT('island');
  return (
    <section className="card plain-list" aria-label={t('ghosts.title')}>
      <h2>{t('ghosts.title')}</h2>
      {island.ghosts.length === 0 && <p>{t('ghosts.none')}</p>}
      <ul className="rows">
        {island.ghosts.map((ghost) => (
          <li key={ghost.id}>
            <button
              type="button"
              className={`row row-${ghost.awake ? 'current' : 'locked'}`}
              aria-disabled={!ghost.awake || undefined}
              onClick={() => tame(island, ghost)}
            >
              <Icon name="ghost" size={36} />
              <span className="row-text">
                <b>{t(ghost.awake ? 'tame' : 'ghost.asleep')}</b>
                <small>{t(ghost.awake ? 'ghosts.awake' : 'ghosts.asleep', { n: ghost.rightDays })}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Coins = ({ island }: { island: IslandView }) => {
  const t = useT('island');
  const left = Array.from({ length: COIN_SPOTS }, (_, i) => `coin-${i}`).filter(
    (spot) => !island.picked.includes(spot),
  );
  const next = left[0];
  if (next === undefined) return null;
  return (
    <section className="card plain-list" aria-label={t('coins.title')}>
      <h2>{t('coins.title')}</h2>
      <p>{t('coins.left', { n: left.length })}</p>
      <Button icon="coin" onClick={() => void pickUp(island.id, next)}>
        {t('coins.pick')}
      </Button>
    </section>
  );
};
