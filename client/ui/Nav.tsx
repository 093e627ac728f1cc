import { useStore } from 'zustand';
import { useT } from '../i18n/index.ts';
import { chats } from '../stores/chat.ts';
import { go, type Screen, screen } from '../stores/screen.ts';
import { session } from '../stores/session.ts';
import { Icon } from './parts/index.ts';

type Place = {
  name: 'map' | 'today' | 'practice' | 'battles' | 'boards' | 'mall' | 'people' | 'me' | 'studio';
  icon: string;
};

const PLACES: readonly Place[] = [
  { name: 'map', icon: 'world-map' },
  { name: 'today', icon: 'high-voltage' },
  { name: 'practice', icon: 'brain' },
  { name: 'battles', icon: 'crossed-swords' },
  { name: 'boards', icon: 'bar-chart' },
  { name: 'mall', icon: 'shopping-bags' },
  { name: 'people', icon: 'handshake' },
  { name: 'me', icon: 'compass' },
  { name: 'studio', icon: 'toolbox' },
];
/** Pages beside the places that keep the bar as the way back. */
const BESIDE: readonly Screen['name'][] = [
  'credits',
  'messages',
  'log',
  'settings',
  'person',
  'chat',
  'asks',
  'reading',
  'purse',
  'orders',
  'honours',
  'seasons',
  'bill',
  'skills',
  'rights',
  'traits',
];
export const hasNav = (s: Screen): boolean =>
  BESIDE.includes(s.name) || PLACES.some((p) => p.name === s.name && p.name !== 'studio');

/** The bar of places. The studio is for trainers and above; on a phone its way leads through `me`. */
export const Nav = () => {
  const t = useT('common');
  const now = useStore(screen, (s) => s.name);
  const role = useStore(session, (s) => s.me?.person.role);
  const places = PLACES.filter((p) => p.name !== 'studio' || role !== 'learner');
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      {places.map(({ name, icon }) => (
        <button
          key={name}
          type="button"
          className={`${name === now ? 'on' : ''}${name === 'studio' ? ' wide-only' : ''}`}
          aria-current={name === now ? 'page' : undefined}
          data-guide={name === 'today' ? 'tasks-nav' : undefined}
          onClick={() => go({ name })}
        >
          <Icon name={icon} size={30} />
          <span>{t(`nav.${name}`)}</span>
          {name === 'people' && <Unread />}
        </button>
      ))}
    </nav>
  );
};

/** That somebody has written to me. */
const Unread = () => {
  const t = useT('chat');
  const count = useStore(chats, (s) => s.unread);
  if (count === 0) return null;
  return (
    <i className="nav-unread">
      <span className="sr-only">{t('nav.unread', { count })}</span>
    </i>
  );
};
