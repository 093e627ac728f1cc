import { useCallback, useEffect } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { SeasonView } from '../../../server/domain/api-award.ts';
import { daysBetween } from '../../../server/domain/time.ts';
import { number, pick, pickedLang, useT } from '../../i18n/index.ts';
import { loadSeasons, myAwards } from '../../net/awards.ts';
import { onNotice } from '../../stores/notice.ts';
import { go } from '../../stores/screen.ts';
import { Fault } from '../Fault.tsx';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon, Phrases, Progress } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { Waiting } from '../Waiting.tsx';
import { AwardCards } from './AwardCards.tsx';
import { dayText } from './day-text.ts';
import './seasons.css';

const loadAll = async () => {
  const [seasons, awards] = await Promise.all([loadSeasons(), myAwards()]);
  return { seasons, awards };
};

/** The company's board: events that run, come and were, with my progress and ours; awards and how they are decided. */
export const Seasons = ({ me }: { me: Me }) => {
  const t = useT('seasons');
  const { value, fault, load } = useLoaded(useCallback(loadAll, []));
  useEffect(() => onNotice('season', load), [load]);
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  const seasons = value?.seasons ?? [];
  const now = seasons.filter((s) => s.open);
  const soon = seasons.filter((s) => !s.open && s.status === 'running' && s.today < s.data.from);
  const past = seasons.filter((s) => !now.includes(s) && !soon.includes(s));
  return (
    <Page title={t('title')} icon="party-popper" lead={t('lead')}>
      {value === undefined ? (
        <Waiting />
      ) : (
        <>
          <FaultNote code={fault} />
          {now.length + soon.length === 0 && (
            <Card>
              <p className="page-empty">{t('none')}</p>
            </Card>
          )}
          <Group name={t('now')} seasons={now} />
          <Group name={t('soon')} seasons={soon} />
          <AwardCards awards={value.awards} me={me.person.id} today={seasons[0]?.today} />
          <Group name={t('past')} seasons={past} />
        </>
      )}
    </Page>
  );
};

const Group = ({ name, seasons }: { name: string; seasons: SeasonView[] }) =>
  seasons.length === 0 ? null : (
    <section className="season-group" aria-label={name}>
      <h2>{name}</h2>
      {seasons.map((s) => (
        <SeasonPanel key={s.id} season={s} />
      ))}
    </section>
  );

const SeasonPanel = ({ season }: { season: SeasonView }) => {
  const t = useT('seasons');
  const { data, open, today } = season;
  const left = daysBetween(today, data.to);
  const days = t('days', { from: dayText(data.from), to: dayText(data.to) });
  return (
    <Card className={`season season-${data.kind}${open ? '' : ' season-off'}`} aria-label={pick(data.name)}>
      <header className="season-head">
        <Icon name={data.icon} size={64} />
        <div>
          <p className="season-kind">
            {t(`kind.${data.kind}`)} · {days}
            {open && ` · ${left === 0 ? t('left.last') : t('left', { count: left })}`}
          </p>
          <h3 lang={pickedLang(data.name)}>{pick(data.name)}</h3>
        </div>
      </header>
      <p className="season-text" lang={pickedLang(data.text)}>
        <Phrases text={pick(data.text)} />
      </p>
      <Goals season={season} />
      <Rewards season={season} />
    </Card>
  );
};

/** How far I am, and how far we all are; nothing before the first day. */
export const Goals = ({ season }: { season: SeasonView }) => {
  const t = useT('seasons');
  const { data, mine, total, people = 0, reached } = season;
  if (season.status === 'running' && !season.open) return null;
  if (data.metric === undefined || mine === undefined || total === undefined) return null;
  const metric = t(`metric.${data.metric}`);
  const bars = [
    { name: t('mine'), value: mine, goal: data.personal, done: reached === true },
    { name: t('ours'), value: total, goal: data.company, done: total >= (data.company ?? Infinity) },
  ];
  return (
    <div className="season-goals">
      {bars.map(({ name, value, goal, done }) => (
        <div key={name}>
          <p>
            <span>
              {name} · {metric}
            </span>
            <b className="num">
              {goal === undefined ? number(value) : t('of', { n: number(value), goal: number(goal) })}
            </b>
          </p>
          {goal !== undefined && (
            <Progress value={Math.min(value, goal)} max={goal} label={`${name} ${metric}`} />
          )}
          {done && (
            <p className="season-done">
              <Icon name="check-mark-button" size={24} /> {t('reached')}
            </p>
          )}
        </div>
      ))}
      <small>{t('people', { count: people })}</small>
    </div>
  );
};

const Rewards = ({ season }: { season: SeasonView }) => {
  const t = useT('seasons');
  const { data, open, status, outcome, tournament } = season;
  const gift = data.gift && { what: pick(data.gift.what), to: pick(data.gift.to) };
  const told = status !== 'over' ? 'gift' : outcome?.given ? 'given' : 'notgiven';
  return (
    <>
      {data.bonus !== undefined && (
        <p className="season-line">
          <Icon name="coin" size={28} />
          <span>{t('bonus', { n: data.bonus })}</span>
        </p>
      )}
      {gift && (
        <p className="season-line">
          <Icon name="red-heart" size={28} />
          <span>{t(told, gift)}</span>
        </p>
      )}
      {data.tier !== undefined && open && (
        <p className="season-line">
          <Icon name="shopping-bags" size={28} />
          <span>{t('tier')}</span>
          <Button look="mini" onClick={() => go({ name: 'mall' })}>
            {t('tier.go')}
          </Button>
        </p>
      )}
      {tournament && (
        <p className="season-line">
          <Icon name="trophy" size={28} />
          <span>{tournament.name}</span>
          <Button look="mini" onClick={() => go({ name: 'battles' })}>
            {t('cup.go')}
          </Button>
        </p>
      )}
    </>
  );
};
