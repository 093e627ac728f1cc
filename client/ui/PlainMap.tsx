import type { Me, QuestView } from '../../server/domain/api.ts';
import { pick, useT } from '../i18n/index.ts';
import { doneOf, starsOf } from '../stores/quest.ts';
import { Hud } from './Hud.tsx';
import { islandReason } from './locked.ts';
import { useIslandName } from './MapLabels.tsx';
import { NextCard } from './NextCard.tsx';
import { openIsland } from './open-island.ts';
import { Icon, Progress } from './parts/index.ts';
import { useMates } from './peers.ts';
import { CeremonyOffer } from './programme/Offers.tsx';
import { TasksCard } from './TasksCard.tsx';
import { PreviewNote } from './Voyages.tsx';

/** The map as a page of lists: for plain mode and for browsers that cannot draw it. */
export const PlainMap = ({ me, view }: { me: Me; view: QuestView }) => {
  const t = useT('map');
  const mates = useMates(view);
  return (
    <div className="plain">
      <Hud me={me} view={view} />
      <PreviewNote view={view} />
      <CeremonyOffer view={view} />
      <div className="plain-in">
        <NextCard view={view} mates={mates} />
        <TasksCard tasks={view.tasks} credits={view.credits} />
        <section className="card plain-list" aria-label={t('islands')}>
          <h2>{t('islands')}</h2>
          <IslandList view={view} />
        </section>
      </div>
    </div>
  );
};

/** The islands as rows; a locked one says why. */
export const IslandList = ({ view }: { view: QuestView }) => {
  const t = useT('map');
  const nameOf = useIslandName();
  return (
    <ol className="rows">
      {view.islands.map((island) => {
        const locked = island.state === 'locked';
        return (
          <li key={island.id}>
            <button
              type="button"
              className={`row row-${island.state}`}
              aria-label={nameOf(view, island)}
              aria-disabled={locked || undefined}
              onClick={() => openIsland(view, island.id)}
            >
              <Icon name={locked ? 'locked' : island.icon} size={40} />
              <span className="row-text">
                <b>{pick(island.name)}</b>
                <small>{locked ? islandReason(view, island) : pick(island.about)}</small>
                {!locked && (
                  <Progress
                    value={doneOf(island)}
                    max={island.stations.length}
                    label={t('next.progress', { done: doneOf(island), total: island.stations.length })}
                  />
                )}
              </span>
              {!locked && (
                <span className="row-end num">
                  <Icon name="star" size={18} />
                  {starsOf(island)}
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ol>
  );
};
