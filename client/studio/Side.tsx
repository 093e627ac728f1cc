import { Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { go } from '../stores/screen.ts';
import { Icon } from '../ui/parts/index.ts';
import { useS } from './i18n/index.ts';
import { goTo, type Place, placeOf } from './place.ts';

const ICONS = {
  banks: 'books',
  media: 'artist-palette',
  quests: 'world-map',
  skills: 'brain',
  cohorts: 'sailboat',
  marking: 'memo',
  battles: 'crossed-swords',
  seasons: 'party-popper',
  mall: 'shopping-bags',
  care: 'speech-balloon',
  reach: 'bell',
  people: 'busts-in-silhouette',
  insight: 'chart-increasing',
  awards: 'trophy',
  data: 'shield',
} as const;
type Entry = keyof typeof ICONS;

const GROUPS: readonly { name: 'make' | 'run' | 'measure'; entries: readonly Entry[] }[] = [
  { name: 'make', entries: ['banks', 'media', 'quests', 'skills'] },
  {
    name: 'run',
    entries: ['cohorts', 'marking', 'battles', 'seasons', 'mall', 'care', 'reach', 'people'],
  },
  { name: 'measure', entries: ['insight', 'awards', 'data'] },
];
/** What stands in the bar of a phone; the others are behind "more". */
const USUAL: readonly Entry[] = ['banks', 'quests', 'cohorts', 'marking', 'insight'];

const PARTS: Partial<Record<Place['name'], Entry>> = {
  bank: 'banks',
  question: 'banks',
  import: 'banks',
  quest: 'quests',
  cohort: 'cohorts',
  battle: 'battles',
  award: 'awards',
};
const isEntry = (name: string): name is Entry => name in ICONS;
/** The entry a place belongs to. */
const homeOf = ({ name }: Place): Entry => PARTS[name] ?? (isEntry(name) ? name : 'banks');

/** The studio's navigation: in three groups beside the page, on a phone the usual five below it. */
export const Side = ({ place, phone }: { place: Place; phone: boolean }) => {
  const t = useS('shell');
  return (
    <nav className="studio-side" aria-label={t('nav')}>
      {phone ? <Bar home={homeOf(place)} /> : <Column home={homeOf(place)} />}
    </nav>
  );
};

type EntryProps = { name: Entry; home: Entry; onGo?: () => void };
const EntryButton = ({ name, home, onGo }: EntryProps) => {
  const t = useS('shell');
  return (
    <button
      type="button"
      aria-current={home === name ? 'page' : undefined}
      onClick={() => {
        onGo?.();
        goTo(placeOf(`/${name}`));
      }}
    >
      <Icon name={ICONS[name]} size={24} /> <span>{t(`nav.${name}`)}</span>
    </button>
  );
};

const Out = () => {
  const t = useS('shell');
  return (
    <button type="button" className="studio-out" onClick={() => go({ name: 'map' })}>
      <Icon name="compass" size={24} /> <span>{t('back.map')}</span>
    </button>
  );
};

const Groups = ({ home, onGo }: Omit<EntryProps, 'name'>) => {
  const t = useS('shell');
  return GROUPS.map(
    (group): ReactNode => (
      <section key={group.name} className="studio-group" aria-labelledby={`studio-${group.name}`}>
        <h2 id={`studio-${group.name}`}>{t(`group.${group.name}`)}</h2>
        {group.entries.map((name) => (
          <EntryButton key={name} name={name} home={home} {...(onGo ? { onGo } : {})} />
        ))}
      </section>
    ),
  );
};

const Column = ({ home }: { home: Entry }) => {
  const t = useS('shell');
  return (
    <>
      <span className="studio-brand">
        <Icon name="toolbox" size={30} /> {t('title')}
      </span>
      <Groups home={home} />
      <Out />
    </>
  );
};

const Bar = ({ home }: { home: Entry }) => {
  const t = useS('shell');
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      {USUAL.map((name) => (
        <EntryButton key={name} name={name} home={home} />
      ))}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-current={USUAL.includes(home) ? undefined : 'page'}
        onClick={() => setOpen(true)}
      >
        <Icon name="toolbox" size={24} /> <span>{t('more')}</span>
      </button>
      <Drawer
        open={open}
        placement="bottom"
        size="85%"
        title={t('nav')}
        onClose={close}
        destroyOnHidden
        className="studio-drawer"
      >
        <div className="studio-all">
          <Groups home={home} onGo={close} />
          <Out />
        </div>
      </Drawer>
    </>
  );
};
