import type { Me, QuestView } from '../../server/domain/api.ts';
import type { Role } from '../../server/domain/person.ts';
import { number, useT } from '../i18n/index.ts';
import { go, type Screen } from '../stores/screen.ts';
import { Page } from './Page.tsx';
import { Button, Card, Icon } from './parts/index.ts';
import { MyPortrait } from './people/MyPortrait.tsx';

type Text =
  | 'honours'
  | 'purse'
  | 'orders'
  | 'reading'
  | 'asks'
  | 'credits'
  | 'messages'
  | 'log'
  | 'seasons'
  | 'bill'
  | 'skills'
  | 'rights'
  | 'studio'
  | 'settings';
type Way = { to: Screen; icon: string; text: Text; end?: string };

const STUDIO: Way = { to: { name: 'studio' }, icon: 'toolbox', text: 'studio' };

/** Where one can go from here, with a figure where there is one. */
const waysOf = (role: Role, view: QuestView): Way[] => [
  { to: { name: 'honours' }, icon: 'sports-medal', text: 'honours' },
  { to: { name: 'bill' }, icon: 'receipt', text: 'bill' },
  { to: { name: 'skills' }, icon: 'compass', text: 'skills' },
  { to: { name: 'purse' }, icon: 'money-bag', text: 'purse', end: number(view.coins) },
  { to: { name: 'orders' }, icon: 'wrapped-gift', text: 'orders' },
  { to: { name: 'reading' }, icon: 'open-book', text: 'reading' },
  { to: { name: 'asks' }, icon: 'red-question-mark', text: 'asks' },
  { to: { name: 'credits' }, icon: 'graduation-cap', text: 'credits', end: `${view.credits}/100` },
  {
    to: { name: 'messages' },
    icon: 'bell',
    text: 'messages',
    ...(view.unread > 0 ? { end: number(view.unread) } : {}),
  },
  { to: { name: 'log' }, icon: 'scroll', text: 'log' },
  { to: { name: 'seasons' }, icon: 'party-popper', text: 'seasons' },
  ...(role === 'learner' ? [] : [STUDIO]),
  { to: { name: 'rights' }, icon: 'shield', text: 'rights' },
  { to: { name: 'settings' }, icon: 'gear', text: 'settings' },
];

/** What is mine: the way to profile, purse, honours, logbook and settings. */
export const MePage = ({ me, view }: { me: Me; view: QuestView }) => {
  const t = useT('me');
  const { person, org } = me;
  return (
    <Page title={t('title')} icon="compass">
      <Card aria-label={t('profile')}>
        <div className="row row-flat">
          <MyPortrait avatar={person.avatar} size={72} />
          <span className="row-text">
            <b>{person.name}</b>
            <small>{org.name}</small>
          </span>
          <Button onClick={() => go({ name: 'person', person: person.id })}>{t('profile.go')}</Button>
        </div>
      </Card>
      <Card aria-label={t('ways')}>
        <ul className="rows">
          {waysOf(person.role, view).map(({ to, icon, text, end }) => (
            <li key={text}>
              <button type="button" className="row" onClick={() => go(to)}>
                <Icon name={icon} size={36} />
                <span className="row-text">
                  <b>{t(text)}</b>
                  <small>{t(`${text}.note`)}</small>
                </span>
                {end !== undefined && <span className="num row-end">{end}</span>}
              </button>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
};
