import type { IslandView, QuestView } from '../../server/domain/api.ts';
import { pick, useT } from '../i18n/index.ts';
import { doneOf, starsOf } from '../stores/quest.ts';
import { go } from '../stores/screen.ts';
import { Purse } from './Hud.tsx';
import { Icon, Pill, Progress, RoundButton } from './parts/index.ts';

/** Top bar of an island: the way back, its name and progress, ghosts, stars and coins. */
export const IslandHead = ({ view, island }: { view: QuestView; island: IslandView }) => {
  const t = useT('island');
  const map = useT('map');
  const common = useT('common');
  const done = doneOf(island);
  const total = island.stations.length;
  const max = total * 3;
  return (
    <header className="hud">
      <div className="chip chip-back">
        <RoundButton label={common('back.map')} onClick={() => go({ name: 'map' })}>
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <path
              d="M15 4 7 12l8 8"
              fill="none"
              stroke="currentColor"
              strokeWidth="3.4"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
        </RoundButton>
        <Icon name={island.icon} size={34} />
        <span className="me-text">
          <b>{pick(island.name)}</b>
          <small>
            <span className="wide-only">{map('island.nth', { n: island.order })} · </span>
            {t('head.done', { done, total })}
          </small>
        </span>
        <Progress value={done} max={total} label={t('progress')} />
      </div>
      <div className="pills">
        {island.ghosts.length > 0 && (
          <Pill icon="ghost" label={t('ghosts', { count: island.ghosts.length })}>
            <b className="num">{island.ghosts.length}</b>
          </Pill>
        )}
        <Pill icon="star" label={t('stars', { n: starsOf(island), max })}>
          <b className="num">{starsOf(island)}</b>
          <small className="num">/{max}</small>
        </Pill>
        <Purse coins={view.coins} />
      </div>
    </header>
  );
};
