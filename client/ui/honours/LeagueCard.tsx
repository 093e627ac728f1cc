import { Fragment } from 'react';
import type { LeagueView } from '../../../server/domain/api-honour.ts';
import { number, pick, useT } from '../../i18n/index.ts';
import { leagueNow } from '../../net/honours.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon } from '../parts/index.ts';
import { useCatalogue } from '../people/titles.ts';
import { Waiting } from '../Waiting.tsx';
import { PlaceRow } from './PlaceRow.tsx';
import { useFetched } from './use-fetched.ts';

const DAY = 86_400_000;

const useWaters = (): ((tier: number) => string) => {
  const catalogue = useCatalogue();
  return (tier) => {
    const waters = catalogue?.leagues[tier];
    return waters === undefined ? '' : pick(waters.name);
  };
};

const Rows = ({ view }: { view: LeagueView }) => {
  const t = useT('honours');
  const lastRising = view.rows.findLastIndex((r) => r.rises);
  return (
    <ol className="rows rank-list">
      {view.rows.map((r, i) => (
        <Fragment key={r.face?.id ?? `${r.rank}.${i}`}>
          <PlaceRow
            rank={r.rank}
            face={r.face}
            mine={r.me === true}
            score={t('score.xp', { n: number(r.xp) })}
          />
          {i === lastRising && i < view.rows.length - 1 && (
            <li className="rank-line">
              <span>▲ {t('league.line')}</span>
            </li>
          )}
        </Fragment>
      ))}
    </ol>
  );
};

/** My league of this week: the waters, how long it lasts, who sails with me and from where on one rises. */
export const LeagueCard = () => {
  const t = useT('honours');
  const waters = useWaters();
  const top = (useCatalogue()?.leagues.length ?? 0) - 1;
  const { value: view, fault, again } = useFetched(leagueNow);
  if (fault !== undefined)
    return (
      <Card aria-label={t('view.league')}>
        <FaultNote code={fault} />
        <Button onClick={again}>↻</Button>
      </Card>
    );
  if (view === undefined) return <Waiting />;
  const days = Math.floor((view.endsAt - Date.now()) / DAY);
  const { last } = view;
  return (
    <Card aria-label={t('view.league')}>
      <div className="rank-waters">
        <Icon name="water-wave" size={48} />
        <div>
          <h2>{t('league.now', { name: waters(view.tier) })}</h2>
          <p>
            {days >= 1 ? t('league.left', { days }) : t('league.last.day')}
            {view.rows.length > 0 &&
              ` · ${view.tier === top ? t('league.top') : t('league.rising', { n: view.rising })}`}
          </p>
        </div>
      </div>
      {last !== undefined && (
        <p className="page-good">
          {last.rose
            ? t('league.rose', { rank: last.rank, name: waters(last.tier) })
            : t('league.stayed', { rank: last.rank, n: last.n })}
        </p>
      )}
      {view.rows.length === 0 ? <p className="page-empty">{t('league.none')}</p> : <Rows view={view} />}
      <details className="details">
        <summary>{t('what')}</summary>
        <p>{t('what.league')}</p>
      </details>
    </Card>
  );
};
