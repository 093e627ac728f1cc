import type { IslandView } from '../../../server/domain/api.ts';
import { pick, useT } from '../../i18n/index.ts';
import { BottleButton } from './BottleButton.tsx';

/** The bottles of an island as a list, for the island without a picture. */
export const PlainBottles = ({ island }: { island: IslandView }) => {
  const t = useT('kind');
  const open = island.stations.filter((s) => s.state !== 'locked');
  if (open.length === 0) return null;
  return (
    <section className="card plain-list" aria-label={t('bottle.plain')}>
      <h2>{t('bottle.plain')}</h2>
      <ul className="rows">
        {open.map((s) => (
          <li key={s.id} className="row row-flat">
            <span className="row-text">
              <b>{pick(s.name)}</b>
            </span>
            <BottleButton island={island.id} station={s} />
          </li>
        ))}
      </ul>
    </section>
  );
};
