import { lazy, Suspense } from 'react';
import type { QuestView } from '../../server/domain/api.ts';
import { number, pick, useT } from '../i18n/index.ts';
import { islandOf, starsOf, stationOf } from '../stores/quest.ts';
import { go } from '../stores/screen.ts';
import { continueVoyage } from './NextCard.tsx';
import { Page } from './Page.tsx';
import { Avatar, Button, Card, Icon, Progress } from './parts/index.ts';
import { greet, useMates } from './peers.ts';
import { CreditsButton } from './programme/Offers.tsx';
import { isDone, placeOfTask, progressOf, TASK_ICON } from './tasks.ts';
import { Voyages } from './Voyages.tsx';
import { phaseOf } from './voyage-day.ts';

/** Today's voyage in full: tasks with their way there, the day's numbers, and where the others are. */
export const Today = ({ view }: { view: QuestView }) => {
  const t = useT('map');
  const { done, count } = progressOf(view.tasks);
  return (
    <Page
      title={t('today.title')}
      icon="high-voltage"
      lead={t(`today.lead.${phaseOf(view)}`, { day: view.day, days: view.days })}
    >
      <Card aria-label={t('tasks')}>
        {count === 0 && <p className="page-empty">{t('today.empty')}</p>}
        {count > 0 && done === count && <p className="page-good">{t('tasks.done')}</p>}
        <Tasks view={view} />
        {count > 0 && <Progress value={done} max={count} label={t('tasks.progress')} />}
        <CreditsButton credits={view.credits} />
        {view.current !== undefined && (
          <Button look="cta" wide className="page-cta" onClick={() => continueVoyage(view)}>
            {t('today.allgo')}
          </Button>
        )}
      </Card>
      <BillRow />
      <ChecklistRow />
      <SeasonRow />
      <ProposalRow />
      <BattleRow />
      <Voyages />
      <Numbers view={view} />
      <Mates view={view} />
    </Page>
  );
};

const BillCard = lazy(() => import('./bill/BillCard.tsx').then((m) => ({ default: m.BillCard })));
/** A new learning bill. */
const BillRow = () => (
  <Suspense fallback={null}>
    <BillCard />
  </Suspense>
);

const ChecklistCard = lazy(() =>
  import('./checklist/ChecklistCard.tsx').then((m) => ({ default: m.ChecklistCard })),
);
/** Five questions on what is done at work, when they are due. */
const ChecklistRow = () => (
  <Suspense fallback={null}>
    <ChecklistCard />
  </Suspense>
);

const SeasonCard = lazy(() => import('./seasons/SeasonCard.tsx').then((m) => ({ default: m.SeasonCard })));
/** What the company has going on; comes when it comes. */
const SeasonRow = () => (
  <Suspense fallback={null}>
    <SeasonCard />
  </Suspense>
);

const NextProposals = lazy(() => import('./skills/Proposals.tsx').then((m) => ({ default: m.Proposals })));
/** What to practise next; comes when it comes. */
const ProposalRow = () => (
  <Suspense fallback={null}>
    <NextProposals most={2} />
  </Suspense>
);

/** Something for in between: a battle. */
const BattleRow = () => {
  const t = useT('map');
  return (
    <Card aria-label={t('today.battle')}>
      <div className="row row-flat">
        <Icon name="crossed-swords" size={44} />
        <span className="row-text">
          <b>{t('today.battle')}</b>
          <small>{t('today.battle.line')}</small>
        </span>
        <Button onClick={() => go({ name: 'battles' })}>{t('today.battle.go')}</Button>
      </div>
    </Card>
  );
};

const Tasks = ({ view }: { view: QuestView }) => {
  const t = useT('map');
  return (
    <ul className="rows">
      {view.tasks.map((task) => {
        const done = isDone(task);
        return (
          <li key={task.kind} className={`row row-flat ${done ? 'row-ok' : ''}`}>
            <Icon name={done ? 'check-mark-button' : TASK_ICON[task.kind]} size={36} />
            <span className="row-text">
              <b>{t(`task.${task.kind}`, { n: task.count })}</b>
              <small>
                {done ? t('task.doneword') : t('task.part', { done: task.done, n: task.count })}
                {task.coins > 0 && ` · +${task.coins}`}
              </small>
            </span>
            {!done && (
              <Button look="mini" onClick={() => go(placeOfTask(view, task.kind))}>
                {t('today.go')}
                <span className="sr-only">{t(`task.${task.kind}`, { n: task.count })}</span>
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
};

const Numbers = ({ view }: { view: QuestView }) => {
  const t = useT('map');
  const facts = [
    { icon: 'fire', name: t('today.streak'), value: t('today.streak.unit', { n: view.streak }) },
    { icon: 'coin', name: t('today.coins'), value: number(view.coins) },
    { icon: 'star', name: t('today.stars'), value: number(view.islands.reduce((n, i) => n + starsOf(i), 0)) },
    {
      icon: 'ghost',
      name: t('today.ghosts'),
      value: number(view.islands.reduce((n, i) => n + i.ghosts.filter((g) => g.awake).length, 0)),
    },
  ];
  return (
    <dl className="numbers">
      {facts.map((f) => (
        <div key={f.icon} className="card">
          <dt>{f.name}</dt>
          <dd className="num">
            <Icon name={f.icon} size={36} />
            {f.value}
          </dd>
        </div>
      ))}
    </dl>
  );
};

const Mates = ({ view }: { view: QuestView }) => {
  const t = useT('map');
  const greeting = useT('island');
  const mates = useMates(view);
  return (
    <Card aria-label={t('today.peers')}>
      <h2>{t('today.peers')}</h2>
      {mates.length === 0 && <p className="page-empty">{t('today.peers.none')}</p>}
      <ul className="rows">
        {mates.slice(0, 12).map((p) => {
          const island = islandOf(view, p.island);
          const station = stationOf(view, p.station);
          return (
            <li key={p.id} className="row row-flat">
              <Avatar seed={p.avatar} size={36} />
              <span className="row-text">
                {t('today.peer', {
                  name: p.name,
                  island: island === undefined ? '' : pick(island.name),
                  station: station === undefined ? '' : pick(station.name),
                })}
              </span>
              {p.online && (
                <Button
                  look="mini"
                  icon="waving-hand"
                  aria-label={greeting('peer.wave', { name: p.name })}
                  onClick={() => void greet(p)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
};
