import { useStore } from 'zustand';
import type { VisitView } from '../../../server/domain/api-friends.ts';
import { pick, useT } from '../../i18n/index.ts';
import { placeOf, world } from '../../stores/world.ts';
import { useCamera } from '../camera.ts';
import { Stars } from '../parts/index.ts';

/** Names and stars of a friend's stations over the drawn island; there is nothing to press. */
export const VisitLabels = ({ visit }: { visit: VisitView }) => {
  const t = useT('people');
  const layer = useCamera<HTMLDivElement>();
  useStore(world, (s) => s.size);
  useStore(world, (s) => s.level);
  useStore(world, (s) => s.stations);
  const here = useStore(world, (s) => s.island === visit.island.id);
  return (
    <div className="labels">
      <div ref={layer}>
        <ol aria-label={t('visit.stations')}>
          {visit.island.stations.map((s) => {
            const at = here ? placeOf(world.getState(), s.id) : undefined;
            const name = pick(s.name);
            const stands = s.id === visit.station;
            return (
              at !== undefined && (
                <li key={s.id} className="stop-at" style={{ left: at.x, top: at.y }}>
                  <span className={`stop visit-stop${stands ? ' stop-chosen' : ''}`}>
                    <span className="sr-only">
                      {s.done
                        ? t('visit.station', { name, stars: s.stars })
                        : t('visit.station.none', { name })}
                      {stands ? t('visit.stands', { name: visit.face.name }) : ''}
                    </span>
                    <span className="stop-name" aria-hidden="true">
                      {name}
                      {s.done && <Stars n={s.stars} quiet />}
                    </span>
                  </span>
                </li>
              )
            );
          })}
        </ol>
      </div>
    </div>
  );
};
