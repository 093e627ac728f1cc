import type { QuestView } from '../../../server/domain/api.ts';
import { number, useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Button, Icon } from '../parts/index.ts';
import './offers.css';

/** The map says that graduation waits, and leads there. */
export const CeremonyOffer = ({ view }: { view: QuestView }) => {
  const t = useT('programme');
  if (view.ceremony !== 'waiting') return null;
  return (
    <aside className="offer" aria-label={t('ceremony.title')}>
      <Icon name="graduation-cap" size={44} />
      <span>
        <b>{t('ceremony.offer')}</b>
        <small>{t('ceremony.offer.line')}</small>
      </span>
      <Button look="cta" onClick={() => go({ name: 'ceremony' })}>
        {t('ceremony.go')}
      </Button>
    </aside>
  );
};

/** Credits so far; opens the check-list. */
export const CreditsButton = ({ credits }: { credits: number }) => {
  const t = useT('programme');
  return (
    <button type="button" className="credits-pill" onClick={() => go({ name: 'credits' })}>
      <Icon name="graduation-cap" size={24} />
      <span className="credits-pill-bar" aria-hidden="true">
        <i style={{ width: `${Math.min(100, credits)}%` }} />
      </span>
      <b className="num">
        {number(credits)}
        <small>/100</small>
      </b>
      <small>{t('credits.pill')}</small>
      <span className="sr-only">{t('credits.pill.said')}</span>
    </button>
  );
};

/** The bell of the map's top bar, with how many messages were not read. */
export const Bell = ({ unread }: { unread: number }) => {
  const t = useT('programme');
  return (
    <button
      type="button"
      className="bell"
      aria-label={unread > 0 ? t('messages.open.unread', { count: unread }) : t('messages.open')}
      onClick={() => go({ name: 'messages' })}
    >
      <Icon name="bell" size={26} />
      {unread > 0 && <b className="num">{unread > 99 ? '99+' : unread}</b>}
    </button>
  );
};
