import type { IslandView, StationView } from '../../server/domain/api.ts';
import { percent, pick, useT } from '../i18n/index.ts';
import { BottleButton } from './kind/BottleButton.tsx';
import { iconOf } from './kinds.ts';
import { stationReason } from './locked.ts';
import { Button, Card, Icon, Key } from './parts/index.ts';
import { cardBefore, enterStation, ghostToTame, meetAsCrew, tame, useCrewBoss } from './station.ts';

type Props = { island: IslandView; station: StationView };

/** Below the island: what the chosen station is, one hint, and the button that enters it. */
export const StationStrip = ({ island, station }: Props) => {
  const t = useT('island');
  const common = useT('common');
  const n = island.stations.indexOf(station) + 1;
  const ghost = ghostToTame(island);
  const card = cardBefore(island, station);
  const locked = station.state === 'locked';
  const crew = useCrewBoss(island)?.id === station.id;
  return (
    <Card className="strip" aria-label={t('detail')}>
      <div className="next-head">
        <Icon name={iconOf(station)} size={62} />
        <div>
          <small className="over">
            {t('station.nth', { n })} · {common(`kind.${station.kind}`)}
          </small>
          <h1>{pick(station.kind === 'boss' ? (station.boss?.name ?? station.name) : station.name)}</h1>
        </div>
      </div>
      <Facts station={station} />
      <p className="strip-hint">
        <Icon name={locked ? 'locked' : 'light-bulb'} size={22} />
        <span>{locked ? stationReason(island, station.id) : <Hint station={station} />}</span>
      </p>
      <div className="strip-act">
        <Button
          look="cta"
          wide
          aria-disabled={locked || undefined}
          onClick={() => enterStation(island, station.id)}
        >
          {t(goOf(station))}
          {!locked && <Key>{t('keys.space')}</Key>}
        </Button>
        <div className="strip-more">
          {ghost !== undefined && (
            <Button icon="ghost" onClick={() => tame(island, ghost)}>
              {t('tame')}
            </Button>
          )}
          {crew && (
            <Button icon="busts-in-silhouette" onClick={() => meetAsCrew(island, station)}>
              {t('crew.go')}
            </Button>
          )}
          {card !== undefined && (
            <Button icon="open-book" onClick={() => enterStation(island, card.id)}>
              {t('card.again')}
            </Button>
          )}
          <BottleButton key={station.id} island={island.id} station={station} />
        </div>
      </div>
    </Card>
  );
};

const goOf = (s: StationView) => {
  if (s.state === 'locked') return 'go.locked';
  if (s.openAttempt !== undefined) return 'go.open';
  if (s.submission === 'returned') return 'go.returned';
  if (s.submission !== undefined && s.submission !== 'draft') return 'go.handed';
  return s.state === 'done' ? 'go.again' : (`go.${s.kind}` as const);
};

const Hint = ({ station: s }: { station: StationView }) => {
  const t = useT('island');
  if (s.openAttempt !== undefined) return t('hint.open');
  if (s.kind === 'exam' && s.attemptsLeft === 0) return t('hint.exam.none');
  const { submission: at } = s;
  if (at === 'submitted' || at === 'marking' || at === 'returned') return t(`hint.${at}`);
  return s.state === 'done' && s.stars < 3 ? t('hint.done') : t(`hint.${s.kind}`);
};

const Facts = ({ station: s }: { station: StationView }) => {
  const t = useT('island');
  return (
    <ul className="facts">
      {s.boss !== undefined ? (
        <li>
          <Icon name="red-heart" size={24} />
          <span>{t('hp', { hp: s.boss.hp, max: s.boss.maxHp })}</span>
        </li>
      ) : (
        s.questions > 0 && (
          <li>
            <Icon name="bullseye" size={24} />
            <span>{t('questions', { count: s.questions })}</span>
          </li>
        )
      )}
      <li>
        <Icon name="stopwatch" size={24} />
        <span>{t('minutes', { n: s.minutes })}</span>
      </li>
      {s.attemptsLeft !== undefined && (
        <li>
          <Icon name="ticket" size={24} />
          <span>{t('attempts', { count: s.attemptsLeft })}</span>
        </li>
      )}
      {s.best !== undefined && (
        <li>
          <Icon name="hundred-points" size={24} />
          <span>{t('best', { score: percent(s.best) })}</span>
        </li>
      )}
      <li>
        <Icon name="coin" size={24} />
        <span>{s.coins > 0 ? t('coins.most', { n: s.coins }) : t('coins.none')}</span>
      </li>
      {s.credits !== undefined && s.credits > 0 && (
        <li>
          <Icon name="graduation-cap" size={24} />
          <span>{t('credits.n', { count: s.credits })}</span>
        </li>
      )}
      {s.optional === true && (
        <li>
          <Icon name="thumbs-up" size={24} />
          <span>{t('optional')}</span>
        </li>
      )}
    </ul>
  );
};
