import type { QuestView } from '../../../server/domain/api.ts';
import { LEVELS, type PointView } from '../../../server/domain/api-practice.ts';
import { percent, pick, pickedLang, useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Button, Card, Icon } from '../parts/index.ts';
import { LEVEL_ICON } from '../play/level-icon.ts';
import { BandBar } from './BandBar.tsx';
import { groupsOf, type PointGroup } from './points.ts';

/** Every knowledge point by island: how well it is known, and a set of it one tap away. */
export const Points = ({ points, quest }: { points: readonly PointView[]; quest: QuestView }) => {
  const t = useT('practice');
  return (
    <Card className="hub-wide points" aria-labelledby="points-title">
      <h2 id="points-title">{t('points')}</h2>
      {points.length === 0 && <p className="page-empty">{t('points.none')}</p>}
      {points.length > 0 && <Legend />}
      {groupsOf(points, quest).map((group) => (
        <Group key={group.id} group={group} />
      ))}
    </Card>
  );
};

const Legend = () => {
  const t = useT('practice');
  return (
    <p className="points-legend" aria-hidden="true">
      <span>
        <i className="legend-initial" />
        {t('point.key.initial')}
      </span>
      <span>
        <i className="legend-now" />
        {t('point.key.now')}
      </span>
    </p>
  );
};

const Group = ({ group }: { group: PointGroup }) => {
  const t = useT('practice');
  const counts = LEVELS.map((level) => ({ level, n: group.points.filter((p) => p.level === level).length }));
  return (
    <details className="points-group" open={group.open}>
      <summary>
        <Icon name={group.icon} size={30} />
        <h3 lang={group.name === undefined ? undefined : pickedLang(group.name)}>
          {group.name === undefined ? t('points.other') : pick(group.name)}
        </h3>
        <span className="points-counts">
          {counts
            .filter((c) => c.n > 0)
            .map(({ level, n }) => (
              <span key={level} className={`level level-${level}`}>
                {t(`level.${level}`)} <b className="num">{n}</b>
              </span>
            ))}
        </span>
      </summary>
      <ul>
        {group.points.map((point) => (
          <Point key={`${point.bank}/${point.point}`} point={point} />
        ))}
      </ul>
    </details>
  );
};

const Point = ({ point }: { point: PointView }) => {
  const t = useT('practice');
  const name = pick(point.name);
  const now = point.current;
  return (
    <li className="point">
      <Icon name={LEVEL_ICON[point.level]} size={36} />
      <div className="point-text">
        <p className="point-name">
          <b lang={pickedLang(point.name)}>{name}</b>
          <span className={`level level-${point.level}`}>{t(`level.${point.level}`)}</span>
          {point.due > 0 && <span className="point-due">{t('point.due', { count: point.due })}</span>}
        </p>
        <p className="point-facts">
          <span>{t('point.seen', { seen: point.seen, of: point.questions })}</span>
          {point.round > 1 && <span>{t('point.round', { n: point.round })}</span>}
          {point.answers > 0 && <span>{t('point.answers', { count: point.answers })}</span>}
        </p>
      </div>
      <div className="point-band">
        {now === undefined ? (
          point.answers > 0 && <small>{t('point.band.none')}</small>
        ) : (
          <>
            <BandBar initial={point.initial} current={now} sharp={point.answers >= 30} />
            <small aria-hidden="true">
              {t('point.band', { low: percent(now.low), high: percent(now.high) })}
            </small>
          </>
        )}
      </div>
      <Button
        look="mini"
        aria-label={t('point.go.what', { name })}
        onClick={() => go({ name: 'drill', purpose: 'point', bank: point.bank, point: point.point })}
      >
        {t('point.go')}
      </Button>
    </li>
  );
};
